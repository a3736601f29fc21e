"""Administrative regions (行政区划) as tables: provinces with their prefectures, and counties."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).parent / "regions.tsv"
COUNTIES = Path(__file__).parent / "counties.tsv"
_LONGEST_COUNTY = 9  # characters of a county's name
_COUNTY_END = "县区市旗"


@dataclass(frozen=True, slots=True)
class Regions:
    """Names of regions and the province each lies in (a province lies in itself)."""

    provinces: dict[str, str]
    pattern: re.Pattern[str]

    def found_in(self, text: str) -> tuple[str, ...]:
        """Return the regions named in `text`, each once, in order; a name stands without 省 or 市.

        >>> load_regions().found_in("福州市与厦门的企业")
        ('福州', '厦门')
        """
        return tuple(dict.fromkeys(self.pattern.findall(text)))

    def province_of(self, name: str) -> str:
        """Return the province `name` lies in.

        Raises:
            KeyError: `name` is no region of the table.
        """
        return self.provinces[name]


@cache
def load_regions(path: Path = PATH) -> Regions:
    """Read the table: province, one-character name, prefectures; # starts a remark."""
    provinces: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        province, _, prefectures = line.split("\t")
        for name in (province, *prefectures.split()):
            provinces[name] = province
    longest_first = sorted(provinces, key=lambda name: (-len(name), name))
    return Regions(provinces=provinces, pattern=re.compile("|".join(longest_first)))


@cache
def load_counties(path: Path = COUNTIES) -> frozenset[str]:
    """Read the names of counties, districts, cities of county level and banners.

    They stand without 县, 区, 市 or 旗 (which change more often than the names), those of one character
    with it.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t")[1] for line in lines if not line.startswith("#")]
    return frozenset(name for names in rows for name in names.split())


def county_end(text: str, start: int = 0) -> int | None:
    """Return where the name of a county in the table that opens `text[start:]` ends, else None.

    >>> county_end("昆山市人民政府"), county_end("歙县文化局"), county_end("小区物业管理办法")
    (3, 2, None)
    """
    known = load_counties()
    for length in range(_LONGEST_COUNTY, 1, -1):
        end = start + length
        name, last = text[start : end - 1], text[end - 1 : end]
        if last and last in _COUNTY_END and (name in known or name + last in known):
            return end
    return None
