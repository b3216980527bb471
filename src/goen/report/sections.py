"""Sections of the report for pages of others: the same words, charts and tables, with ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report._html.blocks import Cell, Facts, Figure, Fold, Pair, Section, Table
from goen.report._html.order import SECTIONS
from goen.report._html.page import environment
from goen.report._html.say import Say
from goen.report._html.sections import months, portfolio
from goen.report._html.told import Told
from goen.report._reading_periods import calendar_year
from goen.report.reading import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = [
    "Cell",
    "Facts",
    "Figure",
    "Section",
    "Table",
    "Told",
    "calendar_months",
    "facts",
    "figures",
    "flat_waterline",
    "html",
    "section",
    "tables",
    "told",
    "total",
]


def told(
    *, answers: Mapping[str, Any], lang: str, where: Callable[[Mapping[str, Any]], str]
) -> Told:
    """The answers with their sentences of reading, in language `lang` ("ja" or "en").

    `where` gives the address of the people behind a figure, told by what they have in common
    (`kind` and its further keys); "" when there is none. Answers not given may be left out.
    """
    whole = {"notes": [], **answers}
    read = sentences(answers=whole, lang=lang)
    say = Say(lang=lang, currency=answers["currency"])
    return Told(answers=whole, say=say, sentences=read, where=where)


def section(*, told: Told, name: str) -> Section:
    """One section of the report by its name, as "ledger" or "rfm". Raises KeyError."""
    return SECTIONS[name](told)


def flat_waterline(*, told: Told) -> str:
    """The waterline of the months for a sheet of paper; empty when there is none."""
    return months.flat(told)


def facts(*, told: Told) -> Facts:
    """The strip of figures that opens the report."""
    return portfolio.facts(told)


def total(*, value: int | None, lang: str, currency: str = "JPY") -> str:
    """A sum over many customers, shortened as the report does: 1,419万円."""
    return Say(lang=lang, currency=currency).total(value)


def calendar_months(*, end: str, lang: str) -> str:
    """The first and last of the 12 calendar months that end with the month of a day."""
    return calendar_year(end=end, lang=lang)


def html(*, told: Told, item: Section | Facts, icons: Callable[[str], str]) -> str:
    """A section or strip as HTML without style or script; `icons` gives the address of an icon."""
    page = environment().get_template("_blocks.html").make_module({"say": told.say, "icons": icons})
    macro = page.section if isinstance(item, Section) else page.facts  # type: ignore[attr-defined]
    return str(macro(item))


def tables(*, section: Section) -> Iterator[tuple[str, Table]]:
    """Every table of a section with its heading, in the order in which it is read."""
    for above, block in _flat(section.blocks, section.title):
        if table := getattr(block, "table", None):
            yield block.heading or above, table


def figures(*, section: Section) -> Iterator[Figure]:
    """Every chart of a section, in the order in which it is read."""
    for _above, block in _flat(section.blocks, section.title):
        if isinstance(block, Figure):
            yield block


def _flat(blocks: Any, above: str) -> Iterator[tuple[str, Any]]:
    """The blocks, those within others too, with the heading they stand under."""
    for block in blocks:
        if isinstance(block, Fold):
            yield from _flat(block.blocks, block.summary)
        elif isinstance(block, Pair):
            yield from _flat(block.blocks, above)
        else:
            yield above, block
