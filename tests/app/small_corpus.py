"""Invented documents that are quick to index, and the shipped ones, each opened once for all tests."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from app.answer import Answer, Question
from app.assistant import Assistant
from app.catalogue import Catalogue
from app.chain import build_chain, open_assistant
from app.settings import Settings
from corpus.model import Citation, Span
from corpus.store import DEFAULT_DOCUMENTS
from index.library import Embedders, Library, open_library
from index.scope import EVERYTHING, Scope
from tests.fakes import HashEmbedder

WATER = "泉州市农业节水实施方案"
GRAIN = "江西省粮食仓储绿色发展行动方案"
DOGS = "泉州市养犬管理条例"

_TEXTS = {
    WATER: """泉州市农业节水实施方案

为加强我市农业节水，制定本实施方案。方案包括总体要求、重点任务与保障措施三个部分。

一、总体要求

（一）指导思想

坚持节水优先，推动农业用水方式转变，建设节水型农业。

（二）总体目标

到2027年，农田灌溉水有效利用系数达到0.62以上，累计建成高标准农田30万亩，大型灌区、中型灌区渠系改造完成比例分别为90%、75%。到2030年，农业用水总量比2020年下降12%以上。节水灌溉技术达到全国先进水平。

二、重点任务

（一）改造灌区设施

1.更新老化渠道。全面排查渠道渗漏情况，对渗漏严重的渠段进行防渗衬砌。推广管道输水，减少输水损失。到2027年，更新老化渠道400公里。（责任单位:市水利局、农业农村局、财政局，各县(市)区人民政府按职责分工负责落实）

	专栏1 渠道衬砌技术要点

	——混凝土衬砌：适用于干渠，采用现浇工艺。

——土工膜衬砌：适用于支渠，推广复合土工膜防渗工艺。

2.建设量水设施。在取水口安装量水闸门，推行按方计量收费。（责任单位:市水利局牵头，市发改委、财政局配合）

（二）推广节水灌溉

1.发展喷灌滴灌。支持茶园、果园安装喷灌和滴灌设备，鼓励种植大户采用水肥一体化技术。到2027年，新增喷灌滴灌面积8万亩。（责任单位:市农业农村局、水利局、科技局，各县(市)区人民政府按职责分工负责落实）

	专栏2 水肥一体化示范

	——茶园示范：选择安溪茶园开展水肥一体化示范。

2.选育耐旱品种。开展水稻、甘薯耐旱品种选育和示范种植。探索旱作农业新模式。

三、保障措施

（一）加大资金支持。统筹水利发展资金，对节水设施给予补助。严禁挪用节水专项资金。（责任单位:市财政局、水利局、农业农村局按职责分工负责落实）

（二）加强宣传培训。组织农民节水培训，普及节水知识。（责任单位:市农业农村局、教育局、水利局按职责分工负责落实）
""",
    GRAIN: """江西省粮食仓储绿色发展行动方案

为提升我省粮食仓储水平，制定本行动方案。

第1章 总体要求

（一）指导思想
坚持绿色储粮，减少粮食产后损失，保障粮食安全。

（二）主要目标
到2028年，全省准低温储粮仓容占比达到45%左右，建成绿色粮库60座。

第2章 主要任务

（一）升级仓储设施
改造老旧粮仓。对建成二十年以上的粮仓进行气密性和隔热改造。（省粮食局、财政厅，省发改委）
推广绿色储粮技术。推广氮气气调和内环流控温，减少熏蒸药剂使用。（省粮食局、科技厅）

（二）减少产后损失
提升烘干能力。在产粮大县新建烘干中心，力争每县不少于2个。（省农业农村厅、粮食局）

第3章 保障措施

（一）加大资金支持。统筹粮食风险基金，支持粮仓改造。（省财政厅、粮食局）
（二）加强宣传培训。开展爱粮节粮宣传，培训保管员5000人次。（省粮食局、教育厅）
""",
    DOGS: """泉州市养犬管理条例

第一章 总则

第一条 为了规范养犬行为，保障公众健康，根据有关法律，制定本条例。
第二条 本市城市建成区内的养犬管理适用本条例。

第二章 养犬登记

第三条 养犬人应当为犬只接种狂犬病疫苗，并向公安机关办理登记。
第四条 登记证有效期一年，期满前三十日内办理延续。

第三章 养犬行为

第五条 携犬外出应当使用牵引绳，绳长不得超过1.5米。禁止携犬进入学校、医院。
第六条 养犬人违反本条例第五条规定的，处二百元罚款。
""",
}

_home = tempfile.TemporaryDirectory(prefix="wence-small-", ignore_cleanup_errors=True)
EMBEDDERS = Embedders(
    build=lambda *_: HashEmbedder(),
    question=lambda *_: HashEmbedder(),
)


@cache
def small_library(*titles: str) -> Library:
    """Return a library of the invented documents with these titles, or of all of them."""
    folder = Path(_home.name) / ("-".join(titles) or "all")
    folder.mkdir()
    for title in titles or _TEXTS:
        (folder / f"{title}.txt").write_text(_TEXTS[title], encoding="utf-8")
    return open_library([folder], home=Path(_home.name) / "home", embedders=EMBEDDERS)


@cache
def small_catalogue(*titles: str) -> Catalogue:
    return Catalogue(small_library(*titles).parsed)


@cache
def small_assistant(*titles: str) -> Assistant:
    """Return the assistant over the invented documents with these titles, or over all of them."""
    catalogue = small_catalogue(*titles)
    return Assistant(catalogue, build_chain(small_library(*titles), catalogue).invoke)


def assistant_over(folder: Path, *, clock: Callable[[], date] = date.today) -> Assistant:
    """Return an assistant over the documents in `folder`, on the day that `clock` gives."""
    library = open_library([folder], home=folder.parent / "home", embedders=EMBEDDERS)
    catalogue = Catalogue(library.parsed, library.descriptions, clock=clock)
    return Assistant(catalogue, build_chain(library, catalogue).invoke)


@cache
def shipped_assistant() -> Assistant:
    """Return the assistant as it ships, over the shipped documents, in a data home of its own."""
    home = Path(_home.name) / "shipped"
    return open_assistant(Settings(home=home, documents=(DEFAULT_DOCUMENTS,)))


def ask(
    text: str, *titles: str, documents: tuple[str, ...] = (), scope: Scope = EVERYTHING
) -> Answer:
    """Ask the assistant over the invented documents with these titles, or over all of them."""
    question = Question(text=text, documents=documents, scope=scope)
    return small_assistant(*titles).ask(question)


def cited(words: str, *, title: str = WATER) -> Citation:
    """Cite the first occurrence of `words` in an invented document, in the clause it stands in."""
    catalogue = small_catalogue()
    document = catalogue.document(title)
    start = document.text.index(words)
    span = Span(start=start, end=start + len(words))
    clause = next(
        one.clause for one in catalogue.clauses((title,)) if one.clause.span.contains(span)
    )
    return Citation(document_id=title, clause_id=clause.id, span=span, quote=words)
