"""What is told of an enterprise (企业情况), from a TOML file or the page: one frozen value.

region = "福州市"            # also by their Chinese names: 地区 = "福州市"
industry = ["钢铁"]
energy = 6000               # tons of standard coal a year, or "1.2万吨标准煤"
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any

from app.errors import ProfileError
from app.table_rows import split_words
from corpus.regions import load_counties, load_regions

EXAMPLE = """# 企业情况。没有的项可以删去；键也可以写中文：地区、行业、年综合能耗、项目类型、设备、产品、其他数量、名称。
name = "某某钢铁有限公司"
# 地区：企业所在的省、市、县。上级的文件适用于下级，别的地区的不适用。
region = "福建省福州市"
# 行业：一个或几个。
industry = ["钢铁"]
# 年综合能耗，吨标准煤；也可以写 "1.2万吨标准煤"。
energy = 6000
# 项目类型：新建、改扩建、存量，一个或几个。
project = ["存量", "改扩建"]
# 用的设备、生产的产品：写政策文件里会出现的叫法。
equipment = ["锅炉", "电机", "变压器"]
products = ["粗钢", "热轧卷板"]
# 其他数量，连同单位：政策文件以它们划定对象时（年用水量10万立方米以上、职工300人以上）用来比对。
amounts = ["年用水量12万立方米", "职工人数800人"]
"""
_NAMES = {
    "name": "名称",
    "region": "地区",
    "industry": "行业",
    "energy": "年综合能耗",
    "project": "项目类型",
    "equipment": "设备",
    "products": "产品",
    "amounts": "其他数量",
}
_KEYS = _NAMES | {chinese: chinese for chinese in _NAMES.values()}
_BARE_KEY = re.compile(r"(?m)^(\s{0,20})([\u4e00-\u9fff]{1,20})(\s{0,20}=)")
_ENERGY = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s?(万?)\s?(?:吨(?:标准煤|标煤)?|tce)?(?:/年)?")
_PARTS = re.compile(r"[,、;\n]+")
_LEVEL = re.compile(r"^(?:省|市|(?:[\u4e00-\u9fff]{1,8}族){0,3}自治[区州县旗]|地区|盟|州)")
_AMOUNT = re.compile(
    r"(?P<name>[^\d\s:：=]{1,40})[\s:：=]{0,3}(?P<value>\d{1,15}(?:\.\d{1,6})?)\s?(?P<unit>[^\d\s]\S{0,19})"
)
_NEAR = 0.5  # of a key, to be offered for one that is not known
_LONGEST = 100  # characters of a word
_MOST = 50  # words of a field
_LEAST = "至少写一项，例如地区福建省福州市、行业钢铁。"
_HINT = f"可用的项：{'、'.join(f'{key}（{name}）' for key, name in _NAMES.items())}；样例：python -m app obligations --example"


class Project(Enum):
    """What stage a project is at (项目类型)."""

    NEW = "新建"
    ALTERED = "改扩建"
    STANDING = "存量"


_PROJECTS = {
    "改建": Project.ALTERED,
    "扩建": Project.ALTERED,
    "技改": Project.ALTERED,
    "现有": Project.STANDING,
    "已建": Project.STANDING,
} | {one.value: one for one in Project}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount of an enterprise other than its energy: 年用水量, 12.0, 万立方米."""

    name: str
    value: float
    unit: str

    @property
    def words(self) -> str:
        """The amount in one line, as it was told."""
        return f"{self.name}{self.value:.10g}{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An enterprise; what was not told is empty or None, and then nothing is taken for granted.

    `region` are the places it lies in, each from the province down; `energy` tons of standard coal a year.
    """

    name: str = ""
    region: tuple[tuple[str, ...], ...] = ()
    industry: tuple[str, ...] = ()
    energy: float | None = None
    project: tuple[Project, ...] = ()
    equipment: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()

    @property
    def words(self) -> str:
        """The enterprise in one line, as it was told."""
        energy = f"{self.energy:,.10g}吨标准煤" if self.energy is not None else ""
        told = {
            "名称": self.name,
            "地区": "、".join("".join(path) for path in self.region),
            "行业": "、".join(self.industry),
            "年综合能耗": energy,
            "项目类型": "、".join(one.value for one in self.project),
            "设备": "、".join(self.equipment),
            "产品": "、".join(self.products),
            "其他数量": "、".join(one.words for one in self.amounts),
        }
        return "；".join(f"{name}：{words}" for name, words in told.items() if words)


def read_profile(path: Path) -> Profile:
    """Read an enterprise from a TOML file.

    Raises:
        ProfileError: the file is no TOML in UTF-8, or a key or value in it is not known.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        values = tomllib.loads(_BARE_KEY.sub(r'\1"\2"\3', text))
    except UnicodeDecodeError as error:
        raise ProfileError(
            f"企业情况的文件不是 UTF-8 编码：{path}", hint="在编辑器里另存为 UTF-8 编码。"
        ) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ProfileError(
            f"企业情况的文件无法读取：{path}{_where(str(error), text)}",
            hint=f'每行写“项 = 值”，文字两边用英文引号，例如 industry = "钢铁"。{_HINT}',
        ) from error
    except OSError as error:
        raise ProfileError(
            f"企业情况的文件打不开：{path}（{error.strerror}）", hint="检查路径和权限。"
        ) from error
    return make_profile(values)


def _where(fault: str, text: str) -> str:
    """Return the line of a file that is no TOML, as it is written."""
    found = re.search(r"line (\d{1,9})", fault)
    lines = text.splitlines()
    if not found or not 0 < int(found.group(1)) <= len(lines):
        return ""
    at = int(found.group(1))
    return f"，第 {at} 行写法不对：{_shown(lines[at - 1])}"


def make_profile(values: Mapping[str, Any]) -> Profile:
    """Make an enterprise of values by their keys, English or Chinese.

    Raises:
        ProfileError: a key or value is not known, or nothing was told.
    """
    told: dict[str, Any] = {}
    for key, value in values.items():
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, n=1, cutoff=_NEAR)
            meant = f"是不是“{near[0]}”？" if near else ""
            raise ProfileError(f"企业情况里没有“{_shown(key)}”这一项。{meant}", hint=_HINT)
        name = _KEYS[key]
        if name in told:
            raise ProfileError(f"“{name}”写了两次。", hint="留下一处。")
        told[name] = value
    profile = Profile(
        name="".join(_words(told, "名称")[:1]),
        region=_regions(_words(told, "地区")),
        industry=_words(told, "行业"),
        energy=_energy(told.get("年综合能耗")),
        project=tuple(dict.fromkeys(_project(one) for one in _words(told, "项目类型"))),
        equipment=_words(told, "设备"),
        products=_words(told, "产品"),
        amounts=tuple(map(_amount, _words(told, "其他数量"))),
    )
    if not (profile.region or profile.industry):
        raise ProfileError("企业情况里地区和行业都没有写。", hint=_LEAST)
    return profile


def _split(name: str, text: str) -> tuple[str, ...]:
    """Split what a box holds: a name is one, amounts may have blanks inside."""
    if name == "名称":
        return (text.strip(),)
    if name == "其他数量":
        return tuple(one.strip() for one in _PARTS.split(text))
    return split_words(text)


def _shown(value: object) -> str:
    return str(value)[:_LONGEST]


def _words(told: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = told.get(name, ())
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(one, str) for one in parts):
        raise ProfileError(
            f"“{name}”的值不可用：{_shown(value)}",
            hint=f'写成文字，或写成列表：["…", "…"]。{_HINT}',
        )
    texts = (unicodedata.normalize("NFKC", one) for one in parts)
    words = [word for text in texts for word in _split(name, text) if word]
    if len(words) > _MOST or any(len(word) > _LONGEST for word in words):
        raise ProfileError(
            f"“{name}”写得太多。", hint=f"最多 {_MOST} 个词，每个不超过 {_LONGEST} 字。"
        )
    return tuple(dict.fromkeys(words))


def _energy(value: object) -> float | None:
    if value is None or value == "":
        return None
    amount: float | None = None
    if isinstance(value, int | float) and not isinstance(value, bool):
        amount = float(value)
    elif isinstance(value, str):
        text = unicodedata.normalize("NFKC", value).replace(",", "").strip()
        if match := _ENERGY.fullmatch(text):
            amount = float(match.group(1)) * (10_000 if match.group(2) else 1)
    if amount is None or not math.isfinite(amount) or amount < 0:
        raise ProfileError(
            f"“年综合能耗”的值不可用：{_shown(value)}",
            hint="写吨标准煤的数，例如 6000，或 1.2万吨标准煤。",
        )
    return amount


def _amount(words: str) -> Amount:
    match = _AMOUNT.fullmatch(words)
    if not match:
        raise ProfileError(
            f"“其他数量”的值不可用：{_shown(words)}",
            hint="写名称、数和单位，例如 年用水量12万立方米、职工人数300人。",
        )
    return Amount(
        name=match.group("name"), value=float(match.group("value")), unit=match.group("unit")
    )


def _project(word: str) -> Project:
    if word not in _PROJECTS:
        raise ProfileError(
            f"“项目类型”的值不可用：{_shown(word)}",
            hint=f"可用的值：{'、'.join(one.value for one in Project)}。",
        )
    return _PROJECTS[word]


def _regions(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the places named, each from the province down; a place that another lies in is left out."""
    paths = [places_from_above(word) for word in words]
    for word, path in zip(words, paths, strict=True):
        if not path:
            is_county = word.rstrip("县区市旗") in load_counties() or word in load_counties()
            raise ProfileError(
                f"“地区”没有认出：{word}",
                hint="写到省、市，例如 福建省福州市。"
                + ("县、区的前面加上所在的市。" if is_county else ""),
            )
    return tuple(
        path
        for path in dict.fromkeys(paths)
        if not any(path == other[: len(path)] != other for other in paths)
    )


def places_from_above(words: str) -> tuple[str, ...]:
    """Return a place as names from the province down; () where no known region is named.

    What stands behind the last known region is the place below it: a county, a new area.

    >>> places_from_above("福州市鼓楼区"), places_from_above("北京市通州区"), places_from_above("某市")
    (('福建', '福州', '鼓楼区'), ('北京', '通州区'), ())
    """
    regions = load_regions()
    names = regions.found_in(words)
    if not names:
        return ()
    found = dict.fromkeys(part for name in names for part in (regions.province_of(name), name))
    rest = words.rpartition(names[-1])[2]
    rest = _LEVEL.sub("", rest).strip()
    return (*found, rest) if rest else tuple(found)
