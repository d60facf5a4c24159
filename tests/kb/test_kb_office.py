"""The office behind the façade: opened late, the first account, what an answer cited."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from kb_fakes import VOUCHERS, write

from kb import KnowledgeBase, Settings
from policy.answers import Answer, Status, cite, cite_metadata
from policy.errors import SignInFailed
from policy.kept import Asked


def _citing(kb: KnowledgeBase) -> Answer:
    document = kb.document("办法")
    clause = document.clauses[0]
    cited = (cite(1, clause, document, 0, 4), cite_metadata(2, document, "title"), cite(3, clause, document, 2, 6))
    return Answer("问", Status.ANSWERED, "答[1][2][3]", cited)


def test_a_kept_answer_shows_the_words_of_its_time(kb: KnowledgeBase, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", 办法=VOUCHERS)
    kb.ingest([folder])
    given = _citing(kb)
    first = kb.office.keep_answer(Asked("问", given))
    before = kb.document("办法").clauses[0]
    write(folder, 办法=VOUCHERS.replace("300", "500"))
    kb.ingest([folder])
    kept = kb.office.answer(first)
    assert kept is not None
    assert [(c.clause_id, c.text) for c in kept.clauses] == [(before.clause_id, before.text), ("办法#", "")]
    assert kept.clauses[0].metadata["title"] == kb.document("办法").metadata.title
    kb.remove(["办法"])
    again = kb.office.answer(kb.office.keep_answer(Asked("问", given)))
    assert again is not None
    assert again.clauses[0].text == given.citations[0].quote


def test_the_password_of_the_environment_makes_a_first_account_once(tmp_path: Path) -> None:
    for password in ("first horse", "second horse"):
        with closing(KnowledgeBase(Settings.load(data=tmp_path, staff_password=password))) as kb:
            assert kb.office.has_accounts()
            assert kb.office.sign_in("admin", "first horse").account.admin
    with closing(KnowledgeBase(Settings.load(data=tmp_path))) as kb, pytest.raises(SignInFailed):
        kb.office.sign_in("admin", "second horse")


def test_there_is_no_account_by_itself(kb: KnowledgeBase) -> None:
    assert not kb.office.has_accounts()


def test_the_settings_say_how_long_a_session_lasts(tmp_path: Path) -> None:
    with closing(KnowledgeBase(Settings.load(data=tmp_path, session_hours=1, staff_password="first horse"))) as kb:
        session = kb.office.sign_in("admin", "first horse")
        assert (session.expires - session.account.created).total_seconds() == pytest.approx(3600, abs=60)
