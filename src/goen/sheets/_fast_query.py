"""The one statement by which the fast path reads a file: forms of its columns put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.japanese import transaction_kind
from goen.sheets._check_cells import is_set, words
from goen.sheets._forms import (
    customer_form,
    date_form,
    known_words,
    money_form,
    name_form,
    or_empty,
    plain_form,
    text_form,
    typed_date_form,
    whole_form,
)
from goen.sheets._sql import quoted, sql
from goen.sheets._stage import CANCELLED, NO_CUSTOMER, TABLE, UNCLEAR, USED, ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.sheets._check import CheckOptions
    from goen.sheets._forms import Form
    from goen.sheets._stage import Stage
    from goen.sheets._table import Layout

_TEXTS = ("customer_name", "product", "category", "shop", "slip", "event")
_READ = frozenset(
    ("customer", "date", "amount", "quantity", "gross_profit", "cost", "kind", "cancelled")
)
_UNREAD = frozenset(("unit_price", "given_name"))
_UNREAD_BESIDE_PROFIT = frozenset(("unit_cost",))
_QUERY = """
    INSERT INTO {table}
    SELECT
        CASE WHEN clean THEN {customer} ELSE CAST(to_json([{cells}]) AS VARCHAR) END,
        {day}, {amount}, {optional}
        CASE WHEN clean AND NOT {cancelled} AND NOT {nobody} AND {amount} <> 0 THEN {reason_used}
             WHEN NOT clean THEN {unclear}
             WHEN {cancelled} THEN {reason_cancelled}
             WHEN {nobody} THEN {reason_no_customer}
             ELSE {reason_zero} END,
        {source}
    FROM (SELECT *, coalesce({clean}, false) AS clean
          FROM (SELECT *, {values} FROM {reader}))
"""


def fast_query(
    layout: Layout,
    *,
    sample: Sequence[Sequence[str]],
    options: CheckOptions,
    stage: Stage,
    source: int,
    plain: bool = False,
    typed: frozenset[str] = frozenset(),
) -> str | None:
    """The INSERT that reads a text file, with {reader} in the place of its read_csv(…).

    `plain`: nothing in the file could make a customer unclear. `typed`: the roles, date or amount,
    of which the reader gives values.
    None when a column or an option is one that takes Python.
    """
    roles = layout.plan.columns
    unread = _UNREAD_BESIDE_PROFIT if {"gross_profit", "cost"} & set(roles) else frozenset()
    known = _READ | _UNREAD | unread | set(_TEXTS)
    if "amount" not in roles or set(roles) - known or layout.width < 2:
        return None
    if (options.date_style and "%" in options.date_style) or layout.plan.serials:
        return None
    rows = sample[layout.first :]
    texts = {role: [row[i] for row in rows if i < len(row)] for role, i in roles.items()}
    forms = _forms(layout, options=options, texts=texts, plain=plain, typed=typed)
    if forms is None:
        return None
    return _put_together(layout, forms, texts, options=options, stage=stage, source=source)


def _forms(
    layout: Layout,
    *,
    options: CheckOptions,
    texts: dict[str, list[str]],
    plain: bool,
    typed: frozenset[str],
) -> dict[str, Form] | None:
    """One form for each role that is kept or decides whether the row is clean."""
    plan, digits = layout.plan, options.digits
    date = typed_date_form() if "date" in typed else date_form(texts["date"])
    if date is None:
        return None
    row = "concat_ws('|', " + ", ".join(_texts(layout)) + ")"
    forms = {
        "customer": plain_form() if plain else customer_form(row),
        "date": date,
        "amount": money_form(
            digits=digits,
            unit=plan.units.get("amount", 1),
            sample=texts["amount"],
            typed="amount" in typed,
        ),
    }
    if "quantity" in texts:
        forms["quantity"] = or_empty(whole_form())
    if (profit := _profit_column(layout)) is not None:
        unit = plan.units.get(profit, 1)
        forms["gross_profit"] = or_empty(money_form(digits=digits, unit=unit, sample=texts[profit]))
    for role in _TEXTS:
        if role in texts:
            forms[role] = or_empty(text_form())
    if places := plan.joined.get("customer_name"):
        forms["customer_name"] = name_form(*(f"c{place}" for place in places))
    return forms


def _profit_column(layout: Layout) -> str | None:
    """The column that gives the gross profit: itself before the cost, as for `RowChecker`."""
    roles = layout.plan.columns
    return next((role for role in ("gross_profit", "cost") if role in roles), None)


def _less_cost(amount: str, cost: str) -> str:
    """The profit in SQL; the cost of goods that came back is written with either sign."""
    return f"(CASE WHEN {amount} < 0 THEN {amount} + abs({cost}) ELSE {amount} - {cost} END)"


def _texts(layout: Layout) -> list[str]:
    """The cells of a row as texts; the date and the amount may have been read as values."""
    return [f"CAST(c{index} AS VARCHAR)" for index in range(layout.width)]


def _put_together(
    layout: Layout,
    forms: dict[str, Form],
    texts: dict[str, list[str]],
    *,
    options: CheckOptions,
    stage: Stage,
    source: int,
) -> str:
    cell = {role: f"c{index}" for role, index in layout.plan.columns.items()}
    flags = _Flags(cell, texts)
    from_cost = _profit_column(layout) == "cost"
    if from_cost:
        cell["gross_profit"] = cell["cost"]
    result = {role: sql(form.result, v=f"v_{role}", x=cell[role]) for role, form in forms.items()}
    if from_cost:
        result["gross_profit"] = _less_cost(result["amount"], result["gross_profit"])
    values = [f"{sql(form.value, x=cell[role])} AS v_{role}" for role, form in forms.items()]
    clean = [sql(form.clean, v=f"v_{role}", x=cell[role]) for role, form in forms.items()]
    if options.listed_after is not None:  # later rows are listed with their numbers, by Python
        clean.append(f"{result['date']} <= DATE '{options.listed_after}'")
    signed = {
        role: flags.signed(result[role], result["amount"])
        for role in ("amount", "quantity", "gross_profit")
        if role in result
    }
    kept = result | signed
    optional = [f"{kept.get(name, 'NULL')}," for name in stage.optional]
    return sql(
        _QUERY,
        table=TABLE,
        cells=", ".join(f"coalesce({cell}, '')" for cell in _texts(layout)),
        customer=result["customer"],
        day=result["date"],
        amount=signed["amount"],
        optional=" ".join(optional),
        unclear=UNCLEAR,
        cancelled=flags.cancelled,
        nobody=_nobody(result["customer"], options),
        reason_cancelled=CANCELLED,
        reason_no_customer=NO_CUSTOMER,
        reason_zero=ZERO,
        reason_used=USED,
        source=source,
        clean=" AND ".join([*clean, *flags.clean]),
        values=", ".join(values),
    )


def _nobody(customer: str, options: CheckOptions) -> str:
    nobody = f"(coalesce({customer}, '') = '')"
    if options.anonymous is None:
        return nobody
    pattern = quoted(options.anonymous.pattern)
    return f"({nobody} OR regexp_full_match({customer}, {pattern}))"


class _Flags:
    """What the columns of kinds and cancellations say, for the words that the sample shows.

    A word that comes later in the file makes its row unclear.
    """

    def __init__(self, cell: dict[str, str], texts: dict[str, list[str]]) -> None:
        self.clean: list[str] = []
        self.cancelled = "false"
        self._returned = "false"
        if "kind" in cell:
            self._kinds(cell["kind"], texts["kind"])
        if "cancelled" in cell:
            self._cancellations(cell["cancelled"], texts["cancelled"])

    def signed(self, value: str, amount: str) -> str:
        """`value` with the sign a returned row has, whose `amount` is written above zero."""
        if self._returned == "false":
            return value
        return f"(CASE WHEN {self._returned} AND {amount} > 0 THEN -1 ELSE 1 END * {value})"

    def _kinds(self, cell: str, sample: list[str]) -> None:
        said = {text: transaction_kind(word) for text in sample if (word := words(text))}
        groups = {
            kind: known_words(
                cell, sample, frozenset(text for text, one in said.items() if one == kind)
            )
            for kind in ("sale", "return", "cancelled")
        }
        self.clean.append(f"(coalesce({cell}, '') = '' OR {' OR '.join(groups.values())})")
        self._returned = f"coalesce({groups['return']}, false)"
        self.cancelled = f"coalesce({groups['cancelled']}, false)"

    def _cancellations(self, cell: str, sample: list[str]) -> None:
        up = frozenset(text for text in sample if is_set(text))
        raised = known_words(cell, sample, up)
        down = known_words(cell, sample, frozenset(sample) - up)
        self.clean.append(f"(coalesce({cell}, '') = '' OR {raised} OR {down})")
        self.cancelled = f"({self.cancelled} OR coalesce({raised}, false))"
