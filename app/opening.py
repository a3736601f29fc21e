"""How a face opens the assistant: as the settings say, or as a test has it opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.settings import Settings

if TYPE_CHECKING:
    from app.assistant import Assistant

Opener = Callable[[Settings], "Assistant"]


def open_with(opener: Opener | None, settings: Settings, *, warm: bool = False) -> Assistant:
    """Open the assistant with `opener`, or over the documents of the settings where it is None.

    Raises:
        PolicyQAError: as `open_assistant`.
    """
    if opener is not None:
        return opener(settings)
    from app.chain import open_assistant

    return open_assistant(settings, progress=True, warm=warm)
