"""What the page's server changes in every response: no other host is asked, and all is Chinese."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

# Gradio runs inline scripts and compiles its templates, hence the two unsafe words; fetching,
# framing, posting and embedding stay with this server.
HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        b"style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        b"connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        b"form-action 'self'; frame-ancestors 'self'",
    ),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)

_SPEAK_CHINESE = (
    b'Object.defineProperty(navigator, "language", { get: () => "zh-CN" });'
    b'Object.defineProperty(navigator, "languages", { get: () => ["zh-CN"] });'
)
_SHARING = re.compile(rb"<meta\s+(?:property|name)=\"(?:og|twitter):[^>]*>\s*")
_LANGUAGE = re.compile(rb"(<html\s[^<>]{0,500}?\blang=)\"en\"")


class PagePolicy:
    """ASGI middleware: forbids other hosts by header and sets the page's frame right.

    The frame that Gradio serves names its own site in sharing tags: they go. It is English, and its
    controls speak the browser's language: both become zh-CN, by which browsers also choose the
    shapes of characters. That has to happen before Gradio's own script runs, so not in its `head`.
    """

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers; clean the response where it is HTML."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _Cleaner(send))


class _Cleaner:
    """Sends on the messages of one response; holds an HTML body back until it is whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *HEADERS]
            if _is_plain_html(message["headers"]):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_clean(self._start)
            return
        await self._send(message)

    async def _send_clean(self, start: Message) -> None:
        body = clean_frame(self._body)
        kept = [(name, value) for name, value in start["headers"] if name != b"content-length"]
        if self._body:
            kept.append((b"content-length", str(len(body)).encode()))
        else:  # the answer to HEAD has the length of a body that it does not carry
            kept = start["headers"]
        await self._send({**start, "headers": kept})
        await self._send({"type": "http.response.body", "body": body})


def clean_frame(body: bytes) -> bytes:
    """Return a page without sharing tags, Chinese whatever the browser's language."""
    chinese = _LANGUAGE.sub(rb'\1"zh-CN"', _SHARING.sub(b"", body), count=1)
    return chinese.replace(b"<head>", b"<head><script>" + _SPEAK_CHINESE + b"</script>", 1)


def _is_plain_html(headers: list[tuple[bytes, bytes]]) -> bool:
    fields = {name.lower(): value for name, value in headers}
    return (
        fields.get(b"content-type", b"").startswith(b"text/html")
        and b"content-encoding" not in fields
    )
