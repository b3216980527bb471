"""One value of an own field: typed text → plain value → row, and back to words.

A plain value is what the trail and exports keep: str, int, ISO date as str, bool, or a list of
labels of choices; None means empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goen.japanese import (
    Unreadable,
    fold,
    parse_date,
    parse_money,
    parse_quantity,
)
from goen.shop.fields.models import OwnChoice, OwnField, OwnValue
from goen.shop.ui.my_number import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

Plain = str | int | float | bool | list[str] | None
Kind = OwnField.Kind

_LONGEST = {Kind.TEXT: 200, Kind.LONG_TEXT: 10_000, Kind.LINK: 500}
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Slots:
    """The rows that hold one value: columns of OwnValue by slot; none when the value is empty."""

    rows: dict[int, dict[str, object]]


def understand(*, field: OwnField, typed: str | Sequence[str]) -> Plain:
    """Return the plain value of what was typed or chosen; raise ValidationError with the reason."""
    if field.kind == Kind.CHOICES:
        return _labels(field, [typed] if isinstance(typed, str) else typed)
    text = typed if isinstance(typed, str) else "".join(typed)
    if not text.strip():
        return None
    try:
        return _READERS[Kind(field.kind)](field, text)
    except Unreadable as problem:
        reason = problem.reason.ja if (get_language() or "").startswith("ja") else problem.reason.en
        raise ValidationError(reason) from problem


def _text(field: OwnField, text: str) -> str:
    longest = _LONGEST[Kind(field.kind)]
    if len(text) > longest:
        message = _("Too long: %(length)d characters; at most %(longest)d.")
        raise ValidationError(message % {"length": len(text), "longest": longest})
    if words := refusal(text=text):
        raise ValidationError(words)
    return text.strip() if field.kind != Kind.LONG_TEXT else text.strip("\r\n ")


def _link(field: OwnField, text: str) -> str:
    address = _text(field, text)
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValidationError(_("Write an address that begins with https:// or http://."))
    return address


def _number(_field: OwnField, text: str) -> int | float:
    number: Fraction = parse_quantity(text)
    if number.denominator == 1:
        return int(number)
    if (number * 10**_DECIMALS).denominator != 1:
        raise ValidationError(_("At most four decimals can be kept."))
    return float(number)


def _yen(_field: OwnField, text: str) -> int:
    return parse_money(text, digits=0)


def _date(_field: OwnField, text: str) -> str:
    return parse_date(text).isoformat()


def _yes_no(_field: OwnField, text: str) -> bool:
    word = fold(text)
    if word in ("1", "true", "yes", "y", "はい", "有", "あり", "○", "〇"):
        return True
    if word in ("0", "false", "no", "n", "いいえ", "無", "なし", "×"):
        return False
    raise ValidationError(_("Choose yes or no."))


def _label(field: OwnField, text: str) -> str:
    return _labels(field, [text])[0]


def _labels(field: OwnField, typed: Iterable[str]) -> list[str]:
    offered = {fold(choice.label): choice.label for choice in field.choices.all()}
    found: list[str] = []
    for text in filter(str.strip, typed):
        label = offered.get(fold(text))
        if label is None:
            message = _("“%(choice)s” is not one of the choices.")
            raise ValidationError(message % {"choice": text[:60]})
        if label not in found:
            found.append(label)
    return found


_READERS = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.LINK: _link,
    Kind.NUMBER: _number,
    Kind.YEN: _yen,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _label,
}


def slots(*, field: OwnField, plain: Plain, known: Mapping[str, OwnChoice] | None = None) -> Slots:
    """Return the rows that keep `plain`, a value as `understand` gives it.

    `known` are the choices of the field by label, where they have been asked for already.
    """
    if plain is None or plain == []:
        return Slots({})
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        labels = plain if isinstance(plain, list) else [str(plain)]
        chosen = (
            OwnChoice.objects.filter(field=field, label__in=labels)
            if known is None
            else [known[label] for label in labels if label in known]
        )
        several = field.kind == Kind.CHOICES
        return Slots({choice.pk if several else 0: {"choice": choice} for choice in chosen})
    return Slots({0: _column(Kind(field.kind), plain)})


def _column(kind: OwnField.Kind, plain: Plain) -> dict[str, object]:
    if kind == Kind.DATE:
        return {"date": date.fromisoformat(str(plain))}
    if kind in (Kind.NUMBER, Kind.YEN, Kind.YES_NO):
        return {"number": Decimal(str(int(plain) if isinstance(plain, bool) else plain))}
    return {"text": str(plain), "text_key": fold(str(plain))[:100]}


def plain_of(*, field: OwnField, rows: Sequence[OwnValue]) -> Plain:
    """Return the plain value kept in `rows`, the OwnValues of one customer in `field`."""
    if not rows:
        return None
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        labels = [
            row.choice.label
            for row in sorted(
                rows, key=lambda row: (row.choice.order, row.choice.pk) if row.choice else (0, 0)
            )
            if row.choice
        ]
        return labels if field.kind == Kind.CHOICES else labels[0]
    return _plain(Kind(field.kind), rows[0])


def _plain(kind: OwnField.Kind, row: OwnValue) -> Plain:
    if kind == Kind.DATE:
        return row.date.isoformat() if row.date else None
    if kind == Kind.YES_NO:
        return bool(row.number)
    if kind in (Kind.NUMBER, Kind.YEN):
        number = row.number or Decimal()
        return int(number) if number == number.to_integral_value() else float(number)
    return row.text
