"""Who a question takes to do something, and the text gives to another; pure.

Conventions: a rule names who acts as the subject of its sentence or behind 由 (`corpus.doers`), one unit for one
matter, and many of them in one clause, item by item; people shorten a unit's name by leaving characters out of it
(住建局, 卫健委) and its 行政主管. A unit of another level is another unit, but for 县级以上 and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.claimed_amounts import lists_of
from app.evidence import fold
from corpus.doers import find_doers
from corpus.model import Citation

_UNIT = r"(?:部门|机关|机构|[局厅署]|委(?!托|派|员)|部(?!门|分)|政府|法院|检察院|办公室|委员会|中心|海关)"
_DOES = r"(?:统一|直接|具体|共同|日常|另行|单独)?(?:负责|牵头|主管|[来去管定]|制定|出台|组织|发布?|[审核]批?|审核|监督|监管|办|受理|公布|备案|统筹|协调|推进|落实|建|编|查|罚|开展|实施|主办|承担|认定|确定|主持)"
_CLAIMED = (
    re.compile(rf"(?:由|是|归|让|该)(?P<who>[\u4e00-\u9fff]{{1,16}}?{_UNIT})(?={_DOES}|对)"),
    re.compile(
        rf"(?:负责|牵头|主管|[监掌]?管)[^,。;?]{{0,24}}?的?(?:单位|部门|机关)?(?:应该)?(?:就)?是(?P<who>[\u4e00-\u9fff]{{2,16}}?{_UNIT})(?=吧|对|吗|$|[,。?])"
    ),
)
_ASKED = re.compile(r"哪|谁|什么|啥|几|何|是否|是不是|不是")
_LEVELS = (
    re.compile(r"国务院|国家|中央|全国"),
    re.compile(r"(?<!全)省|自治区|直辖市"),
    re.compile(r"(?<![城辖])市(?![场政容])"),
    re.compile(r"县|(?<![园社城辖治])区(?!域)"),
    re.compile(r"乡|镇|街道"),
)
_AND_ABOVE = re.compile(r"以上|各级")
_KIND = re.compile(
    r"(?:行政)?(?:主管)?(?:部门|机关|机构)|[局厅署委部]$|行政|人民|国务院|国家|中央|全国|自治区|直辖|[省市县区级](?![场政容])|以上|地方|有关|相关|本|各|等|和|及|与|、|会同"
)
# What a sentence without a subject has done to a unit, the unit's name behind it: 鼓励金融机构….
_URGED = re.compile(r"鼓励|支持|引导|指导|倡导|推动|督促|促进|组织|协调|委托|帮助|要求")
_SEGMENT = re.compile(r"[^;；。]+")
_ABOUT = 0.5  # of the pairs of characters of a claim in the words that name another doer
_EMPTY = re.compile(r"[的了吗吧呢啊是要得会就才都也由归来去]|对吧|对吗|负责|牵头|没错")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doer:
    """Who a question takes to act, who the text says acts, where, and whether that is the same."""

    asked: str
    found: str
    sentence: Citation
    is_same: bool
    share: float


def read_doer(
    question: str, sentences: Sequence[Citation], title: str, names: Iterable[str] = ()
) -> Doer | None:
    """Return who the text says does what a question gives to somebody; None where it claims or finds none.

    Words of the document's `title`, and of places and documents in `names`, only say where.
    """
    claimed = next((one for pattern in _CLAIMED if (one := pattern.search(question))), None)
    if claimed is None or _ASKED.search(claimed["who"]):
        return None
    who = claimed["who"]
    matter = question.replace(who, " ")
    for name in names:
        matter = matter.replace(name, " ")
    best: Doer | None = None
    for sentence, (lead, _) in zip(sentences, lists_of(sentences), strict=True):
        for segment in _SEGMENT.findall(fold(sentence.quote)):
            found = [one for one in find_doers(segment) if not _URGED.match(one)]
            if not found:
                continue
            share = _share(matter, lead + segment, title)
            same = next((one for one in found if _is_same(who, one)), None)
            if best is None or (share, same is not None) > (best.share, best.is_same):
                best = Doer(
                    asked=who,
                    found=same or found[0],
                    sentence=sentence,
                    is_same=same is not None,
                    share=share,
                )
    return best if best and best.share >= _ABOUT else None


def _is_same(who: str, doer: str) -> bool:
    """Tell whether a name may be short for a unit or one of several named together.

    >>> _is_same("市住建局", "市住房和城乡建设主管部门"), _is_same("省级工商部门", "国务院工商行政管理部门")
    (True, False)
    """
    own, core = _KIND.sub("", who), iter(_KIND.sub("", doer))
    is_short = all(one in core for one in own)
    levels = {at for at, one in enumerate(_LEVELS) if one.search(who)}
    stated = {at for at, one in enumerate(_LEVELS) if one.search(doer)}
    other_level = levels and stated and not levels & stated and not _AND_ABOVE.search(doer)
    return is_short and not other_level


def _share(claim: str, text: str, title: str) -> float:
    words = _EMPTY.sub(" ", claim)
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    own = [one for one in pairs if re.fullmatch(r"[\u4e00-\u9fff]{2}", one) and one not in title]
    return sum(one in text for one in own) / len(own) if own else 0.0
