"""SQL for the clean cells of a column: what DuckDB may read by itself and agree with Python.

Each form reads a text by a cast and writes the value back: only where that gives the same text was
the cell in that form. So a cast that is generous ('12.5' → 13, ' 12', '1_000', '1e3', '2020-1-1')
lets nothing through, at less cost than a regular expression.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.sheets._check import CLEAN_TEXT_PATTERN, LONGEST_TEXT
from goen.sheets._sql import quoted, sql

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAYS = "BETWEEN DATE '1900-01-01' AND DATE '2200-12-31'"
TYPED_DAYS = "BETWEEN DATE '1900-01-02' AND DATE '2200-12-31'"
_TYPED_DATES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "%Y-%m-%d"),
    (re.compile(r"\d{4}/\d{1,2}/\d{1,2}"), "%Y/%m/%d"),
)
_TYPED_WHOLES = re.compile(r"-?\d+", re.ASCII)
_MOST = 10**15
_TEXT = quoted(CLEAN_TEXT_PATTERN)
# Most customer numbers: they end in a figure and have no "t", so that they are no "subtotal 2".
_NUMBER = quoted(r"[!$-&(-<>-SU-su-~](?:[ -&(-SU-su-~]*[0-9])?")
# Whether a text may be the word of a totals row: too often rather than too seldom.
MAY_BE_TOTAL = "計|(?i:total|sum)|[ｔＴｓＳ]"
_TOTAL = quoted(MAY_BE_TOTAL)


@dataclass(frozen=True, slots=True)
class Form:
    """How a cell is read: `value` in SQL over the cell {x}; `clean` in SQL over {x} and value {v}.

    `result`: the value to keep, over {v} and {x}; of an unclear row nobody looks at it.
    """

    value: str
    clean: str
    result: str = "{v}"


def date_form(sample: Sequence[str]) -> Form | None:
    """The form in which most cells of `sample` write a date; None when it takes Python."""
    best = max(_DATE_FORMS, key=lambda one: sum(bool(one[0].fullmatch(text)) for text in sample))
    if not any(best[0].fullmatch(text) for text in sample):
        return None
    _, value, same = best
    return Form(value, f"{same} AND CAST({{v}} AS DATE) {_DAYS}", "CAST({v} AS DATE)")


def typed_date(sample: Sequence[str]) -> str | None:
    """The strptime format by which read_csv may read all dates of `sample` itself, if there is one.

    With a format it is strict: what it reads in these two orders of year, month and day, Python
    reads alike, but for "infinity" and "epoch", which become 1900-01-01, and years under 1900.
    """
    for pattern, form in _TYPED_DATES:
        if sample and all(pattern.fullmatch(text) for text in sample if text):
            return form
    return None


def typed_whole(sample: Sequence[str]) -> bool:
    """Whether read_csv may read the amounts of `sample` as whole numbers itself.

    The letters of the whole file must allow it too (`_scan.Letters.figures`): what read_csv then
    takes is figures with or without a minus, which Python reads alike.
    """
    return all(_TYPED_WHOLES.fullmatch(text) for text in sample if text)


def typed_date_form() -> Form:
    """The form for dates that read_csv has read by a format."""
    return Form("{x}", f"{{v}} {TYPED_DAYS}")


def _strptime(pattern: str, padded: str, bare: str) -> tuple[re.Pattern[str], str, str]:
    same = " OR ".join(
        f"strftime({{v}}, '{form}') = {{x}}" for form in dict.fromkeys((padded, bare))
    )
    return re.compile(pattern), f"try_strptime({{x}}, '{padded}')", f"({same})"


# How the sample shows the form; the value; whether the text is exactly that value written out.
_DATE_FORMS = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "try_cast({x} AS DATE)", "CAST({v} AS VARCHAR) = {x}"),
    (
        re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"),
        "try_cast({x} AS TIMESTAMP)",
        "CAST({v} AS VARCHAR) = {x}",
    ),
    _strptime(r"\d{8}", "%Y%m%d", "%Y%m%d"),
    _strptime(r"\d{4}/\d{1,2}/\d{1,2}", "%Y/%m/%d", "%Y/%-m/%-d"),
    _strptime(r"\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d\d", "%Y/%m/%d %H:%M", "%Y/%-m/%-d %-H:%M"),
    _strptime(
        r"\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d\d:\d\d", "%Y/%m/%d %H:%M:%S", "%Y/%-m/%-d %-H:%M:%S"
    ),
    _strptime(r"\d{4}-\d\d-\d\d \d\d:\d\d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M"),
    _strptime(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S"),
)


def money_form(*, digits: int, unit: int, sample: Sequence[str], typed: bool = False) -> Form:
    """The form for amounts: whole numbers; with commas or decimals where `sample` has them.

    `typed`: read_csv has read them as whole numbers.
    """
    dotted = any("." in text for text in sample)
    if digits == 0 or unit != 1 or not dotted:
        commas = any("," in text for text in sample)
        form = _TYPED_WHOLE if typed else whole_form(decimals=dotted, commas=commas)
        scale = unit * 10**digits
        result = f"CASE WHEN clean THEN {{v}} * {scale} END"  # an unclear one might overflow
        return Form(form.value, form.clean, result if scale > 1 else "{v}")
    padded = [f"{{x}} || '{'0' * count}'" for count in range(1, digits)]
    forms = ", ".join(["{x}", *padded, f"{{x}} || '.{'0' * digits}'"])
    return Form(
        value=f"try_cast({{x}} AS DECIMAL(18, {digits}))",
        clean=f"CAST({{v}} AS VARCHAR) IN ({forms}) AND abs({{v}}) < {10**12}",
        result=f"CAST({{v}} * {10**digits} AS BIGINT)",
    )


_TYPED_WHOLE = Form("{x}", f"{{v}} BETWEEN -{_MOST} AND {_MOST}")


def whole_form(*, decimals: bool = False, commas: bool = False) -> Form:
    """The form for whole numbers; with zeros behind a point, or commas between thousands."""
    text = "CAST({v} AS VARCHAR)"
    same = [f"{text} = {{x}}"]
    if decimals:
        same += [f"{text} || '.0' = {{x}}", f"{text} || '.00' = {{x}}"]
    if commas:
        same.append("format('{:,}', {v}) = {x}")
    cell = "replace({x}, ',', '')" if commas else "{x}"
    return Form(
        value=f"try_cast({cell} AS BIGINT)",
        clean=f"({' OR '.join(same)}) AND {{v}} BETWEEN -{_MOST} AND {_MOST}",
    )


def text_form() -> Form:
    """The form for names of customers, products, shops: printable, no space around."""
    return Form("{x}", f"regexp_full_match({{x}}, {_TEXT})")


def customer_form(row: str) -> Form:
    """The form for customers: a clean text that cannot be the word of a totals row (合計, total).

    Empty is clean too (a walk-in) unless the whole `row` may be one of totals. CASE, not OR: its
    branches are read for the rows that need them only.
    """
    number = f"regexp_full_match({{x}}, {_NUMBER}) AND strlen({{x}}) <= {LONGEST_TEXT}"
    word = f"regexp_full_match({{x}}, {_TEXT}) AND NOT regexp_matches({{x}}, {_TOTAL})"
    clean = f"CASE WHEN {number} THEN true WHEN {{x}} <> '' THEN {word}"
    return Form("{x}", f"{clean} ELSE NOT regexp_matches({row}, {_TOTAL}) END")


def plain_form() -> Form:
    """The form for customers in a file without any byte that could make one unclear."""
    return Form("{x}", f"(strlen({{x}}) <= {LONGEST_TEXT} OR {{x}} IS NULL)")


def name_form(family: str, given: str) -> Form:
    """The form for a name in two columns, both of them clean or empty; joined as Python joins."""
    empty = "coalesce({x}, '') = ''"
    clean = [sql(f"({empty} OR {text_form().clean})", x=part) for part in (family, given)]
    latin = f"regexp_full_match({family} || {given}, '[ -~]*')"
    whole = (
        f"CASE WHEN {sql(empty, x=given)} THEN nullif({family}, '') "
        f"WHEN {sql(empty, x=family)} THEN {given} "
        f"WHEN {latin} THEN {given} || ' ' || {family} ELSE {family} || ' ' || {given} END"
    )
    short = f"coalesce(length({{v}}), 0) <= {LONGEST_TEXT}"
    return Form(whole, " AND ".join([*clean, short]))


def or_empty(form: Form) -> Form:
    """The same form where the cell may also be empty, which is NULL."""
    empty = "coalesce({x}, '') = ''"
    return Form(
        form.value, f"({empty} OR ({form.clean}))", f"CASE WHEN {{x}} <> '' THEN {form.result} END"
    )


def known_words(cell: str, sample: Sequence[str], wanted: frozenset[str]) -> str:
    """SQL for whether `cell` is one of the words of `sample` that are in `wanted`."""
    found = sorted(wanted.intersection(sample))
    return f"{cell} IN ({', '.join(map(quoted, found))})" if found else "false"
