"""The words of the pages' frame, of signing in, and of permanent addresses, in Chinese and in English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "tab_ask": ("问政策", "Ask"),
    "tabs": ("功能", "Sections"),
    "skip": ("跳到主要内容", "Skip to the main part"),
    "staff_title": ("政策问答 · 工作台", "PolicyDesk · Staff"),
    "staff_door": ("工作人员", "Staff"),
    "sign_out": ("退出登录", "Sign out"),
    # Signing in
    "sign_in": ("登录", "Sign in"),
    "sign_in_title": ("工作人员登录", "Staff sign-in"),
    "sign_in_name": ("账号", "Account"),
    "sign_in_password": ("密码", "Password"),
    "sign_in_hint": ("账号由管理员开通。忘记密码，请联系管理员。", "Accounts are made by the administrator, who also helps if a password is lost."),
    "sign_in_wrong": ("账号或密码不对，请重新输入。", "The account or the password is wrong. Try again."),
    "sign_in_locked": (
        "连续多次输错，已暂停登录。请 {minutes} 分钟后再试，或联系管理员。",
        "Too many failures: signing in is paused. Try again in {minutes} minutes, or ask the administrator.",
    ),
    "sign_in_stale": ("页面放置过久，请重新登录一次。", "The form had grown old. Please sign in once more."),
    "signed_out": ("您已退出登录。", "You are signed out."),
    "to_public": ("返回政策问答", "Back to the public pages"),
    "no_accounts_title": ("工作台尚未启用", "The staff pages are off"),
    "no_accounts": (
        "还没有任何工作人员账号。请管理员在服务器的终端运行下面的命令，按提示设置密码，然后刷新本页：",
        "There is no staff account yet. Run this in a terminal on the server, set a password when asked, then reload this page:",
    ),
    # Permanent addresses
    "kept_when": ("{when} 的答复", "Answered {when}"),
    "kept_request": ("请求编号 {id}", "request {id}"),
    "kept_on": ("按 {day} 的规定", "as in force on {day}"),
    "kept_clauses": ("当时的依据", "The clauses at that time"),
    "kept_hint": (
        "本页保存的是当时的答复和条款。回答依据文件条款整理，以正式文件和主管部门解释为准。",
        "This page keeps the answer and its clauses as they were. The official text and the competent authority's reading prevail.",
    ),
    "kept_ask": ("继续提问", "Ask something else"),
    "since_now": ("查看现在收录的文本", "See the text as it is held now"),
    "since_changed": ("这一条的文字在答复之后有变动，上面是当时的文字。", "The words of this clause have changed since; above are those of that time."),
    "since_clause_gone": ("文件已更新，现在收录的文本里没有这一条。", "The document has changed: the clause is no longer in it."),
    "since_status": ("这份文件的状态在答复之后有变动，请查看现在收录的文本。", "The status of this document has changed since: see the text as it is now."),
    "since_gone": ("这份文件现在已不再收录，上面是答复时的文字。", "This document is no longer held; above are the words of that time."),
    "no_check_title": ("没有找到这次测算结果", "This result is not kept"),
    "no_check_hint": (
        "链接可能不完整，或者结果已过保存期限。您可以重新测一次。",
        "The link may be incomplete, or the result too old to be kept. You can check again.",
    ),
    "no_answer_title": ("没有找到这条答复", "This answer is not kept"),
    "no_answer_hint": (
        "链接可能不完整，或者答复已过保存期限。您可以重新提问。",
        "The link may be incomplete, or the answer too old to be kept. Please ask again.",
    ),
    "no_document_title": ("没有收录这份文件", "This document is not held"),
    "no_document_hint": (
        "链接可能不完整，或者文件已被移除。可在政策库中查看全部文件。",
        "The link may be incomplete, or the document was taken out. All documents are in the library.",
    ),
    "crossed": ("这个请求不是从本站页面发出的，没有执行。", "This request did not come from a page of this site, and was not carried out."),
}
