"""Documents in and out on the staff page, over a real knowledge base with a small model."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "kb"))

from desk_serving import serving
from kb_fakes import VOUCHERS, open_kb, write

from desk.manage_work import Given, beyond, contents, forget, watched
from kb.writer import Progress
from policy.errors import BadArgument

PASSWORD = "correct horse"
NOTICE = """海曙市人民政府办公室文件
海政办发〔2026〕7号
海曙市人民政府办公室关于印发海曙市算力券实施办法的通知
第一条 使用自主算力服务的，按合同金额的20%给予补助，最高100万元。<img src=x onerror="window.hacked=1">
第二条 本办法自2026年2月1日起施行，有效期至2028年1月31日。
"""


def test_a_job_is_watched_to_its_end_and_its_failure_is_told() -> None:
    def job(tell: Any) -> str:
        for n in range(3):
            tell(Progress("reading", n, 3))
        return "made"

    seen = []

    def watch() -> Any:
        seen.append((yield from watched(job, every=0)))

    told = [progress.done for progress in watch()]
    assert (told[-1], seen) == (2, ["made"])

    def bad(_: Any) -> str:
        raise BadArgument("no room")

    with pytest.raises(BadArgument, match="no room"):
        next(watched(bad))


def test_too_many_or_too_large_is_said_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x" * 100)
    given = [Given(file)]
    assert beyond(given, "zh") == ""
    assert "最多 50 个" in beyond(given * 51, "zh")
    monkeypatch.setattr("desk.manage_work.MAX_TOTAL", 99)
    assert "分批上传" in beyond(given, "zh")
    assert next(contents(given)) == ("a.txt", b"x" * 100)
    forget(given * 2)
    assert not file.exists()


def test_an_upload_is_reported_confirmed_recorded_and_taken_out_again(tmp_path: Path, open_page: Any) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "tool.exe").write_bytes(b"MZ")
    with closing(open_kb(tmp_path / "data")) as kb:
        kb.ingest([write(tmp_path / "a", vouchers=VOUCHERS)])
        kb.office.add_account("王芳", PASSWORD)
        with serving(kb) as url:
            watched_page = open_page(url, "/staff?tab=manage", until=".pd-sign-in")
            page = watched_page.page
            page.get_by_label("账号").fill("王芳")
            page.get_by_label("密码").fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            page.locator("#pd-manage .pd-document").wait_for()
            page.get_by_role("button", name="点击选择文件，或把文件拖到这里").wait_for()
            page.locator("#pd-upload input[type=file]").set_input_files([tmp_path / "notice.txt", tmp_path / "tool.exe"])
            page.locator(".pd-dry").wait_for()
            told = page.locator(".pd-dry").inner_text()
            assert "海政办发〔2026〕7号" in told
            assert "第 2 行" in told
            assert "tool.exe" in told
            assert len(kb.documents()) == 1
            page.get_by_role("button", name="确认收录").click()
            page.locator(".pd-done").wait_for()
            (new,) = [d for d in kb.documents() if d.metadata.doc_no]
            assert [(c.by, [d.id for d in c.added]) for c in kb.office.changes()] == [("王芳", [new.id])]
            page.get_by_role("button", name=f"移出《{new.title}》").click()
            page.get_by_role("alertdialog").wait_for()
            assert "notice.txt 将一并删除" in page.locator(".pd-sure").inner_text()
            page.get_by_role("button", name="取消").click()
            page.locator(".pd-sure").wait_for(state="detached")
            page.get_by_role("button", name="移出", exact=False).last.click()
            page.locator(".pd-sure").wait_for()
            page.get_by_role("button", name="确认移出").click()
            page.locator(".pd-said").wait_for()
            assert len(kb.documents()) == 1
            assert page.evaluate("window.hacked") is None
            assert (watched_page.foreign, watched_page.errors) == ([], [])
