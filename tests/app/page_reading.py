"""Reads the page's HTML as a browser does: visible text, elements, marked words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"img", "br", "hr", "input", "meta", "link"}


@dataclass
class PageReading(HTMLParser):
    """What a piece of HTML shows and is made of."""

    text: str = ""
    marked: str = ""
    clause_text: str = ""
    current: str | None = None
    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str | None]] = field(default_factory=list)
    targets: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    _open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag, attrs):
        fields = dict(attrs)
        self.tags.append(tag)
        self.attributes.extend(attrs)
        self.current = fields.get("data-current", self.current)
        if "data-clause" in fields:
            self.targets.append(
                (fields["data-clause"], fields.get("data-start"), fields.get("data-end"))
            )
        if tag not in VOID:
            self._open.append((tag, fields.get("class") or ""))

    def handle_endtag(self, tag):
        name, _ = self._open.pop()
        assert name == tag, f"<{name}> closed by </{tag}>"

    def handle_data(self, data):
        self.text += data
        if any(tag == "mark" for tag, _ in self._open):
            self.marked += data
        if any(names == "clause-text" for _, names in self._open):
            self.clause_text += data

    def close(self):
        super().close()
        assert not self._open, f"not closed: {self._open}"


def read_html(markup: str) -> PageReading:
    """Read `markup`; every element must be closed where it belongs."""
    reading = PageReading()
    reading.feed(markup)
    reading.close()
    return reading
