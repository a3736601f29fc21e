"""A chat model behind any endpoint that speaks OpenAI's protocol (vLLM, Ollama, DeepSeek, Qwen …), through LangChain.

Off unless it is configured. Nothing of it is imported before it is used. What the endpoint says of a
failure is never shown or logged: it may repeat the key.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.errors import ModelError
from app.settings import Settings

if TYPE_CHECKING:
    import httpx2

logger = logging.getLogger(__name__)

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_CONNECT_SECONDS = 5.0
_PROBE_SECONDS = 5.0
_MOST_CHARACTERS = 20_000
_NO_KEY = "none"  # sent where no key is set, so that one in the environment is not
_HINT = "运行 python -m app doctor 查看语言模型的设置和连接情况；不影响不用模型的回答。"


class LanguageModel:
    """The model that the settings name; safe to share between threads.

    Raises:
        ModelError: the package for it is not installed.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        _load_package()

    def write(self, system: str, user: str) -> Iterator[str]:
        """Yield the model's words as they come, all of them within the time allowed.

        Raises:
            ModelError: no answer in time, none at all, one that was cut off, refused or no answer.
        """
        deadline = time.monotonic() + self._settings.model_seconds
        with _open_client(self._settings, self._settings.model_seconds) as client:
            pieces: queue.SimpleQueue[str | ModelError | None] = queue.SimpleQueue()
            threading.Thread(
                target=_receive, args=(self._settings, client, (system, user), pieces), daemon=True
            ).start()
            received = 0
            while True:
                try:
                    piece = pieces.get(timeout=max(deadline - time.monotonic(), 0))
                except queue.Empty:
                    raise _late(self._settings) from None
                if isinstance(piece, ModelError):
                    raise piece
                if piece is None:
                    break
                received += len(piece)
                if received > _MOST_CHARACTERS:
                    raise _failure("语言模型的回答过长")
                yield piece
        if not received:
            raise _failure("语言模型没有给出回答")

    def probe(self) -> str:
        """Ask the endpoint which models it has; return what was found, in words.

        Raises:
            ModelError: the endpoint does not answer, or not to this key.
        """
        import openai

        url, name = self._settings.model_url, self._settings.model_name
        with _open_client(self._settings, _PROBE_SECONDS) as client:
            asker = openai.OpenAI(
                base_url=url, api_key=_key(self._settings), max_retries=0, http_client=client
            )
            try:
                names = {one.id for one in asker.models.list().data}
            except openai.NotFoundError:
                return f"{url} 有回应，但不列出模型；设置的模型是 {name}"
            except _failures() as error:
                raise _explain(error, self._settings) from None
        if name not in names:
            return f"{url} 有回应，但没有列出模型 {name}"
        return f"{url} 有回应，模型 {name} 可用"


def _load_package() -> None:
    try:
        import langchain_openai  # noqa: F401 - whether it is there
    except ImportError:
        raise ModelError(
            "没有安装语言模型所需的软件包 langchain-openai。",
            hint="运行 make install，或去掉设置 model_url 不用语言模型。",
        ) from None


def _key(settings: Settings) -> str:
    return settings.model_key.get_secret_value() if settings.model_key else _NO_KEY


def _open_client(settings: Settings, seconds: float) -> httpx2.Client:
    """Return a client that goes to the endpoint alone: no redirects, and no proxy to this machine."""
    import httpx2

    return httpx2.Client(
        timeout=httpx2.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS)),
        follow_redirects=False,
        trust_env=urlsplit(settings.model_url or "").hostname not in _LOOPBACK,
    )


def _receive(
    settings: Settings,
    client: httpx2.Client,
    told: tuple[str, str],
    pieces: queue.SimpleQueue[str | ModelError | None],
) -> None:
    """Put the words of the model into `pieces`, at the end None or the reason why there is none."""
    outcome: ModelError | None = _failure("语言模型的回答格式不对")
    try:
        for piece in _stream(settings, client, told):
            pieces.put(piece)
        outcome = None
    except ModelError as error:
        outcome = error
    except _failures() as error:
        outcome = _explain(error, settings)
    finally:
        pieces.put(outcome)


def _stream(settings: Settings, client: httpx2.Client, told: tuple[str, str]) -> Iterator[str]:
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    model = ChatOpenAI(
        model=settings.model_name or "",
        base_url=settings.model_url,
        api_key=SecretStr(_key(settings)),
        temperature=0,
        max_retries=0,
        timeout=settings.model_seconds,
        http_client=client,
        openai_proxy="",
        stream_usage=False,
        use_responses_api=False,
        cache=False,
    )
    system, user = told
    finish: Any = None
    for chunk in model.stream([("system", system), ("human", user)]):
        if isinstance(chunk.content, str) and chunk.content:
            yield chunk.content
        finish = chunk.response_metadata.get("finish_reason") or finish
        if chunk.additional_kwargs.get("refusal") or finish == "content_filter":
            raise _failure("语言模型拒绝回答")
    if finish != "stop":
        raise _failure("语言模型的回答中断")


def _failures() -> tuple[type[Exception], ...]:
    """Return what an endpoint can bring about: errors of the protocol, and answers of any shape."""
    import httpx2
    import openai

    shapes = (ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError)
    return (openai.OpenAIError, httpx2.HTTPError, httpx2.InvalidURL, OSError, *shapes)


def _explain(error: Exception, settings: Settings) -> ModelError:
    """Say in our own words what failed; the endpoint's may hold the key."""
    import httpx2
    import openai

    logger.info("语言模型出错：%s", type(error).__name__)
    match error:
        case openai.APITimeoutError() | httpx2.TimeoutException():
            return _late(settings)
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return _failure("语言模型的接口不接受所设的密钥")
        case openai.APIStatusError():
            return _failure(f"语言模型的接口返回错误 {error.status_code}")
        case openai.APIConnectionError():
            return _failure("连接不上语言模型的接口")
        case httpx2.HTTPError() | OSError():
            return _failure("语言模型的连接中断")
    return _failure("语言模型的回答格式不对")


def _late(settings: Settings) -> ModelError:
    return _failure(f"语言模型没有在 {settings.model_seconds:g} 秒内答完")


def _failure(message: str) -> ModelError:
    return ModelError(f"{message}。", hint=_HINT)
