"""Glosses: how people who never read a document speak of its clauses. They help to find a clause and are never cited.

Written beside the document (`glosses.yaml` in its folder, `<name>.glosses.yaml` beside a digest), by hand or by a model:

    glosses:
      加强算力券支持:            # the clause, by what follows # in its id
        seen: 0f3c…             # the clause's digest when the gloss was written
        zh: [租显卡跑模型太贵，政府能帮着出一部分吗]
        en: [subsidy for renting computing power]

A gloss whose clause has other words by now is left out, and said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from policy.documents import Clause, Document
from policy.errors import UnreadableSource

ENDINGS = (".glosses.yaml", ".glosses.yml")
_BESIDE_SOURCE = "glosses.yaml"
_MOST = 24  # of a language; each is a vector


class _Gloss(BaseModel):
    model_config = ConfigDict(extra="forbid")

    seen: str = Field(pattern=r"^[0-9a-f]{16}$")
    zh: list[str] = Field(default=[], max_length=_MOST)
    en: list[str] = Field(default=[], max_length=_MOST)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    glosses: dict[str, _Gloss]


def glosses_file(file: Path) -> Path | None:
    """The file of glosses beside a document's file, None where there is none."""
    names = [_BESIDE_SOURCE] if file.stem == "source" else [file.stem + ending for ending in ENDINGS]
    return next((p for name in names if (p := file.parent / name).is_file()), None)


def with_glosses(document: Document, data: Mapping[str, Any], source: str) -> Document:
    """The document with glosses on its clauses, and a warning for each that fits no clause as it is now.

    Raises UnreadableSource, naming the entry, where `data` has another form.
    """
    try:
        entries = _File.model_validate(data).glosses
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(p) for p in first["loc"])
        raise UnreadableSource(f"{source}: {place}: {first['msg']}; mend it") from error
    warnings = list(document.warnings)
    held = {_name(c) for c in document.clauses}
    warnings += [f"{source}: there is no clause {name}; remove its gloss" for name in entries if name not in held]
    clauses = []
    for clause in document.clauses:
        gloss = entries.get(_name(clause))
        if gloss and gloss.seen != clause.digest:
            warnings.append(f"{source}: {_name(clause)} has changed since its gloss was written; look at it and set seen: {clause.digest}")
        elif gloss:
            clause = replace(clause, glosses=(*gloss.zh, *gloss.en))
        clauses.append(clause)
    return replace(document, clauses=tuple(clauses), warnings=tuple(warnings))


def _name(clause: Clause) -> str:
    return clause.clause_id.partition("#")[2]
