"""The file: made on first use, brought up to date, refused where it is newer, whole after a kill."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from records_fakes import asked

from policy.errors import BadArgument
from records import database as module
from records.answers import Answers
from records.database import Database
from records.schema import REVISION, metadata

ROOT = Path(__file__).parents[2]


def test_nothing_is_made_before_the_first_use(tmp_path: Path) -> None:
    database = Database(tmp_path / "data")
    assert not database.path.parent.exists()
    with database.reading():
        pass
    assert database.path.exists()


def test_the_migrations_make_the_tables_that_the_code_uses(database: Database) -> None:
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_migration_is_the_one_the_code_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "records" / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


def test_a_file_of_a_newer_version_is_refused_and_left_alone(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(BadArgument, match=r"newer PolicyDesk.*9999"), Database(database.path.parent).reading():
        pass


def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / module.FILE).write_text("this is no database at all, whatever its name says" * 40)
    with pytest.raises(BadArgument, match=r"desk\.sqlite") as refused, Database(tmp_path).reading():
        pass
    assert "\n" not in str(refused.value)


def test_many_threads_open_and_write_one_new_file(tmp_path: Path) -> None:
    def write(n: int) -> str:
        return Answers(Database(tmp_path)).keep(asked(f"问题{n}", conversation_id="c"), [])

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(write, range(24)))
    assert {k.id for k in Answers(Database(tmp_path)).conversation("c")} == set(made)


def test_processes_write_beside_each_other(tmp_path: Path) -> None:
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        sys.path.insert(0, "tests/records")
        from records_fakes import asked
        from records.answers import Answers
        from records.database import Database
        answers = Answers(Database(Path(sys.argv[1])))
        for n in range(20):
            answers.keep(asked(conversation_id="c"), [])
    """)
    runs = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT) for _ in range(3)]
    assert [run.wait(120) for run in runs] == [0, 0, 0]
    assert len(Answers(Database(tmp_path)).conversation("c")) == 60


def test_a_killed_process_leaves_nothing_half_written(tmp_path: Path) -> None:
    script = textwrap.dedent("""
        import os, signal, sys
        from pathlib import Path
        from sqlalchemy import insert
        from records.database import Database
        from records.schema import handovers
        database = Database(Path(sys.argv[1]))
        with database.writing() as db:
            db.exec_driver_sql("INSERT INTO handovers VALUES ('A', 'c', '', '', 'open', '2026-01-01 00:00:00', '', NULL, NULL)")
            os.kill(os.getpid(), signal.SIGKILL)
    """)
    assert subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, timeout=120, check=False).returncode < 0
    database = Database(tmp_path)
    with database.writing() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM handovers").scalar() == 0
        db.exec_driver_sql("INSERT INTO handovers VALUES ('B', 'c', '', '', 'open', '2026-01-01 00:00:00', '', NULL, NULL)")
    with sqlite3.connect(database.path) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _older(path: Path, revision: str) -> Database:
    """A file as the version of that revision made it."""
    from alembic import command
    from sqlalchemy import create_engine

    config = Config()
    config.set_main_option("script_location", str(ROOT / "records" / "migrations"))
    with create_engine(f"sqlite:///{path / module.FILE}").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.exec_driver_sql(
            "INSERT INTO answers VALUES ('old', '2026-01-02 03:04:05.000000', '2026-01-02', '问', 'chat', 'c', '', NULL, "
            "'answered', 'extractive', 1.5, '{}')"
        )
    return Database(path)


def test_an_older_file_is_brought_up_to_date_with_what_it_holds(tmp_path: Path) -> None:
    old = _older(tmp_path, "0001")
    kept = Answers(old).answer("old")
    assert kept is not None
    assert (kept.question, kept.milliseconds) == ("问", 1.5)
    with old.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_migration_that_is_cut_short_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = _older(tmp_path, "0001")

    def cut_short(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    from alembic.operations import Operations

    with monkeypatch.context() as patched:
        patched.setattr(Operations, "create_table", cut_short)  # after the columns have been added
        with pytest.raises(KeyboardInterrupt), old.reading():
            pass
    with sqlite3.connect(tmp_path / module.FILE) as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert "settled" not in [row[1] for row in file.execute("PRAGMA table_info(answers)")]
    assert Answers(old).answer("old") is not None
