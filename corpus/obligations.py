"""What binds, allows or rewards: modality words and who they speak to; pure.

The words are those of official style (立法技术规范 on 应当/必须/不得; 鼓励/支持/引导 do not bind). 严格控制 limits
and does not forbid; a penalty without an amount has none. What is taken back from those who fail (…的，追回补贴,
取消资格, 不再享受, 列入失信名单) is a consequence and no reward; without a case (逐步取消补贴) it is neither.
What is to be given up for good (坚决淘汰, 依法依规关停) is forbidden, or in a case (未完成改造的) its consequence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.brackets import find_brackets, lies_in
from corpus.facts import Modality, Obligation
from corpus.markers import read_marker
from corpus.model import Clause, Document, cite
from corpus.view import fold_width, split_sentences, view_of

# The nouns that name who is spoken to.
_WHO = (
    r"(?:企业|集团|工厂|园区|开发区|机构|单位|个人|项目|政府|部门|社会资本|社会力量|行业(?!间|规范)|高校|院校|院所|国企|央企|主体|消费者"
    r"|医院|学校|银行|用户|居民|农户|联合体|人员|公司|协会|(?:社会|行业|专业|标准化|中介|国际|经济)组织|(?:提供|服务|供应|运营|开发|经销|制造|承包)商"
    r"|(?:经营|生产|从业|使用|开发|投资|所有|劳动)者|地区|各地|各县|县\(市\)区|市县|公民|法人|团体|媒体|机关|公众|群众|团队|平台|委员会)"
)
# Words that begin what is to be done; who is spoken to ends before them.
_ACTION = (
    r"(?:开展|参与|加强|加大|加快|建立|建设|实施|实行|采用|采取|使用|利用|应用|发展|进行|通过|积极|主动|按照|依据|依托|依法|面向|围绕|组建|编制|发布"
    r"|制定|申报|承担|牵头|联合|提高|提升|优化|扩大|设立|申请|购买|引进|创建|开发(?!性|区|商)|研发|推广|推进|推行|推动|落实|率先|优先|自愿|深化|强化|增加|减少"
    r"|降低|实现|完善|探索|选用|选择|引入|运用|突破|入驻|更新|消费(?!品|者)|(?<!社会)(?<!行业)(?<!专业)(?<!标准化)组织|赶超|带头|进口|出口|有序|就近|低成本|集聚|出台|发行|发挥|打造|构建|形成|投资|投入|配备|配置|安装|做|为|对|向"
    rf"|在(?![校职岗建册籍])|将|把|以(?!上|下|及)|从|到)(?!{_WHO})"
)
_UNTIL_ACTION = rf"(?:(?!{_ACTION})[^,;。])"
_JOINT = r"(?:、|和|与|以及|及|或者?|等)"

# 不予共享的, 不予开放类: the name of a class, no ban.
_FORBID = r"禁止(?!类|性)|严禁|不得(?!不)|不准|不予(?!支付|报销|补助|补贴|退|返还|受理|认定|公开|计[算入]|支持|奖励|处罚|行政处罚|追究|[\u4e00-\u9fff]{2}(?:的|类|等))|不允许|杜绝|拒批|一律不|不再(?=批准|审批|新[建增])"
_PENALISE = r"(?<!轻)(?<!重)(?<!免除)(?<!免予)(?<!不予)处罚|罚款|惩戒|奖惩(?!制度|机制|办法)|通报批评|约谈|处分|问责|追究|吊销|没收|责令|淘汰退出|进行淘汰|予以淘汰|依法(?:依规)?(?:进行|予以)处置"
_RESTRICT = r"严格控制|严控|从严控制|严格限制|限制(?!类|性)|(?<!得到)(?<!得到根本)(?<!得到有效)遏制|合理控制(?![^,;。]{0,8}(?:温度|湿度|亮度|音量|成本|节奏|时间|时长|剂量))|严格把控|严格管控|从严审批|不(?:支持|鼓励|提倡)"
# A count behind it reports what was done: 依法关停企业12家.
_GIVE_UP = (
    r"(?:坚决|一律)(?:依法|依规|彻底|予以|全面){0,3}(?:淘汰|关停|取缔|关闭)(?!类)"
    r"|^(?:持续|严格|坚持)?(?:(?:依法|依规|全面){1,3}(?:予以)?|限期)(?:淘汰|取缔|关停|关闭)(?!的|类|名录|制度|目录|标准|[^,;]{0,30}\d[余多万]{0,2}[家台座个户])"
)
_FAILED = re.compile(r"未|逾期|拒不|达不到|不达标")
_MUST = r"必须|务必|(?<![必无])须(?!知)"
_COMPULSORY = r"(?<!不)(?:实施|实行|开展|推行)强制(?![^,;。]{0,12}(?:标准|制度|保险))(?![^,;]{0,100}的(?:企业|单位|项目)?$)"
# 应 and 要 inside other words: 相应, 应用, 主要, 要求.
_SHALL = (
    r"应当|应该|(?<![相对供效反响适感顺呼因回])应(?![用急对变收付税届聘诉力答有运声激邀时季试]|.尽)"
    rf"|(?:^|(?<={'|'.join(('企业', '政府', '部门', '单位', '机构', '国企', '央企', '各地', '各级', '项目', '地区', '园区'))}))要(?![求素点是])"
    r"|(?<=的[企项单])[业目位]要求(?=[\u4e00-\u9fff])"
    r"|(?<=[企项单机])[业目位构]严格(?:落实|执行|遵守)"
)
_REWARD = r"表彰|(?<=给予)奖励|奖励(?!资金|办法|政策|对象|范围)|奖惩(?!制度|机制|办法)|奖补|(?<!财政)补助(?!收入|部分)|补贴(?!收入)|税收优惠|优惠政策|减免|退税|贴息"
# What is taken back (追回补贴), and what is not given (不予补助) or was got by wrong (骗取补贴).
_TAKEN = r"(?<![被已])(?:追回|追缴|收回|收缴|缴回|退[回还]|撤销|取消|停止|终止|暂停|停发|(?<!加计)(?<!税前)扣[减除回发]|核减|不再享受)"
_TAKEN_BACK = re.compile(
    rf"(?:{_TAKEN})(?!的)[^,;]{{0,24}}(?:{_REWARD})|(?:{_REWARD})[^,;]{{0,10}}(?:予以|应当?|将|全额|及时)(?:{_TAKEN})"
)
_NOT_GIVEN = re.compile(
    rf"(?:不予|不再|不另|不重复|不享受|不能|不给|骗取|套取|冒领|虚报|挪用|截留|克扣|清理)[^,;]{{0,16}}(?:{_REWARD})"
)
_CONSEQUENCE = re.compile(
    r"(?<![被已])(?:取消|撤销)[^,;。]{0,16}(?:资格|称号|资质|荣誉|认定)(?!的)|(?:追回|追缴|收回|收缴)[^,;。]{0,20}(?:资金|奖金|经费|款项?)(?!的)"
    r"|(?:列入|纳入)[^,;。]{0,16}(?:失信|黑名单)[^,;。的]{0,12}$|不再享受"
)
# What makes a case of it: …的, 对…的企业, 一经查实, 情节严重.
_CASE = re.compile(
    r"的(?:[,:;]|$)|对[^,;]{2,60}的(?:企业|单位|个人|机构|项目|园区|地区|人员|基地|组织|部门|主体|团队|行为)|凡|一经|如有|[如若]发现|视情|否则|情形之一|违反|者,"
)
# 政策支持, 宣传引导, 引导作用 are nouns; 通过政策引导企业 is not.
_ENCOURAGE = (
    r"(?<!不)鼓励(?!类|发展的|的)|(?<!政策)(?<!财税)(?<!不)(?<!不再)(?<!不予)(?:(?<!技术)|(?=支持[^,;:。、的和等]{9}))支持(?!力度|政策|和激励|作用|体系)|(?<!不)倡导"
    rf"|(?<!政策)(?<!宣传)(?<!舆论)引导(?!作用|机制|力度|和激励|基金|资金)|(?<=政策)引导(?={_WHO})"
    rf"|(?<=政策)支持(?=[^,;。]{{0,16}}{_WHO}[^,;。]{{2,}})"
)
# Tried in this order on each part of a sentence: one word that binds, and what is given beside it.
_BINDING = tuple(
    (modality, re.compile(pattern))
    for modality, pattern in (
        (Modality.FORBID, _FORBID),
        (Modality.FORBID, _GIVE_UP),
        (Modality.PENALISE, _PENALISE),
        (Modality.RESTRICT, _RESTRICT),
        (Modality.MUST, _MUST),
        (Modality.SHALL, _SHALL),
        (Modality.MUST, _COMPULSORY),
    )
)
_GIVING = (
    (Modality.REWARD, re.compile(_REWARD)),
    (Modality.ENCOURAGE, re.compile(_ENCOURAGE)),
)
_BOOK_TITLE = re.compile(r"《[^》]{0,200}》")  # names say nothing: 《…禁止和限制目录》
_PART = re.compile(r"[^,;]+")
_ADDRESSED = re.compile(
    rf"(?:(?:和|与|或者?|、|并)?(?:引导|支持|指导|鼓励|推动|扶持|帮助|倡导|监督|吸引)){{0,3}}(?:和|、|并)?(?P<subject>{_UNTIL_ACTION}{{0,40}}?{_WHO}"
    rf"(?:{_JOINT}{_UNTIL_ACTION}{{0,14}}?{_WHO}|(?:(?!{_JOINT}){_UNTIL_ACTION}){{0,8}}?{_WHO})*)"
    r"(?!行动|能效)"
)
# What stands between who is spoken to and the modality word.
_ADVERBS = re.compile(
    r"(?:坚决|一次性|最高|每年|额外|择优|优先|适当|依法|依规|一律|均|都|也|还|予以|给予|将|可以?|应当?|要|按照?规定|进行|实行|及时|严格|原则上|切实|主动|并|且|但|同时|不|、|及|和|或者?|由\w*|(?<!办事)(?<!管理)(?<!事务)处(?:以|其|[\d一二三四五六七八九十两百千万]|违法|货值|合同|骗取|相当|工程[造价合]|赔偿|应缴|非法|挪用|该项|所[缴欠得])\w*"
    r"|终身|必要时|任何时候|(?<![后前起\d一二三四五六七八九十])在?(?:\d{1,2}|[一二两三四五六七八九十]{1,3})个?(?:年|月|工作日|日|天)(?:以?内)?)$"
)
_OPENING = re.compile(r"^(?:对于?|凡是?|其中|同时|并且?|但是?|且|而|则|也|还|或者|以及|、)")
# When, not who: 合同签订后; but behind 在, who acts then: 学校在招生前.
_TIME = re.compile(r"(?:^(?P<who>[^,;在]{2,45})在[^,;]{2,60})?(?:[时后前]|期间)$")
_NO_SUBJECT = re.compile(
    r"^(?:(?:禁止|严禁|不得|不准|必须|应当|鼓励|支持|引导|限制)(?!类|性)(?![^,]*的$)|(?:加快|推动|推进|加强|加大|强化|推广)(?![^,]*的)|全面$|分[区时]|在(?![校职岗建册籍])|经(?![营办])|按|依|根据|因|为|如|若|除|由|自|当|以|通过|未经|从而|确保|实施|综合|落实)"
)
_ENDS_AS_SUBJECT = re.compile(rf"(?:{_WHO}|的|行为|产品|设备|机组|工程|建筑物?)$")
# Whom a ban names behind its word: 禁止任何单位和个人…, 严禁医院违规….
_BANNED = re.compile(
    r"^(?:禁止|严禁|不准|不允许)(?P<subject>任何(?:单位|组织|个人|企业|机构|人)(?:(?:和|或者?|、|及)(?:单位|组织|个人|企业|机构)){0,3}"
    r"|[^,;。的在向对从以将把为给后前被和及、]{0,12}(?:单位|个人|医院|企业|机构|人员|公司|学校|教师|机关|公民|经营者|组织)"
    r"(?=以|在|利用|擅自|违规|违法|从事|开展|举债|参与|实施|使用|通过|私自|借|将|向|收取|有偿|提供|销售|生产))"
)
# A further word of the same sentence, for whoever was spoken to: 企业应当…,不得…; …,投用前必须….
_GOES_ON = re.compile(
    r"^(?:并|也|且|但|同时|均|一律|[^,;。的]{1,10}[时前后]){0,3}(?:应当|必须|不得|须)"
)
# Where, not who: 水井周围30米范围内.
_PLACE = re.compile(r"(?:范围|区域?|地带|水域|场所|小区|沿线)之?内$|周[围边]$|两侧$|以[内外]$")
_BY_WHAT = re.compile(r"^(?:并|可以?|由)?(?:依照|依据|按照|处|罚款)")
# Why a document is made: 为了…,根据…,制定本办法; nothing in it binds or grants.
_PURPOSE = re.compile(r"^(?:第[一二三四五六七八九十百\d]{1,4}条)?\s?为了?[^。]{2,}制定(?:了?本|《)")
_ACTING = re.compile(rf"(?P<who>{_UNTIL_ACTION}{{0,20}}?{_WHO})在[^,;]*(?:中|[时前后]|期间)$")
# Who punishes is not who is punished: …的,监督检查部门应当责令…,可以处….
_PUNISHES = re.compile(
    r"^(?!对)(?:由)?[^,;的]{0,24}(?:部门|机关|政府|委员会|管理机构|[局厅])(?:$|(?:应当?|可以?|有权|依法|将){1,2}[^,;]{0,6}(?:责令|没收|吊销|警告|处|给予|约谈))"
)
# What is done to a thing, put first: 产品和包装物的设计,应当….
_TOPIC = re.compile(
    r"的(?:设计|建设|编制|使用|管理|选址|布局|生产|销售|运输|贮存|处置|拆除|改造|验收|安装|采购|维护|开发|利用)$"
)
# A title that is a rule: 严禁在林区用火, 经营者不得拒收现金.
_RULE = re.compile(
    rf"(?:严禁|禁止|不得|不准|必须|务必)|[^,;:。]{{0,30}}{_WHO}[^,;:。]{{0,12}}(?:应当|必须|不得|严禁|不准)"
)
# A lead whose items are what is to be done; 有下列情形之一的 lists cases instead.
_LISTS = re.compile(
    r"(?:措施|职责|义务|要求|规定|规范|行为|工作|活动|职权|任务|原则)(?:[^,。:]{0,6})?:$"
)
_LISTS_CASES = re.compile(r"情形|情况|之一|条件|材料|内容")
_ITEM = re.compile(r"\([一二三四五六七八九十]{1,3}\)")
_INHERITED = {Modality.MUST, Modality.SHALL, Modality.FORBID, Modality.RESTRICT}
_BY_LAW = {Modality.MUST, Modality.SHALL, Modality.FORBID}
_NAMES_WHO = re.compile(rf"{_WHO}$")
_LONGEST_SUBJECT = 45


Modalities = tuple[tuple[Modality, str | None], ...]


def extract_obligations(document: Document, clause: Clause) -> tuple[Obligation, ...]:
    """Read the binding and encouraging sentences of a clause.

    A sentence gives one fact for each modality, or for each subject where it names several; the
    items below 应当采取以下措施 are to be done as well.
    """
    view = view_of(document.text, clause.span)
    brackets = list(find_brackets(view.text))
    found: list[Obligation] = []
    lead = above = _lead_above(clause)
    sentences = list(split_sentences(view))
    for start, end in sentences:
        sentence = view.text[start:end]
        opens = (start, end) == sentences[0] and bool(above)
        is_named = not opens and is_title(sentence, clause)
        if lies_in(brackets, start, end) or (is_named and not _is_rule(sentence)):
            continue
        read = read_modalities(sentence)
        if is_named:
            read = tuple(one for one in read if one[0] in _INHERITED)
        if opens or _ITEM.match(sentence):
            read = _as_item(sentence, read, lead)
        else:
            lead = _lead(sentence, read)
        source = cite(document, clause, view.span(start, end))
        found += [
            Obligation(
                modality=modality,
                subject=subject and view.verbatim(subject, document.text, start, end),
                source=source,
            )
            for modality, subject in read
        ]
    return tuple(found)


def _is_rule(title: str) -> bool:
    """Tell whether a numbered title is a sentence that binds: 五、严禁在林区用火。"""
    shown = title.strip("#* ")
    marker = read_marker(shown)
    return bool(_RULE.match(shown[marker.length if marker else 0 :].strip()))


def _lead_above(clause: Clause) -> Modalities:
    """Return what the heading above a clause imposes on it: 四、禁止下列行为, whose items are clauses."""
    above = fold_width(clause.path.headings[-2]) if len(clause.path.headings) > 1 else ""
    if not re.search("[下以][列下]", above):
        return ()
    marker = read_marker(above)
    words = above[marker.length if marker else 0 :].rstrip(":")
    return _lead(f"{words}:", read_modalities(words))


def _lead(sentence: str, read: Modalities) -> Modalities:
    """Return what a sentence imposes on the items below it: 企业应当采取以下措施:(一)….

    The last of several words counts, which stands next to the items: 应当…，不得有下列行为:.
    """
    if not _LISTS.search(sentence.rstrip()) or _LISTS_CASES.search(sentence):
        return ()
    binding = [one for one in read if one[0] in _INHERITED]
    subjects = [subject for _, subject in binding if subject]
    return tuple(
        (modality, subject or next(iter(subjects), None)) for modality, subject in binding
    )[-1:]


def _as_item(sentence: str, read: Modalities, lead: Modalities) -> Modalities:
    """Return what an item binds to: what its lead imposes, and what it adds in its own words.

    Acts listed below 不得有下列行为 are described, whatever words they use. A rule is of the subject of
    the lead: 经营者应当遵守下列规定:(二)执行收费标准,不得擅自改变….
    """
    if not lead or lead[0][0] is Modality.FORBID:
        return lead or read
    ((_, subject),) = lead
    own = tuple((modality, named or subject) for modality, named in read if modality in _INHERITED)
    opens = any(one[0] in _INHERITED for one in read_modalities(sentence.partition(",")[0]))
    return own if opens else tuple(dict.fromkeys((*lead, *own)))


def is_title(sentence: str, clause: Clause) -> bool:
    """Tell whether a sentence of the matching view only names the clause: "2.推进…。"."""
    shown = sentence.strip("#* ")
    marker = read_marker(shown)
    shown = shown[marker.length if marker else 0 :].rstrip("。:* ")
    return any("".join(shown.split()) == "".join(fold_width(t).split()) for t in clause.titles)


def read_modalities(sentence: str) -> Modalities:
    """Return the modalities of a sentence, in order, with their subjects (None: not named).

    >>> [(m.value, s) for m, s in read_modalities("新建项目必须符合规定,鼓励有条件的企业先行。")]
    [('必须', '新建项目'), ('鼓励', '有条件的企业')]
    """
    found: list[tuple[Modality, str | None]] = []
    previous = ""
    acting: str | None = None
    if _PURPOSE.match(sentence):
        return ()
    case = _CASE.search(sentence.rstrip("。"))
    for match in _PART.finditer(sentence.rstrip("。")):
        part = match.group().strip()
        marker = read_marker(part)
        part = part[marker.length if marker else 0 :]
        is_case = case is not None and case.start() < match.end()
        if sentence[match.start() - 1 : match.start()] == ";":
            acting = None
        for modality, named in _part_modalities(part, previous, is_case=is_case):
            goes_on = modality in _BY_LAW and named is None and _GOES_ON.match(part)
            subject = acting if goes_on else named
            if modality in _BY_LAW and named and _NAMES_WHO.search(named):
                acting = named
            known = [
                known_subject
                for known_modality, known_subject in found
                if known_modality is modality
            ]
            if None in known and subject is not None:
                found[found.index((modality, None))] = (modality, subject)
            elif not known or (subject is not None and subject not in known):
                found.append((modality, subject))
        previous = part
    return tuple(found)


def _part_modalities(
    part: str, previous: str, *, is_case: bool
) -> Iterator[tuple[Modality, str | None]]:
    shown = _BOOK_TITLE.sub(lambda title: "《" * len(title.group()), part)
    bound = found = False
    for modality, pattern in _BINDING:
        if match := pattern.search(shown):
            is_given_up = pattern.pattern == _GIVE_UP
            if is_given_up and (is_case or _FAILED.search(shown[: match.start()])):
                modality = Modality.PENALISE
            found = modality is Modality.PENALISE
            banned = _BANNED.match(part) if match.start() == 0 else None
            spoken_to = _spoken_to(part, match, previous, modality)
            yield modality, banned.group("subject") if banned else spoken_to
            bound = modality is Modality.FORBID
            break
    taken = _TAKEN_BACK.search(shown) or _CONSEQUENCE.search(shown)
    if taken and is_case and not bound and not found:
        yield Modality.PENALISE, _spoken_to(part, taken, previous, Modality.PENALISE)
    # 领取补贴的 names a case.
    is_given = not taken and not _NOT_GIVEN.search(shown) and not shown.endswith("的")
    for modality, pattern in () if bound else _GIVING:
        if modality is Modality.REWARD and not is_given:
            continue
        if match := pattern.search(shown):
            if modality is Modality.ENCOURAGE:
                addressed = _ADDRESSED.match(part, match.end())
                yield modality, addressed.group("subject") if addressed else None
            else:
                yield modality, _spoken_to(part, match, previous, modality)


def _spoken_to(part: str, match: re.Match[str], previous: str, modality: Modality) -> str | None:
    """Return who a binding or giving word speaks to: what stands before it, or the part before."""
    kept = (
        1 if match.group()[0] in "业目位构" else 0
    )  # the last character of 企业要求, 项目严格落实
    ahead = part[: match.start() + kept]
    while stripped := _ADVERBS.search(ahead):
        ahead = ahead[: stripped.start()]
    subject = _as_subject(ahead, modality)
    if modality is Modality.PENALISE and _PUNISHES.search(ahead):
        subject = None
    if subject is None and (not ahead or modality in {Modality.PENALISE, Modality.REWARD}):
        punished = modality is Modality.PENALISE
        return None if punished and _PUNISHES.search(previous) else _condition(previous)
    return subject


def _condition(previous: str) -> str | None:
    """Return who the part before names: 未完成任务的, 对成绩突出的单位, 企业在改造过程中."""
    condition = _OPENING.sub("", previous)
    acting = _ACTING.match(condition)
    ends = _ENDS_AS_SUBJECT.search(condition) or _TOPIC.search(condition)
    is_subject = ends and not _NO_SUBJECT.match(previous)
    if is_subject and len(condition) <= _LONGEST_SUBJECT:
        return condition
    return acting.group("who") if acting else None


def _as_subject(ahead: str, modality: Modality) -> str | None:
    subject = _OPENING.sub("", ahead)
    if time := _TIME.search(subject):
        if time.group("who") is None and not re.search(_WHO, subject):
            return None
        subject = time.group("who") or subject
    if not 2 <= len(subject) <= _LONGEST_SUBJECT or _NO_SUBJECT.match(ahead):
        return None
    if _PLACE.search(subject) or (modality is Modality.PENALISE and _BY_WHAT.match(ahead)):
        return None
    return subject if modality in _BY_LAW or _ENDS_AS_SUBJECT.search(subject) else None
