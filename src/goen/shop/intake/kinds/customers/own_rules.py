"""What own fields demand of a row: who may enter them, of whom they are asked, what is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from goen.shop.fields.queries import is_needed
from goen.shop.intake.kinds.customers.own import own_fields
from goen.shop.intake.kinds.planning import ERROR, WARNING, Problem
from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from goen.shop.staff.models import Staff

    Row = Mapping[str, Any]


class OwnRules:
    """The rules of the own fields, asked once for a file."""

    def __init__(self, *, by: Staff, mapped: Collection[str]) -> None:
        known = own_fields()
        self._mapped = {one.input_name: one for one in known if one.input_name in mapped}
        self._needed = [one for one in known if is_needed(field=one, by=by, new=True, value=None)]
        self.secret = [] if by.may(Ability.SENSITIVE) else [
            name for name, one in self._mapped.items() if one.sensitive
        ]  # fmt: skip

    def problem(self, row: Row) -> Problem | None:
        """A value that the person who brings the file must not enter."""
        for name in self.secret:
            if row.get(name) is not None:
                words = _("You may not enter this field. Please leave its column out.")
                return Problem(row["row"], name, ERROR, None, words)
        return None

    def missing(self, row: Row, kind: str) -> Problem | None:
        """What a new customer cannot be entered without."""
        for one in self._needed:
            if one.applies_to in ("", kind) and row.get(one.input_name) is None:
                words = _("“%(field)s” has to be filled in for a new customer.")
                return Problem(
                    row["row"], one.input_name, ERROR, None, words % {"field": one.label}
                )
        return None

    def warnings(self, row: Row, kind: str) -> Iterator[Problem]:
        """Values that nobody asks of such customers; they are left out."""
        for name, one in self._mapped.items():
            if row.get(name) is not None and one.applies_to not in ("", kind):
                words = _("This field is not asked of such customers: its value is left out.")
                yield Problem(row["row"], name, WARNING, None, words)

    def only_for(self, texts: Row, kind: str) -> dict[str, Any]:
        """The texts without those that nobody asks of such customers."""
        if not self._mapped:
            return dict(texts)
        left_out = {name for name, one in self._mapped.items() if one.applies_to not in ("", kind)}
        return {name: text for name, text in texts.items() if name not in left_out}
