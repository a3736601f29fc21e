"""Examining the installation: what is there, what is not, and what to do about it."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from app.port import require_free_port
from app.settings import CHECKOUT, Settings, settings_files
from corpus.errors import PolicyQAError, ReadError

OLDEST_PYTHON = (3, 11)
LEAST_FREE_BYTES = (
    500_000_000  # an index of the shipped plans takes 1 MB, one of 20,000 clauses 100
)
_MODEL = "语言模型"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one look found.

    `advice` says what to do and is empty where all is well. What is `optional` is needed for the
    tests or the comfort of the page only.
    """

    name: str
    passed: bool
    detail: str
    advice: str = ""
    optional: bool = False


def examine(settings: Settings) -> tuple[Check, ...]:
    """Make every check, in the order in which a fault of one explains those after it."""
    return (
        check_python(),
        check_packages(CHECKOUT / "requirements.txt"),
        _guarded("编码器", lambda: check_encoder(settings)),
        _guarded("政策文件", lambda: check_documents(settings)),
        _guarded("索引", lambda: check_index(settings)),
        check_home(settings.home),
        check_space(settings.home),
        _guarded("网页端口", lambda: check_port(settings), optional=True),
        check_fonts(),
        check_browser(),
        _guarded(_MODEL, lambda: check_model(settings), optional=True),
    )


def to_record(settings: Settings, checks: Sequence[Check]) -> dict[str, Any]:
    """Return settings and checks as a JSON object."""
    return {
        "settings": settings.model_dump(mode="json"),
        "settings_files": [str(path) for path in settings_files() if path.is_file()],
        "checks": [
            {
                "name": check.name,
                "passed": check.passed,
                "optional": check.optional,
                "detail": check.detail,
                "advice": check.advice,
            }
            for check in checks
        ],
    }


def to_text(settings: Settings, checks: Sequence[Check]) -> str:
    """Return settings and checks for a terminal, one line each and its advice below."""
    files = "、".join(str(path) for path in settings_files() if path.is_file())
    lines = [
        f"设置（设置文件：{files or '无'}）：",
        f"  home = {settings.home}",
        f"  documents = {'、'.join(map(str, settings.documents))}",
        f"  encoder = {settings.encoder or '自带的 index/encoder'}",
        f"  host = {settings.host}",
        f"  port = {settings.port}",
        f"  upload_megabytes = {settings.upload_megabytes}",
        f"  read_seconds = {settings.read_seconds:g}",
        f"  read_megabytes = {settings.read_megabytes}",
        f"  model_url = {settings.model_url or '不用语言模型'}",
        f"  model_name = {settings.model_name or '未设置'}",
        f"  model_key = {'已设置（不显示）' if settings.model_key else '未设置'}",
        f"  model_seconds = {settings.model_seconds:g}",
        "",
        "检查：",
    ]
    for check in checks:
        remark = "（可选）" if check.optional else ""
        lines.append(f"  {'✓' if check.passed else '✗'} {check.name}{remark}：{check.detail}")
        if check.advice:
            lines.append(f"      怎么办：{check.advice}")
    return "\n".join(lines)


def check_python() -> Check:
    """Check the version of Python."""
    passed = sys.version_info >= OLDEST_PYTHON
    advice = "" if passed else "安装 Python 3.11 或更高版本，删除 .venv 后运行 make install。"
    return Check(name="Python", passed=passed, detail=platform.python_version(), advice=advice)


def check_packages(requirements: Path) -> Check:
    """Check that the packages pinned in `requirements` are installed in just these versions."""
    pins = [line.split("#")[0].strip() for line in requirements.read_text("utf-8").splitlines()]
    faults = [fault for pin in pins if "==" in pin for fault in _package_faults(pin)]
    count = sum("==" in pin for pin in pins)
    return Check(
        name="软件包",
        passed=not faults,
        detail="；".join(faults) or f"{count} 个都是 requirements.txt 指定的版本",
        advice=f"运行 {sys.executable} -m pip install -r requirements.txt。" if faults else "",
    )


def _package_faults(pin: str) -> list[str]:
    name, wanted = pin.split("[")[0].split("==")[0], pin.split("==")[1]
    try:
        installed = metadata.version(name).split("+")[0]  # torch adds +cpu
    except metadata.PackageNotFoundError:
        return [f"{name} 没有安装"]
    return [] if installed == wanted else [f"{name} 是 {installed}，应为 {wanted}"]


def check_encoder(settings: Settings) -> Check:
    """Check that the encoder loads and gives vectors."""
    from index.embed import open_question_embedder
    from index.tokens import Tokenizer

    embedder = open_question_embedder(settings.encoder, Tokenizer())
    vector = embedder.encode(["政策"])[0]
    passed = bool(vector.shape == (embedder.dimensions,) and vector.any())
    return Check(
        name="编码器",
        passed=passed,
        detail=f"{embedder.name}，{embedder.dimensions} 维",
        advice="" if passed else "它给出的向量是空的：换一个模型，或去掉设置 encoder 用自带的。",
    )


def check_documents(settings: Settings) -> Check:
    """Check that every file answered from can be read."""
    from corpus.reading_worker import ReadingWorker
    from corpus.store import document_paths

    paths = document_paths(settings.sources)
    count, faults = 0, []
    with ReadingWorker(limits=settings.limits, recognised=settings.recognised) as worker:
        for path in paths:
            try:
                count += sum(1 for _ in worker.read_documents(path))
            except ReadError as error:
                faults.append(f"{error.message}（{error.hint}）")
    detail = f"{len(paths)} 个文件，读到 {count} 篇"
    return Check(
        name="政策文件",
        passed=count > 0 and not faults,
        detail=detail + (f"，{len(faults)} 个读不了" if faults else ""),
        advice="；".join(faults),
    )


def check_index(settings: Settings) -> Check:
    """Check that the index of these documents is there and whole."""
    from index.errors import IndexMissingError
    from index.persistence import current_generation, index_folder, read_manifest

    folder = index_folder(settings.home, settings.sources)
    try:
        manifest = read_manifest(current_generation(folder))
    except IndexMissingError:
        return Check(
            name="索引",
            passed=False,
            detail="还没有建立",
            advice="第一次提问时会自动建立，也可以现在运行 make index。",
            optional=True,
        )
    detail = f"{manifest.clauses} 条，{manifest.dimensions} 维，在 {folder}"
    return Check(name="索引", passed=True, detail=detail)


def check_home(home: Path) -> Check:
    """Check that the data home, or the folder it will be made in, can be written to."""
    try:
        with tempfile.TemporaryFile(dir=_nearest_folder(home)):
            pass
    except OSError as error:
        return Check(
            name="数据目录",
            passed=False,
            detail=f"{home} 不可写（{error.strerror}）",
            advice="修改权限，或用 WENCE_HOME 指定另一个文件夹。",
        )
    return Check(name="数据目录", passed=True, detail=f"{home} 可写")


def check_space(home: Path) -> Check:
    """Check that the disk of the data home has room for an index."""
    free = shutil.disk_usage(_nearest_folder(home)).free
    passed = free >= LEAST_FREE_BYTES
    return Check(
        name="磁盘空间",
        passed=passed,
        detail=f"剩余 {free / 1e9:.1f} GB",
        advice="" if passed else "清理磁盘，或用 WENCE_HOME 把数据目录放到别的磁盘。",
    )


def check_port(settings: Settings) -> Check:
    """Check that the page could listen now."""
    require_free_port(settings.host, settings.port)
    return Check(
        name="网页端口",
        passed=True,
        detail=f"{settings.host}:{settings.port} 空闲",
        optional=True,
    )


def check_fonts() -> Check:
    """Check for Chinese fonts; macOS and Windows bring theirs."""
    if platform.system() != "Linux":
        return Check(name="中文字体", passed=True, detail="系统自带", optional=True)
    families = _chinese_families()
    return Check(
        name="中文字体",
        passed=bool(families),
        detail=families[0] if families else "没有找到，本机浏览器可能显示方框",
        advice="" if families else "安装中文字体，例：sudo apt-get install fonts-noto-cjk",
        optional=True,
    )


def _chinese_families() -> list[str]:
    lister = shutil.which("fc-list")
    if lister is None:
        return []
    listed = subprocess.run(
        [lister, ":lang=zh", "family"], capture_output=True, text=True, check=False
    )
    return sorted(set(listed.stdout.split("\n")) - {""})


def check_browser() -> Check:
    """Check for the browser that the page's tests drive."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    return Check(
        name="Chromium",
        passed=found is not None,
        detail=found or "没有找到，网页测试会跳过",
        advice="" if found else "只有运行网页测试才需要，例：sudo apt-get install chromium",
        optional=True,
    )


def check_model(settings: Settings) -> Check:
    """Check that the language model, where one is configured, can be reached; it is an option."""
    if settings.model_url is None:
        detail = "没有启用（可选，见 docs/language-model.md）"
        return Check(name=_MODEL, passed=True, detail=detail, optional=True)
    if not settings.has_model:
        return Check(
            name=_MODEL,
            passed=False,
            detail="没有启用：设置了 model_url，没有设置 model_name",
            advice='用设置 model_name 写出模型的名称，例：model_name = "qwen3"。',
            optional=True,
        )
    from app.language_model import LanguageModel

    found = LanguageModel(settings).probe()
    return Check(name=_MODEL, passed=True, detail=found, optional=True)


def _guarded(name: str, check: Callable[[], Check], *, optional: bool = False) -> Check:
    """Make a check whose error is its finding."""
    try:
        return check()
    except PolicyQAError as error:
        return Check(
            name=name, passed=False, detail=error.message, advice=error.hint, optional=optional
        )


def _nearest_folder(path: Path) -> Path:
    """Return `path` or, where it does not exist yet, the folder above it that does."""
    return next(folder for folder in (path, *path.parents) if folder.exists())
