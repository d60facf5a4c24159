"""Counters for Prometheus, one registry for each application."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest


class Metrics:
    """How many questions were answered, how, where they came from, and how long they took."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answers = Counter(
            "policydesk_answers", "Questions answered", ["status", "channel"], registry=self._registry
        )
        self._seconds = Histogram(
            "policydesk_answer_seconds",
            "Time from question to answer",
            ["channel"],
            buckets=(0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
            registry=self._registry,
        )

    def answered(self, status: str, channel: str, seconds: float) -> None:
        """Count one answer: its status, `api` or `chat`, and its time."""
        self._answers.labels(status, channel).inc()
        self._seconds.labels(channel).observe(seconds)

    def text(self) -> bytes:
        """All counters in Prometheus' text format."""
        return generate_latest(self._registry)
