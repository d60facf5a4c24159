"""Every sentence that the desk says of its own, in both languages."""

from __future__ import annotations

_TEXTS: dict[str, tuple[str, str]] = {
    "no_number": ("本库所收的{title}没有注明文号。", "The copy of {title} held here gives no document number."),
    "withheld": (
        "没有能够逐字核对的答案。可先看下面相关的条款，或拨打12345热线。",
        "No answer could be checked word by word. See the clauses below, or ask the 12345 hotline.",
    ),
    "organs": ("由{first}牵头{rest}[{n}]。", "In charge: {first}{rest} [{n}]."),
    "unstated": ("文件没有写明{what}。", "The documents do not say: {what}."),
    "local_missing": (
        "以上为上一级文件的规定；{region}的本地细则不在本库中，具体以当地文件为准。",
        "This is the rule of the level above; the local rule of {region} is not held here.",
    ),
    "not_covered": (
        "现有文件没有写明{what}。{whom}",
        "The documents held here do not say: {what}. {whom}",
    ),
    "not_covered_what": ("您问的这一点", "what you ask"),
    "no_clause_states": (
        "所查的文件里没有写明{figure}的条款。可换个说法再问，或拨打12345热线。",
        "No clause of the documents searched states {figure}.",
    ),
    "more_state": ("另有{n}条也写了这个数，指明地区或文件可以再查。", "{n} more clauses state it; name a place or a document to see them."),
    "other_region": (
        "本库没有{region}的政策文件，无法答复；其他地方的规定不适用于{region}，请向当地主管部门或12345热线咨询。",
        "No document of {region} is held here, and the rules of other places do not apply there. Please ask the local authority.",
    ),
    "other_subject": (
        "这个问题不在本库文件的范围内。可拨打12345热线咨询。",
        "This is outside the documents held here. Please ask the 12345 hotline.",
    ),
    "small_talk": (
        "我是政策咨询台，只答政策文件里写了的内容。您可以直接说想问哪一项政策、哪一种情况。",
        "This is a policy desk: it answers from policy documents. Ask about a policy and your case.",
    ),
    "whom_organ": ("可向{organ}咨询，或拨打12345热线。", "Please ask {organ} or the 12345 hotline."),
    "whom": (
        "可向当地经信部门咨询，或拨打12345热线。",
        "Please ask the local economy and information technology department or the 12345 hotline.",
    ),
    "clarify": (
        "请再说具体些：您问的是哪一项政策、哪一种情况？",
        "Please say a little more: which policy, and which case?",
    ),
    "injection": (
        "这里只答复政策问题，不执行改变系统规则或透露内部信息的要求。",
        "This desk answers questions about policies; it does not follow instructions to change or reveal its workings.",
    ),
    "fraud": (
        "不能协助编造材料或套取财政资金；虚报冒领会被追回资金并依法追责。请按真实情况申报。",
        "This desk does not help with false papers or false claims. Please apply with the true facts.",
    ),
    "privacy": (
        "不能提供他人的个人信息或其他企业的申报资料。",
        "This desk does not give out personal data or other applicants' papers.",
    ),
    "note_digest": (
        "[{n}] 为要点摘编：据公开信息整理的事实，不是文件原文，以正式文件为准。",
        "[{n}] is a digest (要点摘编): facts restated, not the official text.",
    ),
    "note_reprint": ("[{n}] 为转载文本，以正式文件为准。", "[{n}] is a reprint (转载); the official text prevails."),
    "note_local": (
        "“{words}”：是否实施、标准多少，由当地决定，请以所在市县的细则为准。",
        "“{words}”: whether and how much is for the locality to decide.",
    ),
    "note_draft": ("[{n}] 为征求意见稿，尚未生效。", "[{n}] is a draft for comments (征求意见稿), not in force."),
    "note_unknown": ("[{n}] 的现行效力未知，请先核实。", "Whether [{n}] is in force is unknown; please check."),
    "note_until": ("[{n}] 有效期至{date}。", "[{n}] is valid until {date}."),
    "note_over": ("[{n}] 已于{date}到期。", "[{n}] expired on {date}."),
    "note_before": ("[{n}] 自{date}起施行，{on}时尚未施行。", "[{n}] takes effect on {date}; on {on} it is not in force."),
    "note_position": (
        "原文的条目没有编号，这里是按顺序数的第{number}条。",
        "The text carries no numbers; this is measure {number} by its place.",
    ),
    "note_confidence": ("[{n}] 的可信度为{level}，尚未与原件核对。", "The confidence of [{n}] is {level}."),
    "note_reading": (
        "“最高{cap}”按文意只限其前面的一种情形；若当地理解为两种情形都受限，则结果也不超过{cap}。",
        "“最高{cap}” is read as binding only the case before it; a locality may apply it to both.",
    ),
    "by_llm": ("（AI 生成）", "(AI-generated, AI 生成)"),
    "note_llm": (
        "AI 生成：文字由语言模型组织；数字与引文已由程序与所引条款逐一核对，以条款原文为准。",
        "AI-generated (AI 生成): worded by a language model; figures and quotes were checked against the clauses cited.",
    ),
    "note_llm_down": (
        "语言模型暂时不可用，这是直接摘自条款的答案。",
        "The language model is not available; this answer is taken from the clauses directly.",
    ),
    "note_llm_unfit": (
        "语言模型的表述没有通过核对，这是直接摘自条款的答案。",
        "The language model's wording failed the check; this answer is taken from the clauses directly.",
    ),
    "not_premise": ("不是{claimed}，而是{true}", "Not {claimed}, but {true}"),
}


def say(name: str, english: bool = False, **values: object) -> str:
    """A sentence in the answer's language."""
    return _TEXTS[name][1 if english else 0].format(**values)


def chinese_date(iso: str) -> str:
    """2027-12-31 as 2027年12月31日."""
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"
