"""Events of Gradio's pages run on behalf of the request that asked for them: their log lines carry its id."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr
from gradio.context import LocalContext

from desk.request_context import SCOPE, Request, current


def trace(blocks: gr.Blocks) -> None:
    """Let every event of a page know its request. Gradio runs them in tasks of its own, where none is known."""
    for event in blocks.fns.values():
        if event.fn is not None:
            event.fn = traced(event.fn)


def traced(fn: Callable[..., Any]) -> Callable[..., Any]:
    """`fn`, run on behalf of its request; a generator stays one, at each of its steps."""
    if inspect.isgeneratorfunction(fn):

        @functools.wraps(fn)
        def stepping(*given: Any, **named: Any) -> Iterator[Any]:
            steps = fn(*given, **named)
            try:
                while True:
                    with _on_behalf():
                        try:
                            step = next(steps)
                        except StopIteration:
                            return
                    yield step
            finally:
                steps.close()

        return stepping

    @functools.wraps(fn)
    def calling(*given: Any, **named: Any) -> Any:
        with _on_behalf():
            return fn(*given, **named)

    return calling


@contextmanager
def _on_behalf() -> Iterator[None]:
    asked = getattr(LocalContext.request.get(None), "request", None)
    found = asked.scope.get(SCOPE) if asked is not None else None
    if not isinstance(found, Request):
        yield
        return
    token = current.set(found)
    try:
        yield
    finally:
        current.reset(token)
