"""Whether words hold a value of the kind a question asks for: a day, a length of time, an amount; pure.

Conventions of the genre: days are written 2025年6月30日, 9月30日前, 12月底前 or in Chinese figures; deadlines
count from an event (自…之日起30日内, 届满6个月前); amounts have Arabic or Chinese numerals before their unit,
shares also 百分之…, 三分之…, 六成; a decimal without a unit is a coefficient (0.5810).
"""

from __future__ import annotations

import re

from corpus.numerals import parse_integer
from corpus.quantities import UNIT
from index.question_words import HOW_LONG

_CHINESE = r"[一二两三四五六七八九十百千万亿零〇半]{1,12}"
_NUMBER = rf"(?:\d[\d.,]{{0,15}}(?:[-—~～至到]\d[\d.,]{{0,15}})?|{_CHINESE})"
_PLAN = r"“[一二三四五六七八九十]{1,3}五”"
# Units of time; 2025年 is a year and no length.
TIME_UNIT = r"(?:年(?!度|代|级|[底末])|个?月(?!\d|份|[底末初上中下]旬?)|个?工作日|日|天|周(?![岁年边围期转知密])|小时|分钟)"
DURATION = rf"(?:终身|(?<![第\d〇零月])(?!(?:19|20)\d\d年){_NUMBER}{TIME_UNIT})"
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2}|每)月(?:\d{1,2}[日号]|[一二三四五六七八九十廿卅]{1,3}[日号]|[底末初]|[上中下]旬)"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})年(?!度)"
_TERM = rf"自.{{2,24}}(?:之日)?起(?:施行|实施|执行|生效|试行)|(?:有效|试行)期限?(?:暂定)?[为至到自是:]?{_NUMBER}"
_COUNTED_BACK = rf"{DURATION}(?:之?[前内后]|以[前内后])"
# What answers 什么时候, 哪一年.
WHEN = rf"{_YEAR}|{_PLAN}|{_TERM}|{_MONTH}|{_COUNTED_BACK}|(?:年|季|每?月)(?:底|末|初)前?"
_WORDED_SHARE = rf"(?:百|千|万|[二三四五六七八九十])分之{_CHINESE}|[一二三四五六七八九]成"
_RATIO = r"(?<![\d:])\d{1,3}(?:\.\d{1,3})?[:∶]\d{1,3}(?:\.\d{1,3})?(?![\d:])"  # 减量置换1.5:1; 6:4
_MORE_UNITS = r"℃|°c|摄氏度|度|级|毫升|升|毫米|厘米|分贝|dB|lx|勒克斯|兆帕|kPa|MPa|标准煤|[μm]g|蒸吨|千伏|kV|层|分"
# Chinese numerals before these measure; before 个, 项, 种 they mostly count headings.
_MEASURED = (
    r"[%‰元吨亩倍米户岁]|[厘毫]米|公里|公斤|千克|公顷|千瓦|平方米|立方米|人(?!员|民)|摄氏度|分贝"
)
_COEFFICIENT = r"(?<![\d.])\d{1,3}\.\d{1,4}(?![\d.%年月])"
_YEARS = re.compile(_YEAR)
# A day left to be filled in: 2022年 月 日, 年__月__日.
_BLANK_DAY = re.compile(r"(?:20\d\d)?年[\s_—-]{0,8}月(?:[\s_—-]{0,8}日)?")
# What names a day, where one is asked for (几月几号, 哪天): a date, days counted, a term from an event on.
_ASKS_DAY = re.compile(r"几号(?![楼线机令文])|几月几|哪一?[天日]|具体日期|何日")
_DAY = re.compile(rf"{_MONTH}|{_TERM}|之日起|(?:日|天|工作日)(?:之?[前内后]|以[前内后])")

# The unit a question expects, by its words, and the units of the text that satisfy it.
_UNITS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"(?:几|多少)(?:个月|月(?!几))"),
        re.compile(r"(?:个?月(?!\d|份|[底末初上中下]旬?)|年(?!度|代|级|[底末]))"),
    ),
    (
        re.compile(
            r"(?:多少|几)[个名位]?(?:学生|教师|老师|职工|工人|员工|专家|医生|护士|群众|村民|居民|孩子|儿童|老人|人员)"
        ),
        re.compile(r"[人名位]"),
    ),
    (re.compile(r"多大(?:年纪|年龄|岁数|的?(?:小孩|孩子|儿童|老人|人))"), re.compile(r"周?岁")),
    (re.compile(r"(?:几|多少)年"), re.compile(r"(?:年(?!度|代|级|[底末])|个月)")),
    (re.compile(HOW_LONG.pattern), re.compile(TIME_UNIT)),
    (re.compile(r"(?:多少|几)(?:百|千|万)?亿(?:元|$)"), re.compile(r"亿(?:美|欧)?元")),
    (
        re.compile(r"占[^,。?多少几]{0,24}的?(?:多少|几)(?=[?,。]|$)"),
        re.compile(r"%|百分点|成"),
    ),
    (
        re.compile(
            r"多少钱|(?<!消)(?<!经)费用?(?:标准)?(?:每[\u4e00-\u9fff]{1,2})?(?:[要收交缴是为]|需要)?多少(?![%个])|(?:工资|价格|价钱|租金|票价|单价)(?:是|为|要)?多少|几(?:万|千|百)?(?:块|元)|多少(?:万|亿)?(?:元|块)|金额|补(?:贴|助)?多少|奖(?:励)?多少|几毛|几角|预算(?!收入|支出)"
        ),
        re.compile(r"元"),
    ),
    (re.compile(r"人口(?:总量|总数|规模|数量?)?(?:是|有|达到?)?(?:多少|几)"), re.compile("人")),
    (
        re.compile(
            r"百分之几|百分比|几成|比例|占比|比重|降幅|增幅|幅度|增速|涨幅|增长率|多大比例|几个点"
        ),
        re.compile(r"%|百分点|成"),
    ),
    (
        re.compile(
            r"(?:多少|几多|几)(?:万|千|百|亿)*周?(?P<unit>家|样|种|辆|台|座|项|条|吨|户|人次|人|公里|平方米|米|亩|公顷|千瓦|倍|度|级|岁|名|位|件|所|支|处(?!室|罚|理|分|置)|棵|株|头|只|艘|架|根|张|折|个(?!方面|部分|章))"
        ),
        re.compile(r""),
    ),
)
_PRICE = re.compile(r"(?:费用?|价格?|租金)(?:标准)?[要收交缴是为]{0,2}多少")
_PRICE_TOLD, _GIVEN = re.compile("费|价|租|收取"), re.compile("补贴|补助|奖励|资助")
# Any measure word that ends what is asked: 遴选多少节?, 考核多少分以上.
_ANY_MEASURE = re.compile(r"(?:多少|几)([支节分门堂枚幅期届组班张套处位所批场])(?=以[上下]|[?,]|$)")
_SAME_UNIT = {
    "台": "台|辆|套",
    "辆": "辆|台",
    "种": "种|个|项",
    "样": "种|个|项",
    "家": "家|个",
    "座": "座|个",
    "个": "个|家|座|项|种|名|所|支|处|件",  # the classifier of anything
    "度": "℃|°c|摄氏度|度",  # °c: ℃ in one width
    "级": "级",
    "岁": "周岁|岁",
    "名": "名|人",
    "位": "名|位|人",
    "件": "件|项",
    "所": "所|个|家",
    "支": "支|个",
    "处": "处|个",
    "项": "项|个",
    "棵": "棵|株",
    "株": "株|棵",
    "艘": "艘|条",
    "只": "只|头|羽",
    "头": "头|只",
}


def amount_pattern(unit: str) -> str:
    """Return a pattern for an amount in `unit` (a pattern), or in any where that is empty."""
    if unit:
        worded = rf"|{_WORDED_SHARE}|{_RATIO}" if "%" in unit else ""
        worded += "|终身|终生" if "年" in unit else ""
        return rf"(?<!第){_NUMBER}[余多]?\s*(?:万|亿|千|百)?(?:{unit}){worded}"
    return (
        rf"\d[\d.,\-—~～]{{0,20}}\s*(?:{UNIT}|{_MORE_UNITS})|(?<!第){_CHINESE}(?:{_MEASURED})|{_WORDED_SHARE}"
        rf"|{DURATION}|{_COEFFICIENT}"
    )


def years_in(text: str) -> frozenset[int]:
    """Return the years that `text` writes, in either notation.

    >>> sorted(years_in("到2027年，二〇三〇年"))
    [2027, 2030]
    """
    found = (match.group()[:-1].replace("○", "〇") for match in _YEARS.finditer(text))
    return frozenset(parse_integer(one) for one in found)


def without_years(text: str) -> str:
    """Return `text` with its years blanked out: they are no amounts."""
    return _YEARS.sub(" ", text)


def holds_time(text: str) -> bool:
    """Tell whether `text` says when; a day left blank (2022年 月 日) says nothing."""
    return bool(re.search(WHEN, _BLANK_DAY.sub(" ", text)))


def holds_day(text: str, question: str) -> bool:
    """Tell whether `text` names a day, where a question asks for one.

    >>> holds_day("离校2年内未就业", "最晚几号申请?"), holds_day("9月30日前提交", "最晚几号申请?")
    (False, True)
    """
    return not _ASKS_DAY.search(question) or bool(_DAY.search(_BLANK_DAY.sub(" ", text)))


def holds_amount(text: str, unit: str) -> bool:
    """Tell whether `text` states an amount in `unit` (a pattern; any unit where it is empty)."""
    return bool(re.search(amount_pattern(unit), without_years(text)))


def is_no_price(question: str, words: str) -> bool:
    """Tell whether a fee or a price is asked for and words only tell what is given: a grant is no price.

    >>> is_no_price("摊位租用费多少?", "每个夜市补贴不超过60万元")
    True
    """
    is_asked = _PRICE.search(question) and not _PRICE_TOLD.search(words)
    return bool(is_asked and _GIVEN.search(words))


def expected_unit(question: str) -> str:
    """Return a pattern for the unit a question expects; empty where any will do.

    >>> expected_unit("到2030年要建多少家?"), expected_unit("目标是多少?")
    ('家|个', '')
    """
    for asked, units in _UNITS:
        match = asked.search(question)
        if match is None:
            continue
        word = match.groupdict().get("unit")
        return _SAME_UNIT.get(word, word) if word else units.pattern
    measure = _ANY_MEASURE.search(question)
    return _SAME_UNIT.get(measure[1], measure[1]) if measure else ""
