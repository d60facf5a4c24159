"""YAML files of rules, cases and facts to typed models: exact decimals, and errors that name file, line and field."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from policy.errors import UnreadableSource

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_BYTES = 4 * 1024 * 1024
Model = TypeVar("Model", bound=BaseModel)
Place = tuple[Hashable, ...]


class Strict(BaseModel):
    """A part of a file: what it does not know it refuses, and what it holds never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


@dataclass(slots=True)
class _Tree:
    """A YAML file as plain data, with the line (from 1) on which each part stands."""

    source: str
    lines: dict[Place, int] = field(default_factory=dict)

    def build(self, node: Any, place: Place = ()) -> Any:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.build(child, (*place, n)) for n, child in enumerate(node.value))
        return _scalar(node)

    def _mapping(self, node: Any, place: Place) -> dict[Any, Any]:
        out: dict[Any, Any] = {}
        for key_node, child in node.value:
            key = key_node.value
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode) or key in out:
                what = f"{key!r} stands there twice" if isinstance(key, str) else "a name must be a text"
                raise UnreadableSource(f"{self.source}, line {line}: {what}; keep one")
            self.lines[(*place, key)] = line
            out[key] = self.build(child, (*place, key))
        return out

    def line(self, place: Place) -> int:
        """The line of the nearest part that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def _scalar(node: Any) -> Any:
    """Numbers as exact decimals, days as dates, the rest as YAML has it."""
    kind = node.tag.rpartition(":")[2]
    if kind in ("int", "float"):
        try:
            return Decimal(node.value.replace("_", ""))
        except ArithmeticError:
            return str(node.value)
    if kind == "timestamp":
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            return str(node.value)
    if kind == "bool":
        return node.value.lower() in ("true", "yes", "on")
    return None if kind == "null" else str(node.value)


def load(path: Path, model: type[Model], source: str = "") -> tuple[Model, dict[Place, int]]:
    """A file as `model`, and the line of each of its parts. `source` is how messages name the file.

    Raises UnreadableSource with file, line and field, and what is wrong there.
    """
    tree = _Tree(source or str(path))
    data = tree.build(_compose(path, tree.source))
    try:
        return model.model_validate(data), tree.lines
    except ValidationError as error:
        first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")  # a slip in a name also lacks the right one
        place = tuple(p for p in first["loc"])
        name = ".".join(str(p) for p in place) or "the file"
        raise UnreadableSource(f"{tree.source}, line {tree.line(place)}: {name}: {_said(first)}") from error


def _compose(path: Path, source: str) -> Any:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UnreadableSource(f"{source} is larger than {_MAX_BYTES >> 20} MiB; split it")
        node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=_LOADER)
    except OSError as error:
        raise UnreadableSource(f"{source} can't be read ({error.strerror}); check the file and its rights") from error
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"{source} is not UTF-8; save it as UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise UnreadableSource(f"{source}{line}: not valid YAML; mend it") from error
    if node is None:
        raise UnreadableSource(f"{source} is empty; write it or remove it")
    return node


def _said(error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return "no such field; docs/rules.md lists those there are"
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return str(error["msg"])
