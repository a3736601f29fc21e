"""Administrative regions (行政区划) of province and prefecture level, as a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).parent / "regions.tsv"


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
