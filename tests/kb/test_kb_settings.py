"""Settings: where they come from, what is refused, what is never printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb import Settings
from policy.errors import BadArgument


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_need_nothing() -> None:
    settings = Settings.load()
    assert settings.data == Path("data")
    assert settings.corpus.name == "corpus"
    assert settings.embedding_model.startswith("bundled:")
    assert settings.llm_base_url == ""


def test_the_file_over_the_defaults(tmp_path: Path) -> None:
    assert Settings.load(written(tmp_path, "hits: 7\ndata: elsewhere\n")).hits == 7


def test_the_environment_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYDESK_HITS", "9")
    settings = Settings.load(written(tmp_path, "hits: 7\nlexical_weight: 0.5\n"))
    assert (settings.hits, settings.lexical_weight) == (9, 0.5)


def test_the_command_line_over_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYDESK_DATA", "from-env")
    config = written(tmp_path, "data: from-file\n")
    assert Settings.load(config, data=Path("given")).data == Path("given")
    assert Settings.load(config, data=None).data == Path("from-env")


def test_an_unknown_key_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match=r"embeding_model"):
        Settings.load(written(tmp_path, "embeding_model: x\n"))


def test_one_retriever_must_have_a_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYDESK_LEXICAL_WEIGHT", "0")
    assert Settings.load().lexical_weight == 0
    monkeypatch.setenv("POLICYDESK_DENSE_WEIGHT", "0")
    with pytest.raises(BadArgument, match="both 0; give one of them a weight"):
        Settings.load()


@pytest.mark.parametrize(
    ("name", "value"),
    [("HITS", "0"), ("HITS", "101"), ("HITS", "many"), ("LEXICAL_WEIGHT", "-0.1"), ("LEXICAL_WEIGHT", "2.5"), ("DENSE_WEIGHT", "3"),
     ("MAX_QUESTION_CHARS", "10"), ("MAX_QUESTION_CHARS", "20001"), ("EMBEDDING_MODEL", "")],
)  # fmt: skip
def test_bounds_are_kept_and_the_variable_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"POLICYDESK_{name}", value)
    with pytest.raises(BadArgument, match=f"POLICYDESK_{name}") as caught:
        Settings.load()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [("hits: [", "not valid YAML"), ("- a\n- b\n", "name: value"), ("just words", "name: value"), ("hits: x\n", "setting hits")],
)
def test_a_file_that_can_not_be_used_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(BadArgument, match=words) as caught:
        Settings.load(written(tmp_path, text))
    assert "settings.yaml" in str(caught.value)


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match=r"no\.yaml.*POLICYDESK_CONFIG"):
        Settings.load(tmp_path / "no.yaml")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(BadArgument, match=r"binary\.yaml"):
        Settings.load(tmp_path / "binary.yaml")


def test_an_empty_file_sets_nothing(tmp_path: Path) -> None:
    assert Settings.load(written(tmp_path, "")) == Settings.load()


def test_secrets_are_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYDESK_LLM_API_KEY", "sk-very-secret")
    monkeypatch.setenv("POLICYDESK_STAFF_PASSWORD", "hunter-two")
    settings = Settings.load()
    for printed in (repr(settings), str(settings), settings.model_dump_json()):
        assert "sk-very-secret" not in printed
        assert "hunter-two" not in printed
    assert settings.llm_api_key.get_secret_value() == "sk-very-secret"


def test_settings_do_not_change_once_made() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings.load().hits = 3  # type: ignore[misc]


@pytest.mark.parametrize("given", [{"hits": 0}, {"no_such_setting": 1}])
def test_overrides_are_checked_as_the_rest(given: dict[str, int]) -> None:
    with pytest.raises(BadArgument):
        Settings.load(**given)
