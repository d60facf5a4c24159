"""What Prometheus is told, one registry for each application. docs/api.md lists the names."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from policy.answers import Answer
from policy.verdicts import Verdicts

if TYPE_CHECKING:
    from desk.service import Size

_BUCKETS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)


class Metrics:
    """What was asked and answered, how, where it came from, how long it took."""

    def __init__(self, version: str = "", size: Callable[[], Size] | None = None) -> None:
        """`size` is asked whenever the figures are fetched."""
        self._registry = CollectorRegistry()
        self._answers = self._count("answers", "Questions answered", "status", "channel", "mode")
        self._answer_seconds = self._time("answer_seconds", "Time from question to answer", "channel")
        self._requests = self._count("requests", "Requests served", "method", "route", "status")
        self._request_seconds = self._time("request_seconds", "Time from request to the end of its response", "route")
        self._verdicts = self._count("verdicts", "Rules decided for an applicant", "status")
        self._llm = self._count("llm", "Answers by what the language model did for them", "outcome")
        self._limited = self._count("rate_limited", "Requests refused, as too many came from one address", "door")
        self._votes = self._count("votes", "Votes on answers", "useful")
        self._unkept = self._count("answers_not_kept", "Answers that could not be stored")
        self._registry.register(_State(version, size))

    def _count(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(f"policydesk_{name}", about, labels, registry=self._registry)

    def _time(self, name: str, about: str, *labels: str) -> Histogram:
        return Histogram(f"policydesk_{name}", about, labels, buckets=_BUCKETS, registry=self._registry)

    def answered(self, status: str, channel: str, seconds: float, mode: str = "extractive") -> None:
        """Count one answer: its status, where the question came from, its time, who worded it."""
        self._answers.labels(status, channel, mode).inc()
        self._answer_seconds.labels(channel).observe(seconds)

    def given(self, answer: Answer, channel: str, seconds: float) -> None:
        """Count one answer, and whether a language model worded it, now or earlier."""
        self.answered(answer.status.value, channel, seconds, answer.mode)
        if answer.mode == "llm":
            self._llm.labels("kept" if "kept" in answer.timings_ms else "worded").inc()

    def requested(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def matched(self, verdicts: Verdicts) -> None:
        """Count the rules decided for one applicant."""
        for verdict in verdicts.results:
            self._verdicts.labels(verdict.status.value).inc()

    def model_failed(self, how: str) -> None:
        """Count a language model that was `down`, or whose words were `unfit` to be shown."""
        self._llm.labels(how).inc()

    def limited(self, door: str) -> None:
        """Count a request refused as one too many."""
        self._limited.labels(door).inc()

    def voted(self, useful: bool) -> None:
        """Count a vote on an answer."""
        self._votes.labels("yes" if useful else "no").inc()

    def not_kept(self) -> None:
        """Count an answer that could not be stored."""
        self._unkept.inc()

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)


class ModelWatch(logging.Handler):
    """Counts what the log says of the language model: a record's `llm` says how it failed."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(logging.WARNING)
        self._metrics = metrics

    def emit(self, record: logging.LogRecord) -> None:
        """Count the record, where it tells of the model."""
        if how := getattr(record, "llm", ""):
            self._metrics.model_failed(how)


class _State(Collector):
    def __init__(self, version: str, size: Callable[[], Size] | None) -> None:
        self._version = version
        self._size = size

    def collect(self) -> Iterator[Metric]:
        """The state of this moment."""
        build = GaugeMetricFamily("policydesk_build_info", "The version that serves", labels=["version"])
        build.add_metric([self._version], 1)
        yield build
        if self._size is not None:
            size = self._size()
            yield GaugeMetricFamily("policydesk_documents", "Documents held", size.documents)
            yield GaugeMetricFamily("policydesk_clauses", "Clauses held", size.clauses)
            yield GaugeMetricFamily("policydesk_generation", "How often the documents have changed", size.generation)
            yield GaugeMetricFamily("policydesk_ready", "Whether questions are answered at once", float(size.ready))
