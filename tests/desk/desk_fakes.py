"""A knowledge base of three documents with known answers: the desk is tested without a model."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from kb import Settings
from kb.office import Office
from kb.report import Removal, RemovalReport
from policy.answers import Answer, AnswerFigure, Filters, Hit, Status, Suggestion, Turn, cite, cite_metadata
from policy.consultations import Consultation, Consulted
from policy.documents import Clause, ClauseKind, Document, Metadata, TextKind
from policy.errors import UnknownDocument
from policy.forms import Form

MEASURES = [
    (
        "打造产业集群高地",
        "加快构建以杭州市、宁波市为核心,其他地区特色化差异化发展,覆盖芯片、服务器、光电网络等全产业链的人工智能发展格局,"
        "在人工智能领域争创国家先进制造业集群、未来产业先导区。\n"
        "到2027年,力争打造3家千亿级链主企业,培育30家百亿级龙头企业。",
    ),
    (
        "加强信贷贴息支持",
        "对符合国家和省级规划的算力中心新建或改造项目,鼓励有条件的地方与合作银行设立优惠利率信贷资金,提供算力基础设施建设项目贷款,"
        "支持服务器等算力设施抵押融资。\n鼓励有条件的地方按不高于中国人民银行同期5年期以上贷款市场报价利率(LPR)的50%给予贷款贴息支持,"
        "企业享受贴息金额每年不超过1000万元。",
    ),
    (
        "加强算力券支持",
        "支持有条件的地方发放算力券,使用自主算力服务的,可按照不高于合同实际执行金额的30%给予补助;"
        "采用非自主算力服务的,可按照不高于合同实际执行金额的10%,给予最高800万元补助。",
    ),
    (
        "支持建设可信数据空间",
        "加大公共数据授权运营,支持企业开展数据效能提升行动,赋能产业转型升级。\n"
        "支持互联网平台企业、行业龙头企业分别建设企业和行业可信数据空间。\n鼓励人工智能企业登记运用数据知识产权。",
    ),
]
HOSTILE = '<img src=x onerror="window.hacked=1"> **粗体** [链接](https://evil.example) ${1+1} {{value}}'


def build(document_id: str, metadata: Metadata, parts: Sequence[tuple[str, str]], kind: ClauseKind) -> Document:
    """A document whose text is its parts, heading and text by turns; a line of an article is a paragraph."""
    text, clauses = "", []
    for number, (heading, body) in enumerate(parts, start=1):
        head_start = len(text)
        text += f"{heading}\n"
        start = len(text)
        text += f"{body}\n"
        clause_id = f"{document_id}#{heading}"
        confidence = "medium" if metadata.text_kind is TextKind.DIGEST else ""
        end = start + len(body)
        common = (document_id, kind, heading, (heading,), body, start, end, head_start, number)
        clauses.append(Clause(clause_id, *common, confidence=confidence))
        at = start
        for n, line in enumerate(body.split("\n") if kind is ClauseKind.ARTICLE else [], start=1):
            sub = (
                document_id,
                ClauseKind.PARAGRAPH,
                heading,
                (heading, str(n)),
                line,
                at,
                at + len(line),
                at,
                n,
            )
            clauses.append(Clause(f"{clause_id}/{n}", *sub, parent_id=clause_id))
            at += len(line) + 1
    return Document(document_id, f"corpus/{document_id}", text, metadata, tuple(clauses))


def documents() -> list[Document]:
    """The measures, a digest, and a draft whose texts hold HTML and Markdown."""
    measures = Metadata(
        "关于支持人工智能创新发展的若干措施",
        issuer="浙江省人民政府",
        doc_no="浙政发〔2025〕10号",
        level="省",
        region="浙江省",
        kind="措施",
        issued="2025-04-17",
        effective_from="2025-05-31",
        effective_to="2027-12-31",
        status="现行",
        text_kind=TextKind.REPRINT,
        sources=("http://www.52hrtt.com/zj/n/w/info/G1747708434822",),
    )
    digest = Metadata(
        "余杭区人工智能行动计划",
        level="区县",
        region="余杭区",
        kind="计划",
        effective_from="2025",
        status="未知",
        text_kind=TextKind.DIGEST,
        sources=("https://www.yuhang.gov.cn/art/2025/1.html", "https://yuhang.gov.cn.evil.example/"),
        source_note="据发文机关或公开媒体网页整理",
    )
    draft = Metadata("人工智能终端产业(征求意见稿)", level="市", region="杭州市", status="征求意见", issuer=HOSTILE)
    return [
        build("zj-2025-ai-measures", measures, MEASURES, ClauseKind.ARTICLE),
        build("yuhang", digest, [("算力补贴", "每年安排算力券,单家企业最高补贴1000万元。")], ClauseKind.FACT),
        build("hz/draft", draft, [("<b>终端</b>", HOSTILE)], ClauseKind.ARTICLE),
    ]


class FakeReport:
    """What an ingest reports."""

    touched = False

    def __init__(self, failures: list[tuple[str, str]]) -> None:
        self.failures = failures

    def to_dict(self) -> dict[str, Any]:
        return {"documents": [], "failures": self.failures}

    def lines(self, language: str) -> list[str]:
        return ["文件 3 份" if language == "zh" else "3 documents"]


class FakeOffice(Office):
    """The real one in a folder of its own; of what an ingest changed it notes only that it was told."""

    def __init__(self, settings: Settings, document: Callable[[str], Document]) -> None:
        super().__init__(settings, document)
        self.noted: list[str] = []

    def record_ingest(self, report: Any, by: str) -> bool:
        self.noted.append(by)
        return True


class FakeKb:
    """Answers by a word in the question; `gate` holds back `load` until it is set."""

    def __init__(self, held: list[Document] | None = None, gate: threading.Event | None = None) -> None:
        self.held = documents() if held is None else held
        self.generation = 1
        self.gate = gate
        self.ready = gate is None and bool(self.held)
        self.asked: list[tuple[str, Filters, tuple[Turn, ...]]] = []
        self.failures: list[tuple[str, str]] = []
        self.changed = False
        self._folder = tempfile.TemporaryDirectory()
        self.office = FakeOffice(Settings.load(data=Path(self._folder.name)), lambda i: self.document(i))

    def read_ahead(self) -> None:
        self.load()

    def load(self) -> None:
        if self.gate is not None:
            self.gate.wait()
        self.ready = True

    def refresh(self) -> bool:
        changed, self.changed = self.changed, False
        return changed

    def documents(self) -> list[Document]:
        return self.held

    def document(self, document_id: str) -> Document:
        for document in self.held:
            if document.id == document_id:
                return document
        raise UnknownDocument(f"no document {document_id!r} is held; see `policydesk clauses`")

    def clause(self, clause_id: str) -> tuple[Clause, Document]:
        for document in self.held:
            for clause in document.clauses:
                if clause.clause_id == clause_id:
                    return clause, document
        raise UnknownDocument(f"no clause {clause_id!r} is held")

    def clauses(self, documents: Sequence[str] = ()) -> list[Clause]:
        chosen = [self.document(d) for d in documents] or self.held
        return [c for d in chosen for c in d.clauses]

    def examples(self) -> list[str]:
        return ["算力券最高补多少?", "贷款贴息每年上限是多少?", "模型券能在网上办吗?"]

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        clause, document = self.clause("zj-2025-ai-measures#加强算力券支持")
        return [Hit(clause, document, 0.91, {"dense": 1, "bm25": 2}, {"dense": 0.91})][:k]

    def ask(self, question: str, filters: Filters | None = None, history: Sequence[Turn] = ()) -> Answer:
        self.asked.append((question, filters or Filters(), tuple(history)))
        if "故障" in question:
            raise RuntimeError("boom")
        if "网上办" in question:
            near = (
                Suggestion("加强算力券支持", "zj-2025-ai-measures#加强算力券支持"),
                Suggestion("算力券怎么申请?"),
                Suggestion("可拨打 12345 咨询"),
            )
            return Answer(question, Status.NOT_COVERED, "文件没有规定办理渠道。", suggestions=near)
        if "<" in question:
            return self._hostile(question)
        answer = self._voucher(question)
        return replace(answer, answer=f"按30%补助[1]。{HOSTILE}\n（AI 生成）", mode="llm") if "逐句" in question else answer

    def consult(self, message: str, state: Consultation, **_: Any) -> tuple[Consulted | None, Consultation]:
        """No message belongs to the dialogue."""
        return None, state

    def form(self, entered: Any = None) -> Form:
        """No rules, so nothing is asked for."""
        return Form()

    def stream(
        self, question: str, filters: Filters | None = None, history: Sequence[Turn] = ()
    ) -> Iterator[str | Answer]:
        """The answer alone; where the question has 逐句, as a model words it, with a text that is taken back."""
        answer = self.ask(question, filters, history)
        if "逐句" not in question:
            return iter([answer])
        return iter(["按一成", "", "按30%补助[1]。", f"按30%补助[1]。{HOSTILE}", answer])

    def _hostile(self, question: str) -> Answer:
        clause, document = self.clause("hz/draft#<b>终端</b>")
        cited = cite(1, clause, document, 0, len(HOSTILE))
        return Answer(question, Status.PARTIAL, f"{HOSTILE}[1]", (cited,), notes=(HOSTILE,))

    def _voucher(self, question: str) -> Answer:
        clause, document = self.clause("zj-2025-ai-measures#加强算力券支持")
        digest, other = self.clause("yuhang#算力补贴")
        second = clause.text.index("采用")
        return Answer(
            question,
            Status.ANSWERED,
            "使用自主算力服务的,按不高于合同实际执行金额的30%补助[1];采用非自主算力服务的,不高于10%,最高800万元[2]。\n"
            "合同500万元、非自主算力:最多50万元[2]。余杭区另有规定,单家企业最高1000万元[3];该文件至2027年12月31日有效[4]。",
            (
                cite(1, clause, document, 0, second),
                cite(2, clause, document, second, len(clause.text)),
                cite(3, digest, other, 0, len(digest.text)),
                cite_metadata(4, document, "effective_to"),
            ),
            (
                AnswerFigure("800万元", Decimal(8000000), "元", clause.clause_id),
                AnswerFigure("50万元", Decimal(500000), "元", clause.clause_id, "min(5000000 × 10%, 8000000)"),
            ),
            notes=("“支持有条件的地方”:是否发放、发放多少由各地决定。", "所引文本为转载,以正式文件为准。"),
            suggestions=(
                Suggestion("语料券最高补多少?"),
                Suggestion("加强信贷贴息支持", "zj-2025-ai-measures#加强信贷贴息支持"),
            ),
            timings_ms={"total": 41.0},
        )

    def dry_run(self, paths: Any = None) -> FakeReport:
        return FakeReport(self.failures)

    def ingest(self, paths: Any = None, progress: Any = None) -> FakeReport:
        for done in (1, 2, 3):
            if progress is not None:
                progress(type("P", (), {"stage": "embedding", "done": done, "total": 3, "failed": len(self.failures)})())
        return FakeReport(self.failures)

    def add_uploads(self, files: Any, progress: Any = None) -> FakeReport:
        self.uploaded = list(files)
        return FakeReport(self.failures)

    def remove(self, ids: Sequence[str]) -> Any:
        for document_id in ids:
            self.document(document_id)
        self.removed = list(ids)
        return RemovalReport((Removal(ids[0], "题名", "a.txt", 3, False, True),))

    def close(self) -> None: ...
