"""Models: the bundled one, a local folder, and what is said of one that does not load."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from index_fakes import ROOT

from index.cache import Cache
from index.cached import CachedEmbedder
from index.embedding import BUNDLED, Embedder, load_embedder, model_name
from policy.errors import BadArgument


def test_vectors_are_of_unit_length_and_float32(embedder: Embedder) -> None:
    vectors = embedder.passages(["发放算力券", "贷款贴息"])
    assert vectors.shape == (2, embedder.dimensions) == (2, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert embedder.passages([]).shape == (0, 384)
    assert embedder.query("算力券").shape == (384,)


def test_questions_and_passages_are_told_apart(embedder: Embedder) -> None:
    assert not np.allclose(embedder.query("算力券"), embedder.passages(["算力券"])[0])


def test_a_batch_gives_the_same_vectors_as_one_by_one(embedder: Embedder) -> None:
    texts = ["算力券", "支持有条件的地方发放语料券" * 20, ""]
    one_by_one = np.concatenate([embedder.passages([text]) for text in texts])
    assert embedder.passages(texts) == pytest.approx(one_by_one, abs=1e-5)


def test_questions_together_have_the_vectors_that_each_has_alone(embedder: Embedder) -> None:
    texts = ["算力券", "语料券最高补多少？" * 12, "哪些企业能申请"]
    alone = np.stack([embedder.query(text) for text in texts])
    assert (embedder.queries(texts) * alone).sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-3)


def test_questions_made_ahead_are_not_made_again(embedder: Embedder, tmp_path: Path) -> None:
    class Counting:
        name, dimensions, passages = embedder.name, embedder.dimensions, embedder.passages

        def __init__(self) -> None:
            self.made: list[tuple[str, ...]] = []

        def query(self, text: str) -> np.ndarray:
            self.made.append((text,))
            return embedder.query(text)

        def queries(self, texts: Sequence[str]) -> np.ndarray:
            self.made.append(tuple(texts))
            return embedder.queries(texts)

    counting = Counting()
    cached = CachedEmbedder(BUNDLED, Cache(tmp_path), counting)
    cached.query("模型券")
    cached.ahead(["算力券", "模型券", "语料券", "算力券"])
    for text in ("算力券", "语料券", "模型券"):
        assert cached.query(text).shape == (384,)
    assert counting.made == [("模型券",), ("算力券", "语料券")]


def test_what_no_tokeniser_takes_is_embedded_anyway(embedder: Embedder) -> None:
    assert embedder.query("坏\ud800字\0").shape == (384,)


def test_threads_may_share_an_embedder(embedder: Embedder) -> None:
    texts = [f"第{n}个问题" for n in range(40)]
    alone = {text: embedder.query(text) for text in texts}
    found: dict[str, np.ndarray] = {}
    threads = [
        threading.Thread(target=lambda part: found.update({t: embedder.query(t) for t in part}), args=(texts[n::4],))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(found[text], alone[text]) for text in texts)


def test_the_name_is_known_before_loading(embedder: Embedder) -> None:
    assert model_name(BUNDLED) == embedder.name
    assert model_name("BAAI/bge-m3") == "BAAI/bge-m3"


def test_the_name_of_a_folder_changes_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    before = model_name(str(tmp_path))
    assert model_name(str(tmp_path)) == before
    (tmp_path / "config.json").write_text("[]")
    assert model_name(str(tmp_path)) != before


@pytest.fixture
def saved_model(tmp_path: Path) -> Path:
    """A small sentence-transformers model in a folder: word vectors and their mean."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import BoW

    folder = tmp_path / "bag-of-words"
    SentenceTransformer(modules=[BoW(vocab=["算力券", "补助", "voucher"])], device="cpu").save(str(folder))
    return folder


def test_a_model_in_a_local_folder_is_a_drop_in(saved_model: Path) -> None:
    embedder = load_embedder(str(saved_model))
    assert embedder.name.startswith("bag-of-words@")
    assert embedder.dimensions == 3
    assert embedder.passages(["voucher"]).shape == (1, 3)


@pytest.mark.parametrize("model", ["/no/such/folder", "./nowhere", "", "bundled:other"])
def test_a_model_that_can_not_exist_is_refused_at_once(model: str) -> None:
    with pytest.raises(BadArgument, match="POLICYDESK_EMBEDDING_MODEL"):
        model_name(model)


@pytest.mark.parametrize("files", [{}, {"modules.json": "{"}, {"modules.json": "[]"}, {"config.json": json.dumps({"model_type": "bert"})}])
def test_a_folder_that_holds_no_model_is_refused_in_one_line(tmp_path: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(BadArgument, match="POLICYDESK_EMBEDDING_MODEL") as refused:
        load_embedder(str(tmp_path))
    assert "\n" not in str(refused.value)


def test_importing_the_index_brings_no_heavy_library() -> None:
    heavy = ("torch", "chromadb", "sentence_transformers", "llama_index", "transformers")
    code = f"import sys, index, index.index; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
