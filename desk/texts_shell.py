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
    "crossed": ("这个请求不是从本站页面发出的，没有执行。", "This request did not come from a page of this site, and was not carried out."),
}
