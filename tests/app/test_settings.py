"""Settings: where they are read from, which source wins, and what is said about bad values."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.errors import SettingsError
from app.settings import CHECKOUT, Settings, load_settings, settings_files
from corpus.reading import Limits


@pytest.fixture
def settings_file(tmp_path, monkeypatch):
    """A settings file of the test's own, already named by WENCE_CONFIG."""
    path = tmp_path / "own.toml"
    path.write_text("", "utf-8")
    monkeypatch.delenv("WENCE_HOME")
    monkeypatch.setenv("WENCE_CONFIG", str(path))
    return path


def test_defaults_name_the_shipped_documents():
    """Constructed directly, settings hold the defaults."""
    settings = Settings()
    assert settings.home == CHECKOUT / "var"
    assert settings.documents == (CHECKOUT / "corpus" / "documents",)
    assert (settings.encoder, settings.host, settings.port) == (None, "127.0.0.1", 7860)


def test_limits_of_reading_are_settings(monkeypatch, tmp_path):
    """They go down as one value; what is recognised in scans is kept in the data home."""
    assert Settings().limits == Limits(seconds=300, megabytes=3072)
    monkeypatch.setenv("WENCE_READ_SECONDS", "12.5")
    settings = load_settings(read_megabytes=512, home=tmp_path)
    assert settings.limits == Limits(seconds=12.5, megabytes=512)
    assert settings.recognised == tmp_path / "recognised"


def test_constructed_settings_read_nothing(monkeypatch, settings_file):
    """Constructed directly, settings take no notice of variables and files."""
    settings_file.write_text("port = 7001\n", "utf-8")
    monkeypatch.setenv("WENCE_PORT", "7002")
    assert Settings().port == 7860


def test_sources_win_in_order(monkeypatch, settings_file):
    """An option beats a variable, a variable the file, the file the default."""
    assert load_settings().port == 7860
    settings_file.write_text("port = 7001\n", "utf-8")
    assert load_settings().port == 7001
    monkeypatch.setenv("WENCE_PORT", "7002")
    assert load_settings().port == 7002
    assert load_settings(port=7003).port == 7003
    assert load_settings(port=None).port == 7002


def test_wence_toml_is_read_from_checkout_and_working_folder(monkeypatch, tmp_path):
    """Without WENCE_CONFIG both files count, that of the working folder more."""
    monkeypatch.delenv("WENCE_CONFIG")
    monkeypatch.chdir(tmp_path)
    assert settings_files() == [CHECKOUT / "wence.toml", tmp_path / "wence.toml"]
    (tmp_path / "wence.toml").write_text('encoder = "模型"\n', "utf-8")
    assert load_settings().encoder == "模型"


def test_folders_are_joined_like_path(monkeypatch, tmp_path):
    """WENCE_DOCUMENTS holds folders joined by the separator of PATH; ~ is the user's home."""
    monkeypatch.setenv("WENCE_DOCUMENTS", os.pathsep.join([str(tmp_path), "~/policies"]))
    assert load_settings().documents == (tmp_path, Path.home() / "policies")


def test_a_file_lists_folders(settings_file, tmp_path):
    """In the file folders are a list; a relative one counts from the working folder."""
    settings_file.write_text(f'documents = ["{tmp_path}", "policies"]\n', "utf-8")
    assert load_settings().documents == (tmp_path, Path.cwd() / "policies")


def test_an_empty_variable_is_not_given(monkeypatch):
    """WENCE_HOME= leaves the default."""
    monkeypatch.setenv("WENCE_HOME", "")
    assert load_settings().home == CHECKOUT / "var"


def test_uploads_are_a_source_once_they_are_there(tmp_path):
    """What a user added is answered from beside the documents."""
    settings = Settings(home=tmp_path, documents=(tmp_path / "a",))
    assert settings.sources == (tmp_path / "a",)
    settings.uploads.mkdir()
    (settings.uploads / ".lock").write_text("", "utf-8")
    (settings.uploads / "图.png").write_bytes(b"\x89PNG")
    assert settings.sources == (tmp_path / "a",)  # nothing in it that could be read
    (settings.uploads / "方案.txt").write_text("一、甲", "utf-8")
    assert settings.sources == (tmp_path / "a", tmp_path / "uploads")


def test_settings_are_frozen():
    """Settings do not change once read."""
    with pytest.raises(ValidationError):
        Settings().port = 1


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("WENCE_PORT", "abc", "设置 WENCE_PORT 的值不可用：abc（应为整数）"),
        ("WENCE_PORT", "0", "设置 WENCE_PORT 的值不可用：0（不能小于 1）"),
        ("WENCE_READ_SECONDS", "0.5", "设置 WENCE_READ_SECONDS 的值不可用：0.5（不能小于 1.0）"),
        ("WENCE_READ_SECONDS", "快", "设置 WENCE_READ_SECONDS 的值不可用：快（应为数）"),
        (
            "WENCE_READ_SECONDS",
            "nan",
            "设置 WENCE_READ_SECONDS 的值不可用：nan（不能大于 86400.0）",
        ),
        (
            "WENCE_READ_MEGABYTES",
            "100",
            "设置 WENCE_READ_MEGABYTES 的值不可用：100（不能小于 256）",
        ),
        ("WENCE_READ_MEGABYTES", "1.5", "设置 WENCE_READ_MEGABYTES 的值不可用：1.5（应为整数）"),
        ("WENCE_PORT", "65536", "设置 WENCE_PORT 的值不可用：65536（不能大于 65535）"),
        (
            "WENCE_DOCUMENTS",
            os.pathsep,
            "设置 WENCE_DOCUMENTS 的值不可用：()（至少要有一个文件夹）",
        ),
        ("WENCE_CONFIG", "/no/such.toml", "设置 WENCE_CONFIG 指定的文件不存在：/no/such.toml"),
    ],
)
def test_a_bad_variable_is_named(monkeypatch, name, value, said):
    """A value that cannot be used is an error in Chinese that names the variable."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.message == said
    assert caught.value.hint


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('port = "x"', "设置 port 的值不可用：x（应为整数）"),
        ("prot = 1", "设置 prot 的值不可用：1（没有这项设置）"),
        ("encoder = 3", "设置 encoder 的值不可用：3（应为一段文字）"),
        ('encoder = ""', "设置 encoder 的值不可用：（不能为空）"),
        ("home = 3", "设置 home 的值不可用：3（应为文件夹路径）"),
        ("documents = 3", "设置 documents 的值不可用：3（应为文件夹列表）"),
        ("documents = [3]", "设置 documents 的值不可用：3（应为文件夹路径）"),
    ],
)
def test_a_bad_line_of_the_file_is_named(settings_file, content, said):
    """A value that cannot be used is an error in Chinese that names the setting."""
    settings_file.write_text(content, "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.message == said


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe", "port：7861".encode()])
def test_a_broken_file_is_named(settings_file, content):
    """A settings file that is no TOML is an error that names the file."""
    settings_file.write_bytes(content)
    with pytest.raises(SettingsError, match="设置文件无法读取") as caught:
        load_settings()
    assert str(settings_file) in caught.value.message


def test_every_fault_is_said_at_once(monkeypatch):
    """Two bad settings are two lines."""
    monkeypatch.setenv("WENCE_PORT", "x")
    with pytest.raises(SettingsError) as caught:
        load_settings(home=3)
    assert caught.value.message.splitlines() == [
        "设置 home 的值不可用：3（应为文件夹路径）",
        "设置 WENCE_PORT 的值不可用：x（应为整数）",
    ]


def test_reading_settings_loads_nothing_heavy():
    """Settings are read before anything else: no index, model or page comes with them."""
    code = "import sys, app.settings; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )
    heavy = {
        "torch",
        "sentence_transformers",
        "gradio",
        "langchain_core",
        "faiss",
        "jieba",
        "numpy",
    }
    assert not heavy & set(done.stdout.split())
