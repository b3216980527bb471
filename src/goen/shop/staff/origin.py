"""Where a value came from: the file and the row, told by the rooms that read files in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goen.shop.staff.models import Trail


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that was read in, and the page that tells of it to those who have `ability`."""

    label: str
    url: str
    ability: str = Ability.SEE


@dataclass(frozen=True, slots=True)
class FromFile:
    """A row of such a file, in words."""

    origin: Origin
    row: int

    def __str__(self) -> str:
        facts = {"file": self.origin.label, "row": self.row}
        return _("From a file: %(file)s, row %(row)d") % facts


# Gives the files behind groups of the trail, as far as it knows them, in one query.
Source = Callable[[Collection[UUID]], Mapping[UUID, Origin]]

_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Let `source` say which groups of the trail are files that were read in."""
    _SOURCES.append(source)


def origins_of(rows: Iterable[Trail]) -> dict[int, FromFile]:
    """Where the changes of the trail came from, by row of the trail; asks once for all of them."""
    of_files = [(row.pk, row.group, row.row) for row in rows if row.row is not None]
    groups = {group for _pk, group, _row in of_files}
    known = {key: found for source in _SOURCES if groups for key, found in source(groups).items()}
    return {pk: FromFile(known[group], row) for pk, group, row in of_files if group in known}
