"""Typing errors by sound: what is wrong is mended, what is right stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.repair import Repairer, sound

WORDS = {
    "算力券": 20, "语料券": 12, "模型券": 12, "算力": 40, "语料": 20, "模型": 40, "研发": 60, "补助": 60, "补贴": 40, "人工智能": 80,
    "营收": 20, "规上企业": 10, "企业": 90, "合规": 8, "对应": 6, "条例": 6, "计算": 20, "智算中心": 6, "算中心": 6, "申报": 30,
    "浙江": 40, "杭州": 30, "自主": 20, "标准": 30, "参与": 10, "国际": 10, "奖励": 30, "最高": 30, "领军": 10, "人才": 40,
}  # fmt: skip


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer(WORDS)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("颜发费用占比", "研发费用占比"), ("预料券最高多少", "语料券最高多少"), ("人工只能企业", "人工智能企业"), ("赢收要多少", "营收要多少"),
        ("莫型券", "模型券"), ("杭洲的企页", "杭州的企业"), ("补帖多少", "补贴多少"),
    ],
)  # fmt: skip
def test_homophones_are_mended(repairer: Repairer, written: str, meant: str) -> None:
    assert repairer.repair(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("suanliquan zuigao duoshao", "算力券"), ("renGongZhiNeng", "人工智能"), ("zhejiang de yuliaoquan", "语料券")],
)
def test_spelled_words_are_read(repairer: Repairer, written: str, meant: str) -> None:
    assert meant in repairer.repair(written)


@pytest.mark.parametrize(
    "text",
    [
        "营收和规上企业要多少", "算力中心及算力撮合", "专精特新对营收怎么要求", "27条里的算力券", "我司用的全是国产算力", "训模型的语料全是花钱买的",
        "出来自己办公司", "不限申报名额", "按标准算中型还是小型", "企业培育处", "MaaS服务", "What is the cap of the subsidy?", "API", "",
        "500万元", "研发费用账上归集了多少", "反倒能补得更厚", "就缺这一格", "有说先紧着我们",
    ],
)  # fmt: skip
def test_right_text_stays(repairer: Repairer, text: str) -> None:
    assert repairer.repair(text) == text


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_the_documents_stays(repairer: Repairer, word: str) -> None:
    assert repairer.repair(word) == word


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("莫形卷 最糕 补 多少 w", "模型券 最高 补多少万"), ("算利卷 自煮的 最高能布多少前", "算力券 自主的 最高能补多少钱"),
        ("预聊券能抱百分只几", "语料券能报百分之几"), ("人材一年奖几十w", "人材一年奖几十万"),
    ],
)  # fmt: skip
def test_a_question_typed_by_ear_is_read_as_a_whole(repairer: Repairer, written: str, meant: str) -> None:
    assert repairer.repair(written) == meant


@pytest.mark.parametrize("text", ["上云用AI的公司", "唉，陪我唠两句呗", "学堂里给小囡们讲的课", "同事都去听讲座", "5kg以内多少", "卷了半天还是多少有点亏"])
def test_one_odd_word_alone_is_left(repairer: Repairer, text: str) -> None:
    assert repairer.repair(text) == text


@settings(deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "的", "和", "，", "多少", "100万元"]), max_size=8).map("".join))
def test_mending_twice_changes_nothing_more(text: str) -> None:
    repairer = Repairer(WORDS)
    once = repairer.repair(text)
    assert repairer.repair(once) == once
    assert len(once) == len(text)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_repair(text: str) -> None:
    assert isinstance(Repairer(WORDS).repair(text), str)


def test_an_empty_vocabulary_mends_nothing() -> None:
    assert Repairer({}).repair("颜发费用") == "颜发费用"


def test_sounds_that_accents_drop_are_the_same() -> None:
    assert sound("申报") == sound("森报")
    assert sound("杭州") != sound("宁波")
