"""All settings, typed and bounded. Environment over settings file over defaults; unknown keys are refused."""

from __future__ import annotations

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from policy.errors import BadArgument

BUNDLED_MODEL = "bundled:multilingual-e5-small"
_ORIGINS = r"^\s*(https?://[A-Za-z0-9.\[\]:-]+/?\s*(,\s*|$))*$"
PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What can be set, by `POLICYDESK_<NAME>` or in the YAML file that `POLICYDESK_CONFIG` names."""

    model_config = SettingsConfigDict(env_prefix="POLICYDESK_", extra="forbid", frozen=True)

    data: Path = Field(default=Path("data"), description="folder of the knowledge base")
    corpus: Path = Field(default=PROJECT / "corpus", description="what `ingest` brings in when no path is given")
    embedding_model: str = Field(default=BUNDLED_MODEL, min_length=1)
    dense_weight: float = Field(default=1, ge=0, le=2, description="weight of the dense score; with 0 BM25 alone orders")
    lexical_weight: float = Field(default=0.2, ge=0, le=2, description="weight of BM25 beside the dense score")
    hits: int = Field(default=10, ge=1, le=100, description="clauses looked at for an answer")
    max_question_chars: int = Field(default=4000, ge=50, le=20000)
    llm_base_url: str = Field(default="", pattern=r"^(https?://[^\s@/]+(/\S*)?)?$", description="no address: no model is asked")
    llm_model: str = Field(default="default", min_length=1, max_length=200)
    llm_api_key: SecretStr = SecretStr("")
    llm_timeout_seconds: float = Field(default=20, ge=1, le=120, description="for the whole answer, a second attempt included")
    llm_max_input_tokens: int = Field(default=6000, ge=1500, le=100_000, description="estimated, rather too many")
    llm_max_output_tokens: int = Field(default=800, ge=100, le=8000)
    llm_cache_size: int = Field(default=512, ge=0, le=100_000, description="answers kept in memory; 0 keeps none")
    staff_password: SecretStr = Field(default=SecretStr(""), max_length=1000, description="makes a first account, admin")
    session_hours: float = Field(default=12, gt=0, le=168, description="after which staff sign in again")
    session_idle_minutes: float = Field(default=120, gt=0, le=1440, description="after which an idle session ends")
    lockout_failures: int = Field(default=5, ge=1, le=100, description="failed sign-ins of an account, or from an address")
    lockout_minutes: int = Field(default=15, ge=1, le=1440, description="in which they count")
    retention_days: int = Field(default=365, ge=0, le=36500, description="answers, votes, calls kept; 0 keeps them for ever")
    log_format: Literal["json", "text"] = Field(default="json", description="of the server's lines on standard error")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="warning: no line per request")
    rate_limit_per_minute: int = Field(default=1200, ge=0, le=1_000_000, description="requests of one address; 0: any number")
    sign_in_limit_per_minute: int = Field(default=20, ge=0, le=100_000, description="attempts of one address; 0: any number")
    max_body_bytes: int = Field(default=4 << 20, ge=1 << 16, le=1 << 30, description="of one request")
    max_upload_bytes: int = Field(default=256 << 20, ge=1 << 16, le=1 << 34, description="of one upload by staff")
    trusted_proxies: str = Field(default="", description="addresses and networks whose X-Forwarded-* headers are believed")
    root_path: str = Field(default="", pattern=r"^((/[A-Za-z0-9._~-]+)+)?$", description="the path that a proxy serves this under")

    public_origins: str = Field(default="", pattern=_ORIGINS, description="origins, comma-separated, whose pages may call /mcp")

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        named = [part.strip() for part in value.split(",") if part.strip()]
        return ",".join(str(ip_network(part, strict=False)) for part in named)  # ValueError names what is wrong

    @field_validator("public_origins")
    @classmethod
    def _ports(cls, value: str) -> str:
        for part in value.split(","):
            _ = urlsplit(part.strip()).port  # ValueError names what is wrong
        return value

    @model_validator(mode="after")
    def _something_orders(self) -> Settings:
        if not self.dense_weight and not self.lexical_weight:
            raise ValueError("dense_weight and lexical_weight are both 0; give one of them a weight")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is passed beats the environment; `load` passes of the settings file only what the environment leaves open."""
        return init_settings, env_settings

    @classmethod
    def load(cls, config: Path | None = None, **overrides: Any) -> Settings:
        """Settings from the environment over `config` (YAML); `overrides` (command line) beat both.

        Raises BadArgument, naming the file or variable and what is wrong with it.
        """
        values = _read_config(config) if config else {}
        values = {k: v for k, v in values.items() if f"POLICYDESK_{k.upper()}" not in os.environ}
        try:
            return cls(**values | {k: v for k, v in overrides.items() if v is not None})
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(p) for p in first["loc"]) or "dense_weight"
            where = f"{config} or POLICYDESK_{name.upper()}" if config else f"POLICYDESK_{name.upper()}"
            raise BadArgument(f"setting {name}: {first['msg'].removeprefix('Value error, ')}; check {where}") from error


def _read_config(path: Path) -> dict[str, Any]:
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except OSError as error:
        raise BadArgument(f"settings file {path} can't be read ({error.strerror}); check POLICYDESK_CONFIG") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadArgument(f"settings file {path} is not valid YAML; mend it or unset POLICYDESK_CONFIG") from error
    if not isinstance(loaded, dict):
        raise BadArgument(f"settings file {path} must hold `name: value` lines")
    return {str(k): v for k, v in loaded.items()}
