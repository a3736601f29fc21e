"""Which list a Word paragraph belongs to: numbering.xml and styles.xml read into values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.word_numbers import Level, Numbered, with_overrides

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_STYLE = 20  # styles stand on one another; a ring of them is a damaged file
_BODY_TEXT = 9  # the outline level of what is no heading
# What Word and WPS call their heading styles, also where a file leaves their level out.
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s?([1-9])", re.IGNORECASE)
_NO_LIST = "0"  # a paragraph that leaves the list of its style


def value_of(element: BaseOxmlElement | None, name: str = "val") -> str | None:
    """Return a `w:` attribute of `element`, None where either is missing."""
    found = element.get(f"{W}{name}") if element is not None else None
    return None if found is None else str(found)


def number_of(element: BaseOxmlElement | None, name: str = "val") -> int | None:
    """Return a `w:` attribute as a whole number, None where there is none."""
    text = value_of(element, name)
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def is_on(element: BaseOxmlElement | None) -> bool:
    """Tell whether a switch such as `w:vanish` is there and not turned off."""
    return element is not None and value_of(element) not in {"0", "false", "off"}


def child(element: BaseOxmlElement | None, *names: str) -> BaseOxmlElement | None:
    """Return the element reached by the `w:` names in turn, None where one is missing."""
    for name in names:
        element = element.find(f"{W}{name}") if element is not None else None
    return element


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style, as far as numbers and headings depend on it.

    `outline` is the level (from 0) of its paragraphs in Word's outline, None where it names none.
    """

    based_on: str | None = None
    list_id: str | None = None
    level: int | None = None
    outline: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The lists of a Word file and the paragraph styles that put paragraphs into them."""

    numbered: Mapping[str, Numbered] = field(default_factory=dict)
    styles: Mapping[str, Style] = field(default_factory=dict)
    default_style: str = ""

    def place_of(self, paragraph: BaseOxmlElement) -> tuple[str, int] | None:
        """Return list and level of a paragraph, from itself or its style; None without number."""
        properties = child(paragraph, "pPr")
        style = value_of(child(properties, "pStyle")) or self.default_style
        list_id = value_of(child(properties, "numPr", "numId"))
        level = number_of(child(properties, "numPr", "ilvl"))
        if list_id is None:
            list_id, styled = self._of_style(style)
            level = styled if level is None else level
        if list_id is None or list_id == _NO_LIST:
            return None
        return list_id, level or 0

    def heading_level(self, paragraph: BaseOxmlElement) -> int:
        """Return the level (from 1) of a heading, from itself or its style; 0 for body text."""
        properties = child(paragraph, "pPr")
        outline = number_of(child(properties, "outlineLvl"))
        name = value_of(child(properties, "pStyle")) or self.default_style
        for _ in range(_DEEPEST_STYLE):
            if outline is not None or name not in self.styles:
                break
            style = self.styles[name]
            outline, name = style.outline, style.based_on or ""
        return outline + 1 if outline is not None and 0 <= outline < _BODY_TEXT else 0

    def _of_style(self, name: str) -> tuple[str | None, int | None]:
        """Follow a style to the one that names a list; the level linked to a style on the way counts."""
        way: list[str] = []
        while name in self.styles and len(way) < _DEEPEST_STYLE:
            way.append(name)
            style = self.styles[name]
            if style.list_id is not None:
                numbered = self.numbered.get(style.list_id)
                linked = (numbered.level_of_style(one) for one in way) if numbered else ()
                levels = [style.level, *linked] if style.level else [*linked, style.level]
                return style.list_id, next((one for one in levels if one is not None), 0)
            name = style.based_on or ""
        return None, None


def read_lists(numbering: BaseOxmlElement | None, styles: BaseOxmlElement | None) -> Lists:
    """Read the lists of a file; a file without numbering.xml has none."""
    named = _read_styles(styles)
    default = next(
        (
            value_of(one, "styleId") or ""
            for one in (styles if styles is not None else ())
            if one.tag == f"{W}style"
            and value_of(one, "type") == "paragraph"
            and value_of(one, "default") in {"1", "true"}
        ),
        "",
    )
    numbered = _read_numbered(numbering, styles) if numbering is not None else {}
    return Lists(numbered=numbered, styles=named, default_style=default)


def _read_styles(styles: BaseOxmlElement | None) -> dict[str, Style]:
    found = styles.findall(f"{W}style") if styles is not None else []
    return {
        value_of(one, "styleId") or "": Style(
            based_on=value_of(child(one, "basedOn")),
            list_id=value_of(child(one, "pPr", "numPr", "numId")),
            level=number_of(child(one, "pPr", "numPr", "ilvl")),
            outline=_outline_of(one),
        )
        for one in found
    }


def _outline_of(style: BaseOxmlElement) -> int | None:
    named = _HEADING_STYLE.fullmatch(value_of(child(style, "name")) or "")
    stated = number_of(child(style, "pPr", "outlineLvl"))
    return int(named[1]) - 1 if stated is None and named else stated


def _read_numbered(
    numbering: BaseOxmlElement, styles: BaseOxmlElement | None
) -> dict[str, Numbered]:
    abstract = {
        value_of(one, "abstractNumId") or "": one for one in numbering.findall(f"{W}abstractNum")
    }
    nums = {value_of(one, "numId") or "": one for one in numbering.findall(f"{W}num")}
    links = _list_styles(styles)
    return {name: _numbered(num, abstract, nums, links) for name, num in nums.items()}


def _list_styles(styles: BaseOxmlElement | None) -> dict[str, str]:
    """Return the list (numId) that each list style stands for."""
    found = styles.findall(f"{W}style") if styles is not None else []
    linked = {
        value_of(one, "styleId") or "": value_of(child(one, "pPr", "numPr", "numId"))
        for one in found
        if value_of(one, "type") == "numbering"
    }
    return {style: name for style, name in linked.items() if name}


def _numbered(
    num: BaseOxmlElement,
    abstract: Mapping[str, BaseOxmlElement],
    nums: Mapping[str, BaseOxmlElement],
    links: Mapping[str, str],
) -> Numbered:
    name = value_of(child(num, "abstractNumId")) or ""
    element = abstract.get(name)
    if link := value_of(child(element, "numStyleLink")):  # the levels stand in the style's list
        behind = value_of(child(nums.get(links.get(link, "")), "abstractNumId")) or ""
        element = abstract.get(behind, element)
        name = behind if behind in abstract else name
    levels = _levels(element) if element is not None else {}
    overrides = {number_of(one, "ilvl") or 0: one for one in num.findall(f"{W}lvlOverride")}
    changed = {
        at: _level(level)
        for at, one in overrides.items()
        if (level := child(one, "lvl")) is not None
    }
    starts = {
        at: start
        for at, one in overrides.items()
        if (start := number_of(child(one, "startOverride"))) is not None
    }
    return with_overrides(Numbered(abstract=name, levels=levels), changed, starts)


def _levels(abstract: BaseOxmlElement) -> dict[int, Level]:
    return {number_of(one, "ilvl") or 0: _level(one) for one in abstract.findall(f"{W}lvl")}


def _level(element: BaseOxmlElement) -> Level:
    start = number_of(child(element, "start"))
    form = child(element, "numFmt")
    if form is None:  # newer forms stand beside an older one that every program knows
        form = next(iter(element.iter(f"{W}numFmt")), None)
    return Level(
        start=0 if start is None else start,
        form=value_of(form) or "decimal",
        text=value_of(child(element, "lvlText")) or "",
        gap=value_of(child(element, "suff")) or "tab",
        is_legal=is_on(child(element, "isLgl")),
        restart=number_of(child(element, "lvlRestart")),
        style=value_of(child(element, "pStyle")) or "",
    )
