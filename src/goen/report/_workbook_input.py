"""The first sheet, which reads the whole aloud, and the sheet of what was read from the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report._reading_input import REASONS
from goen.report._reading_periods import calendar_year, past_year
from goen.report._terminal_parts import ROLES
from goen.report._workbook_page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goen.report._workbook_book import Book

READING_COLUMNS = 6  # the sentences of the first sheet stand over this many columns
READING_WIDTH = 18


def summary(book: Book, page: Page, contents: Iterable[tuple[str, str, str]]) -> None:
    """The reading of every answer, each under a link to its sheet; notes at the end.

    `contents` gives (answer, title, sheet name) in the order of the sheets.
    """
    t = book.facts.pick
    for column in range(READING_COLUMNS):
        page.widen(column, READING_WIDTH)
    page.next = 3
    _figures(book, page)
    _section(page, t(ja="はじめに読むところ", en="To read first"), book.reading["overview"])
    for answer, title, sheet in contents:
        sentences = book.reading.get(answer) or []
        if sentences:
            _section(page, title, sentences, link=sheet)
    notes = [note[book.lang] for note in book.facts.answers.get("notes") or []]
    if notes:
        _section(page, t(ja="おことわり", en="Notes"), notes)
    page.sheet.freeze_panes(2, 0)


def _figures(book: Book, page: Page) -> None:
    """Put the few figures that open the report in one line."""
    t, facts = book.facts.pick, book.facts
    rows = facts.given("cpm") or []
    everyone = sum(row["customers"] for row in rows)
    active = sum(row["customers"] for row in rows if row["status"] == "active")
    change = facts.given("sales_change")
    found: list[tuple[str, Any, str]] = [
        (t(ja="お客様", en="Customers"), everyone, "count"),
        (t(ja="現役", en="Active"), active, "count"),
        (t(ja="離脱", en="Lapsed"), everyone - active, "count"),
        (*_year_sales(book), "money"),
        (t(ja="その前の12か月との差", en="Change"), change.get("delta"), "signed_money"),
        (t(ja="F2転換率", en="F2"), facts.given("repeat").get("f2"), "share"),
    ]
    page.table(
        fields=[Field(name, kind) for name, _, kind in found],
        rows=[[value for _, value, _ in found]],
    )


def _year_sales(book: Book) -> tuple[str, int]:
    """Return the sales of the 12 months that are compared; without them, of the past year."""
    facts, lang = book.facts, book.lang
    change = facts.given("sales_change")
    if change:
        months = calendar_year(end=change["to"]["end"], lang=lang)
        name = facts.pick(ja=f"12か月の売上（{months}）", en=f"Sales of 12 months ({months})")
        return name, change["to"]["sales"]
    year = past_year(as_of=facts.answers["as_of"], lang=lang)
    name = facts.pick(ja=f"直近1年の売上（{year}）", en=f"Sales, past year ({year})")
    return name, sum(row["sales_12m"] for row in facts.given("cpm") or [])


def _section(page: Page, title: str, sentences: list[str], *, link: str | None = None) -> None:
    page.put(page.next, 0, title, "link" if link else "subtitle", measured=False)
    if link:
        page.link(page.next, 0, link)
    for offset, sentence in enumerate(sentences, start=1):
        page.say(page.next + offset, sentence, columns=READING_COLUMNS)
    page.next += len(sentences) + 2


def read(book: Book, page: Page) -> None:
    """Rows read, used and left out with their reasons, and the columns chosen in each file."""
    t, found = book.facts.pick, book.facts.given("input")
    fields = [Field(t(ja="読み取り", en="Read")), Field(t(ja="行", en="Rows"), "count")]
    rows = [
        [t(ja="読んだ行", en="Rows read"), found["rows"]],
        [t(ja="使った行", en="Used"), found["rows_used"]],
        [t(ja="読み取れない行", en="Not readable"), found["rows_rejected"]],
        [t(ja="決まりで除いた行", en="Left out by rule"), found["rows_excluded"]],
    ]
    for key, (ja, en) in REASONS.items():
        rows.append([t(ja=f"　{ja}", en=f"  {en}"), found["excluded"].get(key, 0)])
    rows.append([t(ja="2つのファイルにある行", en="In two files"), found["overlap_rows"]])
    page.table(fields=fields, rows=rows)
    page.freeze_title()
    _period(book, page, found)
    _files(book, page, found.get("files") or [])


def _period(book: Book, page: Page, found: dict[str, Any]) -> None:
    t = book.facts.pick
    lines: list[tuple[str, Any, str]] = [
        (t(ja="お客様", en="Customers"), found["customers"], "count"),
        (t(ja="最初の日", en="First day"), found["first_date"], "day"),
        (t(ja="最後の日", en="Last day"), found["last_date"], "day"),
        (t(ja="売上", en="Sales"), found["sales"], "money"),
        (t(ja="番号のない売上", en="Sales without a number"), found["no_customer_sales"], "money"),
        (t(ja="お客様が分かる割合", en="Identified share"), found["identified"], "share"),
    ]
    for name, value, kind in lines:
        page.put(page.next, 0, name)
        page.put(page.next, 1, value, kind)
        page.next += 1
    page.next += 1


def _files(book: Book, page: Page, files: list[dict[str, Any]]) -> None:
    t = book.facts.pick
    fields = [
        Field(t(ja="ファイル", en="File")),
        Field(t(ja="行", en="Rows"), "count"),
        Field(t(ja="シート", en="Sheet")),
        Field(t(ja="文字コード", en="Encoding")),
        Field(t(ja="選んだ列", en="Columns chosen")),
    ]
    rows = [
        [file["file"], file["rows"], file.get("sheet"), file.get("encoding"), _roles(book, file)]
        for file in files
    ]
    page.table(fields=fields, rows=rows)


def _roles(book: Book, file: dict[str, Any]) -> str:
    pairs = []
    for role, header in file["columns"].items():
        ja, en = ROLES.get(role, (role, role))
        pairs.append(f"{book.facts.pick(ja=ja, en=en)}＝{header}")
    return book.facts.pick(ja="、", en=", ").join(pairs)
