"""The words of what can be done with an answer, in Chinese and in English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "actions": ("对这条答复", "This answer"),
    "act_copy": ("复制", "Copy"),
    "act_print": ("打印", "Print"),
    "act_share": ("分享链接", "Share a link"),
    "copied": ("已复制答复和出处", "Answer and sources copied"),
    "shared": ("链接已复制，打开即可看到这条答复和当时的条款", "Link copied: it shows this answer with the clauses as they are now"),
    "vote_useful": ("有用", "Useful"),
    "vote_useless": ("没用", "Not useful"),
    "vote_thanks": ("谢谢，已记下。", "Thank you, noted."),
    "vote_why": ("哪里不对？（可多选）", "What was wrong? (any that apply)"),
    "vote_comment": ("还想说明的（可选，请不要写个人信息）", "Anything else (optional; nothing personal, please)"),
    "reason_wrong_clause": ("引用的条款不对", "Wrong clause"),
    "reason_wrong_figure": ("数字不对", "Wrong figure"),
    "reason_should_have_refused": ("文件没规定，不该这样答", "Should not have been answered"),
    "reason_should_have_answered": ("文件有规定，却没有答", "Should have been answered"),
    "reason_unclear": ("看不明白", "Unclear"),
    "send": ("提交", "Send"),
    "cancel": ("取消", "Cancel"),
    "kept_failed": ("没能记下，请稍后再试。", "It could not be noted; try again later."),
    "basis": ("依据 {marks}", "from {marks}"),
    # Where to turn
    "turn_to": ("可以向谁咨询", "Where to turn"),
    "turn_organs": ("相关文件的发文或责任部门：{names}", "The authorities behind the nearest documents: {names}"),
    "turn_hotline": ("12345 政务服务便民热线", "12345, the government service hotline"),
    "turn_person": ("转人工，由工作人员答复", "Hand over to a member of staff"),
    # A person takes over
    "hand": ("转人工", "Ask a person"),
    "hand_title": ("转人工", "Ask a person"),
    "hand_hint": (
        "这次对话会转给热线工作人员，您不用再说一遍。",
        "This conversation goes to the hotline's staff, so that you need not repeat it.",
    ),
    "hand_contact": ("怎么联系您（可选）", "How to reach you (optional)"),
    "hand_contact_use": (
        "电话、邮箱、微信都可以。只给接手的工作人员联系您用，不公开、不导出；办结后随即隐去。",
        "A phone number, an e-mail address or a messenger. Only the staff who call you back see it; it is never exported, "
        "and removed as soon as your case is closed.",
    ),
    "hand_note": ("还想说明的（可选）", "Anything to add (optional)"),
    "hand_privacy": (
        "对话和说明里的手机号、证件号、银行卡号会先隐去再保存，所以联系方式请写在上面一栏。",
        "Phone, identity and card numbers in the conversation and in what you add are covered before anything is kept: "
        "write how to reach you in its own field.",
    ),
    "hand_send": ("转给工作人员", "Hand over"),
    "hand_first": ("请先提一个问题，再转人工。", "Ask something first, then hand over."),
    "handed": ("已转给工作人员，转接号 {number}", "Handed over. Your number: {number}"),
    "handed_seen": ("工作人员在工作时间会看到这次对话和引用的条款。", "Staff will see this conversation and its clauses during working hours."),
    "handed_contact": (
        "留了联系方式的，会与您联系，办结后联系方式即隐去；没有留的，致电热线时报转接号即可接着谈。",
        "If you left a way to reach you, they will, and it is removed when your case is closed. If not, call the hotline and say your number.",
    ),
    "handed_on": ("等待期间可以继续在这里提问，后面的对话他们也能看到。", "You can go on asking here; they see that, too."),
}
