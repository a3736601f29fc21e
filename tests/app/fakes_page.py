"""A scripted assistant over two small documents of its own, one of them hostile."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.answer import (
    Answer,
    AnswerCitation,
    AnswerStatus,
    Note,
    Premise,
    Question,
    QuestionKind,
    Statement,
)
from corpus.model import Clause, ClausePath, ClauseRole, Document, Span

PLAN_TITLE = "青禾市节水行动方案"
HOSTILE_TITLE = "<b>乙</b>方案](javascript:alert(1))"

METER_END = "收费标准由市发改委核定。"
PLAN_CLAUSES = (
    (("一、总体要求",), ("一",), "坚持节水优先，到2027年，全市万元工业增加值用水量下降12%以上。"),
    (
        ("二、主要任务", "（一）农业节水", "1.改造灌区"),
        ("二", "（一）", "1"),
        "1.改造灌区。推进大中型灌区现代化改造，推广喷灌、滴灌等高效节水灌溉技术，"
        "新增高效节水灌溉面积3万亩。\n\t支持合作社统一管护灌溉设施。"
        "（责任单位：市水利局、农业农村局，各县（市）区人民政府按职责分工负责）",
    ),
    (
        ("二、主要任务", "（一）农业节水", "2.计量收费"),
        ("二", "（一）", "2"),
        "2.计量收费。完善农业用水计量设施，"
        + "建立分档计量、超定额累进加价的收费办法。" * 12
        + METER_END,
    ),
    (
        ("二、主要任务", "（二）工业节水"),
        ("二", "（二）"),
        "（二）工业节水。新建项目必须采用节水工艺，不得使用淘汰设备。",
    ),
    (("三、保障措施",), ("三",), "各级政府要安排资金，鼓励社会资本参与。"),
)
HOSTILE_CLAUSES = (
    (
        ("一、<img src=x onerror=window.hacked=1>",),
        ("一",),
        "<script>window.hacked=1</script><img src=x onerror=window.hacked=1> ${window.hacked=1} "
        "{{constructor}} `反引号` **粗体** [链接](javascript:window.hacked=1) "
        "![图](http://example.com/x.png) </div></article> &amp; \u202e倒写",
    ),
)


def make_document(
    name: str,
    title: str,
    parts: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...],
    *,
    pages: bool = False,
) -> tuple[Document, tuple[Clause, ...]]:
    """Join the clause texts to a document and its clauses."""
    text = f"{title}\n\n"
    clauses = []
    for headings, numbers, body in parts:
        start = len(text)
        text += body
        clauses.append(
            Clause(
                id=f"{name}/{'/'.join(numbers)}",
                document_id=name,
                path=ClausePath(headings=headings, numbers=numbers),
                titles=(),
                span=Span(start=start, end=len(text)),
                role=ClauseRole.TASK,
            )
        )
        text += "\n\n"
    document = Document(
        id=name,
        title=title,
        text=text,
        source=f"{name}.txt",
        content_hash="0",
        pages=(0, clauses[1].span.start) if pages else (),
    )
    return document, tuple(clauses)


PLAN, PLAN_PARTS = make_document("plan", PLAN_TITLE, PLAN_CLAUSES, pages=True)
HOSTILE, HOSTILE_PARTS = make_document("hostile", HOSTILE_TITLE, HOSTILE_CLAUSES)


def cite(
    number: int, clause: Clause, quote: str | None = None, document: Document = PLAN
) -> AnswerCitation:
    """Cite `quote`, or the whole clause."""
    words = quote or clause.span.of(document.text)
    start = document.text.index(words, clause.span.start)
    return AnswerCitation(
        number=number,
        document_id=document.id,
        document_title=document.title,
        clause_id=clause.id,
        path=clause.path.headings,
        label=f"《{document.title}》{clause.path.label}",
        quote=words,
        start=start,
        end=start + len(words),
        page=document.page_of(start),
        source=document.source,
    )


def make_answer(
    question: str,
    answer: str,
    statements: tuple[tuple[str, tuple[int, ...]], ...],
    citations: tuple[AnswerCitation, ...],
    kind: QuestionKind = QuestionKind.TASK,
) -> Answer:
    """Make an answered reply."""
    return Answer(
        id="1",
        question=question,
        resolved_question=question,
        kind=kind,
        status=AnswerStatus.ANSWERED,
        answer=answer,
        statements=tuple(Statement(text=text, citations=numbers) for text, numbers in statements),
        citations=citations,
        elapsed_ms=12.4,
    )


GREETING, IRRIGATION, METERS, INDUSTRY, MONEY = PLAN_PARTS

AGENCY_TEXT = "灌区改造由市水利局（首列单位）、市农业农村局和各县（市）区人民政府负责。"
AGENCY = make_answer(
    "灌区改造谁负责",
    AGENCY_TEXT,
    ((AGENCY_TEXT, (1,)),),
    (
        cite(
            1, IRRIGATION, "（责任单位：市水利局、农业农村局，各县（市）区人民政府按职责分工负责）"
        ),
    ),
    QuestionKind.AGENCY,
)
TABLE = make_answer(
    "列出所有任务",
    "共三项任务：\n\n| 序号 | 任务 | 要求 |\n| --- | --- | --- |\n"
    "| 1 | 改造灌区 | 新增高效节水灌溉面积3万亩 |\n"
    "| 2 | 计量收费 | 完善农业用水计量设施 |\n| 3 | 工业节水 | 不得使用淘汰设备 |",
    (("改造灌区", (1,)), ("计量收费", (2,)), ("工业节水", (3,))),
    (
        cite(1, IRRIGATION, "新增高效节水灌溉面积3万亩"),
        cite(2, METERS, "完善农业用水计量设施"),
        cite(3, INDUSTRY, "不得使用淘汰设备"),
    ),
    QuestionKind.LIST,
)
LAST_WORDS = make_answer("谁核定", METER_END, ((METER_END, (1,)),), (cite(1, METERS, METER_END),))
PREMISE = make_answer(
    "用水量是不是要下降50%",
    "到2027年，全市万元工业增加值用水量下降12%以上。",
    (("到2027年，全市万元工业增加值用水量下降12%以上。", (1,)),),
    (cite(1, GREETING, "到2027年，全市万元工业增加值用水量下降12%以上"),),
    QuestionKind.TARGET,
)
POINTS = make_answer(
    "农业节水有哪些举措",
    "农业节水的举措：\n- 推广喷灌、滴灌等高效节水灌溉技术\n- 完善农业用水计量设施",
    (
        ("推广喷灌、滴灌等高效节水灌溉技术", (1,)),
        ("完善农业用水计量设施", (2,)),
        ("新建项目必须采用节水工艺", (3,)),
    ),
    (
        cite(1, IRRIGATION, "推广喷灌、滴灌等高效节水灌溉技术"),
        cite(2, METERS, "完善农业用水计量设施"),
        cite(3, INDUSTRY, "新建项目必须采用节水工艺"),
    ),
)
HOSTILE_QUOTE = HOSTILE_PARTS[0].span.of(HOSTILE.text)
HOSTILE_ANSWER = make_answer(
    "恶意",
    HOSTILE_QUOTE,
    ((HOSTILE_QUOTE, (1,)),),
    (cite(1, HOSTILE_PARTS[0], document=HOSTILE),),
)

SCRIPT = {
    "谁负责": AGENCY,
    "列出": replace(TABLE, total=3),
    "50%": replace(
        PREMISE,
        premise=Premise(asked="50%", found="12%以上"),
        notes=(Note(code="ocr", text="本条出自扫描件，请核对原件。"),),
    ),
    "举措": POINTS,
    "核定": LAST_WORDS,
    "恶意": HOSTILE_ANSWER,
}


def decline(question: str, status: AnswerStatus = AnswerStatus.NOT_FOUND) -> Answer:
    """Make a declined reply with two near clauses."""
    return Answer(
        id="1",
        question=question,
        resolved_question=question,
        kind=QuestionKind.OTHER,
        status=status,
        answer="",
        near=(cite(1, INDUSTRY), cite(2, MONEY)),
        reason=f"现有 2 份文件中没有关于“{question}”的内容。",
        suggestions=("农业节水有哪些举措？",),
        elapsed_ms=3.0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeClauseView:
    document: Document
    clause: Clause
    text: str
    previous: Clause | None
    next: Clause | None
    ended: str = ""


@dataclass
class ScriptedAssistant:
    """Answers by the words of the question and remembers what it was asked."""

    asked: list[Question] = field(default_factory=list)

    def documents(self) -> tuple[Document, ...]:
        return (PLAN, HOSTILE)

    def metadata(self, _document_id: str) -> None:
        return None

    def clause_view(self, clause_id: str) -> FakeClauseView:
        for document, clauses in ((PLAN, PLAN_PARTS), (HOSTILE, HOSTILE_PARTS)):
            for index, clause in enumerate(clauses):
                if clause.id == clause_id:
                    return FakeClauseView(
                        document=document,
                        clause=clause,
                        text=clause.span.of(document.text),
                        previous=clauses[index - 1] if index else None,
                        next=clauses[index + 1] if index + 1 < len(clauses) else None,
                    )
        raise KeyError(clause_id)

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if "崩溃" in question.text:
            raise RuntimeError("a fault of the program")
        return self._reply(question)

    def _reply(self, question: Question) -> Answer:
        text = question.text
        if "天气" in text:
            return decline(text, AnswerStatus.OUT_OF_SCOPE)
        for word, answer in SCRIPT.items():
            if word in text:
                earlier = f"{question.history[-1]}：" if question.history else ""
                return replace(answer, question=text, resolved_question=f"{earlier}{text}")
        return decline(text)


# Parsed as it is: a plan with a goal, two tasks, an obligation of a trade, and markup in a title.
EVIL = "<img src=x onerror=window.hacked=1>"
TABLES_PLAN = f"""福州市节水行动方案

福州市人民政府
2024年3月1日

一、总体要求
（一）总体目标
到2030年，全市用水总量下降12%以上。
二、重点任务
（一）改造管网{EVIL}。更新老化管网，到2027年，漏损率降到8%以下。（责任单位：市水利局、住建局）
（二）工业节水。钢铁企业必须安装计量水表。鼓励企业采用再生水。（责任单位：市工信局）
"""
