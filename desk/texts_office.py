"""The words of the commands that look after the office's records."""

from __future__ import annotations

OFFICE_TEXTS: dict[str, tuple[str, str]] = {
    "reply": ("口径", "standard reply"),
    "cli_staff": ("工作人员账号：添加、列出、停用", "staff accounts: add, list, disable"),
    "cli_staff_about": (
        "工作人员账号。添加时在终端输入密码；非终端则从标准输入读取一行。换密码：先停用，再以同名添加。",
        "Staff accounts. The password of a new one is asked for on a terminal, else read as one line of standard input. For a new "
        "password, disable the account and add it again.",
    ),
    "cli_staff_action": ("add、list 或 disable", "add, list or disable"),
    "cli_staff_name": ("姓名", "the person's name"),
    "cli_admin": ("管理员账号", "an admin's account"),
    "cli_export": ("把记录导出为 CSV", "take records away as CSV"),
    "cli_table": ("answers、votes、checks、handovers、calls、replies 或 accounts", "answers, votes, checks, handovers, calls, replies or accounts"),
    "cli_out_csv": ("输出 CSV 文件（缺省为标准输出）", "CSV file to write (default: standard output)"),
    "cli_purge": ("删除超过保存期限的记录", "remove records older than the retention"),
    "cli_password": ("密码：", "Password: "),
    "cli_password_again": ("再输一次：", "Once more: "),
    "cli_staff_added": ("已添加账号 {name}（{role}）", "account {name} added ({role})"),
    "cli_staff_disabled": ("已停用账号 {name}", "account {name} disabled"),
    "cli_staff_none": ("还没有账号；运行 policydesk staff add 姓名。", "No accounts yet; run policydesk staff add NAME."),
    "cli_staff_off": ("（已停用）", " (disabled)"),
    "cli_exported": ("已导出 {count} 行到 {path}", "{count} rows written to {path}"),
    "cli_purged": (
        "已删除：答复 {answers}，转人工 {handovers}，来电 {calls}，测算结果 {checks}，收录记录 {changes}",
        "removed: {answers} answers, {handovers} handovers, {calls} calls, {checks} results of self-checks, {changes} notes of changes",
    ),
}
