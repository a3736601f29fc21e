"""Industries (行业) as texts and enterprises name them, and which lies in which: a table staff extend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).parent / "industries.tsv"
# How a text says that it speaks of a trade and not of its matter: 钢铁行业, 有色金属企业, 房地产开发企业.
_DOES = r"(?:生产|加工|制造|冶炼|经营|开发|服务|销售|回收|综合|利用|运营|施工|供应|管理|开采|储存|配送|维修|拆解|处置|处理)"
_TRADE = rf"(?:等?(?:重点)?{_DOES}{{0,3}}(?:行业|企业|公司|产业|领域|单位|项目|产能|装置|生产线|经营者|生产者))"


@dataclass(frozen=True, slots=True)
class Industries:
    """Names of industries by every way to write them, and the wider ones each lies in."""

    names: dict[str, str]
    wider: dict[str, tuple[str, ...]]
    pattern: re.Pattern[str]

    def found_in(self, text: str) -> tuple[str, ...]:
        """Return the industries named in `text`, each once, in order.

        >>> load_industries().found_in("钢铁、水泥等行业")
        ('钢铁', '水泥')
        """
        return tuple(dict.fromkeys(self.names[one] for one in self.pattern.findall(text)))

    def of_enterprise(self, told: str) -> tuple[str, ...]:
        """Return the industry that an enterprise is told to be of: the last that its words name.

        What stands before it says which (汽车零售 is 商贸 and no 汽车), and counts where it lies in it.

        >>> load_industries().of_enterprise("汽车零售业")
        ('商贸',)
        """
        found = self.found_in(told)
        return (
            tuple(one for one in found if found[-1] in self.with_wider(one) and one != found[-1])
            or found[-1:]
        )

    def is_root(self, name: str) -> bool:
        """Tell whether an industry lies in no other: 工业, 服务业 say little of a trade."""
        return not self.wider[name]

    def is_broad(self, name: str) -> bool:
        """Tell whether others lie in an industry: an enterprise of a trade not known may do so too."""
        return any(name in above for above in self.wider.values())

    def with_wider(self, name: str) -> frozenset[str]:
        """Return an industry and all that it lies in.

        >>> sorted(load_industries().with_wider("钢铁"))
        ['冶金', '原材料', '工业', '钢铁']
        """
        found: list[str] = [name]
        for one in found:
            found += [other for other in self.wider[one] if other not in found]
        return frozenset(found)


@cache
def load_industries(path: Path = PATH) -> Industries:
    """Read the table: name, other ways to write it, wider industries; # starts a remark."""
    names: dict[str, str] = {}
    wider: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, others, above = (*line.split("\t"), "", "")[:3]
        names |= dict.fromkeys((name, *others.split()), name)
        wider[name] = tuple(above.split())
    longest_first = sorted(names, key=lambda one: (-len(one), one))
    return Industries(names=names, wider=wider, pattern=re.compile("|".join(longest_first)))


def is_about_other_trade(title: str, told: Sequence[str]) -> bool:
    """Tell whether the title of a statute names trades, and none that an enterprise is of: 物业管理条例.

    Broad ones (能源, 交通运输) are matters of everybody's.
    """
    industries = load_industries()
    named = [one for one in industries.found_in(title) if not industries.is_broad(one)]
    own = [name for one in told for name in industries.of_enterprise(one)]
    wider = {above for name in own for above in industries.with_wider(name)}
    is_own = any(one in title for one in told) or any(
        industries.with_wider(one) & {*own} or one in wider for one in named
    )
    return bool(named and own and not is_own)


def is_of_trade(heading: str) -> bool:
    """Tell whether a heading is about a trade: 钢铁行业, 建材企业绿色化改造, or the bare name of one.

    加大金融支持 and 优化能源结构 name a trade's matter and limit nobody.
    """
    bare = re.sub(r"^[^\u4e00-\u9fff“]*", "", heading).rstrip("。：:、 \n\u3000")
    industries = load_industries()
    return bare in industries.names or bool(
        re.search(rf"(?:{industries.pattern.pattern}){_TRADE}", heading)
    )
