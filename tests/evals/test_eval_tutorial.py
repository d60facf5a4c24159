"""The tutorial pipeline with LlamaIndex and Chroma themselves, and an embedding that counts characters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from evals.baselines import Retrieve, tutorial_index, tutorial_nodes


class Characters:
    """Texts that share characters are near each other."""

    name = "characters"
    dimensions = 512

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for char in text:
                vector[ord(char) % self.dimensions] = 1
            vector /= np.linalg.norm(vector)
        return vectors

    def query(self, text: str) -> np.ndarray:
        return self.passages([text])[0]


@pytest.fixture(scope="module")
def retrieve(tmp_path_factory: pytest.TempPathFactory) -> Retrieve:
    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "a").mkdir()
    (corpus / "a" / "document.yaml").write_text("title: 若干措施", encoding="utf-8")
    (corpus / "a" / "source.txt").write_text("算力券最高八百万元。" * 300, encoding="utf-8")
    (corpus / "b.yaml").write_text("title: 乙\ntext: 首台套装备奖励", encoding="utf-8")
    nodes = tutorial_nodes(corpus)
    assert len(nodes) > 3  # the long file is split
    return tutorial_index(nodes, Characters())


def test_the_best_three_chunks_come_back(retrieve: Retrieve) -> None:
    chunks = retrieve("算力券最高", ())
    assert [c.document_id for c in chunks] == ["a", "a", "a"]
    assert "算力券" in chunks[0].text
    assert retrieve("首台套装备", ())[0].document_id == "b"


def test_a_search_can_be_limited_to_documents(retrieve: Retrieve) -> None:
    assert {c.document_id for c in retrieve("算力券", ("b",))} == {"b"}
    assert {c.document_id for c in retrieve("算力券", ("a", "b"))} == {"a"}
