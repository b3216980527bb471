"""`report.xlsx`: one sheet per analysis with native charts, and the customer list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report import (
    _workbook_groups,
    _workbook_input,
    _workbook_moves,
    _workbook_ranks,
    _workbook_repeat,
    _workbook_sales,
)
from goen.report._reading_rule import Facts
from goen.report._terminal_parts import rule_line
from goen.report._workbook_book import Book
from goen.report._workbook_customers import customer_list
from goen.report._workbook_page import Page
from goen.report.reading import sentences
from goen.sheets import SafeWorkbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from goen.japanese import Text

Sheet = tuple[str, str, str, "Callable[[Book, Page], None]"]

# (answer, sheet name ja, sheet name en, what fills it), in the order of the sheets
SHEETS: tuple[Sheet, ...] = (
    ("cpm", "ランク", "Ranks", _workbook_ranks.ranks),
    ("monthly", "人数の推移", "Months", _workbook_ranks.months),
    ("ledger", "増減の帳簿", "Ledger", _workbook_ranks.ledger),
    ("flows", "出入り", "Flows", _workbook_ranks.flows),
    ("transitions", "推移表", "Transitions", _workbook_moves.transitions),
    ("advance", "推移率", "Steps up", _workbook_moves.advance),
    ("active_base", "稼働顧客", "12-month base", _workbook_moves.active_base),
    ("sales_change", "売上の動き", "Change in sales", _workbook_sales.sales_change),
    ("rfm", "RFM", "RFM", _workbook_groups.rfm),
    ("rfm_cells", "RFMの細目", "RFM cells", _workbook_groups.rfm_cells),
    ("decile", "デシル", "Decile", _workbook_groups.decile),
    ("abc", "ABC", "ABC", _workbook_groups.abc),
    ("two_axis", "2指標", "Two indicators", _workbook_groups.two_axis),
    ("repeat", "リピート", "Repeat", _workbook_repeat.repeat),
    ("cohorts", "コホート", "Cohorts", _workbook_repeat.cohorts),
    ("f2", "F2転換率", "F2", _workbook_repeat.f2),
    ("lapse_curve", "離脱の目安", "Lapse limit", _workbook_repeat.lapse_curve),
    ("suggestions", "しきい値", "Thresholds", _workbook_repeat.suggestions),
    ("input", "読み取り", "Input", _workbook_input.read),
)
# Sheets that show part of an answer which has a sheet of its own.
PART_OF = {"rfm_cells": "rfm", "cohorts": "repeat"}


def write_workbook(
    *,
    answers: Mapping[str, Any],
    columns: Sequence[str],
    customers: Iterable[Sequence[Any]],
    lang: str,
    path: Path,
) -> tuple[Text, ...]:
    """Write the report as a workbook to `path`, and return what could not be written as it was.

    `answers` is the JSON document, `lang` "ja" or "en". `customers` gives one row per customer with
    the values of `columns` (names of the engine's customer list); it is read once, row by row, and
    may be longer than a sheet. The old file is kept until the new one is whole.

    Raises:
        goen.sheets.UnableToWrite: the file cannot be written.
    """
    facts = Facts(answers=answers, lang=lang)
    reading = sentences(answers=answers, lang=lang)
    with SafeWorkbook(path, streaming=True) as safe:
        book = Book(safe=safe, facts=facts, reading=reading)
        safe.describe(title=_title(facts), comments=_lead(facts))
        _write_summary(book)
        list_name = facts.pick(ja="顧客一覧", en="Customers")
        customer_list(book, name=list_name, lead=_lead(facts), columns=columns, customers=customers)
        for answer, ja, en, fill in SHEETS:
            _write_sheet(book, answer, facts.pick(ja=ja, en=en), fill)
    return safe.notes


def _title(facts: Facts) -> str:
    return facts.pick(ja="お客様の分析", en="Customer analysis")


def _lead(facts: Facts) -> str:
    """Return the line every page carries: as-of date and the rule that holds."""
    as_of = facts.day(facts.answers["as_of"])
    return facts.pick(
        ja=f"基準日 {as_of}・{rule_line(facts)}", en=f"As of {as_of}. {rule_line(facts)}"
    )


def _write_summary(book: Book) -> None:
    facts = book.facts
    name = facts.pick(ja="要約", en="Summary")
    page = Page(book=book, name=name, title=_title(facts), lead=_lead(facts), reading=[])
    contents = [
        (answer, facts.pick(ja=ja, en=en), facts.pick(ja=ja, en=en)) for answer, ja, en, _ in SHEETS
    ]
    _workbook_input.summary(book, page, contents)
    page.finish()


def _write_sheet(book: Book, answer: str, name: str, fill: Callable[[Book, Page], None]) -> None:
    """Write the sheet of one answer; without the answer, the reason alone."""
    reading = book.reading.get(answer) or []
    page = Page(book=book, name=name, title=name, lead=_lead(book.facts), reading=reading)
    if book.facts.given(PART_OF.get(answer, answer)):
        fill(book, page)
    elif not reading:
        page.say(page.top - 1, "、".join(book.reading.get(PART_OF.get(answer, answer), [])))
    page.finish()
