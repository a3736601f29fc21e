"""No regular expression that questions, answers or the index are put to takes more than linear time."""

from __future__ import annotations

from tests.pattern_checks import slow_patterns


def test_every_pattern_of_app_and_index_is_linear() -> None:
    """The patterns that read documents have files of their own."""
    assert slow_patterns("app/", "index/") == {}
