"""What an ingest does to the knowledge base, with the real model and store on tiny documents."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from kb_fakes import LOANS, TALENT, VOUCHERS, counts, ids, open_kb, write

from kb import KnowledgeBase
from policy.answers import Status
from policy.errors import BadArgument


def test_counts_of_what_is_new_changed_the_same_and_gone(kb: KnowledgeBase, tmp_path: Path) -> None:
    root = write(tmp_path / "a", vouchers=VOUCHERS, talent=TALENT)
    first = kb.ingest([root])
    assert counts(first) == (3, 0, 0, 0)
    assert first.embedded > 0
    again = kb.ingest([root])
    assert counts(again) == (0, 0, 3, 0)
    assert again.embedded == 0
    write(root, vouchers=VOUCHERS.replace("300万元", "350万元"))
    assert counts(kb.ingest([root])) == (0, 1, 2, 0)
    write(root, vouchers=VOUCHERS.split("第二条")[0])
    third = kb.ingest([root])
    assert third.removed == 1
    assert third.created == 0
    assert third.removed_documents == ()


def test_the_report_names_the_particulars_of_what_was_stored(kb: KnowledgeBase, tmp_path: Path) -> None:
    text = "绍兴市首店扶持办法\n第一条 对首店给予最高20万元奖励。\n第二条 本办法自2024年6月1日起施行。\n"
    root = write(tmp_path / "a", vouchers=VOUCHERS)
    kb.ingest([root])
    report = kb.ingest([write(root, vouchers=VOUCHERS, shops=text)])
    assert [d.id for d in report.read] == ["shops"]
    assert "  施行日期：2024-06-01 ← 第3行：第二条 本办法自2024年6月1日起施行。" in report.lines("zh")
    again = kb.ingest([root])
    assert again.to_dict()["read"] == []
    assert not [line for line in again.lines("zh") if "←" in line]


def test_a_file_that_is_gone_disappears_with_its_roots_next_ingest_and_other_roots_stay(
    kb: KnowledgeBase, tmp_path: Path
) -> None:
    one = write(tmp_path / "one", vouchers=VOUCHERS, talent=TALENT)
    other = write(tmp_path / "other", loans=LOANS)
    kb.ingest([one])
    kb.ingest([other])
    assert ids(kb) == {"vouchers", "talent", "loans"}
    (one / "talent.txt").unlink()
    (other / "loans.txt").rename(tmp_path / "kept-elsewhere.txt")
    report = kb.ingest([one])
    assert report.removed_documents == ("talent",)
    assert report.removed == 1
    assert ids(kb) == {"vouchers", "loans"}
    assert not [h for h in kb.search("青年人才年薪", 10) if h.document.id == "talent"]
    assert any(h.document.id == "loans" for h in kb.search("贷款贴息", 10))


def test_a_running_knowledge_base_sees_what_another_has_ingested(tmp_path: Path) -> None:
    root = write(tmp_path / "a", vouchers=VOUCHERS)
    with closing(open_kb(tmp_path / "data")) as running, closing(open_kb(tmp_path / "data")) as writer:
        writer.ingest([root])
        running.load()
        assert "300万元" in running.ask("算力券最高补多少？").answer
        assert running.refresh() is False
        write(root, vouchers=VOUCHERS.replace("300万元", "360万元"), talent=TALENT)
        writer.ingest([root])
        assert running.refresh() is True
        assert running.refresh() is False
        assert ids(running) == {"vouchers", "talent"}
        assert "360万元" in running.ask("算力券最高补多少？").answer


def test_ingest_of_a_single_file_and_the_answer_from_it(kb: KnowledgeBase, tmp_path: Path) -> None:
    root = write(tmp_path / "a", vouchers=VOUCHERS)
    kb.ingest([root / "vouchers.txt"])
    answer = kb.ask("语料券最高补多少？")
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].clause_id == "vouchers#第二条"


def test_progress_is_told_stage_by_stage(kb: KnowledgeBase, tmp_path: Path) -> None:
    stages = []
    kb.ingest([write(tmp_path / "a", vouchers=VOUCHERS)], lambda p: stages.append((p.stage, p.done <= p.total)))
    assert [s for n, (s, _) in enumerate(stages) if not n or stages[n - 1][0] != s] == ["reading", "embedding", "storing"]
    assert all(fits for _, fits in stages)


def test_one_bad_file_does_not_keep_the_others_out(kb: KnowledgeBase, tmp_path: Path) -> None:
    root = write(tmp_path / "a", vouchers=VOUCHERS)
    (root / "broken.yaml").write_text("facts: [", encoding="utf-8")
    (root / "empty.txt").write_text(" \n", encoding="utf-8")
    report = kb.ingest([root])
    assert ids(kb) == {"vouchers"}
    assert sorted(Path(source).name for source, _ in report.failures) == ["broken.yaml", "empty.txt"]
    assert any("broken.yaml" in line for line in report.lines())


def test_a_file_that_can_no_longer_be_read_keeps_its_place(kb: KnowledgeBase, tmp_path: Path) -> None:
    root = write(tmp_path / "a", vouchers=VOUCHERS, talent=TALENT)
    kb.ingest([root])
    (root / "talent.txt").write_bytes(b"\x00\x01\x02")
    report = kb.ingest([root])
    assert report.failures
    assert report.removed_documents == ()
    assert "talent" in ids(kb)


def test_an_id_that_another_root_holds_is_refused_and_the_first_stays(kb: KnowledgeBase, tmp_path: Path) -> None:
    kb.ingest([write(tmp_path / "one", vouchers=VOUCHERS)])
    report = kb.ingest([write(tmp_path / "two", vouchers=TALENT)])
    ((_, reason),) = report.failures
    assert "give one of them another id" in reason
    assert kb.document("vouchers").text == VOUCHERS


def test_a_renamed_file_is_the_same_document_and_nothing_is_embedded(kb: KnowledgeBase, tmp_path: Path) -> None:
    root = write(tmp_path / "a", vouchers=VOUCHERS, talent=TALENT)
    kb.ingest([root])
    (root / "vouchers.txt").rename(root / "算力券 2025.txt")
    (root / "talent.txt").rename(tmp_path / "talent.txt")
    report = kb.ingest([root, tmp_path / "talent.txt"])
    assert (ids(kb), report.embedded, counts(report)) == ({"vouchers", "talent"}, 0, (0, 0, 3, 0))
    assert {(r.document, Path(r.after).name) for r in report.renamed} == {("vouchers", "算力券 2025.txt"), ("talent", "talent.txt")}
    assert kb.search("算力券", 1)[0].document.source.endswith("算力券 2025.txt")
    assert any("仍为 vouchers" in line for line in report.lines())
    assert any("still vouchers" in line for line in report.lines("en"))


def test_a_duplicate_is_said_and_not_stored(kb: KnowledgeBase, tmp_path: Path) -> None:
    root = write(tmp_path / "a", vouchers=VOUCHERS, copy=VOUCHERS.replace("\n", "\r\n"))
    report = kb.ingest([root])
    assert len(kb.documents()) == 1
    (duplicate,) = report.to_dict()["duplicates"]
    assert {Path(duplicate["source"]).name, Path(duplicate["of"]).name} == {"vouchers.txt", "copy.txt"}
    assert (report.failures, kb.dry_run([root]).duplicates) == ((), report.duplicates)
    assert any("重复" in line for line in report.lines())


def test_the_report_in_both_languages_and_as_json(kb: KnowledgeBase, tmp_path: Path) -> None:
    report = kb.ingest([write(tmp_path / "a", vouchers=VOUCHERS)])
    assert "新增 2，更新 0，未变 0，移除 0" in report.lines()
    assert "created 2, updated 0, unchanged 0, removed 0" in report.lines("en")
    row = report.to_dict()
    assert (row["documents"], row["clauses"], row["created"], row["failures"]) == (1, 2, 2, [])


# -- what touches nothing --------------------------------------------------------------------------------------


def test_a_dry_run_reports_and_touches_nothing(kb: KnowledgeBase, tmp_path: Path) -> None:
    root = write(tmp_path / "a", vouchers=VOUCHERS)
    before = sorted(p for p in tmp_path.rglob("*"))
    row = kb.dry_run([root]).to_dict()
    assert sorted(p for p in tmp_path.rglob("*")) == before
    assert [d["id"] for d in row["documents"]] == ["vouchers"]
    assert [c["heading"] for c in row["documents"][0]["clauses"]] == ["算力券", "语料券"]
    assert kb.documents() == []


@pytest.mark.parametrize("verb", ["ingest", "dry_run"])
def test_a_path_that_is_not_there_is_a_bad_argument(kb: KnowledgeBase, tmp_path: Path, verb: str) -> None:
    with pytest.raises(BadArgument, match=r"nowhere"):
        getattr(kb, verb)([tmp_path / "nowhere"])
    (tmp_path / "hollow").mkdir()
    with pytest.raises(BadArgument, match="no document in"):
        getattr(kb, verb)([tmp_path / "hollow"])
    assert not (tmp_path / "data").exists()


def test_making_a_knowledge_base_makes_no_folder(tmp_path: Path) -> None:
    assert open_kb(tmp_path / "data").documents() == []
    assert not (tmp_path / "data").exists()
