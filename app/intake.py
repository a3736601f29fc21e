"""Taking a question in: what cannot be shown is dropped, what cannot be a question is refused."""

from __future__ import annotations

from app.errors import QuestionError
from index.query import MAX_CHARACTERS, readable_question


def take_question(text: str) -> str:
    r"""Return the text of a question as it is worked on and shown again.

    Control characters, invisible format characters (zero width, direction overrides) and broken
    code units go; line ends and tabs become blanks.

    >>> take_question("钢铁\x00行业\n由谁\u202e负责？ ")
    '钢铁行业 由谁负责？'

    Raises:
        QuestionError: nothing is left, or more than 2,000 characters are.
    """
    shown = readable_question(text)
    if not shown:
        raise QuestionError(
            "问题是空的。", hint='写出要问的内容，例：python -m app ask "钢铁行业由哪些部门负责？"'
        )
    if len(shown) > MAX_CHARACTERS:
        raise QuestionError(
            f"问题太长：{len(shown)} 个字，最多 {MAX_CHARACTERS} 个字。",
            hint="只留下要问的内容，或分成几个问题来问。",
        )
    return shown
