"""A local server that speaks OpenAI's chat completions, streamed, and behaves as its script says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-test-9f8e7d6c5b4a"
NAME = "wence-test"


@dataclass
class Asked:
    """One request as it came: its path, headers and JSON body."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def user(self) -> str:
        return self.body["messages"][-1]["content"]

    @property
    def evidence(self) -> list[dict[str, Any]]:
        """The numbered data between its fences, line by line."""
        inside = self.user.split("<<<资料开始\n")[1].split("\n资料结束>>>")[0]
        return [json.loads(line) for line in inside.splitlines()]

    def number(self, words: str) -> int:
        """The number of the data that has these words."""
        return next(one["编号"] for one in self.evidence if words in one["原文"])


@dataclass
class Reply:
    """What the server does with a request: pieces of text, then how it ends.

    `before` is sent as it is ahead of the pieces; `ending` is stop, length, content_filter, cut (the
    connection goes), drop (the stream ends without an end), stall or trickle (until the test is over).
    """

    pieces: tuple[str, ...] = ()
    ending: str = "stop"
    status: int = 200
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    refusal: str = ""


Script = Callable[[Asked], Reply]


@dataclass
class ModelServer:
    """A server with its address, its script and what it was asked."""

    url: str
    script: Script
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serve_model(script: Script) -> Iterator[ModelServer]:
    """Serve on loopback until the block ends."""

    class Handler(_Handler):
        pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = False
    server = ModelServer(url=f"http://127.0.0.1:{http.server_port}/v1", script=script)
    Handler.model = server
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        http.shutdown()
        thread.join()
        http.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    model: ModelServer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature is http.server's
        """Say nothing."""

    def _sent(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.headers.items()}

    def do_GET(self) -> None:
        self.model.asked.append(Asked(self.path, self._sent(), {}))
        models = {"object": "list", "data": [{"id": NAME, "object": "model"}]}
        self._send(200, json.dumps(models).encode(), {"Content-Type": "application/json"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = Asked(self.path, self._sent(), body)
        self.model.asked.append(asked)
        reply = self.model.script(asked)
        with suppress(OSError):  # the other side went away
            if reply.raw is not None:
                self._send(reply.status, reply.raw, reply.headers)
            else:
                self._stream(reply)

    def _send(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._event({"role": "assistant", "content": ""})
        for piece in reply.pieces:
            self._event({"content": piece})
        if reply.refusal:
            self._event({"refusal": reply.refusal})
        match reply.ending:
            case "cut":
                self.close_connection = True
                self.connection.close()
                return
            case "stall":
                self.model.over.wait()
                self.close_connection = True
                return
            case "trickle":
                while not self.model.over.wait(0.02):
                    self._chunk(b": keep-alive\n\n")
                self.close_connection = True
                return
            case "drop":
                pass
            case finish:
                self._event({}, finish)
                self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _event(self, delta: dict[str, str], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        event = {
            "id": "1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": NAME,
            "choices": [choice],
        }
        self._chunk(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())

    def _chunk(self, content: bytes) -> None:
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()
