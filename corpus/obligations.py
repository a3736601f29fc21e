"""What binds, allows or rewards: modality words and who they speak to; pure.

The words are those of official style (立法技术规范 on 应当/必须/不得; 鼓励/支持/引导 do not bind). 严格控制 limits
and does not forbid; a penalty without an amount has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.agencies import find_brackets
from corpus.facts import Modality, Obligation
from corpus.model import Clause, Document, cite
from corpus.view import fold_width, split_sentences, view_of

# Tried in this order on each part of a sentence; the first that is found names the part.
_WORDS: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    (Modality.FORBID, re.compile(r"禁止|严禁|不得|不准|不予|不允许|杜绝|拒批|一律不")),
    (
        Modality.PENALISE,
        re.compile(
            r"处罚|罚款|惩戒|通报批评|约谈|问责|追究|吊销|没收|责令|淘汰退出|进行淘汰|依法(?:依规)?(?:进行|予以)处置"
        ),
    ),
    (Modality.RESTRICT, re.compile(r"严格控制|严控|从严控制|严格限制|限制|遏制|合理控制")),
    (Modality.MUST, re.compile(r"必须|务必|(?<![必无])须(?!知)")),
    (
        Modality.SHALL,
        re.compile(
            r"应当|(?<=[\u4e00-\u9fff])应(?=[依按将在对向加制建及主承履编采符保报组落明配])"
            r"|(?:政府|部门|企业|国企|央企|单位|机构|各地|各级|项目)要(?!求|素|点)"
        ),
    ),
    (Modality.REWARD, re.compile(r"表彰|奖励|奖补|补助|补贴|税收优惠|优惠政策|减免|退税|贴息")),
    (
        Modality.ENCOURAGE,
        # 政策支持, 宣传引导, 引导作用 are nouns.
        re.compile(
            r"鼓励|(?<!政策)(?<!财税)支持(?!力度|政策|和激励|作用|体系)|倡导"
            r"|(?<!政策)(?<!宣传)(?<!舆论)引导(?!作用|机制|力度|和激励)"
        ),
    ),
)
_PART = re.compile(r"[^,;]+")
_SUBJECT = r"(?:企业|园区|机构|单位|个人|项目|政府|部门|集团|社会资本|行业|高校|院所|国企|央企|主体|消费者|医院|学校|银行|用户|居民|联合体|人员|公司)"
# A verb behind 鼓励 means that nobody is named: 鼓励开展…, 鼓励在用户侧….
_VERB_OPENING = r"在|对|以|优先|开展|发展|推广|建设|研发|利用|使用|设立|采用|发行|依法|出台|实施|探索|就近|低成本"
_AFTER_WORD = re.compile(
    rf"(?:和|、)?(?:引导|支持|指导|鼓励)?(?!{_VERB_OPENING})"
    rf"(?P<subject>[^,;。]{{0,24}}?{_SUBJECT}(?:(?:、|和)[^,;。、]{{0,10}}?{_SUBJECT})*)(?!行动|能效|规范)"
)
_BEFORE_WORD = re.compile(
    rf"(?P<subject>[\u4e00-\u9fff“”、()]{{0,24}}{_SUBJECT}(?:和[\u4e00-\u9fff]{{1,6}})?|[^,;。]{{2,20}}的)$"
)


def extract_obligations(document: Document, clause: Clause) -> tuple[Obligation, ...]:
    """Read the binding and encouraging sentences of a clause: one fact per sentence and modality."""
    view = view_of(document.text, clause.span)
    brackets = list(find_brackets(view.text))
    found: list[Obligation] = []
    for start, end in split_sentences(view):
        in_bracket = any(one.start <= start and end <= one.end for one in brackets)
        if in_bracket or is_title(view.text[start:end], clause):
            continue
        source = cite(document, clause, view.span(start, end))
        found += [
            Obligation(modality=modality, subject=subject, source=source)
            for modality, subject in read_modalities(view.text[start:end])
        ]
    return tuple(found)


def is_title(sentence: str, clause: Clause) -> bool:
    """Tell whether a sentence of the matching view only names the clause: "2.推进…。"."""
    shown = sentence.rstrip("。:")
    return any(shown.endswith(fold_width(title).strip()) for title in clause.titles)


def read_modalities(sentence: str) -> tuple[tuple[Modality, str | None], ...]:
    """Return each modality of a sentence once, in order, with its subject (None: not named).

    >>> [(m.value, s) for m, s in read_modalities("新建项目必须符合规定,鼓励有条件的企业先行。")]
    [('必须', '新建项目'), ('鼓励', '有条件的企业')]
    """
    found: dict[Modality, str | None] = {}
    for part in _PART.finditer(sentence):
        for modality, subject in _part_modalities(part.group()):
            if found.get(modality) is None:
                found[modality] = subject
    return tuple(found.items())


def _part_modalities(part: str) -> Iterator[tuple[Modality, str | None]]:
    for modality, pattern in _WORDS:
        match = pattern.search(part)
        if match is not None:
            yield modality, _subject(part, match, modality)
            return


def _subject(part: str, match: re.Match[str], modality: Modality) -> str | None:
    if modality is Modality.ENCOURAGE:
        after = _AFTER_WORD.match(part, match.end())
        return after.group("subject") if after else None
    head = match.group()
    before = part[: match.start()] + (head[:-1] if head.endswith("要") else "")
    found = _BEFORE_WORD.search(before)
    return found.group("subject") if found else None
