"""Examples for the description of the API. A test puts each example of a request to a running desk."""

from __future__ import annotations

from typing import Any

from desk.api_models import ErrorObject

ID = "9f6c1f0e5d3b4a7c8e2d1a0b"
QUESTION = "语料合同执行了600万元，浙江的语料券能补多少？"
TEXT = "最高180万元（600万元×30%=180万元，未超过上限200万元）[1]。"
CLAUSE_ID = "zj-2025-ai-measures#加强语料券支持"
QUOTE = "支持有条件的地方发放语料券,可按照不高于合同实际执行金额的30%,给予最高200万元补助。"

CITATION: dict[str, Any] = {
    "n": 1, "clause_id": CLAUSE_ID, "document_id": "zj-2025-ai-measures",
    "document": "关于支持人工智能创新发展的若干措施", "doc_no": "浙政发〔2025〕10号", "heading": "加强语料券支持",
    "path": ["加强语料券支持"], "quote": QUOTE, "start": 0, "end": len(QUOTE), "text_kind": "reprint",
    "effective_from": "2025-05-31", "effective_to": "2027-12-31", "source": "corpus/zj-2025-ai-measures/source.txt",
    "document_status": "现行", "issuer": "浙江省人民政府", "confidence": None, "field": None,
}  # fmt: skip
ANSWER: dict[str, Any] = {
    "question": QUESTION, "status": "answered", "answer": TEXT, "citations": [CITATION],
    "figures": [
        {"text": "180万元", "value": 1800000, "unit": "元", "clause_id": CLAUSE_ID, "formula": "min(6000000 × 30%, 2000000)"}
    ],
    "notes": ["[1] 为转载文本，以正式文件为准。"], "suggestions": [], "mode": "extractive", "understood": None, "label": None,
    "timings_ms": {"retrieve": 21.4, "total": 38.9}, "answer_id": "Yk3vJm0ZqT5xWc8LrA2n",
}  # fmt: skip
VERDICTS: dict[str, Any] = {
    "as_of": "2025-09-01", "facts": {"region": "丽水市", "compute_contract_yuan": 600000, "compute_self_controlled": True},
    "results": [
        {
            "rule_id": "zj-compute-voucher", "clause_id": "zj-2025-ai-measures#加强算力券支持",
            "document_id": "zj-2025-ai-measures", "document": "关于支持人工智能创新发展的若干措施", "heading": "加强算力券支持",
            "status": "eligible",
            "criteria": [
                {
                    "text": "签有算力服务合同", "status": "met", "facts": ["compute_contract_yuan"], "quote": "合同实际执行金额",
                    "clause_id": None, "why": None,
                }
            ],
            "benefit": {
                "kind": "subsidy", "label": "算力券", "amount_yuan": 180000, "formula": "600000 × 30%", "period": None,
            },
            "local_discretion": True, "missing": [], "citations": [], "notes": [],
        }
    ],
    "next_questions": [{"fact": "revenue_yuan", "question": "上年度营业收入是多少？", "question_en": "What was last year's revenue?"}],
    "told": [], "unplaced": [], "notes": [],
}  # fmt: skip
DOCUMENT: dict[str, Any] = {
    "id": "zj-2025-ai-measures", "title": "关于支持人工智能创新发展的若干措施",
    "metadata": {"title": "关于支持人工智能创新发展的若干措施", "issuer": "浙江省人民政府", "doc_no": "浙政发〔2025〕10号", "text_kind": "reprint"},
    "clause_count": 27,
}  # fmt: skip
CLAUSE: dict[str, Any] = {
    "clause_id": CLAUSE_ID, "document_id": "zj-2025-ai-measures", "kind": "article", "label": "", "path": ["加强语料券支持"],
    "heading": "加强语料券支持", "text": QUOTE, "start": 1204, "end": 1204 + len(QUOTE), "parent_id": None,
    "digest": "0f3ac29be1d75a64", "provisions": [],
}  # fmt: skip
_PAGE = {"total": 1, "offset": 0, "next_offset": None}
DOCUMENTS = {"documents": [DOCUMENT], **_PAGE}
WHOLE_DOCUMENT = {**DOCUMENT, "clauses": [CLAUSE], **_PAGE}
CLAUSES = {"clauses": [{"clause_id": CLAUSE_ID, "heading": "加强语料券支持"}], **_PAGE}
ONE_CLAUSE = {**CLAUSE, "document": DOCUMENT}

ASK = {"question": QUESTION, "region": "浙江省", "history": [{"role": "user", "content": "语料券是什么？"}]}
MATCH_FACTS = {"facts": {"region": "丽水市", "compute_contract_yuan": 600000, "compute_self_controlled": True}, "on": "2025-09-01"}
MATCH_TEXT = {"text": "厂子在丽水，租了六十万的自主算力", "on": "2025-09-01"}
FEEDBACK = {"answer_id": ANSWER["answer_id"], "useful": False, "reasons": ["wrong_figure"], "comment": "上限应当是200万元"}
STREAM = (
    'event: text\ndata: {"text": "最高180万元[1]。", "label": "AI 生成"}\n\n'
    'event: answer\ndata: {"question": "…", "status": "answered", "answer": "最高180万元[1]。…", "mode": "llm", "answer_id": "…"}\n\n'
)

_ERRORS = {
    400: ("bad_json", "the body is not JSON; send an object with a `question`"),
    403: ("forbidden", "requests from pages of another host are refused"),
    404: ("not_found", "no document 'zj' is held; `policydesk clauses` lists what is, `policydesk ingest` adds"),
    405: ("method_not_allowed", "GET is not offered at /v1/ask; use POST"),
    413: ("too_large", "the body is longer than 4194304 bytes; send less at once"),
    422: ("bad_argument", "the question has 5000 characters; shorten it to 4000"),
    429: ("rate_limited", "too many requests from this address: at most 1200 a minute; try again in 12 s"),
    500: ("internal", "a fault of ours; try again later, and tell the operator if it persists"),
    503: ("not_ready", "the knowledge base is still loading; try again in a few seconds"),
}


def errors(*statuses: int, more: dict[str, Any] | None = None) -> dict[int | str, dict[str, Any]]:
    """These errors, and those that every route may give, as the description of a route has them."""
    out: dict[int | str, dict[str, Any]] = {}
    for status in sorted({*statuses, 429, 500}):
        code, message = _ERRORS[status]
        body = {"error": {"code": code, "message": message, "request_id": ID, **(more or {})}}
        out[status] = {"model": ErrorObject, "description": code, "content": {"application/json": {"example": body}}}
    return out


def answers(model: type, example: Any, *statuses: int) -> dict[int | str, dict[str, Any]]:
    """A route's answer with an example, and its errors."""
    return {200: {"model": model, "content": {"application/json": {"example": example}}}, **errors(*statuses)}


def bodies(**examples: Any) -> dict[str, Any]:
    """Examples of a request, by name, as a route's `openapi_extra`."""
    named = {name: {"value": value} for name, value in examples.items()}
    return {"requestBody": {"content": {"application/json": {"examples": named}}}}
