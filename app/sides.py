"""Comparisons: a question about two sides asked once for each, and the replies put side by side; pure.

Chinese asks the same of two things in one sentence by 各 or 分别 behind both (电机和变压器的占比各是多少), sets two
years beside each other (2025年和2030年的目标有何不同), or asks twice of one matter (占比2020年是多少，2025年又要多少). What
is said before the two holds for both, and so do a last 的… and what stands behind a comma. A side that
has no answer of its own is said to have none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_EACH = re.compile(
    r"(?:都)?(?:各自|分别|各(?![地级类项种方有县区市位界行个])|各(?=有(?:多少|几|哪|什么|啥)))"
)
_UNLIKE = re.compile(
    r"[,]?(?:有没有|有|存在)?(?:什么|啥|何|哪些|多大)?(?:的)?(?:不同|区别|差别|差异|异同|变化|不一样)(?:在哪里?|是什么|吗|没有)?[?]?$"
    r"|[,]?(?:主要)?差在哪(?:里|儿)?[?]?$|[,]?(?:是|该)?(?:怎么|如何|怎样)(?:来)?区[分别](?:的)?[?]?$"
    r"|[,]?(?:是否|是不是)?(?:都|得)?(?:一样|相同|一致)(?:[重严]|[吗么嘛]|不(?:一样|相同|一致)?){0,2}[?]?$|[,]?(?:对比|比较)(?:一下)?[?]?$"
)
# Asked by how much two differ, each figure tells it: 相差多少, 差几年, 变化多大, 多多少项.
_BY = r"(?P<by>多少|多大|多久|几)(?P<unit>[^,，。?？]{0,4})"
_DIFFER = re.compile(
    rf"[,，]?(?:之间|数目|数量)?(?:的)?(?:(?:相?差|变化|变动)(?:距|别|额|了|有)?|(?:要|能|会|将)?(?P<more>[多少高低大小长短早晚])(?:了|出)?){_BY}[?？]?$"
)
_BOTH_OF = re.compile(r"^(?:请|帮我|麻烦)?(?:比较|对比)(?:一下)?")
# Said ahead that two are held against each other: 拿2015年跟2020年比, 甲与乙相比.
_AGAINST = re.compile(
    r"^(?:拿|把|将|从)?(?P<one>[^,，。?]{2,30}?)(?:和|跟|与|同|到)(?P<two>[^,，。?]{2,30}?)(?:来|相|做|作)?(?:比|对比|比较)(?:起来|一下)?[,，]"
)
_THAN = re.compile(r"(?<![占同环对相])比(?=(?:[^,，。?比]|(?<=[占同环])比){2,30}$)")
# A thing that is parted in two, and what says both again: 保护区分一级和二级,两级; 甲和乙,两者.
_AGAIN = r",?(?:这)?[两二](?:者|[个级类种档项家边](?:之间)?)(?:的)?"
_DIVIDED = re.compile(
    rf"^(?P<what>[^,分]{{2,14}})分(?:为|成)?(?P<one>[^,和与跟]{{2,8}})[和与跟、](?P<two>[^,和与跟两]{{2,8}}){_AGAIN}(?P<rest>[^,]{{0,12}})$"
)
_BOTH_AGAIN = re.compile(rf"(?<=[\u4e00-\u9fff]){_AGAIN.removesuffix('(?:的)?')}(?=的|$)")
# No joint inside 碳中和, 饱和, 和谐.
_WITH = re.compile(r"[,]?(?:(?<![中饱共总温柔])和(?![谐平约])|跟|(?<!参)与|以及)")
YEAR = r"(?:到|至)?(?:20\d\d年?|“?十[三四五六]五”?(?:期间|时期|末)?)(?:末|底|前)?"
_YEARS = re.compile(rf"{YEAR}(?:(?:和|跟|与|、|以及|比|[ ,]){{1,2}}{YEAR}){{1,3}}")
# Three or more side by side: 新建、在建和已建成的项目; 三个行业 behind them counts them.
_ROW = re.compile(
    r"(?P<row>[^,。;:、]{2,16}(?:、[^,。;:、和与]{2,16}){1,4}(?:、|以及|和|与|跟)[^,。;:、]{2,24})$"
)
_ROW_MARK = re.compile(r"、|以及|(?<![中饱共总温柔])和(?![谐平约])|与|跟")
_ACTS = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:要|应当?|须|需要?|可以?)[^的,。?]{1,8}$")
_GRADES = frozenset("级类档型期")
_COUNTED = re.compile(
    r"(?<!第)(?:这)?(?!二级)[两二三四五](?:个|类|种|家|项|份|级)?(?P<noun>[\u4e00-\u9fff]{0,4})$"
)
_OF_A_YEAR = re.compile(rf"^(?P<year>{YEAR})的(?P<what>[^,的]{{2,16}})$")
_TWICE = re.compile(
    r"^(?P<about>[^,。?]{2,60}),(?P<one>[^,。?]{0,30}(?:多少|什么|几)[^,。?]{0,6}),(?P<two>[^,。?]{0,30}(?:多少|什么|几)[^,。?]{0,6})[?]?$"
)
_ASKS = re.compile(r"多少|什么|几|哪|谁|怎")
_FIGURE = re.compile(
    r"幅度|比例|占比|比重|标准|金额|期限|时限|上限|下限|门槛|规模|数量|产能|目标值|罚款|价格|[率速额]$"
)
# What statistics call a figure; behind the last of two it is said of both (甲和乙产能).
_FIGURES = r"(?:增速|增幅|增长率?|降幅|涨幅|占比|比重|比例|[\u4e00-\u9fff]{2}率|产能|产量|产值|销量|零售额|销售额|交易额|余额|总额|总量|数量|数目|规模|面积|装机|名额|基数|上限|下限|标准|限额|限值|期限|时限|年限|金额|目标)"
_FIGURE_LAST = re.compile(rf"{_FIGURES}{{1,2}}$")
# Which of two has more: 谁的目标更高, 哪个责任单位多, 哪份方案达峰更早.
_WHICH = re.compile(
    r"[,，]?(?:谁|哪(?:一?[个家份方边种类项年级档块头]|里)?(?:方案|文件|行业|城市|地方|[省市县区])?)(?P<of>的?)(?P<what>[^,，。?？谁哪]{0,14}?)(?:要求|(?P<grows>[增涨升降减])[得长]?|[定建来改完变]得|[更最]|比较|要|应该?)*"
    r"(?P<how>高|低|多|少|大|小|早|晚|先|严|狠|松|宽|快|长|短|久)(?:一?些|一?点|呢)?(?:完成|施行|实施|开始|生效|达峰|发布|印发|出台|到期)?(?=[,，?？]|$)(?:[,，]各是?(?:多少|什么))?"
)
_TWO = re.compile(r"(?:两|二|这几)[份个家]|(?<![中饱共总温柔])和(?![谐平约])|跟|与|、|还是|比")
_OFFICES = re.compile(r"单位|部门|[局厅委]$")
_GROWS = {"增": "增长", "涨": "增长", "升": "增长", "降": "下降", "减": "下降"}
_WHEN_MORE = frozenset("早晚先")
_SHORTEST = 2  # characters of a side


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what it is called, and the question for it alone."""

    name: str
    question: str


def read_sides(text: str) -> tuple[Side, ...]:
    """Return the two sides that a question compares; () where it compares none.

    >>> [one.question for one in read_sides("电机和变压器的占比各是多少?")]
    ['电机的占比是多少?', '变压器的占比是多少?']
    >>> [one.question for one in read_sides("钢铁2025年和2030年的目标有何不同?")]
    ['钢铁2025年的目标是什么?', '钢铁2030年的目标是什么?']
    """
    if twice := _TWICE.match(text):
        about = twice["about"]
        if not _ASKS.search(about):
            return tuple(
                Side(name=part, question=f"{about},{part.replace('又', '')}?")
                for part in (twice["one"], twice["two"])
            )
    plain = _BOTH_OF.sub("", text)
    each = next(iter(_EACH.finditer(plain)), None)
    unlike = _UNLIKE.search(plain)
    if each is not None:
        head, tail = plain[: each.start()], plain[each.end() :]
    elif unlike is not None or plain != text:
        head = plain[: unlike.start()] if unlike else plain.rstrip("?。")
        tail = _asked_of(head)
    else:
        return ()
    head = _divided(head)
    if years := _YEARS.search(head):
        # As people type to search: 钢铁 2025年 2030年 目标 区别.
        before, behind = head[: years.start()].rstrip(), head[years.end() :].strip()
        return tuple(
            Side(name=one.group(), question=f"{before}{one.group()}{behind}{tail}")
            for one in re.finditer(YEAR, years.group())
        )
    return _row_of_sides(head, tail) or _joined_sides(head, tail)


def without_comparing(text: str) -> str:
    """Return a question how two things differ as one for what a single one has; any other as it is.

    >>> without_comparing("渠道更新的标准有什么不同?"), without_comparing("渠道更新由谁负责?")
    ('渠道更新的标准是多少?', '渠道更新由谁负责?')
    """
    plain = _BOTH_OF.sub("", text)
    unlike = _UNLIKE.search(plain)
    head = plain[: unlike.start()].rstrip() if unlike else plain.rstrip("?。")
    if unlike is None and plain == text:
        return text
    return head + _asked_of(head)


def _asked_of(head: str) -> str:
    """Return what asks for one thing what two were said to differ in: how much of a figure, else what it is."""
    if head.endswith("罚"):
        return "多少?"
    return "是多少?" if _FIGURE.search(head.rpartition(",")[2]) else "是什么?"


def as_each(text: str) -> str:
    """Return a question for which of two has more, and by how much, as one for what each has; the text decides nothing.

    >>> as_each("电机和变压器哪个占比更高?"), as_each("电机的占比比变压器的占比高多少?")
    ('电机和变压器的占比各是多少?', '电机的占比和变压器的占比各是多少?')
    """
    text, asked = _of_two(text), text
    if differ := _DIFFER.search(text):
        head, joined = text[: differ.start()], _joined(text[: differ.start()])
        if differ["more"] and head == joined:
            return asked
        by = "多少" if differ["by"] == "多大" else differ["by"]
        return f"{joined}各是{by}{differ['unit']}?" if _TWO.search(joined) else asked
    found = _WHICH.search(text)
    if found is None or not _TWO.search(text[: found.start()]):
        return text if _UNLIKE.search(text) else asked
    what = found["what"] + _GROWS.get(found["grows"] or "", "")
    if found["how"] in _WHEN_MORE:
        asks = "各是什么时候"
    else:
        asks = "各有哪些" if _OFFICES.search(what) else "各是多少"
    of = "的" if what and not text[: found.start()].endswith("的") else ""
    return f"{text[: found.start()]}{of}{what}{asks}{text[found.end() :]}"


def _of_two(text: str) -> str:
    """Return a question that says ahead what is held against what (拿甲跟乙比,…) with both before what is asked."""
    found = _AGAINST.match(text)
    if found is None:
        return text
    are_years = all(re.fullmatch(YEAR, one) for one in found.groups())
    return f"{found['one']}和{found['two']}{'' if are_years else '的'}{text[found.end() :]}"


def _joined(head: str) -> str:
    """Return what stands before 多多少 with 和 for its 比; of two years both in the place of the later one."""
    found = _THAN.search(head)
    than = head[found.end() :] if found else ""
    if found is None or not re.fullmatch(YEAR, than):
        return _THAN.sub("和", head)
    return re.sub(YEAR, lambda year: f"{year.group()}和{than}", head[: found.start()], count=1)


def _divided(head: str) -> str:
    """Return the parts that a thing is said to have as two things: 保护区分一级和二级,两级 as 一级保护区和二级保护区.

    What counts two things named before (甲和乙,两者) says no more than they do.
    """
    if divided := _DIVIDED.match(head):
        what, rest = divided["what"], divided["rest"]
        return f"{divided['one']}{what}和{divided['two']}{what}{'的' if rest else ''}{rest}"
    return _BOTH_AGAIN.sub("", head)


def _row_of_sides(head: str, tail: str) -> tuple[Side, ...]:
    """Part 甲、乙和丙的…: what stands behind the last 的, or the noun that counts them, is said of all."""
    comma, shared = "", ""
    row = _ROW.search(head)
    if row is None and "," in head:
        first, comma, shared = head.rpartition(",")
        row = _ROW.search(first)
    if row is None:
        return ()
    before = row.string[: row.start()]
    *names, last = _ROW_MARK.split(row["row"])
    own, of, rest = last.rpartition("的")
    ending = f"{of}{rest}" if own else ""
    last = own or last
    # 国家级、省级、市级|基地: told apart by what they all end with.
    mark = names[0][-1]
    if mark in _GRADES and all(one.endswith(mark) for one in names) and mark in last[1:-1]:
        ending, last = last[last.find(mark) + 1 :] + ending, last[: last.find(mark) + 1]
    if counted := _COUNTED.search(last):
        last, ending = last[: counted.start()], counted["noun"] + ending
    opening = re.search(r"(?:对于?|给|将|把|在|为|让)(?=[^对给将把在为让]{2,}$)", names[0])
    at = opening.end() if opening else 0
    before, names[0] = before + names[0][:at], names[0][at:]
    names.append(last)
    if min(map(len, names)) < _SHORTEST:
        return ()
    return tuple(
        Side(name=one, question=f"{before}{one}{ending}{comma}{shared}{tail}") for one in names
    )


def _joined_sides(head: str, tail: str) -> tuple[Side, ...]:
    """Part 甲和乙的…, … at the last word that joins two things."""
    joints = [one for one in _WITH.finditer(head) if one.start() >= _SHORTEST]
    if not joints:
        return ()
    # 甲和乙,人员和经费有何不同: what is asked of both may be two things itself.
    ahead = [one for one in joints if one.end() < head.rfind(",")]
    joint = (ahead or joints)[-1]
    left, right = head[: joint.start()], head[joint.end() :]
    start = max(left.rfind(mark) for mark in ",。;:") + 1
    before, first = left[:start], left[start:]
    second, comma, shared = right.partition(",")
    if counted := _COUNTED.search(second):
        noun = counted["noun"]
        second = second[: counted.start()] + noun
        first += noun
    whose, of, _ = first.rpartition("的")
    if of and "的" not in second and not comma and not first.endswith("的"):
        before += whose + of  # 电机的能耗和产量
        first = first.removeprefix(whose + of)
    own, of, rest = second.rpartition("的")
    if (when := _OF_A_YEAR.match(second)) and not comma:
        about = re.sub(YEAR, "", first)
        later = f"{before}{when['year']}{about}的{when['what']}{tail}"
        return (
            Side(name=first, question=f"{before}{first}{tail}"),
            Side(name=second, question=later),
        )
    ending = f"{of}{rest}" if own and "的" not in first and not comma else ""
    act = _ACTS.search(own) if ending and not _ACTS.search(first) else None
    if act:  # 甲和乙要公示的信息: what the second does the first does as well
        ending, own = act.group() + ending, own[: act.start()]
    if own and first.endswith("的") and not comma:
        ending = rest
    if min(len(whose + first), len(second)) < _SHORTEST:
        return ()
    first, second = _with_figure(first, second) if not ending else (first, second)
    year = re.search(YEAR, first)
    shared_year = year.group() if year and not re.search(YEAR, second) and not comma else ""
    behind = f"{comma}{shared}{tail}"
    return (
        Side(name=first, question=f"{before}{first}{ending}{behind}"),
        Side(name=own if ending else second, question=f"{before}{shared_year}{second}{behind}"),
    )


def _with_figure(first: str, second: str) -> tuple[str, str]:
    """Return two joined names, each with the figure that is asked of both, or with whose they are."""
    own, theirs = _FIGURE_LAST.search(first), _FIGURE_LAST.search(second)
    if theirs and not own:
        return first + theirs.group(), second
    if own and theirs and theirs.group() == second:
        return first, first[: own.start()] + second
    return first, second
