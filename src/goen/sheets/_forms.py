"""SQL for the clean cells of a column: what DuckDB may read by itself and agree with Python.

Each form reads a text by a cast and writes the value back: only where that gives the same text was
the cell in that form. So a cast that is generous ('12.5' → 13, ' 12', '1_000', '1e3', '2020-1-1')
lets nothing through, at a third of the cost of a regular expression.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.sheets._check import CLEAN_TEXT_PATTERN

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAYS = "BETWEEN DATE '1900-01-01' AND DATE '2200-12-31'"
_MOST = 10**15
_TEXT = CLEAN_TEXT_PATTERN.replace("'", "''")
# Most customer numbers: they end in a figure and have no "t", so that they are no "subtotal 2".
_NUMBER = r"[!$-&(-<>-SU-su-~](?:[ -&(-SU-su-~]{0,198}[0-9])?"
_MAY_BE_TOTAL = "計|(?i:total|sum)|[ｔＴｓＳ]"


@dataclass(frozen=True, slots=True)
class Form:
    """`value`: the typed value of a cell; `clean`: whether it is surely what Python would read."""

    value: str
    clean: str


def date_form(cell: str, *, sample: Sequence[str]) -> Form | None:
    """The form in which most cells of `sample` write a date; None when it takes Python."""
    best = max(_DATE_FORMS, key=lambda one: sum(bool(one[0].fullmatch(s)) for s in sample))
    if not any(best[0].fullmatch(text) for text in sample):
        return None
    value, same = (part.replace("{x}", cell) for part in best[1:])
    return Form(value=f"CAST({value} AS DATE)", clean=f"({same}) AND CAST({value} AS DATE) {_DAYS}")


# How the sample recognises the form; the value; whether the text is exactly that value written out.
_DATE_FORMS = tuple(
    (re.compile(pattern), value, same)
    for pattern, value, same in (
        (
            r"\d{4}-\d\d-\d\d",
            "try_cast({x} AS DATE)",
            "CAST(try_cast({x} AS DATE) AS VARCHAR) = {x}",
        ),
        (
            r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d",
            "try_cast({x} AS TIMESTAMP)",
            "CAST(try_cast({x} AS TIMESTAMP) AS VARCHAR) = {x}",
        ),
        (
            r"\d{8}",
            "try_strptime({x}, '%Y%m%d')",
            "strftime(try_strptime({x}, '%Y%m%d'), '%Y%m%d') = {x}",
        ),
        (
            r"\d{4}/\d{1,2}/\d{1,2}",
            "try_strptime({x}, '%Y/%m/%d')",
            "{x} IN (strftime(try_strptime({x}, '%Y/%m/%d'), '%Y/%m/%d'),"
            " strftime(try_strptime({x}, '%Y/%m/%d'), '%Y/%-m/%-d'))",
        ),
        (
            r"\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d\d",
            "try_strptime({x}, '%Y/%m/%d %H:%M')",
            "{x} IN (strftime(try_strptime({x}, '%Y/%m/%d %H:%M'), '%Y/%m/%d %H:%M'),"
            " strftime(try_strptime({x}, '%Y/%m/%d %H:%M'), '%Y/%-m/%-d %-H:%M'))",
        ),
        (
            r"\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d\d:\d\d",
            "try_strptime({x}, '%Y/%m/%d %H:%M:%S')",
            "{x} IN (strftime(try_strptime({x}, '%Y/%m/%d %H:%M:%S'), '%Y/%m/%d %H:%M:%S'),"
            " strftime(try_strptime({x}, '%Y/%m/%d %H:%M:%S'), '%Y/%-m/%-d %-H:%M:%S'))",
        ),
    )
)


def money_form(cell: str, *, digits: int, unit: int, sample: Sequence[str]) -> Form:
    """The form for amounts: whole numbers; with decimals where the currency has them."""
    if digits == 0 or unit != 1 or not any("." in text for text in sample):
        form = whole_form(cell, decimals=any("." in text for text in sample))
        return Form(value=f"{form.value} * {unit * 10**digits}", clean=form.clean)
    value = f"try_cast({cell} AS DECIMAL(18, {digits}))"
    text = f"CAST({value} AS VARCHAR)"
    padded = [f"{cell} || '{'0' * count}'" for count in range(1, digits)]
    forms = ", ".join([cell, *padded, f"{cell} || '.{'0' * digits}'"])
    return Form(
        value=f"CAST({value} * {10**digits} AS BIGINT)",
        clean=f"{text} IN ({forms}) AND abs({value}) < {10**12}",
    )


def whole_form(cell: str, *, decimals: bool = False) -> Form:
    """The form for whole numbers, with zeros behind a point when `decimals`."""
    value = f"try_cast({cell} AS BIGINT)"
    text = f"CAST({value} AS VARCHAR)"
    same = f"{text} = {cell}"
    if decimals:
        same = f"({same} OR {text} || '.0' = {cell} OR {text} || '.00' = {cell})"
    return Form(value=value, clean=f"{same} AND {value} BETWEEN -{_MOST} AND {_MOST}")


def text_form(cell: str) -> Form:
    """The form for names of customers, products, shops: printable, no space around."""
    return Form(value=cell, clean=f"regexp_full_match({cell}, '{_TEXT}')")


def customer_form(cell: str) -> Form:
    """The form for customers: a clean text that cannot be the word of a totals row (合計, total)."""
    words = f"regexp_full_match({cell}, '{_TEXT}') AND NOT {totals_word(cell)}"
    return Form(
        value=cell,
        clean=f"CASE WHEN regexp_full_match({cell}, '{_NUMBER}') THEN true ELSE {words} END",
    )


def totals_word(cell: str) -> str:
    """SQL for whether a text may be the word of a totals row; too often rather than too seldom."""
    return f"regexp_matches({cell}, '{_MAY_BE_TOTAL}')"


def or_empty(form: Form, cell: str) -> Form:
    """The same form where the cell may also be empty, which is NULL."""
    return Form(
        value=f"CASE WHEN {cell} <> '' THEN {form.value} END",
        clean=f"(coalesce({cell}, '') = '' OR ({form.clean}))",
    )
