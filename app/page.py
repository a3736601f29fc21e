"""The web page: a chat on the left, the cited clause on the right; beside it the other tabs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Gradio reads this while it is imported and whenever a page is built: it must come first.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from gradio.themes import Base
from gradio.themes.utils import colors

from app.answer import Answer, Question
from app.answer_lines import plain
from app.errors import QuestionError
from app.intake import take_question
from app.live_assistant import LiveAssistant
from app.page_clause import read_span, show_clause
from app.page_documents import lay_documents
from app.page_documents_desk import DocumentsDesk
from app.page_evaluation import lay_evaluation
from app.page_evaluation_process import EvaluationDesk
from app.page_markup import (
    DECLINED_PANEL,
    EMPTY_PANEL,
    answer_html,
    error_html,
    fault_html,
    first_citation,
    question_html,
)
from app.page_scope import read_scope, scope_choices
from app.page_tables import lay_tables
from app.page_tables_desk import TablesDesk
from app.settings import Settings
from app.uploads_listing import Named, document_choices
from corpus.errors import PolicyQAError
from corpus.model import Span

if TYPE_CHECKING:
    from app.assistant import Assistant

EXAMPLES = (
    "废旧动力电池回收由哪些部门负责？",
    "2025年短流程炼钢产量占比要达到多少？",
    "福州市钢铁行业碳达峰有哪些举措？",
    "福州市方案二（三）3讲了什么？",
    "福建省有色金属方案分哪几个部分？",
    "新能源汽车购置补贴标准是多少？",
)
TITLE = "问策 · 政策文件问答"

_FOLDER = Path(__file__).parent
_FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif")
_AT_ONCE: dict[str, Any] = {
    "queue": False,
    "show_progress": "hidden",
    "api_visibility": "private",
}
_HEADER = """<header class="page-header"><h1>问策</h1>
<p>政策文件问答：每句话都注明出处，原文就在右侧</p></header>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question and its reply as shown; only an `understood` question is history."""

    question: str
    reply: str
    understood: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHandlers:
    """What the page does on its events; the conversation comes in and goes out as a value."""

    assistant: Assistant | LiveAssistant

    def ask(self, text: str, scope: list[str] | None, turns: tuple[Turn, ...]) -> list[Any]:
        """Answer `text`; return the new turns, chat messages, input text and clause panel.

        An error stands in the chat, the text stays in the input and the panel as it is.
        """
        *_, last = self._replies(text, scope, turns, grows=False)
        return last

    def stream(
        self, text: str, scope: list[str] | None, turns: tuple[Turn, ...]
    ) -> Iterator[list[Any]]:
        """Answer as `ask`, and show before what of the answer is there and checked."""
        yield from self._replies(text, scope, turns, grows=True)

    def _replies(
        self, text: str, scope: list[str] | None, turns: tuple[Turn, ...], *, grows: bool
    ) -> Iterator[list[Any]]:
        try:
            documents, conditions = read_scope(scope or ())
            question = Question(
                text=_take(text),
                history=tuple(turn.question for turn in turns if turn.understood),
                documents=documents,
                scope=conditions,
            )
            ask = self.assistant
            for answer in ask.stream(question) if grows else (ask.ask(question),):
                turn = Turn(question=question.text, reply=answer_html(answer), understood=True)
                shown = (*turns, turn)
                yield [shown, messages(shown), "", self._first_panel(answer)]
        except PolicyQAError as error:
            typed = plain(text).strip() or "（没有输入问题）"
            turns = (*turns, Turn(question=typed, reply=error_html(error), understood=False))
            yield [turns, messages(turns), plain(text), gr.skip()]

    def _first_panel(self, answer: Answer) -> str:
        citation = first_citation(answer)
        if citation is None:
            return DECLINED_PANEL
        marked = Span(start=citation.start, end=citation.end)
        return show_clause(self.assistant, citation.clause_id, marked)

    def report_fault(self, text: str, turns: tuple[Turn, ...]) -> list[Any]:
        """Say in the chat that the program failed; the page goes on."""
        turns = (*turns, Turn(question=plain(text).strip(), reply=fault_html(), understood=False))
        return [turns, messages(turns)]

    def show(self, event: gr.EventData) -> str:
        """Show the clause a citation, a near clause or a neighbour points to."""
        target = event._data or {}
        return show_clause(self.assistant, str(target.get("clause", "")), read_span(target))

    def clear(self) -> list[Any]:
        """Forget the conversation."""
        return [(), [], "", EMPTY_PANEL]


def _take(text: str) -> str:
    if not text.strip():
        raise QuestionError("问题是空的。", hint="在下方输入要问的内容，或点选一个示例。")
    return take_question(text)


def messages(turns: tuple[Turn, ...]) -> list[dict[str, Any]]:
    """Return the turns as chat messages, as HTML of our own.

    As text Gradio would show them as HTML too, cleaned of scripts but not of images and links.
    """
    return [
        message
        for turn in turns
        for message in (
            {"role": "user", "content": _markup(question_html(turn.question))},
            {"role": "assistant", "content": _markup(turn.reply)},
        )
    ]


def _markup(markup: str, **options: Any) -> gr.HTML:  # noqa: ANN401 - passed on to Gradio
    return gr.HTML(markup, apply_default_css=False, **options)


class Page(gr.Blocks):
    """The page; closed, it ends the evaluation that runs."""

    def __init__(self, evaluations: EvaluationDesk, documents: DocumentsDesk) -> None:
        super().__init__(title=TITLE, analytics_enabled=False, fill_width=True)
        self.evaluations = evaluations
        self.documents = documents

    def close(self, verbose: bool = True) -> None:
        """End the evaluation, then the server."""
        self.evaluations.close()
        super().close(verbose=verbose)


def build_page(assistant: Assistant | LiveAssistant, settings: Settings | None = None) -> Page:
    """Lay out the page and connect its events; serves nothing yet.

    Without `settings`, the defaults.
    """
    settings = settings or Settings()
    live = assistant if isinstance(assistant, LiveAssistant) else None
    page = Page(EvaluationDesk(settings), DocumentsDesk(settings, live))
    with page:
        _markup(_HEADER)
        with gr.Tabs(elem_id="tabs", overflow_behavior="wrap"):
            with gr.Tab("问答", id="chat"):
                scope = _lay_talk(assistant, grows=settings.has_model)
            # The documents may be others than when the page was laid out.
            page.load(lambda: gr.update(choices=choices_of(assistant)), None, scope, **_AT_ONCE)
            lay_tables(TablesDesk(assistant, settings), _documents_of, _AT_ONCE)
            with gr.Tab("文件", id="documents") as tab:
                lay_documents(page.documents, tab, scope, _AT_ONCE)
            with gr.Tab("评测", id="evaluation") as tab:
                lay_evaluation(page.evaluations, tab, _AT_ONCE)
    return page


def _lay_talk(assistant: Assistant | LiveAssistant, *, grows: bool) -> gr.Dropdown:
    handlers = PageHandlers(assistant=assistant)
    turns = gr.State(())
    with gr.Row(elem_id="desk", equal_height=True):
        with gr.Column(elem_id="talk", min_width=0, scale=1):
            scope, clear = _lay_scope(assistant)
            chat = _lay_chat()
            box, chips = _lay_input()
        with gr.Column(elem_id="original", min_width=0, scale=1):
            panel = _markup(
                EMPTY_PANEL,
                elem_id="panel",
                js_on_load=(_FOLDER / "page.js").read_text(encoding="utf-8"),
            )
    outputs = [turns, chat, box, panel]
    answering = handlers.stream if grows else handlers.ask
    ask = partial(_on_question, handlers, answering, scope=scope, turns=turns, outputs=outputs)
    ask(box.submit, box)
    for chip in chips:
        ask(chip.click, chip)
    # By default Gradio drops a click while the one before is being answered.
    panel.show(handlers.show, None, panel, **_AT_ONCE, trigger_mode="multiple")
    clear.click(handlers.clear, None, outputs, **_AT_ONCE)
    return scope


def _on_question(  # noqa: PLR0913 - what an event takes and gives
    handlers: PageHandlers,
    answering: Callable[..., Any],
    event: Callable[..., Any],
    source: gr.Textbox | gr.Button,
    *,
    scope: gr.Dropdown,
    turns: gr.State,
    outputs: list[Any],
) -> None:
    """Ask what `source` holds when `event` comes; one question at a time."""
    asked = event(
        answering,
        [source, scope, turns],
        outputs,
        concurrency_id="ask",
        concurrency_limit=1,
        show_progress="minimal",
        show_progress_on=outputs[1],
        api_visibility="private",
    )
    asked.failure(handlers.report_fault, [source, turns], outputs[:2], **_AT_ONCE)


def _lay_chat() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat",
        label="问答",
        show_label=False,
        container=False,
        height="100%",
        buttons=[],
        autoscroll=False,  # page.js shows a reply from its beginning
        feedback_options=None,
        placeholder="请在下方输入问题，或点选一个示例",
    )


def _lay_scope(assistant: Assistant | LiveAssistant) -> tuple[gr.Dropdown, gr.Button]:
    with gr.Row(elem_id="scope-row"):
        _markup('<p class="scope-label">限定文件</p>')
        scope = gr.Dropdown(
            choices_of(assistant),
            value=[],
            multiselect=True,
            elem_id="scope",
            label="限定文件，或地区、层级、年份、有效性（不选即全部文件）",
            container=False,
            min_width=0,
        )
        clear = gr.Button("清空对话", size="sm", elem_id="clear", min_width=88, scale=0)
    return scope, clear


def choices_of(assistant: Assistant | LiveAssistant) -> list[tuple[str, str]]:
    """Return what a question can be limited to: documents, and what they are."""
    return scope_choices(_named(assistant))


def _documents_of(assistant: Assistant | LiveAssistant) -> list[tuple[str, str]]:
    """Return the documents that tables can be limited to, versions of one title told apart."""
    return document_choices(_named(assistant))


def _named(assistant: Assistant | LiveAssistant) -> list[Named]:
    return [
        Named(id=one.id, title=one.title, source=one.source, said=assistant.metadata(one.id))
        for one in assistant.documents()
    ]


def _lay_input() -> tuple[gr.Textbox, list[gr.Button]]:
    with gr.Row(elem_id="chips"):
        chips = [gr.Button(text, size="sm", elem_classes="chip", min_width=0) for text in EXAMPLES]
    with gr.Row(elem_id="ask-row"):
        box = gr.Textbox(
            elem_id="question",
            label="问题",
            show_label=False,
            placeholder="输入问题，按 Enter 提问",
            autofocus=True,
            submit_btn="提问",
            max_lines=5,
            container=False,
        )
    return box, chips


def light_theme() -> Base:
    """Return a light theme of system fonts; dark mode looks the same, for paper is white."""
    theme = Base(primary_hue=colors.blue, neutral_hue=colors.slate, font=_FONTS, font_mono=_FONTS)
    for name in [name for name in vars(theme) if name.endswith("_dark")]:
        setattr(theme, name, getattr(theme, name.removesuffix("_dark"), None))
    return theme
