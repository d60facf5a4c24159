"""What a document says of itself: read from its words, with the place, or left empty."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.lines import split_lines
from ingest.parse import parse_document
from ingest.readers import read_document
from kb.particulars import particulars
from policy.answers import cite_metadata
from policy.documents import Document, Metadata, Origin

Parse = Callable[..., Document]

FIELDS = (
    "title", "notice_title", "doc_no", "issuer", "addressees", "issued", "published", "effective_from", "effective_to",
    "repeals", "status", "kind", "trial", "level", "region",
)  # fmt: skip
HERE = Path(__file__).parent
NOTICES = [
    notice
    for name in ("notices_tuned.yaml", "notices_held.yaml", "notices_fresh.yaml")
    for notice in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
]


def listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("notice", NOTICES, ids=[n["name"] for n in NOTICES])
def test_notices_are_read_as_they_say(parse: Parse, notice: dict[str, Any]) -> None:
    document = parse(notice["text"])
    read = {name: listed(getattr(document.metadata, name)) for name in FIELDS}
    assert {name: value for name, value in read.items() if value} == notice["says"]


@pytest.mark.parametrize("notice", NOTICES, ids=[n["name"] for n in NOTICES])
def test_every_field_has_its_place(parse: Parse, notice: dict[str, Any]) -> None:
    document = parse(notice["text"])
    for name, origin in document.metadata.read_from.items():
        assert document.text[origin.start : origin.end] == origin.quote, name
        assert document.text.splitlines()[origin.line - 1].strip().startswith(origin.quote.splitlines()[0][:8]) or (
            origin.quote.splitlines()[0] in document.text.splitlines()[origin.line - 1]
        )
    assert {n for n in FIELDS if getattr(document.metadata, n)} <= set(document.metadata.read_from)


@pytest.mark.parametrize("notice", NOTICES, ids=[n["name"] for n in NOTICES])
def test_nothing_is_lost(parse: Parse, notice: dict[str, Any]) -> None:
    document = parse(notice["text"])
    covered = bytearray(len(document.text))
    for start, end in [(c.head_start, c.end) for c in document.clauses] + [(d.start, d.end) for d in document.discards]:
        covered[start:end] = b"\x01" * (end - start)
    assert all(covered[i] or c.isspace() for i, c in enumerate(document.text))


# -- titles ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 某市首店扶持办法\n## 总体要求\n给予补助。\n", "某市首店扶持办法"),
        ("某市首店扶持办法\n# 总体要求\n给予补助。\n# 支持方式\n给予奖励。\n", "某市首店扶持办法"),
        ("# 某市人民政府\n# 关于扶持首店的意见\n给予补助。\n", "某市人民政府关于扶持首店的意见"),
        ("# 首店扶持问答\n给予补助。\n", "首店扶持问答"),
        ("某市关于进一步支持首店\n发展政策\n措施的通知\n一、甲\n给予补助。\n", "某市关于进一步支持首店发展政策措施的通知"),
        ("某市首店扶持办法\n（2024年修订）\n第一条 给予补助。\n", "某市首店扶持办法（2024年修订）"),
        ("来源：某网\n某市首店扶持办法\n第一条 给予补助。\n", "某市首店扶持办法"),
    ],
)
def test_titles(tmp_path: Path, text: str, title: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert read_document(tmp_path / "a.md", "a.md").title == title


# -- numbers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["某政发〔2025〕7号", "某政发[2025]7号", "某政发【2025】7号", "某政发（2025）7号", "某政发﹝2025﹞7号",
                                     "（某政发〔2025〕 7 号）", "某政发〔２０２５〕７号", "某政发〔2025〕7号　签发人：张三"])  # fmt: skip
def test_a_number_in_every_form_of_brackets(parse: Parse, written: str) -> None:
    meta = parse(f"关于支持某产业发展的意见\n{written}\n一、支持\n给予补助。\n").metadata
    assert meta.doc_no == "某政发〔2025〕7号"
    assert meta.read_from["doc_no"].quote == written


def test_a_number_that_the_text_mentions_is_not_its_own(parse: Parse) -> None:
    meta = parse("关于支持某产业发展的意见\n根据国发〔2024〕1号文件，制定本意见。\n一、支持\n按国发〔2024〕1号执行。\n").metadata
    assert meta.doc_no == ""


# -- dates in force --------------------------------------------------------------------------------------------

SIGNED = "杭州市人民政府\n2024年1月31日\n"


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("本办法自2024年3月1日起施行。", "2024-03-01", ""),
        ("本办法自 2024 年 3 月 1 日起正式施行，有效期至2026年12月31日。", "2024-03-01", "2026-12-31"),
        ("自二〇二四年三月一日起施行。", "2024-03-01", ""),
        ("本办法自印发之日起施行。", "2024-01-31", ""),
        ("本办法自公布之日起施行，有效期两年。", "2024-01-31", "2026-01-30"),
        ("本办法自发布之日起30日后施行。", "2024-03-01", ""),
        ("本办法自印发之日起一个月后实施。", "2024-03-01", ""),
        ("本办法由市科技局负责解释，自2024年3月1日起施行，有效期5年。", "2024-03-01", "2029-02-28"),
        ("本办法自2024年3月1日起施行，试行期一年。", "2024-03-01", "2025-02-28"),
        ("本办法自2024年3月1日起试行，暂定3年。", "2024-03-01", "2027-02-28"),
        ("本办法自2024年3月1日起至2025年12月31日止施行。", "2024-03-01", "2025-12-31"),
        ("本办法有效期为2024年3月1日至2025年12月31日。", "2024-03-01", "2025-12-31"),
        ("本办法自2024年3月1日起执行，执行至2026年底。", "2024-03-01", "2026"),
        ("除另有规定外，本办法自2024年3月1日起施行。", "2024-03-01", ""),
        ("本办法执行期限至2026年12月31日。", "", "2026-12-31"),
        ("本办法自2024年3月1日起施行，第五条自2025年1月1日起施行。", "2024-03-01", ""),
        # what is not the document's own
        ("第五条自2025年1月1日起施行。", "", ""),
        ("《某某办法》自2019年5月1日起施行。", "", ""),
        ("许可证有效期5年。", "", ""),
        ("资格有效期至2026年12月31日。", "", ""),
        ("企业自2024年3月1日起执行新标准的，给予补助。", "", ""),
        ("本市企业自2023年1月1日起实施的项目，给予补助。", "", ""),
        ("本办法施行前已经申请的，自2024年3月1日起补办。", "", ""),
        ("本办法修改为：“自2020年1月1日起施行。”", "", ""),
        ("本办法自公布之日起十个工作日后施行。", "", ""),
        ("项目实施期至2026年12月31日。", "", ""),
        ("合同执行期限为三年。", "", ""),
    ],
)
def test_dates_in_force(parse: Parse, sentence: str, start: str, end: str) -> None:
    text = f"杭州市某扶持办法\n第一条 为了发展，制定本办法。\n第二条 给予补助。\n第三条 {sentence}\n{SIGNED}"
    meta = parse(text).metadata
    assert (meta.effective_from, meta.effective_to) == (start, end)


def test_two_dates_leave_the_field_empty_and_are_named(parse: Parse) -> None:
    document = parse("某办法\n第一条 本办法自2024年3月1日起施行。\n第二条 本办法自2024年5月1日起施行。\n")
    assert document.metadata.effective_from == ""
    assert "effective_from: two dates found, 2024-03-01 and 2024-05-01" in document.warnings


def test_a_day_that_counts_from_an_unknown_one_is_said(parse: Parse) -> None:
    document = parse("某办法\n第一条 甲。\n第二条 本办法自公布之日起施行，有效期3年。\n")
    assert (document.metadata.effective_from, document.metadata.effective_to) == ("", "")
    assert any("from the day of 公布 on, but its date is not known" in w for w in document.warnings)


def test_what_the_operator_gave_is_counted_from(parse: Parse) -> None:
    meta = parse("某办法\n第一条 甲。\n第二条 本办法自公布之日起施行，有效期3年。\n", published="2024-02-29").metadata
    assert (meta.effective_from, meta.effective_to) == ("2024-02-29", "2027-02-28")
    assert meta.read_from["effective_from"].via == "published"


# -- what is repealed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "repeals"),
    [
        ("《甲办法》（某政发[2019]3号）同时废止。", ["《甲办法》（某政发〔2019〕3号）"]),
        ("原《甲办法》和《乙办法》同时废止。", ["《甲办法》", "《乙办法》"]),
        ("某政发〔2019〕3号、某政发〔2020〕5号文件同时废止。", ["某政发〔2019〕3号", "某政发〔2020〕5号"]),
        ("《甲办法》自本办法施行之日起废止。", ["《甲办法》"]),
        ("《关于贯彻〈甲法〉的意见》予以废止。", ["《关于贯彻〈甲法〉的意见》"]),
        ("《甲办法》第三条同时废止。", []),
        ("依据《甲办法》制定的规定同时废止。", []),
        ("《甲办法》废止前已经批准的，继续有效。", []),
        ("此前规定与本办法不一致的，以本办法为准。", []),
        ("勘查许可证自行废止。", []),
        ("《甲办法》不再废止。", []),
    ],
)
def test_what_is_repealed(parse: Parse, sentence: str, repeals: list[str]) -> None:
    meta = parse(f"某办法\n第一条 给予补助。\n第二条 本办法自2024年3月1日起施行。{sentence}\n").metadata
    assert list(meta.repeals) == repeals


# -- region and level ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issuer", "level", "region"),
    [
        ("义乌市人民政府", "区县", "金华市义乌市"), ("浙江省科学技术厅", "省", "浙江省"), ("上海市经济和信息化委员会", "省", "上海市"),
        ("北京市海淀区人民政府", "区县", "北京市海淀区"), ("内蒙古自治区人民政府办公厅", "省", "内蒙古自治区"),
        ("延边朝鲜族自治州人民政府", "市", "延边朝鲜族自治州"), ("财政部、税务总局", "国家", "全国"), ("国务院办公厅", "国家", "全国"),
        ("国家税务总局宁波市税务局", "市", "宁波市"), ("中共杭州市委办公厅、杭州市人民政府办公厅", "市", "杭州市"),
        ("中央网信办、工业和信息化部办公厅", "国家", "全国"), ("科技部等七部门", "国家", "全国"),
        ("省科技厅", "省", ""), ("市经信局", "市", ""),
        # nothing that could be another's
        ("西湖区人民政府", "", ""), ("杭州海关", "", ""), ("杭州高新技术产业开发区管理委员会", "", ""), ("浙江大学", "", ""),
        ("浙江省财政厅、江苏省财政厅", "", ""), ("某某协会", "", ""),
    ],
)  # fmt: skip
def test_region_and_level_follow_from_the_issuer(parse: Parse, issuer: str, level: str, region: str) -> None:
    meta = parse("支持产业发展\n给予补助。\n", issuer=issuer).metadata
    assert (meta.level, meta.region) == (level, region)


def test_a_district_of_two_cities_is_told_by_the_title(parse: Parse) -> None:
    meta = parse("杭州市西湖区某扶持办法\n第一条 甲。\n", issuer="西湖区人民政府").metadata
    assert (meta.level, meta.region) == ("区县", "杭州市西湖区")


# -- where values come from ------------------------------------------------------------------------------------

TEXT = "绍兴市人民政府关于支持产业发展的意见\n绍政发〔2024〕8号\n一、支持\n给予补助。\n本意见自2024年6月1日起施行。\n绍兴市人民政府\n2024年5月6日\n"


def test_the_operator_comes_before_the_text_and_the_text_before_the_reader() -> None:
    found = {
        "doc_no": ("绍政发〔2024〕9号", '<meta name="DocNo">'), "published": ("2024-05-09", '<meta name="PubDate">'),
        "issuer": ("绍兴市政府网", "core properties"), "status": ("现行", "有效性 on the page"), "level": ("市", "x"), "effective_to": ("soon", "core properties"),
    }  # fmt: skip
    given = Metadata(title="", issued="2024-05-01", read_from={"issued": Origin("document.yaml")})
    document = parse_document("doc", "doc.html", TEXT, split_lines(TEXT), given, found)
    meta = document.metadata
    assert (meta.issued, meta.read_from["issued"].source) == ("2024-05-01", "document.yaml")
    assert (meta.doc_no, meta.issuer) == ("绍政发〔2024〕8号", "绍兴市人民政府")
    assert (meta.published, meta.read_from["published"]) == ("2024-05-09", Origin('<meta name="PubDate">'))
    assert (meta.effective_to, meta.status) == ("", "现行")
    assert any("core properties says 'soon', which is no date" in w for w in document.warnings)


def test_of_what_a_reader_found_only_a_public_body_is_an_issuer() -> None:
    text = "支持产业发展\n给予补助。\n"
    for name, issuer in (("绍兴市商务局", "绍兴市商务局"), ("绍兴发布网", "")):
        found = {"issuer": (name, "<meta>"), "doc_no": ("绍商[2024]8号", "<meta>")}
        meta = parse_document("doc", "doc.html", text, split_lines(text), Metadata(title=""), found).metadata
        assert (meta.issuer, meta.doc_no) == (issuer, "绍商〔2024〕8号")
        assert meta.region == ("绍兴市" if issuer else "")


def test_a_page_that_was_put_up_on_another_day_leaves_the_day_of_publication_open() -> None:
    text = "某市首店扶持办法\n第一条 给予奖励。\n第二条 本办法自发布之日起施行。\n绍兴市人民政府\n2024年5月6日\n"
    for day, start in (("2024-05-09", ""), ("2024-05-06", "2024-05-06")):
        document = parse_document("doc", "d.html", text, split_lines(text), Metadata(title=""), {"published": (day, "<meta>")})
        assert document.metadata.effective_from == start


def test_what_document_yaml_gives_is_said_to_come_from_it(tmp_path: Path) -> None:
    (tmp_path / "source.txt").write_text(TEXT, encoding="utf-8")
    facts = {"title": "某意见", "addressees": ["甲"], "repeals": ["《乙》"]}
    document = read_document(tmp_path / "source.txt", "source.txt", facts)
    origins = document.metadata.read_from
    assert document.metadata.addressees == ("甲",)
    assert {origins[n].source for n in ("title", "addressees", "repeals")} == {"document.yaml"}
    assert origins["doc_no"] == Origin("text", "绍政发〔2024〕8号", 2, 19, 30)
    assert document.to_dict()["metadata"]["read_from"]["level"] == {
        "source": "text", "quote": "绍兴市人民政府关于支持产业发展的意见", "line": 1, "start": 0, "end": 18, "via": "issuer",
    }  # fmt: skip


def test_a_citation_of_the_metadata_quotes_the_line_that_says_it(parse: Parse) -> None:
    document = parse(TEXT, kind="意见")
    cited = cite_metadata(1, document, "doc_no")
    assert (cited.quote, cited.field) == ("绍政发〔2024〕8号", "doc_no")
    assert document.text[cited.start : cited.end] == cited.quote
    assert cite_metadata(1, document, "kind").quote == "kind: 意见"


def test_the_report_says_what_was_read_from_where(parse: Parse) -> None:
    document = parse(TEXT)
    chinese, english = particulars(document), particulars(document, "en")
    assert chinese[0] == "doc：《绍兴市人民政府关于支持产业发展的意见》"
    assert "  文号：绍政发〔2024〕8号 ← 第2行：绍政发〔2024〕8号" in chinese
    assert "  层级：市 ← 第1行：绍兴市人民政府关于支持产业发展的意见（依据发文机关）" in chinese
    assert "  in force from: 2024-06-01 ← line 5: 本意见自2024年6月1日起施行。" in english
    assert "  region: 绍兴市 ← line 1: 绍兴市人民政府关于支持产业发展的意见 (by issuer)" in english
    assert len(chinese) == len(english)
