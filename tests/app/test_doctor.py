"""The doctor: what it looks at, what it says to do, and how it exits."""

from __future__ import annotations

import json
import socket

import pytest
from click.testing import CliRunner

from app import doctor
from app.cli import cli
from app.settings import CHECKOUT, Settings


@pytest.fixture
def settings(tmp_path):
    """Settings of a fresh data home and one readable document."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "节水方案.txt").write_text("节水方案\n一、灌区\n由市水利局牵头。\n", "utf-8")
    return Settings(home=tmp_path / "home", documents=(documents,))


def test_python_and_packages_are_those_the_tests_run_with():
    """The environment of the tests is a sound one."""
    assert doctor.check_python().passed
    check = doctor.check_packages(CHECKOUT / "requirements.txt")
    assert check.passed, check.detail


def test_an_old_python_is_told_what_to_do(monkeypatch):
    """A Python that is too old fails with its advice."""
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (99, 0))
    check = doctor.check_python()
    assert not check.passed
    assert "Python 3.11" in check.advice


def test_packages_are_compared_with_their_pins(tmp_path):
    """A missing package and another version are named; extras and remarks are no part of a name."""
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(
        "# all\npypdf[crypto]==0.0.1\nno-such-package==1.0  # x\nclick\n", "utf-8"
    )
    check = doctor.check_packages(requirements)
    assert not check.passed
    first, second = check.detail.split("；")
    assert first.startswith("pypdf 是 ")
    assert first.endswith("，应为 0.0.1")
    assert second == "no-such-package 没有安装"
    assert "-m pip install -r requirements.txt" in check.advice


def test_readable_documents_are_counted(settings):
    """Files and the documents in them are counted."""
    check = doctor.check_documents(settings)
    assert check.passed
    assert check.detail == "1 个文件，读到 1 篇"


def test_unreadable_documents_are_named(settings):
    """A file that cannot be read fails the check and says what to do."""
    (settings.documents[0] / "空.txt").write_bytes(b"")
    check = doctor.check_documents(settings)
    assert not check.passed
    assert check.detail == "2 个文件，读到 1 篇，1 个读不了"
    assert "空.txt" in check.advice


def test_uploads_are_looked_at_too(settings):
    """What a user added counts with the documents."""
    settings.uploads.mkdir(parents=True)
    (settings.uploads / "另一方案.txt").write_text("另一方案\n一、总则\n由市水利局牵头。", "utf-8")
    assert doctor.check_documents(settings).detail == "2 个文件，读到 2 篇"


def test_a_home_that_cannot_be_made_is_said(tmp_path):
    """A data home below a file cannot be written."""
    (tmp_path / "file").write_text("", "utf-8")
    check = doctor.check_home(tmp_path / "file" / "home")
    assert not check.passed
    assert "WENCE_HOME" in check.advice


def test_a_home_is_not_made_by_looking(settings):
    """Looking leaves nothing behind."""
    assert doctor.check_home(settings.home).passed
    assert doctor.check_space(settings.home).passed
    assert not settings.home.exists()


def test_little_space_is_said(settings, monkeypatch):
    """A full disk fails with its advice."""
    monkeypatch.setattr(doctor, "LEAST_FREE_BYTES", 10**18)
    check = doctor.check_space(settings.home)
    assert not check.passed
    assert "WENCE_HOME" in check.advice


def test_fonts_and_browser_are_optional(monkeypatch):
    """Without either the installation is still sound."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(doctor.platform, "system", lambda: "Linux")
    checks = [doctor.check_fonts(), doctor.check_browser()]
    assert [check.passed for check in checks] == [False, False]
    assert all(check.optional and check.advice for check in checks)


def test_a_machine_that_is_no_linux_has_its_fonts(monkeypatch):
    """Other systems bring Chinese fonts."""
    monkeypatch.setattr(doctor.platform, "system", lambda: "Darwin")
    assert doctor.check_fonts().passed


def test_an_index_that_is_not_there_is_no_fault(settings):
    """The first question builds it."""
    check = doctor.check_index(settings)
    assert (check.passed, check.optional) == (False, True)
    assert "make index" in check.advice


def test_findings_become_text_and_record(settings):
    """Each finding is a line with its mark, and its advice below."""
    checks = [
        doctor.Check(name="甲", passed=True, detail="好"),
        doctor.Check(name="乙", passed=False, detail="坏", advice="修", optional=True),
    ]
    lines = doctor.to_text(settings, checks).splitlines()
    assert lines[-3:] == ["  ✓ 甲：好", "  ✗ 乙（可选）：坏", "      怎么办：修"]
    assert "  read_seconds = 300" in lines
    assert "  read_megabytes = 3072" in lines
    record = doctor.to_record(settings, checks)
    assert record["settings"]["home"] == str(settings.home)
    assert [check["passed"] for check in record["checks"]] == [True, False]


def run_doctor(*args):
    """Run the command as a user does."""
    return CliRunner().invoke(cli, ["doctor", *args], prog_name="python -m app")


def test_a_fault_exits_with_two(tmp_path):
    """A documents folder that is missing fails; every other check is still made."""
    result = run_doctor("--json", "--corpus", str(tmp_path / "no"))
    assert result.exit_code == 2
    checks = {check["name"]: check for check in json.loads(result.stdout)["checks"]}
    assert len(checks) == 11
    assert checks["政策文件"]["detail"] == f"文件夹不存在：{tmp_path / 'no'}"
    assert checks["索引"]["passed"] is False


def test_an_encoder_that_is_not_there_is_said(monkeypatch, tmp_path):
    """An encoder that cannot be loaded fails with the error's own words."""
    monkeypatch.setenv("WENCE_ENCODER", str(tmp_path / "no-encoder"))
    result = run_doctor("--json")
    assert result.exit_code == 2
    checks = {check["name"]: check for check in json.loads(result.stdout)["checks"]}
    assert checks["编码器"]["passed"] is False
    assert "no-encoder" in checks["编码器"]["detail"]


def test_a_sound_installation_exits_with_zero(isolated_home, monkeypatch):
    """As shipped, nothing that is needed is missing; a taken port is no fault."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("WENCE_PORT", str(server.getsockname()[1]))
        result = run_doctor()
    assert result.exit_code == 0, result.stdout
    assert f"home = {isolated_home}" in result.stdout
    assert "✗ 网页端口（可选）：端口" in result.stdout
