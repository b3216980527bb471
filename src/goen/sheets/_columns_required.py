"""The columns of the customer, the date and the amount, or why they cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.sheets import _columns_notes as notes
from goen.sheets._columns_choice import Candidate, Column, best_together, candidates
from goen.sheets._columns_guess import equal_guesses
from goen.sheets._columns_headers import of_one_visit
from goen.sheets._columns_lines import slip_total
from goen.sheets._columns_optional import find_optional
from goen.sheets._columns_plan import DATE_PARTS, REQUIRED, ColumnsNotFound, Row
from goen.sheets._columns_profile import column_of
from goen.sheets._columns_split import split_date, with_whole_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.japanese import Text

# Below this an amount's head (価格, price) may as well be the price of one piece.
_SURE_AMOUNT = 0.75
_CLOSE = 0.06

Choices = dict[str, list[Candidate]]
Picked = dict[str, Candidate]


@dataclass(frozen=True, slots=True)
class Required:
    """The picked columns; no "amount" where it is quantity × unit price. And what is to be said.

    `parts`: the columns of month and day of a date whose parts stand apart.
    """

    picked: Picked
    parts: dict[str, Column]
    notes: tuple[Text, ...]


def find_required(
    columns: Sequence[Column],
    sample: Sequence[Row],
    *,
    chosen: Mapping[str, Column],
    off: set[str],
) -> Required:
    """The columns of the required roles. Raises ColumnsNotFound."""
    choices = _choices(columns, chosen, off)
    parts = _date_parts(choices["date"], columns, sample, chosen)
    if parts:
        basis = "user" if "date" in chosen else "header"
        choices["date"] = [Candidate(parts.pop("date"), 1.0, basis)]
    picked = _best(choices, columns, chosen, off)
    if picked is None:
        missing = _missing(choices, columns)
        raise ColumnsNotFound(notes.not_found(missing, columns), brief=notes.lacking(missing))
    for role, one in picked.items():
        if alike := equal_guesses(role, one, choices[role], sample):
            reason = notes.not_clear(role, [one.column, *alike])
            raise ColumnsNotFound(reason, brief=notes.lacking([role]))
    picked, said = _of_lines(picked, choices, columns, sample, chosen, off)
    picked = {role: _doubted(role, one, choices) for role, one in picked.items()}
    if parts:
        said.append(notes.joined([picked["date"].column, *parts.values()], "date"))
    return Required(picked, parts, (*said, *_remarks(picked, choices, sample)))


def _choices(columns: Sequence[Column], chosen: Mapping[str, Column], off: set[str]) -> Choices:
    fixed = {column.index for column in chosen.values()}
    free = [column for column in columns if column.index not in fixed]
    choices = {
        role: [Candidate(chosen[role], 1.0, "user")] if role in chosen else candidates(role, free)
        for role in REQUIRED
    }
    return choices | ({"amount": []} if "amount" in off else {})


def _date_parts(
    dates: Sequence[Candidate],
    columns: Sequence[Column],
    sample: Sequence[Row],
    chosen: Mapping[str, Column],
) -> dict[str, Column]:
    """The columns of a date's parts, where the user names them or no column has a whole date."""
    if "date" in chosen:
        named = {role: chosen[role] for role in DATE_PARTS if role in chosen}
        return named | {"date": with_whole_date(named, sample)} if "month" in named else {}
    parts = split_date(columns, sample)
    best = dates[0].column if dates and dates[0].score >= _SURE_DATE else None
    # Without a cell that says so, a column headed 日 beside 年 and 月 is no whole date.
    apart = best is None or (best.index in _indexes(parts) and best.profile.any_date < _SURE_DATE)
    return parts if apart else {}


_SURE_DATE = 0.5


def _indexes(found: Mapping[str, Column]) -> set[int]:
    return {column.index for column in found.values()}


def _best(
    choices: Choices, columns: Sequence[Column], chosen: Mapping[str, Column], off: set[str]
) -> Picked | None:
    amounts = choices["amount"]
    if not (amounts and amounts[0].score >= _SURE_AMOUNT) and "amount" not in chosen:
        keys = best_together({role: choices[role] for role in ("customer", "date")})
        if keys and _has_product(keys, columns, chosen, off):
            return keys
    return best_together(choices)


def _missing(choices: Choices, columns: Sequence[Column]) -> list[str]:
    """The roles without a column; where two want the same one, the one that can spare it least.

    In a table with heads, a column told by its contents alone does not count.
    """
    if any(column.named for column in columns):
        choices = {
            role: [one for one in found if one.basis != "content"]
            for role, found in choices.items()
        }
    empty = [role for role in REQUIRED if not choices[role]]
    present = {role: choices[role] for role in REQUIRED if role not in empty}
    if best_together(present) is not None:
        return empty
    for role in ("amount", "customer", "date"):
        others = {name: found for name, found in present.items() if name != role}
        if best_together(others) is not None:
            return [name for name in REQUIRED if name in (*empty, role)]
    return list(REQUIRED)


def _has_product(
    picked: Picked, columns: Sequence[Column], chosen: Mapping[str, Column], off: set[str]
) -> bool:
    taken = [picked[role].column.index for role in ("customer", "date")]
    found = dict(chosen) | find_optional(columns, taken=taken, without=off)
    return "quantity" in found and "unit_price" in found


def _of_lines(
    picked: Picked,
    choices: Choices,
    columns: Sequence[Column],
    sample: Sequence[Row],
    chosen: Mapping[str, Column],
    off: set[str],
) -> tuple[Picked, list[Text]]:
    """`picked` with an amount of the line, where the best one belongs to the whole slip."""
    taken = [one.column.index for one in picked.values()]
    slip = (dict(chosen) | find_optional(columns, taken=taken, without=off)).get("slip")
    if slip is None or "amount" not in picked:
        return picked, []
    total = picked["amount"].column
    if not slip_total(sample, slip=slip.index, amount=total.index):
        return picked, []
    if "amount" in chosen:
        return picked, [notes.slip_totals_kept(total, slip)]
    for other in choices["amount"]:
        repeated = slip_total(sample, slip=slip.index, amount=other.column.index)
        if other.score >= _LINE_AMOUNT and not repeated and other.column.index not in taken:
            return picked | {"amount": other}, [notes.slip_totals_left(total, slip, other.column)]
    if _has_product(picked, columns, chosen, off):
        keys = {role: one for role, one in picked.items() if role != "amount"}
        return keys, [notes.slip_totals_left(total, slip, None)]
    return picked, [notes.slip_totals_kept(total, slip)]


_LINE_AMOUNT = 0.6


def _doubted(role: str, one: Candidate, choices: Choices) -> Candidate:
    """`one` with less confidence where another column fits nearly as well."""
    rivals = _rivals(role, one, choices)
    return Candidate(one.column, one.score * 0.85, one.basis) if rivals else one


def _rivals(role: str, one: Candidate, choices: Choices) -> list[Candidate]:
    if one.basis == "user":
        return []
    near = max(one.score - _CLOSE, 0.0) if role != "date" else 0.5
    return [
        other
        for other in choices[role]
        if other.column.index != one.column.index
        and other.score >= near
        and not _same_moment(other.column.header, one.column.header)
    ]


def _same_moment(one: str, other: str) -> bool:
    """Whether two heads name the date and the time of the same thing: 注文日, 注文日時."""
    return one.startswith(other) or other.startswith(one)


def _twins(one: Candidate, others: Sequence[Candidate], sample: Sequence[Row]) -> list[Column]:
    """The columns with the very head of `one`, but other cells."""
    if one.basis == "user":
        return []
    cells = column_of(sample, one.column.index)
    return [
        other.column
        for other in others
        if other.column.index != one.column.index
        and other.column.header == one.column.header
        and column_of(sample, other.column.index) != cells
    ]


def _remarks(picked: Picked, choices: Choices, sample: Sequence[Row]) -> list[Text]:
    said = []
    if picked["customer"].basis in ("name", "email", "phone", "content"):
        said.append(notes.customer_by(picked["customer"]))
    if others := _rivals("date", picked["date"], choices):
        said.append(notes.several_dates(picked["date"].column, [one.column for one in others]))
    if picked["date"].basis == "header" and of_one_visit(picked["date"].column.header):
        said.append(notes.one_date_each(picked["date"].column))
    for role, one in picked.items():
        if twins := _twins(one, choices[role], sample):
            said.append(notes.same_heads(one.column, twins))
    amount = picked.get("amount")
    if amount and amount.basis != "user":
        said += _tax_remark(amount.column, choices["amount"])
        if amount.basis == "content":
            said.append(notes.amount_by_content(amount.column))
    return said


def _tax_remark(chosen: Column, amounts: Sequence[Candidate]) -> list[Text]:
    taxes = {one.column.tax: one.column for one in amounts if one.score >= _LINE_AMOUNT}
    if chosen.tax == "included" and len(taxes) > 1:
        other = taxes.get("excluded") or taxes.get("")
        return [notes.tax_included(chosen, other)] if other else []
    return []
