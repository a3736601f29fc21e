"""Whom a sentence is for where its grammar hides it: who receives, who acts, what a paragraph is about; pure.

Conventions of official style: an authority gives to 对…的单位 (给予奖励, 实行税收优惠) and punishes who stands
first in the act (用能单位未按照规定…的); an article of a statute that says 本条例适用于… limits all of it; a
paragraph of a plan that opens with ——钢铁行业： is about that trade alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.catalogue import ClauseFacts
from app.draft import on_one_line
from corpus.model import Citation, ClauseRole
from corpus.view import fold_width

_GIVING = r"(?:给予|予以|实行|授予|安排|提供|享受|优先|适当|奖励|表彰|补助|补贴|支持|扶持)"
_RECIPIENTS = (
    re.compile(
        rf"(?:^|[,;。]|国家|政府|财政|部门|本[省市区县]|资金)对(?:于)?(?P<who>[^,;。]{{2,90}}?),?"
        rf"(?:(?:按照?|根据|依照|由|在|符合)[^,;。]{{1,40}},?){{0,2}}(?:可以?|应当|将|最高|一次性|分别){{0,2}}{_GIVING}"
    ),
    re.compile(
        r"(?:^|,)为(?P<who>[^,;。]{2,60}?)提供(?=[^,;。]{0,12}(?:贷款|资金|服务|补助|支持))"
    ),
)
_ARTICLE = re.compile(
    r"^\s*第[零〇一二三四五六七八九十百千\d]{1,8}条(?:之[一二三四五六七八九十]{1,3})?\s*"
)
_PUSHED = re.compile(
    r"(?:督促|推动|要求|组织|指导)(?P<who>[^,;。]{0,30}?(?:企业|单位))(?=[^,;。、和与及等的]{2})"
)
_VIOLATING = re.compile(r"^(?:违反[^,]{0,60},)+")
_ACTS = (
    r"(?:违反|未|不(?=[按依履落执建设配报实符如再得])|拒|超过|超出|超标|使用|生产|销售|从事|提供|瞒报|伪造|篡改|无偿|采购|开工|擅自|有下列"
    r"|因|将|对|以|经|出具|泄露|在|无正当|不正当|编造|虚报|骗取|冒用|挪用|侵占|阻碍|妨碍|转让|出租|排放|倾倒|堆放|造成|发生|逾期|达不到)"
)
_ACTOR = re.compile(rf"^(?!(?!从事){_ACTS})(?P<who>[^,;。]{{2,60}}?)(?=,?{_ACTS})")
_ACT_ENDS = re.compile(
    r"(?:,(?:可以)?由[^,;。]{2,40}(?:部门|机关|机构|局|政府|厅)|,?责令|,?(?:并)?处(?:以|罚)|,给予|,依法|,依照)"
)
# What befalls officials and governments alone (公务员法, 问责条例); enterprises are fined, ordered and closed.
_FOR_OFFICIALS = re.compile(r"通报批评|约谈|问责|处分|责任追究")
_BY_SUPERIORS = re.compile(r"上级(?:主管|行政)?机关|监察机关|任免机关|本级人民政府责令")
_FOR_FIRMS = re.compile(r"处罚|罚款|查处|处置|责令|吊销|没收|淘汰|关停|关闭|取缔|惩戒|失信|停产")
_APPLIES = (
    re.compile(
        r"(?:本[\u4e00-\u9fff]{1,6}|规定|办法|条例|细则)(?:主要)?适用于(?P<who>[^;。:]{2,160})"
    ),
    re.compile(
        r"(?P<who>[^;。:]{4,160}?),?(?:均|都|应当)?适用本(?:办法|条例|规定|细则|法|规则|制度|措施)"
    ),
)
_FIRST_ARTICLES = 8  # clauses among which a statute says what it applies to
_LEAD = re.compile(r"(?m)^[\s\u3000]{0,20}[—–\-]{1,2}\s{0,4}(?P<lead>[^：:。,，\n]{2,20})[：:]")
_BELOW_LEAD = 1_500  # characters that a paragraph may have


def find_recipient(sentence: str) -> str | None:
    """Return whom something is given to: 对成绩显著的单位 in 对成绩显著的单位给予奖励; None where nobody is named.

    >>> find_recipient("各级人民政府对节能成绩显著的单位和个人，给予表彰和奖励。")
    '节能成绩显著的单位和个人'
    """
    folded = _ARTICLE.sub("", fold_width(sentence))
    for pattern in _RECIPIENTS:
        if found := pattern.search(folded):
            return found.group("who").strip(",")
    return None


def find_pushed(sentence: str) -> str | None:
    """Return whom the government is to press on: 钢铁企业 in 督促钢铁企业完善制度; None for nobody.

    Such a sentence binds the government; it tells an enterprise what it will be asked for.
    """
    found = _PUSHED.search(fold_width(sentence))
    return found.group("who") if found else None


def actor_of(act: str) -> str:
    """Return who acts in words that say what is punished; "" where they open with the act itself.

    >>> actor_of("违反本法规定，重点用能单位未按照规定报送报告的")
    '重点用能单位'
    """
    words = _VIOLATING.sub("", fold_width(act))
    found = _ACTOR.match(words)
    return found.group("who") if found else ""


def punished_act(sentence: str) -> str:
    """Return the words of a sentence before who punishes and how; "" where that opens it."""
    folded = fold_width(sentence)
    end = _ACT_ENDS.search(folded)
    return folded[: end.start()] if end else ""


def is_for_officials(sentence: str) -> bool:
    """Tell whether all that a sentence threatens is what befalls governments and officials."""
    folded = fold_width(sentence)
    is_theirs = _FOR_OFFICIALS.search(folded) and not _FOR_FIRMS.search(folded)
    return bool(is_theirs or _BY_SUPERIORS.search(folded))


def find_scope(clauses: Sequence[ClauseFacts]) -> Iterator[str]:
    """Yield whom a document says that it applies to, or what: 本办法适用于…的单位."""
    articles = [facts for facts in clauses if facts.clause.role is ClauseRole.ARTICLE]
    for facts in articles[:_FIRST_ARTICLES]:
        for sentence in facts.sentences:
            words = fold_width(on_one_line(sentence.quote))
            for pattern in _APPLIES:
                if found := pattern.search(words):
                    yield found.group("who").strip(",")
                    break


def lead_above(facts: ClauseFacts, source: Citation) -> str:
    """Return what the paragraph of a quotation is about by its lead (——钢铁行业：), "" for none."""
    start = facts.clause.span.start
    text = facts.document.text[max(start, source.span.start - _BELOW_LEAD) : source.span.end]
    before = source.span.start - max(start, source.span.start - _BELOW_LEAD)
    leads = [one for one in _LEAD.finditer(text) if one.start() <= before + 2]
    return leads[-1].group("lead") if leads else ""
