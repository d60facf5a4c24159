"""Every word of the interface, in Chinese and in English; documents and answers are never translated."""

from __future__ import annotations

import os
from typing import Literal

from desk import (
    texts_chat,
    texts_check,
    texts_dashboard,
    texts_hotline,
    texts_library,
    texts_manage,
    texts_replies,
    texts_shell,
)
from desk.texts_office import OFFICE_TEXTS

Language = Literal["zh", "en"]

TEXTS: dict[str, tuple[str, str]] = {
    # The page
    "title": ("政策问答", "PolicyDesk"),
    "tagline": (
        "依据政策原文作答，每个结论都有出处",
        "Answers from the policy documents, every one with its source",
    ),
    "welcome": ("想了解哪项政策？", "What would you like to know?"),
    "welcome_hint": (
        "用平常的话提问即可。答案只依据已收录的文件；文件没有规定的，会直接说明。",
        "Ask in your own words. Answers come only from the documents held; what they don't say is said.",
    ),
    "examples": ("可以这样问", "For example"),
    "ask_label": ("您的问题", "Your question"),
    "ask_placeholder": ("请输入您的问题", "Type your question"),
    "ask": ("提问", "Ask"),
    "clear": ("新对话", "New chat"),
    "filters": ("限定范围（可选）", "Limit to… (optional)"),
    "region": ("地区", "Region"),
    "any_region": ("不限地区", "Any region"),
    "document": ("文件", "Document"),
    "any_document": ("全部文件", "All documents"),
    "on": ("按哪一天的规定", "In force on"),
    "language": ("English", "中文"),
    "language_label": ("Switch to English", "切换为中文"),
    "you": ("您", "You"),
    "understood": ("您问的是：{question}", "Taken to ask: {question}"),
    "conversation": ("对话", "Conversation"),
    "searching": ("正在查找条款…", "Looking for the clause…"),
    "loading": (
        "正在载入知识库，完成后立即为您查找…",
        "The knowledge base is loading; your question is next…",
    ),
    "empty_title": ("知识库还是空的", "The knowledge base is empty"),
    "empty_hint": (
        "还没有收录任何文件。请管理员在终端运行下面的命令，收录完成后刷新本页即可，无需重启：",
        "No document has been brought in yet. Run this in a terminal; then reload this page, no restart:",
    ),
    "not_ready": ("知识库正在载入，请几秒后再问一次。", "The knowledge base is loading: ask again in a few seconds."),
    "failed": ("这个问题没能处理：{reason}", "This question could not be served: {reason}"),
    "fault": (
        "系统出了故障，请稍后再试。若反复出现，请告知管理员。",
        "Something went wrong on our side. Try again later, and tell the operator if it persists.",
    ),
    "too_long": (
        "问题太长：最多 {limit} 个字，请缩短后再试。",
        "The question is too long: at most {limit} characters.",
    ),
    "bad_date": ("日期请写成 2025-06-30 的样子。", "Write the date like 2025-06-30."),
    "footnote": (
        "回答依据文件条款整理，以正式文件和主管部门解释为准。",
        "Compiled from the clauses; the official text and the competent authority's reading prevail.",
    ),
    # An answer
    "answered": ("已答复", "Answered"),
    "partial": ("部分答复", "Partly answered"),
    "not_covered": ("文件未规定", "Not in the documents"),
    "clarify": ("请补充", "Please say more"),
    "refused": ("不予答复", "Declined"),
    "citations": ("依据", "Sources"),
    "open_clause": ("查看原文", "Open the text"),
    "open_citation": ("打开依据 {n}：{heading}", "Open source {n}: {heading}"),
    "figures": ("计算过程", "How it was worked out"),
    "notes": ("说明", "Notes"),
    "related": ("相关内容", "Related"),
    "seconds": ("用时 {s} 秒", "{s} s"),
    "ai_label": ("AI 生成", "AI-generated (AI 生成)"),
    "mode_llm": (
        "由语言模型组织文字，数字与引文已逐一核对",
        "Worded by a language model; quotes and figures checked",
    ),
    # The dialogue about what one qualifies for
    "consult_done": ("已核对", "Checked"),
    "consult_ended": ("已结束", "Ended"),
    "consult_bye": ("已结束；说“继续”可以接着来。", "Ended; say “continue” to come back. "),
    "consult_summary": (
        "按目前所说：符合 {eligible} 项，还不能确定 {unknown} 项，不符合 {ineligible} 项。",
        "From what was told so far: eligible for {eligible}, not known yet {unknown}, not eligible {ineligible}.",
    ),
    "consult_read": ("读到的情况（请核对，有误请直接更正）", "What was read (please check; just say what is wrong)"),
    "consult_kept": ("前面说过的", "Told before"),
    "consult_unclear": ("没有采用的", "Not used"),
    "consult_unplaced": (
        "“{words}”：没有读懂或分不清是哪一项，请写明是哪一项；金额请带单位",
        "“{words}” was not understood, or may be one of several; please say which, and amounts with their unit",
    ),
    "consult_conflict": (
        "{name}：与其他情况不能同时成立，请核对",
        "{name} can't be beside what else was told; please check",
    ),
    "consult_vague": ("（只说了大概，请说准确数）", " (roughly; please give the exact figure)"),
    "consult_confirm": ("（请确认）", " (please confirm)"),
    "consult_yes": ("是", "yes"),
    "consult_no": ("否", "no"),
    "consult_most": ("，最高{yuan}", ", at most {yuan}"),
    "consult_lacks": ("，还差：{names}", "; still open: {names}"),
    "consult_more": ("另有 {count} 项", "and {count} more"),
    "consult_and_more": ("等", " and others"),
    "consult_skipped": ("您不清楚、不再询问的：{names}", "Not known to you, and not asked again: {names}"),
    "consult_hint": (
        "可以逐条回答，不知道的答“不清楚”；也可以说“重新开始”或“结束”。",
        "Answer one by one, “not sure” where you don't know; “start over” and “stop” work too.",
    ),
    # Documents
    "source_pane": ("原文", "The text"),
    "library": ("已收录文件（{count}）", "Documents held ({count})"),
    "library_hint": (
        "点开任一文件可查看全文；点回答中的编号，会在这里打开对应条款。",
        "Open any document to read it; a number in an answer opens its clause here.",
    ),
    "all_documents": ("全部文件", "All documents"),
    "close": ("关闭", "Close"),
    "doc_no": ("文号", "Number"),
    "issuer": ("发文机关", "Issuer"),
    "region_of": ("适用地区", "Region"),
    "issued": ("成文日期", "Issued"),
    "published": ("发布日期", "Published"),
    "validity": ("有效期", "In force"),
    "from_to": ("{start} 至 {end}", "{start} to {end}"),
    "from_only": ("{start} 起", "from {start}"),
    "to_only": ("至 {end}", "until {end}"),
    "unknown_dates": ("文件未载明", "not stated"),
    "level": ("层级", "Level"),
    "kind": ("文种", "Kind"),
    "status": ("状态", "Status"),
    "title_field": ("标题", "Title"),
    "relation": ("与其他文件", "Relations"),
    "sources": ("来源", "Where it came from"),
    "organs": ("责任部门", "Organs in charge"),
    "applicant": ("适用对象", "Applies to"),
    "effective_from": ("施行日期", "In force from"),
    "effective_to": ("有效期至", "In force until"),
    "notice_title": ("通知标题", "Notice"),
    "digest": ("要点摘编", "Digest"),
    "reprint": ("转载", "Reprint"),
    "original": ("原文", "Official text"),
    "digest_notice": (
        "这是要点摘编，用编者的话转述文件要点，不是文件原文，引用请查正式文件。",
        "A digest: the gist in an editor's words, not the official text. Quote the official one.",
    ),
    "reprint_notice": (
        "这是转载文本，可能缺少条款编号等内容，以正式文件为准。",
        "A reprint: numbering and other parts may be missing. The official document prevails.",
    ),
    "draft_notice": (
        "这是征求意见稿，尚未施行，不能作为办理依据。",
        "A draft out for comments: not in force, and no ground for an application.",
    ),
    "unknown_notice": (
        "这份文件的现行状态未能核实。",
        "Whether this document is in force could not be verified.",
    ),
    "current": ("现行", "In force"),
    "draft": ("征求意见", "Draft"),
    "unknown_status": ("状态未知", "Status unknown"),
    "replaced": ("已被替代", "Replaced"),
    "expired": ("已失效", "Expired"),
    "confidence_medium": ("转述把握：中", "Confidence: medium"),
    "confidence_low": ("转述把握：低", "Confidence: low"),
    "clause_gone": (
        "找不到这一条：文件可能已更新。请重新提问。",
        "This clause is no longer held: the document may have changed. Ask again.",
    ),
    "pair": ("{name}：{value}", "{name}: {value}"),
    "国家": ("国家", "National"),
    "省": ("省级", "Provincial"),
    "市": ("市级", "City"),
    "区县": ("区县级", "District"),
    # The command line
    "cli_about": (
        "政策文件问答：每个结论都有出处",
        "Questions on policy documents, every answer with its source",
    ),
    "cli_serve": ("启动网页和 API（缺省命令）", "start the web desk and the API (the default)"),
    "cli_mcp": ("以 MCP 协议（标准输入输出）向智能体提供工具", "offer the tools to agents, by MCP on standard input and output"),
    "cli_ingest": ("收录文件：缺省为 corpus/", "bring files into the knowledge base: corpus/ unless told"),
    "cli_remove": ("移除文件", "take documents out of the knowledge base"),
    "cli_remove_about": (
        "按文件编号移除文件及其条款。上传的文件随之删除；其他文件仍留在原处，再次收录其所在文件夹时会重新加入。",
        "take documents out, by their ids. An uploaded file is deleted too; any other file stays where it is, and ingesting "
        "its folder again brings it back.",
    ),
    "cli_id": ("文件编号（见 policydesk clauses）", "a document's id (see policydesk clauses)"),
    "cli_upload": (
        "把文件复制到知识库的 uploads 文件夹再收录",
        "copy the files into the knowledge base's uploads and bring them in",
    ),
    "cli_search": ("查找条款", "find clauses"),
    "cli_ask": ("提问，得到带出处的答案", "ask a question, get a cited answer"),
    "cli_clauses": ("列出已收录的条款", "list the clauses held"),
    "cli_match": ("看申请人符合哪些政策", "what an applicant qualifies for"),
    "cli_rules": ("列出、核对、起草资格规则", "list, check and draft the rules of eligibility"),
    "cli_profile": ("申请人情况，JSON 对象", "the applicant's facts, a JSON object"),
    "cli_told_text": ("用平常的话说申请人的情况", "the applicant's facts in plain words"),
    "cli_action": (
        "list 列出规则（缺省），check 核对，seen 记下已对照原文的规则，draft 为文件起草规则，facts 列出可填的事实",
        "list the rules (the default), check them, record rules as seen, draft those of a document, list the facts",
    ),
    "cli_names": ("规则或文件的 id", "ids of rules or documents"),
    "cli_eligible": ("符合", "Eligible"),
    "cli_unknown": ("还不能确定", "Not known yet"),
    "cli_ineligible": ("不符合", "Not eligible"),
    "cli_most": ("，最高{yuan}元", ", at most {yuan} yuan"),
    "cli_local": ("是否发放、发多少由当地决定", "whether and how much is up to the locality"),
    "cli_next": ("请补充", "Please tell"),
    "cli_told": ("读到的情况（请核对）", "What was read (please check)"),
    "cli_vague": ("（只说了大概，请确认）", " (roughly; please confirm)"),
    "cli_unplaced": ("没有读懂，未采用", "was not understood, and not used"),
    "cli_no_rules": ("这里没有资格规则。", "There are no rules here."),
    "cli_draft": ("（草稿，未启用）", " (draft, not in use)"),
    "cli_rules_good": ("{count} 条规则全部通过核对。", "All {count} rules hold."),
    "cli_seen_before": ("条款没有变化，不必更新。", "No clause had changed."),
    "cli_eval": ("评测（参数见 policydesk eval --help）", "evaluate (see policydesk eval --help)"),
    "cli_data": ("知识库所在文件夹（缺省 ./data）", "folder of the knowledge base (default ./data)"),
    "cli_document": ("只用这份文件，可重复", "only this document; repeatable"),
    "cli_region": ("地区，如 浙江省", "region, such as 浙江省"),
    "cli_on": ("按哪一天的规定，YYYY-MM-DD（缺省今天）", "the day asked about, YYYY-MM-DD (default today)"),
    "cli_host": ("监听地址（缺省 127.0.0.1）", "address to listen on (default 127.0.0.1)"),
    "cli_port": ("端口（缺省 7860）", "port (default 7860)"),
    "cli_root_path": ("代理服务器所用的路径前缀，如 /policy", "the path that a proxy serves this under, such as /policy"),
    "cli_path": ("文件或文件夹", "file or folder"),
    "cli_json": ("以 JSON 输出", "print JSON"),
    "cli_dry_run": ("只读取并报告，不写入", "read and report, write nothing"),
    "cli_query": ("要查的内容", "what to look for"),
    "cli_question": ("问题", "the question"),
    "cli_k": ("条数，1 到 100（缺省 10）", "how many, 1 to 100 (default 10)"),
    "cli_batch": ('输入 JSONL,每行 {"id", "q"}', 'JSONL in, rows {"id", "q"}'),
    "cli_out": ("输出 JSONL", "JSONL out"),
    "cli_help": ("显示帮助", "show this help"),
    "cli_usage": ("用法：", "usage: "),
    "cli_commands": ("命令", "commands"),
    "cli_arguments": ("参数", "arguments"),
    "cli_options": ("选项", "options"),
    "cli_common": ("通用选项", "common options"),
    "cli_no_hits": ("没有找到相关条款。", "No clause found."),
    "cli_no_clauses": (
        "知识库里还没有条款；先运行 policydesk ingest。",
        "No clauses held; run policydesk ingest first.",
    ),
    "cli_serving": ("PolicyDesk 已启动：{url}（Ctrl+C 停止）", "PolicyDesk is on {url} (Ctrl+C stops it)"),
    "cli_progress": ("{stage} {done}/{total}", "{stage} {done}/{total}"),
    "stage_waiting": ("等待另一进程写完", "waiting for another process to finish writing"),
    "stage_reading": ("读取", "reading"),
    "stage_embedding": ("向量化", "embedding"),
    "stage_storing": ("写入", "storing"),
    "stage_answering": ("答复", "answering"),
    "stage_searching": ("查找", "searching"),
    "cli_rank": ("{name} 第{rank}", "{name} {rank}"),
    **OFFICE_TEXTS,
}
# Each tab has a table of its own.
_TABLES = (texts_shell, texts_chat, texts_check, texts_library, texts_hotline, texts_replies, texts_manage, texts_dashboard)
TEXTS |= {key: words for table in _TABLES for key, words in table.TEXTS.items()}


def text(key: str, language: Language, **values: object) -> str:
    """The words of `key` in `language`, with `values` filled in. Raises KeyError on an unknown key."""
    words = TEXTS[key][0 if language == "zh" else 1]
    return words.format(**values) if values else words


def terminal_language() -> Language:
    """Chinese where the terminal's locale is Chinese, else English."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"
