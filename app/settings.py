"""Settings: one frozen object, read once, from defaults, wence.toml, WENCE_* variables and options."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from app.errors import SettingsError
from corpus.reading import (
    DEFAULT_LIMITS,
    LEAST_MEGABYTES,
    LEAST_SECONDS,
    MOST_MEGABYTES,
    MOST_SECONDS,
    Limits,
)
from corpus.recognised_pages import FOLDER as RECOGNISED

CHECKOUT = Path(__file__).resolve().parent.parent
FILE_NAME = "wence.toml"
PREFIX = "WENCE_"
FILE_VARIABLE = "WENCE_CONFIG"

# What pydantic finds wrong, by its error type, in the words of a user; {…} come from its context.
_FAULTS = {
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "float_parsing": "应为数",
    "float_type": "应为数",
    "finite_number": "应为数",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "string_type": "应为一段文字",
    "string_too_short": "不能为空",
    "path_type": "应为文件夹路径",
    "tuple_type": "应为文件夹列表",
    "too_short": "至少要有一个文件夹",
    "extra_forbidden": "没有这项设置",
    "value_error": "应为 http:// 或 https:// 开头的地址，不带用户名和密码",
    "greater_than": "应大于 {gt}",
}
# What may hold a key or a password is not repeated.
_UNSHOWN = frozenset({"model_key", "model_url"})


class Settings(BaseModel):
    """What the program is told from outside.

    Constructed directly it holds the defaults and what is given, and reads nothing: so tests,
    evaluation and benchmarks use it. `load_settings` reads the user's file and variables.

    Attributes:
        home: The data home (数据目录): index, uploads, caches; all that the program writes.
        documents: Folders or files of policy documents, read recursively.
        encoder: A sentence-transformers model, by folder or hub id; None for the one shipped.
        host: The address the page listens on.
        port: The port the page listens on.
        upload_megabytes: The largest file that is added to the uploads.
        read_seconds: How long reading a file may go on without a sign of progress.
        read_megabytes: How much memory the process that reads files may take.
        model_url: Where a language model is reached by OpenAI's protocol; None for no model.
        model_name: The model asked for there.
        model_key: The key sent with a question to it; None where it wants none.
        model_seconds: How long it may take for one answer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = CHECKOUT / "var"
    documents: Annotated[tuple[Path, ...], NoDecode, Field(min_length=1)] = (
        CHECKOUT / "corpus" / "documents",
    )
    encoder: Annotated[str, Field(min_length=1)] | None = None
    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 7860
    upload_megabytes: Annotated[int, Field(ge=1, le=2000)] = 100
    read_seconds: Annotated[float, Field(ge=LEAST_SECONDS, le=MOST_SECONDS)] = (
        DEFAULT_LIMITS.seconds
    )
    read_megabytes: Annotated[int, Field(ge=LEAST_MEGABYTES, le=MOST_MEGABYTES)] = (
        DEFAULT_LIMITS.megabytes
    )

    model_url: str | None = None
    model_name: Annotated[str, Field(min_length=1)] | None = None
    model_key: SecretStr | None = None
    model_seconds: Annotated[float, Field(gt=0, le=600)] = 30.0

    @field_validator("model_url", mode="after")
    @classmethod
    def _settle_model_url(cls, value: str | None) -> str | None:
        """Take an address without the name and password that a log would show."""
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
            raise ValueError("not an address of http")
        return value.rstrip("/")

    @field_validator("documents", mode="before")
    @classmethod
    def _split_folders(cls, value: object) -> object:
        """Accept the form of PATH: folders joined by `os.pathsep` (: on Unix, ; on Windows)."""
        if isinstance(value, str):
            return tuple(part for part in value.split(os.pathsep) if part.strip())
        return value

    @field_validator("home", mode="after")
    @classmethod
    def _settle_home(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("documents", mode="after")
    @classmethod
    def _settle_documents(cls, value: tuple[Path, ...]) -> tuple[Path, ...]:
        return tuple(path.expanduser().absolute() for path in value)

    @property
    def has_model(self) -> bool:
        """Whether a language model is configured: an address and a name."""
        return bool(self.model_url and self.model_name)

    @property
    def uploads(self) -> Path:
        """The folder of the data home that holds the documents a user added."""
        from corpus.store import UPLOADS

        return self.home / UPLOADS

    @property
    def limits(self) -> Limits:
        """What reading a file may take."""
        return Limits(seconds=self.read_seconds, megabytes=self.read_megabytes)

    @property
    def recognised(self) -> Path:
        """The folder of the data home that keeps the pages recognised in scans."""
        return self.home / RECOGNISED

    @property
    def sources(self) -> tuple[Path, ...]:
        """All that is answered from: the documents, and the uploads where there are any."""
        from corpus.store import has_documents

        return (*self.documents, self.uploads) if has_documents(self.uploads) else self.documents


class _OutsideSettings(Settings, BaseSettings):
    """Settings as they are read: options before variables before file before defaults."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=PREFIX, env_ignore_empty=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Leave out .env and secret files, add wence.toml below the variables."""
        files = TomlConfigSettingsSource(settings_cls, toml_file=settings_files())
        return init_settings, env_settings, files


def settings_files() -> list[Path]:
    """Return the settings files that are read, the later before the earlier.

    These are wence.toml of the checkout and of the working folder, or the one file that
    WENCE_CONFIG names.

    Raises:
        SettingsError: WENCE_CONFIG names a file that is not there.
    """
    named = os.environ.get(FILE_VARIABLE)
    if not named:
        return list(dict.fromkeys([CHECKOUT / FILE_NAME, Path.cwd() / FILE_NAME]))
    if not Path(named).exists():
        raise SettingsError(
            f"设置 {FILE_VARIABLE} 指定的文件不存在：{named}",
            hint=f"改正文件名，或去掉 {FILE_VARIABLE} 改用默认的 {FILE_NAME}。",
        )
    return [Path(named)]


def load_settings(**overrides: object) -> Settings:
    """Read the settings: defaults, then wence.toml, then WENCE_*, then `overrides`.

    An override that is None counts as not given.

    Raises:
        SettingsError: a value that cannot be used; the message names the setting.
    """
    given: dict[str, Any] = {name: value for name, value in overrides.items() if value is not None}
    try:
        outside = _OutsideSettings(**given)
    except ValidationError as error:
        raise _name_faults(error, given) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        files = "、".join(str(path) for path in settings_files() if path.is_file())
        raise SettingsError(
            f"设置文件无法读取：{files}（{error}）",
            hint="改正这个文件（UTF-8 编码的 TOML，例如 port = 7861），或先把它移开。",
        ) from error
    return Settings(**outside.model_dump())


def isolated_environment(home: Path) -> dict[str, str]:
    """Return the environment for a process that must see no setting of the user's.

    It keeps WENCE_SAMPLES and WENCE_TEST_ALL, sets `home` as the data home, and names an empty
    settings file. Tests and benchmarks start `python -m app` with it.
    """
    kept = {f"{PREFIX}SAMPLES", f"{PREFIX}TEST_ALL"}
    plain = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(PREFIX) or name in kept
    }
    return plain | {f"{PREFIX}HOME": str(home), FILE_VARIABLE: os.devnull}


def _name_faults(error: ValidationError, given: dict[str, Any]) -> SettingsError:
    faults: dict[str, str] = {}
    for fault in error.errors(include_url=False):
        name = _spell_name(str(fault["loc"][0]), given)
        text = _FAULTS.get(fault["type"], "类型不对").format(**fault.get("ctx", {}))
        shown = "（不显示）" if str(fault["loc"][0]) in _UNSHOWN else fault["input"]
        faults.setdefault(name, f"设置 {name} 的值不可用：{shown}（{text}）")
    return SettingsError(
        "\n".join(faults.values()),
        hint=f"改正命令行选项、{PREFIX}* 环境变量或 {FILE_NAME} 中的这项设置；"
        f"可用的设置：{'、'.join(Settings.model_fields)}。",
    )


def _spell_name(name: str, given: dict[str, Any]) -> str:
    if name in given or name not in Settings.model_fields:
        return name
    variable = f"{PREFIX}{name.upper()}"
    return variable if os.environ.get(variable) else name
