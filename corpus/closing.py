"""The closing paragraphs of a text (结语), kept apart from its last numbered unit; pure.

Convention: the body of an official document ends, behind its last part, with what holds for all of
it: who has to carry it out (各地、各部门要…), from when it holds (本方案自…起施行), 特此通知, whom to ask
(公文写作规范: 结尾, at the left position of the opening). It has no number. It is told from the text of
the last unit by its opening words, and by the units beside that one, which have one paragraph each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.asides import Closing
from corpus.nodes import Node
from corpus.paragraphs import Paragraph

# Who has to carry the text out.
_ALL = re.compile(
    r"[请望]?各(?:地|级|省|市|州|盟|县|旗|区|乡|镇|街道|有关|相关|部门|单位|责任|成员|主管)[^。;]{0,60}?(?:[要应须请将]|可以?(?:结合|根据|参照|依据)|(?:结合实际|认真)[^。;]{0,20}(?:执行|落实|实施))"
)
_KIND = r"(?:方案|意见|通知|办法|规划|计划|措施|政策|文件|细则|规定|公告|纲要|要点|指南|标准|制度|决定|决议|条例|预案|规则|规程|章程)"
# From when it holds, and who explains it.
_HOLDS = re.compile(
    rf"本[\u4e00-\u9fff]{{0,6}}?{_KIND}(?:\([^()]{{1,8}}\))?,?(?:自[^。]{{2,24}}[施执实试]行|自[^。]{{2,24}}(?:实施|生效)|有效期|由[^。]{{2,40}}解释)"
)
_FORMULA = re.compile(r"[特专]此(?:公告|通知|通报|函|函复|批复|报告)|\(新华社")
# What a decision that amends a statute closes with (立法技术规范（试行）: 修改决定).
_AMENDS = re.compile(
    r"(?:此外,?)?(?:并|另|同时)?对(?:部分|相关|有关|个别)?条[文款][^。;]{0,16}(?:调整|修改)"
    r"|《[^《》]{2,60}》(?:\([^()]{1,12}\))?根据本(?:决定|修正案)[^。;]{0,30}(?:公布|修[改正])"
)
_CONTACT = re.compile(r"(?:业务|政策)?(?:联系|咨询)(?:人|电话|方式)\s?:")
_CONTACTS = re.compile(r"联系|咨询|方式|报送|申报|申请|材料|报名|时间")
_MOST_CLOSING = 6  # paragraphs
_OWN_PLACE = re.compile(r"附则|[施执实]行|实施|生效|有效期|期限|其他|解释")


def part_closing(root: Node) -> None:
    """Put the closing paragraphs of every text of the tree into an aside of their own."""
    for text in _texts(root):
        last, beside = _last_unit(text)
        if last is not None:
            _part(last, beside)


def _texts(node: Node) -> Iterator[Node]:
    """Yield the document, and the annexes and enclosed texts in it."""
    yield node
    for child in node.children:
        if child.marker is not None and child.marker.is_whole:
            yield from _texts(child)


def _last_unit(text: Node) -> tuple[Node | None, Sequence[Node]]:
    """Return the last unit of a text, None where it has none, and those that stand beside it."""
    last, beside = None, list[Node]()
    node = text
    while units := [one for one in node.children if one.marker and not one.marker.is_whole]:
        node = last = units[-1]
        beside = units[:-1]
    return last, beside


def _part(last: Node, beside: Sequence[Node]) -> None:
    if last.marker is None or last.marker.is_article:
        return
    one_each = bool(beside) and all(_length(one) <= 1 for one in beside)
    own = 1 if last.stands_alone and not _is_sentence(last) else 0
    is_titled = last.stands_alone and not (
        own or _are_lines(beside)
    )  # the first paragraph is its text
    places = [at for at, one in enumerate(last.body) if isinstance(one, Paragraph)][own:]
    for at in places[-_MOST_CLOSING:]:
        behind = last.body[at:]
        closing = tuple(one for one in behind if isinstance(one, Paragraph))
        is_text = is_titled and at == places[0]
        if _closes(closing[0].text, last.title, one_each=one_each and not is_text):
            if all(isinstance(one, Paragraph) for one in behind[: len(closing)]):
                last.body[at : at + len(closing)] = [Closing(closing)]
            return


def _is_sentence(unit: Node) -> bool:
    """Tell whether a line that stands alone is the unit's text: 四、删去第三十条。"""
    return unit.opening is not None and unit.opening.text.endswith("。")


def _are_lines(units: Sequence[Node]) -> bool:
    """Tell whether no unit has text of its own below a line that stands alone."""
    return not any(one.stands_alone and _length(one) for one in units)


def _length(unit: Node) -> int:
    """Return of how many paragraphs a unit consists, those of units below it included."""
    own = 0 if unit.stands_alone else 1
    below = sum(_length(one) for one in unit.children)
    return own + below + sum(isinstance(one, Paragraph) for one in unit.body)


def _closes(text: str, title: str, *, one_each: bool) -> bool:
    """Tell whether a paragraph closes the text, behind a unit of that title."""
    if _FORMULA.match(text) or _AMENDS.match(text):
        return True
    if _CONTACT.match(text):
        return one_each and _CONTACTS.search(title) is None
    if _HOLDS.match(text):
        return _OWN_PLACE.search(title) is None
    return one_each and _ALL.match(text) is not None
