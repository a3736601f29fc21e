"""Whether the page can listen where it is told to; cheap enough to ask before anything is loaded."""

from __future__ import annotations

import errno
import os
import socket

from app.errors import PortInUseError, SettingsError


def require_free_port(host: str, port: int) -> None:
    """Make sure that `host`:`port` can be listened on.

    Raises:
        PortInUseError: another program listens there.
        SettingsError: the port is not allowed, or the host is no address of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":  # as servers do: a connection only closing keeps no port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortInUseError(host, port) from error
        raise SettingsError(
            f"网页不能在 {host} 的 {port} 端口上启动（{error.strerror or error}）。",
            hint="地址用 127.0.0.1（只供本机）或 0.0.0.0（供局域网），端口用 1024 以上的，"
            "例：python -m app serve --host 127.0.0.1 --port 7861",
        ) from error
