"""Serves the scripted assistant's page in a process of its own: FOLDER PORT.

Gradio leaves event loops open when a page is closed; here they end with the process. What is asked
is written to FOLDER/asked.jsonl, and the address to standard output once the page answers.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from app.answer import Answer, Question
from app.page_serving import serve_page
from app.settings import Settings
from tests.app.fakes_page import ScriptedAssistant


class RecordingAssistant(ScriptedAssistant):
    """Writes down what it is asked before it answers."""

    def __init__(self, record: Path) -> None:
        super().__init__()
        self.record = record

    def ask(self, question: Question) -> Answer:
        with self.record.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(question), ensure_ascii=False, default=str) + "\n")
        return super().ask(question)


def main(folder: Path, port: int) -> None:
    serve_page(
        RecordingAssistant(folder / "asked.jsonl"),
        Settings(home=folder / "home", port=port),
        on_ready=lambda address: print(address, flush=True),  # noqa: T201 - read by the tests
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
