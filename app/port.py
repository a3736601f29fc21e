"""Whether the page can listen where it is told to."""

from __future__ import annotations

import errno
import socket

from app.errors import SettingsError


def require_free_port(host: str, port: int) -> None:
    """Make sure that `host`:`port` can be listened on.

    Raises:
        SettingsError: the port is taken or not allowed, or the host is no address of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As servers do: a connection that is only closing does not keep the port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise _explain(error, host, port) from error


def _explain(error: OSError, host: str, port: int) -> SettingsError:
    other = f"换一个端口：make chat PORT={_another(port)}（或 python -m app serve --port {_another(port)}）。"
    match error.errno:
        case errno.EADDRINUSE:
            return SettingsError(
                f"端口 {port} 已被占用，可能已有一个问策在 http://{host}:{port} 运行。", hint=other
            )
        case errno.EACCES:
            return SettingsError(f"没有权限使用端口 {port}。", hint=other)
        case _:
            return SettingsError(
                f"不能在地址 {host} 上监听（{error.strerror}）。",
                hint="改用 127.0.0.1（只供本机）或 0.0.0.0（供局域网），例：python -m app serve --host 127.0.0.1",
            )


def _another(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 7861
