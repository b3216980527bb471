"""Own fields of the company as columns of a file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from goen.shop.fields.models import OwnField
from goen.shop.fields.values import understand
from goen.shop.intake.fields import Field, Shape, Value
from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goen.shop.fields.values import Plain

Kind = OwnField.Kind
SECTION = "fields"
_SHAPES: dict[str, Shape] = {
    Kind.NUMBER: "number",
    Kind.YEN: "money",
    Kind.DATE: "date",
    Kind.YES_NO: "yes_no",
}
BETWEEN = re.compile("[、，,;；|｜\n]")


def own_fields() -> list[OwnField]:
    """The own fields in use, with their choices."""
    return list(OwnField.objects.in_use().prefetch_related("choices"))


def columns() -> Sequence[Field]:
    """Each own field as a field of the kind, named as its input is."""
    return [
        Field(
            own.input_name,
            own.label,
            _reader(own),
            shape=_SHAPES.get(own.kind, "text"),
            choices=_offered(own) if own.kind == Kind.CHOICE else None,
            help=own.help,
            ability=Ability.SENSITIVE if own.sensitive else "",
        )
        for own in own_fields()
    ]


def _offered(own: OwnField) -> Callable[[], Sequence[str]]:
    return lambda: [one.label for one in own.choices.all() if one.offered]


def _reader(own: OwnField) -> Callable[[str], Value]:
    order = [one.label for one in sorted(own.choices.all(), key=lambda one: (one.order, one.pk))]

    def read(cell: str) -> Value:
        try:
            plain = understand(field=own, typed=_typed(own, cell))
        except ValidationError as problem:
            return Value(None, problem=" ".join(problem.messages))
        if isinstance(plain, list):  # in the order in which the ledger gives them
            plain.sort(key=order.index)
        return Value(packed(plain))

    return read


def _typed(own: OwnField, cell: str) -> str | list[str]:
    if own.kind != Kind.CHOICES:
        return cell
    labels = {one.label for one in own.choices.all()}
    return [cell] if cell.strip() in labels else [part.strip() for part in BETWEEN.split(cell)]


def packed(plain: Plain) -> str | None:
    """A plain value as one text; nothing is None."""
    return None if plain in (None, []) else json.dumps(plain, ensure_ascii=False)


def unpacked(text: str | None) -> Plain:
    """The plain value of such a text."""
    return json.loads(text) if text else None


def shown(text: str) -> str:
    """Such a text as people write the value."""
    plain: Any = unpacked(text)
    if isinstance(plain, bool):
        return _("Yes") if plain else _("No")
    if isinstance(plain, list):
        return "、".join(plain)
    return "" if plain is None else str(plain)
