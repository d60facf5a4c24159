"""The bundled model and an index over real documents, made once for all tests of the index."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import index_fakes

from index.embedding import Embedder, load_embedder
from index.index import Index
from policy.documents import Document

NOTICES = (
    "hangzhou-2024-ai-full-chain",
    "hangzhou-2025-ai-terminal-draft",
    "hangzhou-xihu-2025-ai-measures",
    "ningbo-2025-ai-action-plan",
    "tongxiang-2025-ai-plus-policies",
    "genai-interim-measures-2023",
    "zhejiang-2025-hidden-champion-notice",
)


def covers(document_region: str, asked_region: str) -> bool:
    """Enough of the real rule for these documents: a region's own texts and those of the levels above it."""
    above = {
        "杭州市西湖区": ("杭州市西湖区", "杭州市", "浙江省", "全国"),
        "杭州市": ("杭州市", "浙江省", "全国"),
        "浙江省": ("浙江省", "全国"),
    }
    return document_region in above[asked_region]


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="session")
def documents() -> list[Document]:
    return [index_fakes.measures(), *map(index_fakes.notice, NOTICES)]


@pytest.fixture(scope="session")
def real(embedder: Embedder, documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of real documents with the bundled model and Chroma on disk. Tests only search it."""
    index = Index(tmp_path_factory.mktemp("real") / "index", embedder=embedder, covers=covers)
    index.prepare(documents)
    index.load(documents)
    yield index
    index.close()
