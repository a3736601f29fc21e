"""Serves the real page over a folder of documents, in a process of its own: FOLDER PORT."""

from __future__ import annotations

import sys
from pathlib import Path

from app.chain import open_assistant
from app.live_assistant import LiveAssistant
from app.page_serving import serve_page
from app.settings import Settings
from corpus.sidecar import sidecar_stamps


def main(folder: Path, port: int) -> None:
    settings = Settings(
        home=folder / "home", documents=(folder / "documents",), port=port, upload_megabytes=1
    )
    serve_page(
        LiveAssistant(
            lambda: open_assistant(settings), stamp=lambda: sidecar_stamps(settings.sources)
        ),
        settings,
        on_ready=lambda address: print(address, flush=True),  # noqa: T201 - read by the tests
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
