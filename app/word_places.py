"""Where a statement repeats the words of a text, whether what binds stands in its place; pure.

A place is known by the words round it. A number or a word that binds is exchanged where the text has
another one between the same words; a word that binds is left out where its own words are repeated
without it (立法技术规范: 不得, 应当 go with what they govern; 力争 and 以上 limit the amount beside them).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.binding_words import load_binding_words

Tokens = Sequence[str]

_WINDOW = 24  # tokens looked at on either side of one
_LEAST = 4  # tokens round a place before it counts as the same place
_GOVERNED = 2  # tokens beside a binding word that are its own
_EDGES = frozenset('，,;；。:：、()（）“”"!?')


def find_exchanged(stated: Tokens, spans: Sequence[Tokens]) -> Iterator[str]:
    """Yield the numbers and words of a statement between whose neighbours the spans have another.

    >>> list(find_exchanged(("铜", "达", "到", "20", "%"), [("铜", "达", "到", "15", "%"), ("20",)]))
    ['20']
    """
    words = load_binding_words()
    whole = "".join(stated).rstrip("。;")
    if any(whole in "".join(span) for span in spans):
        return
    for at, token in enumerate(stated):
        if _is_number(token) or words.binds(token):
            own, other = _best_places(stated, at, spans)
            if other >= _LEAST and other > own:
                yield token


def _is_number(token: str) -> bool:
    return token[0].isdigit()


def _best_places(stated: Tokens, at: int, spans: Sequence[Tokens]) -> tuple[int, int]:
    """Return how well the neighbours of a token fit its like in the spans, and something else there."""
    binds = load_binding_words().binds
    token = stated[at]
    own = other = 0
    for span in spans:
        for place, held in enumerate(span):
            if held == token:
                own = max(own, _alike(stated, at, at + 1, span, place, place + 1))
            elif _is_number(held) if _is_number(token) else binds(held):
                other = max(other, _alike(stated, at, at + 1, span, place, place + 1))
        if not _is_number(token):  # or nothing at all
            gaps = (gap for gap in range(len(span) + 1) if _fits(stated, at, span, gap))
            alike = (_alike(stated, at, at + 1, span, gap, gap) for gap in gaps)
            other = max(other, *alike, 0)
    return own, other


def _fits(stated: Tokens, at: int, span: Tokens, gap: int) -> bool:
    """Tell whether on both sides of a token stands what does round a gap, or nothing on both."""
    before = _run(stated, at - 1, span, gap - 1, -1)
    after = _run(stated, at + 1, span, gap, 1)
    return bool(
        (before or (_is_edge(stated, at - 1) and _is_edge(span, gap - 1)))
        and (after or (_is_edge(stated, at + 1) and _is_edge(span, gap)))
    )


def _alike(stated: Tokens, left: int, right: int, span: Tokens, before: int, behind: int) -> int:
    """Return how many tokens agree before and behind two places."""
    return _run(stated, left - 1, span, before - 1, -1) + _run(stated, right, span, behind, 1)


def _run(stated: Tokens, at: int, span: Tokens, place: int, step: int) -> int:
    """Return how many tokens agree from `at` and `place` on, forwards or backwards."""
    count = 0
    while count < _WINDOW:
        one, two = at + step * count, place + step * count
        if not (0 <= one < len(stated) and 0 <= two < len(span)) or stated[one] != span[two]:
            break
        count += 1
    return count


def find_left_out(stated: Tokens, spans: Sequence[Tokens]) -> Iterator[str]:
    """Yield the binding words of the spans whose own words a statement repeats without them.

    >>> list(find_left_out(tuple("达到15%"), [("力争", *"达到15%")]))
    ['力争']
    """
    words = load_binding_words()
    for span in spans:
        for place, word in enumerate(span):
            if words.binds(word) and any(
                _is_bare(stated, at, span, place)
                and not any(
                    _is_so(stated, at, other, behind=place + 1 if other is span else -1)
                    for other in spans
                )
                for at in range(len(stated) + 1)
            ):
                yield word


def _is_bare(stated: Tokens, at: int, span: Tokens, place: int) -> bool:
    """Tell whether a statement has at `at` what `span` has round its word at `place`, without it."""
    before = _run(stated, at - 1, span, place - 1, -1)
    after = _run(stated, at, span, place + 1, 1)
    if before + after < _LEAST:
        return False
    if span[place] in load_binding_words().preceding:
        closes = after or (_is_edge(stated, at) and _is_edge(span, place + 1))
        return bool(before > _GOVERNED and closes)
    if before >= _GOVERNED and after and _is_number(stated[at]):
        return True  # an amount is governed whole: 不少于40000辆
    opens = before or (_is_edge(stated, at - 1) and _is_edge(span, place - 1))
    return bool(after > _GOVERNED and opens)


def _is_edge(tokens: Tokens, at: int) -> bool:
    """Tell whether a text ends here, or a mark parts what stands on both sides."""
    return not 0 <= at < len(tokens) or tokens[at] in _EDGES


def _is_so(stated: Tokens, at: int, span: Tokens, *, behind: int) -> bool:
    """Tell whether a span has the words round `at` in one piece, somewhere but at its word.

    `behind` is where the words behind that word begin, -1 in another span.
    """
    before = tuple(stated[max(0, at - _GOVERNED) : at])
    after = tuple(stated[at : at + _GOVERNED + 1])
    return any(
        place != behind
        and tuple(span[place : place + len(after)]) == after
        and tuple(span[max(0, place - len(before)) : place]) == before
        and (before or _is_edge(span, place - 1))
        and (after or _is_edge(span, place))
        for place in range(len(span) + 1)
    )
