"""Names of agencies that mean the same office (机构别名), kept as data that staff extend."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.regions import load_regions

PATH = Path(__file__).parent / "agency_aliases.tsv"
# Whose office it is, also of the centre: 国家发改委, 省发改委, 地区发改委.
_LEVEL = r"(国家|自治区|自治州|地区|省|市|县|区|州|盟|旗)"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyMention:
    """An agency as a question names it: the words, its region or 国家 (or ""), its office."""

    text: str
    region: str
    office: str


@dataclass(frozen=True, slots=True)
class Aliases:
    """Every known name of an office, mapped to the first one of its group."""

    offices: dict[str, str]
    pattern: re.Pattern[str]

    def mentions(self, text: str) -> tuple[AgencyMention, ...]:
        """Return the agencies named in `text`, in order.

        >>> load_aliases().mentions("市工商局管不管?")
        (AgencyMention(text='市工商局', region='市', office='市场监管局'),)
        >>> load_aliases().mentions("福州住建局")  # 州 ends the name of the city
        (AgencyMention(text='住建局', region='', office='住建局'),)
        """
        return tuple(self._mention(match, text) for match in self.pattern.finditer(text))

    def _mention(self, match: re.Match[str], text: str) -> AgencyMention:
        level, name = match.group(1) or "", match.group(2)
        if level and text[: match.end(1)].endswith(_cities_by_level().get(level, ())):
            level = ""
        return AgencyMention(text=level + name, region=level, office=self.offices[name])

    def is_field(self, name: str, kinds: str = "局厅委部") -> bool:
        """Tell whether a name is an office's without the word for its kind, one of `kinds`: 住建 of 住建局.

        >>> load_aliases().is_field("住建"), load_aliases().is_field("园区")
        (True, False)
        """
        return name not in self.offices and any(f"{name}{kind}" in self.offices for kind in kinds)

    def is_same(self, mention: AgencyMention, agency: str) -> bool:
        """Tell whether `agency`, a name of a document, is the office mentioned.

        A name before 等部门 may lack the word for its kind: 市财政 is 市财政局.
        """
        level = re.match(_LEVEL, agency)
        bare = agency[level.end() :] if level else agency
        kinds = "局委厅部" if bare not in self.offices else ""
        named = agency + next((one for one in kinds if f"{bare}{one}" in self.offices), "")
        return mention.text == agency or any(
            one.office == mention.office
            and (not mention.region or not one.region or one.region == mention.region)
            for one in self.mentions(named)
        )


@cache
def _cities_by_level() -> dict[str, tuple[str, ...]]:
    """Return the regions whose own name ends like a level: 福州, 杭州 for 州."""
    return {"州": tuple(name for name in load_regions().provinces if name.endswith("州"))}


@cache
def load_aliases(path: Path = PATH) -> Aliases:
    """Read the table: one office per line, its names separated by blanks; # starts a remark."""
    offices: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        names = line.split() if not line.startswith("#") else []
        offices |= dict.fromkeys(names, names[0] if names else "")
    longest_first = sorted(offices, key=lambda name: (-len(name), name))
    # 财政部 is a ministry; 财政部门 is any finance office.
    names_pattern = "|".join(
        re.escape(name) + ("(?!门)" if name.endswith("部") else "") for name in longest_first
    )
    # Names that hold their level are taken whole: 国家网信办 is 中央网信办.
    own = "|".join(re.escape(name) for name in longest_first if re.match(_LEVEL, name)) or "(?!)"
    return Aliases(offices=offices, pattern=re.compile(f"(?:(?!{own}){_LEVEL})?({names_pattern})"))
