"""What a question leaves out of its answer: 除了甲以外还有谁, 除甲外还有哪些; pure.

Chinese names first what is known (除了…以外, 除…外, 除开…) and asks for the rest with 还, 其他 or 另外: the question is
asked without that part.
"""

from __future__ import annotations

import re

_EXCEPT = re.compile(
    r"除(?:(?:了|开|去|掉)(?P<what>[^,。?;]{1,24}?)(?:(?:以外|之外|外|不算|不说),?|,|(?=还|另外|其[他余它]))"
    r"|(?P<known>[^,。?;了]{1,24}?)(?:以外|之外|外),?)"
    r"(?=[^。?;]{0,40}?(?:还|另外|其[他余它]|别的|剩))"
    r"|,除(?:了|开|去|掉)(?P<last>[^,。?;还]{2,24}?)(?:以外|之外|外|不算)?(?=[。?;]*$)"  # 有哪些,除了甲
)
_THAT_ONE = re.compile(r"(?:[那这]|这些|那些)[一几]?[个项条类种]?$")
_REST = re.compile(r"还(?!款|贷|原|清)|另外|剩下?的?|别的")
_AND = re.compile(r"[、和与及跟]|以及")
_LEAST = 2  # characters of what is left out
# What is said behind a question only to tell it from something else: …多少吨,不是收回来的量; …(不是产能哈).
_CONTRAST = re.compile(
    r"(?<=[\u4e00-\u9fffa-z?])[,。(]\s?(?:而|并|可)?(?:不是|非)(?!说|有|很|太|只|光|仅|不|要|让)[^,。?;()吗吧]{2,14}[).。]{0,2}$"
)
_ASKED = re.compile(r"多少|几|哪|谁|什么|啥|何|怎|咋")


def without_contrast(text: str) -> str:
    """Return a question without what it says behind itself that it does not ask.

    >>> without_contrast("竹材一年加工多少吨(不是产能哈)")
    '竹材一年加工多少吨'
    """
    match = _CONTRAST.search(text)
    is_asked = match is not None and _ASKED.search(text, 0, match.start())
    return text[: match.start()] if match and is_asked else text


def part_excepted(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a question without what it leaves out, and what that is.

    >>> part_excepted("除了竹材以外,园区还扶持哪些产业?")
    ('园区扶持哪些产业?', ('竹材',))
    """
    match = _EXCEPT.search(text)
    if match is None:
        return text, ()
    what = (match["what"] or match["known"] or match["last"]).strip()
    rest = text[: match.start()] + _REST.sub("", text[match.end() :], count=1)
    named = tuple(one for one in map(_bare, _AND.split(what)) if len(one) >= _LEAST)
    return (rest, named) if named and len(rest) > _LEAST else (text, ())


def _bare(name: str) -> str:
    """Return a name without the word that points at it: 交通|那项."""
    return _THAT_ONE.sub("", name) or name
