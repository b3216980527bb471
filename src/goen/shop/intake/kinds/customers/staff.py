"""Members of staff as files name them: by name or by e-mail."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.intake.fields import Value
from goen.shop.staff.models import Staff

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _key(name: str) -> str:
    return "".join(japanese.fold(name).split())


def _known() -> Mapping[str, set[int]]:
    found: dict[str, set[int]] = {}
    for pk, name, email in Staff.objects.values_list("pk", "name", "email"):
        for word in (_key(name), email.lower()):
            found.setdefault(word, set()).add(pk)
    return found


def reader_of_staff() -> Callable[[str], Value]:
    """A reader of one member of staff; its value is the number."""
    known = cache(_known)  # asked when the first cell is read

    def read(cell: str) -> Value:
        found = known().get(cell.strip().lower()) or known().get(_key(cell), set())
        if not found:
            return Value(None, problem=_("Nobody of the staff has this name or e-mail address."))
        if len(found) > 1:
            words = _("Several of the staff have this name: please write the e-mail address.")
            return Value(None, problem=words)
        return Value(str(next(iter(found))))

    return read


def names_of_staff() -> Mapping[str, str]:
    """How each member of staff is written so that it is read again, by number."""
    rows = list(Staff.objects.values_list("pk", "name", "email"))
    known = _known()
    return {str(pk): name if len(known[_key(name)]) == 1 else email for pk, name, email in rows}
