"""Opening the page and serving it: address, styles, limits, and what Gradio is told before.

Everything is fetched from this machine: system fonts, styles of our own, no statistics, no sharing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.middleware import Middleware

from app.page import Page, build_page, light_theme
from app.page_policy import PagePolicy
from app.page_tables_desk import clear_files
from app.port import require_free_port

if TYPE_CHECKING:
    from app.assistant import Assistant
    from app.live_assistant import LiveAssistant
    from app.page_documents_desk import DocumentsDesk
    from app.settings import Settings

LOCAL_NAMES = "127.0.0.1,localhost,::1"

_FOLDER = Path(__file__).parent
_STYLES = ("page.css", "page_evaluation.css", "page_documents.css", "page_tables.css")


def launch_page(assistant: Assistant | LiveAssistant, settings: Settings) -> Page:
    """Start serving the page in the background; print nothing; `close()` ends it.

    Raises:
        PortInUseError: another program listens on the port.
        SettingsError: the port is not allowed, or the host is no address of this machine.
    """
    host, port = settings.host, settings.port
    require_free_port(host, port)
    _prepare_environment(settings.home)
    page = build_page(assistant, settings)
    page.evaluations.clear_reports()
    clear_files(settings)
    if page.documents.is_open:
        page.documents.sent.resume()
    page.launch(
        server_name=host,
        server_port=port,
        quiet=True,
        share=False,
        inbrowser=False,
        inline=False,
        prevent_thread_lock=True,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        max_file_size=largest_upload(page.documents),
        app_kwargs={"middleware": [Middleware(PagePolicy)]},
        theme=light_theme(),
        css="".join((_FOLDER / name).read_text(encoding="utf-8") for name in _STYLES),
    )
    return page


def largest_upload(desk: DocumentsDesk) -> int:
    """Return how many bytes a file sent to the page may have: next to none where none is taken."""
    return desk.settings.upload_megabytes * 1_000_000 if desk.is_open else 1


def serve_page(
    assistant: Assistant | LiveAssistant,
    settings: Settings,
    *,
    on_ready: Callable[[str], None] = lambda _address: None,
) -> None:
    """Serve the page until Ctrl-C; call `on_ready` with its address once it answers.

    Raises:
        PortInUseError: another program listens on the port.
        SettingsError: the port is not allowed, or the host is no address of this machine.
    """
    page = launch_page(assistant, settings)
    try:
        on_ready(page_address(settings))
        while page.server.thread.is_alive():
            page.server.thread.join(timeout=1)  # a join without limit ignores Ctrl-C on Windows
    except KeyboardInterrupt:
        return
    finally:
        page.close(verbose=False)


def _prepare_environment(home: Path) -> None:
    """Tell Gradio where to keep files, what not to reckon, and to reach its own address directly."""
    from gradio import routes  # not above: app.page sets a variable before Gradio is imported

    os.environ["GRADIO_TEMP_DIR"] = str(home / "gradio")
    # Read from the variable once, when Gradio is imported, before the data home is known.
    routes.DEFAULT_TEMP_DIR = os.environ["GRADIO_TEMP_DIR"]  # type: ignore[attr-defined] # imported there, not exported
    # Statistics for its monitoring page, which is off: after every question, with pandas.
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(sys.maxsize)
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), LOCAL_NAMES)))


def page_address(settings: Settings) -> str:
    """Return the address to open on this machine."""
    if settings.host in ("0.0.0.0", "::"):
        return f"http://127.0.0.1:{settings.port}"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"
