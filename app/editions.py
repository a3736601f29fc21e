"""Several editions of one document at hand: the question is answered from one, and the others compared.

The newest final edition is answered from, unless the question names another by its year, its number or as
旧版; what another edition says otherwise is said beside, with its own citation. A copy read from
pictures (OCR) is answered from only where the copy with a text layer does not answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from app.answer import AnswerStatus, Note, QuestionKind
from app.catalogue import Catalogue
from app.draft import Draft, DraftStatement, Findings, on_one_line
from app.evidence import fold
from app.reply import reply
from app.reply_document import reply_document
from app.reply_faq import reply_faq
from corpus.description import Description
from corpus.model import Citation
from corpus.reference_graph import made_on
from corpus.versions import is_same_number
from index.question_words import DOCUMENT_NOUN

# Gives the findings of the same question over some documents only.
Narrow = Callable[[frozenset[str]], Findings]

_VERSION = "version"
_MOST_COMPARED = 2
_LONGEST_DAY = 20  # characters
_NAMED_YEAR = re.compile(
    rf"((?:19|20)\d\d)年?(?:版|本|修[订正改]|印发|发布|出台|制定|通过|下发|的?[那这]?[份个版]?[^,。?]{{0,12}}?(?:{DOCUMENT_NOUN.pattern}))"
)
_OLD = re.compile(
    r"[旧老]版|[旧老](?:的)?(?:办法|规定|方案|文件|条例|通知|意见)|上一版|前一版|修[订改正]前|原(?:来的)?(?:办法|规定|方案|文件|条例|通知)"
)
_NEW = re.compile(r"新版|最新|现行|修[订改正]后|新(?:的)?(?:办法|规定|方案|文件|条例|通知|意见)")
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百\d]{1,6}条(?:之[一二三四五六七八九十])?")


@dataclass(frozen=True, slots=True)
class Editions:
    """The groups of editions in a catalogue; `behind` are those that are not answered from first."""

    groups: tuple[tuple[Description, ...], ...]
    behind: frozenset[str]

    def of(self, document_id: str) -> tuple[Description, ...]:
        """Return the group a document is in; empty where it stands alone."""
        groups = (group for group in self.groups if _has(group, document_id))
        return next(groups, ())


# Looked for once in a catalogue, which never changes.
_found: WeakKeyDictionary[Catalogue, Editions] = WeakKeyDictionary()


def find_editions(catalogue: Catalogue) -> Editions:
    """Return the editions at hand, and which of them stand behind another one."""
    if catalogue not in _found:
        _found[catalogue] = _find_editions(catalogue)
    return _found[catalogue]


def _find_editions(catalogue: Catalogue) -> Editions:
    here = {one.id for one in catalogue.documents}
    groups: list[tuple[Description, ...]] = []
    behind: set[str] = set()
    for group in catalogue.register.editions:
        present = [one for one in group if one.document_id in here]
        ordered = sorted(present, key=lambda one: _is_picture(one, catalogue))
        if len(ordered) > 1:
            groups.append(tuple(ordered))
            first = ordered[0]
            behind |= {
                one.document_id
                for one in ordered[1:]
                if _is_picture(one, catalogue) or not is_same_number(one, first)
            }
    return Editions(tuple(groups), frozenset(behind))


def _is_picture(one: Description, catalogue: Catalogue) -> bool:
    """Tell whether most pages of a document were read from their picture."""
    document = catalogue.document(one.document_id)
    return len(document.ocr_pages) * 2 > len(document.pages)


def _has(group: tuple[Description, ...], document_id: str) -> bool:
    return any(one.document_id == document_id for one in group)


def reply_of_editions(findings: Findings, narrow: Narrow) -> Draft:
    """Answer a question where a document may stand in several editions."""
    editions = find_editions(findings.catalogue)
    asked = findings.analysis.documents
    if not editions.behind or findings.analysis.both:
        return reply(findings)
    if reply_faq(findings) is None and (draft := reply_document(findings)):
        return draft
    if len(asked) == 1 or (asked and editions.behind.issuperset(asked)):
        return reply(findings)
    everything = frozenset(one.id for one in findings.catalogue.documents)
    named = _named(findings, editions)
    if named:
        others = frozenset(one.document_id for one in editions.of(named)) - {named}
        return reply(_plain_years(narrow(everything - others), named))
    current = narrow(everything - editions.behind)
    draft = reply(current)
    document_id = _document_of(draft, current)
    group = editions.of(document_id) if document_id else ()
    compared = [one for one in group if one.document_id != document_id]
    if draft.status is AnswerStatus.ANSWERED:
        first = findings.catalogue.register[document_id] if document_id else None
        return _beside(draft, first, compared, narrow, findings.catalogue)
    if not compared:  # the best clause of all may stand in an edition behind another
        best = next((one.facts.document.id for one in findings.candidates), "")
        compared = [one for one in editions.of(best) if one.document_id in editions.behind]
    return _from_another(draft, compared, narrow, findings.catalogue)


def _document_of(draft: Draft, findings: Findings) -> str:
    cited = [one for statement in draft.statements for one in statement.citations]
    candidates = [one.facts.document.id for one in findings.candidates[:1]]
    return next((one.document_id for one in cited), next(iter(candidates), ""))


def _named(findings: Findings, editions: Editions) -> str:
    """Return the edition that a question names by its year or as the old or the new one; "" for none."""
    text = findings.analysis.text
    group = next((editions.of(one.facts.document.id) for one in findings.candidates[:1]), ())
    if year := _NAMED_YEAR.search(text):
        made = {one.document_id: made_on(one) for one in group}
        same = [name for name, day in made.items() if day and day.year == int(year.group(1))]
        return same[0] if same else ""
    if len(group) > 1 and _OLD.search(text) and not _NEW.search(text):
        return group[1].document_id
    return ""


def _plain_years(findings: Findings, named: str) -> Findings:
    """Let the year that names an edition ask for no figure of that year, and mean that edition alone."""
    year = _NAMED_YEAR.search(findings.analysis.text)
    years = tuple(one for one in findings.analysis.years if not year or one != int(year.group(1)))
    analysis = replace(findings.analysis, years=years, documents=(named,))
    return replace(findings, analysis=analysis)


def _beside(
    draft: Draft,
    first: Description | None,
    others: list[Description],
    narrow: Narrow,
    catalogue: Catalogue,
) -> Draft:
    """Say beside an answer what other editions say otherwise, or that they do not say it."""
    title = first.metadata.title.value if first else ""
    said = {_bare(one.text, title) for one in draft.statements}
    is_list = draft.kind in {QuestionKind.LIST, QuestionKind.OUTLINE} or draft.total is not None
    for other in others[:_MOST_COMPARED]:
        if _is_picture(other, catalogue) or (first and is_same_number(first, other)):
            continue
        name = _edition_words(other, first)
        theirs = reply(narrow(frozenset({other.document_id})))
        title = other.metadata.title.value
        differing = [one for one in theirs.statements if _bare(one.text, title) not in said]
        if theirs.status is not AnswerStatus.ANSWERED:
            note = Note(code=_VERSION, text=f"{name}没有写明这件事。")
            draft = replace(draft, notes=(*draft.notes, note))
        elif differing and is_list:
            note = Note(code=_VERSION, text=f"{name}的内容不同，请分别查看。")
            draft = replace(draft, notes=(*draft.notes, note))
        elif differing:
            statement = _quoted(differing[0], f"{name}写的不同：", other)
            draft = replace(draft, statements=(*draft.statements, statement))
    return draft


def _from_another(
    draft: Draft, others: list[Description], narrow: Narrow, catalogue: Catalogue
) -> Draft:
    """Answer from an older edition, or a copy that was read from pictures, what the first does not say."""
    for other in others[:_MOST_COMPARED]:
        theirs = reply(narrow(frozenset({other.document_id})))
        if theirs.status is not AnswerStatus.ANSWERED:
            continue
        if _is_picture(other, catalogue):
            return theirs
        name = _edition_words(other, None)
        note = Note(code=_VERSION, text=f"这是{name}写的；更新的版本没有写明这件事。")
        first, *rest = theirs.statements
        statement = _quoted(first, f"{name}写的是：", other)
        return replace(theirs, statements=(statement, *rest), notes=(*theirs.notes, note))
    return draft


def _quoted(statement: DraftStatement, opening: str, one: Description) -> DraftStatement:
    """Return a statement with the words that say which edition it is from, and their proof."""
    proof = _label(one)[1]
    cited = (*statement.citations, proof) if proof else statement.citations
    return replace(statement, text=opening + statement.text, citations=tuple(dict.fromkeys(cited)))


def _edition_words(one: Description, first: Description | None) -> str:
    """Return how an edition is called: older or another, with its number or its day."""
    made, newer = made_on(one), made_on(first) if first else None
    which = "较早的版本" if first is None or (made and newer and made < newer) else "另一版本"
    words = _label(one)[0]
    return f"{which}（{words}）" if words else which


def _label(one: Description) -> tuple[str, Citation | None]:
    """Return the number or the day of an edition and where it stands; nothing where it has neither."""
    said = one.metadata
    if said.number and said.number.citation:
        return said.number.value, said.number.citation
    day = said.amended or said.signed or said.published
    proof = day.citation if day else None
    words = on_one_line(proof.quote) if proof else ""
    return (words, proof) if 0 < len(words) <= _LONGEST_DAY else ("", None)


def _bare(text: str, title: str) -> str:
    """Return a statement without the numbers of articles and the title of its document."""
    return fold(_ARTICLE.sub("", text)).replace(fold(title), "")
