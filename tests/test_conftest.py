"""The rules of the test run itself: isolation, and which skips are refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import CHECKOUT, Settings, isolated_environment, load_settings

CONFTEST = Path(__file__).with_name("conftest.py")

SUITE = """
import pytest

def test_plain_skip():
    pytest.skip("no browser here")

@pytest.mark.samples
def test_with_samples(samples):
    assert samples.is_dir()

@pytest.mark.xfail(strict=True)
def test_known_fault():
    assert False
"""


def run_suite(folder: Path, suite: str = SUITE, **variables: str) -> str:
    """Run `suite` in `folder` under our conftest and return what pytest prints at its end."""
    (folder / "conftest.py").write_text(CONFTEST.read_text("utf-8"), "utf-8")
    (folder / "test_suite.py").write_text(suite, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    samples: x\n", "utf-8")
    environment = isolated_environment(folder / "home")
    for name in ("WENCE_SAMPLES", "WENCE_TEST_ALL"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-rsf", str(folder)],
        env=environment
        | {"PYTHONPATH": str(CHECKOUT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        | variables,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_skips_are_allowed_on_a_plain_machine(tmp_path):
    """Without WENCE_TEST_ALL a skip is a skip."""
    assert "2 skipped, 1 xfailed" in run_suite(tmp_path)


def test_a_skip_fails_where_all_must_run(tmp_path):
    """Under WENCE_TEST_ALL only the samples that are not there may be skipped."""
    printed = run_suite(tmp_path, WENCE_TEST_ALL="1")
    assert "1 failed, 1 skipped, 1 xfailed" in printed
    assert "nothing may be skipped: Skipped: no browser here" in printed


def test_samples_run_where_they_are_named(tmp_path):
    """With WENCE_SAMPLES the marked tests run."""
    assert "1 passed, 1 skipped, 1 xfailed" in run_suite(tmp_path, WENCE_SAMPLES=str(tmp_path))


def test_a_module_is_not_skipped_either(tmp_path):
    """A skip at import of a test module is refused as well."""
    suite = "import pytest\npytest.importorskip('no_such_package')\n"
    assert "1 error" in run_suite(tmp_path, suite, WENCE_TEST_ALL="1")


def test_a_test_run_sees_no_setting_of_the_user(tmp_path):
    """Variables, settings file and upload of a user leave the settings of a test as they are."""
    upload = tmp_path / "user" / "uploads" / "他人方案.txt"
    upload.parent.mkdir(parents=True)
    upload.write_text("一、总则\n甲局负责。", "utf-8")
    (tmp_path / "wence.toml").write_text("port = 9000\n", "utf-8")
    suite = """
from app.settings import CHECKOUT, load_settings

def test_settings():
    settings = load_settings()
    assert settings.port == 7860
    assert settings.encoder is None
    assert settings.sources == (CHECKOUT / "corpus" / "documents",)
    assert not any(settings.home.iterdir())
"""
    variables = {"WENCE_HOME": str(upload.parent.parent), "WENCE_ENCODER": "x", "WENCE_PORT": "9"}
    assert "1 passed" in run_suite(tmp_path, suite, **variables)


def test_this_run_is_isolated(isolated_home):
    """The run at hand uses its own data home and exactly the shipped documents."""
    assert load_settings() == Settings(home=isolated_home)
    assert {name for name in os.environ if name.startswith("WENCE_")} <= {
        "WENCE_HOME",
        "WENCE_CONFIG",
        "WENCE_SAMPLES",
        "WENCE_TEST_ALL",
    }


@pytest.mark.parametrize("name", ["WENCE_HOME", "WENCE_PORT", "WENCE_CONFIG", "WENCE_DOCUMENTS"])
def test_a_started_process_sees_no_setting_of_the_user(monkeypatch, tmp_path, name):
    """The environment given to child processes holds only what isolation sets."""
    monkeypatch.setenv(name, "1")
    assert isolated_environment(tmp_path).get(name) in {None, str(tmp_path), os.devnull}
