"""What every test stands on: none of the user's settings, and no silent skips where all must run."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.settings import PREFIX, isolated_environment

SAMPLES = f"{PREFIX}SAMPLES"
TEST_ALL = f"{PREFIX}TEST_ALL"

_saved = pytest.StashKey[tuple[dict[str, str], TemporaryDirectory[str]]]()


def pytest_configure(config: pytest.Config) -> None:
    """Take the user's settings away before any test module is imported; give a fresh data home."""
    home = TemporaryDirectory(prefix="wence-test-home-", ignore_cleanup_errors=True)
    config.stash[_saved] = (dict(os.environ), home)
    _replace_environment(isolated_environment(Path(home.name)))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give the environment back and drop the data home of the tests."""
    environment, home = config.stash[_saved]
    _replace_environment(environment)
    home.cleanup()


def _replace_environment(environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)


@pytest.fixture(autouse=True, scope="session")
def isolated_home(pytestconfig) -> Path:
    """The data home of this run, which no user's document or index is in."""
    home = Path(pytestconfig.stash[_saved][1].name)
    assert os.environ[f"{PREFIX}HOME"] == str(home)
    return home


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real documents; for tests marked `samples`, which are skipped without it."""
    return Path(os.environ[SAMPLES])


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what reads real documents where none are named."""
    if "samples" in item.keywords and not os.environ.get(SAMPLES):
        pytest.skip(f"{SAMPLES} names no folder of sample documents")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Under WENCE_TEST_ALL turn a skip into a failure, but for samples that are not there."""
    report = yield
    excused = "samples" in item.keywords and not os.environ.get(SAMPLES)
    if report.skipped and not hasattr(report, "wasxfail") and not excused:
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    """Refuse the skip of a whole module likewise."""
    report = yield
    if report.skipped:
        _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get(TEST_ALL):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{TEST_ALL} is set, nothing may be skipped: {reason}"
