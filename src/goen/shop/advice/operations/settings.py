"""Changing the playbook and the assumptions: each change is on the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from goen.shop.advice.models import Assumption, Play
from goen.shop.advice.playbook import default
from goen.shop.portfolio.place import has_own_ranks
from goen.shop.portfolio.queries import shown
from goen.shop.staff.rows import SomeoneSavedFirst, put
from goen.shop.staff.trail import Subject, new_group, record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.db.models import Model

    from goen.shop.staff.models import Staff

PLAY_FIELDS = ("aim", "what", "when", "channel", "cap")


@transaction.atomic
def save_play(*, by: Staff, segment: str, version: int, values: Mapping[str, Any]) -> UUID | None:
    """Keep what the company does for a segment; what is as usual follows the usual one.

    Gives the group of the trail, None when nothing changed. Raises SomeoneSavedFirst.
    """
    usual = default(segment, own_ranks=has_own_ranks(shown().limits))
    own = {
        name: (None if name == "cap" else "")
        if values[name] == _plain(getattr(usual, name))
        else values[name]
        for name in PLAY_FIELDS
    }
    return _save_play(by, segment, version, own, "advice.play.updated")


@transaction.atomic
def restore_play(*, by: Staff, segment: str) -> UUID | None:
    """Go back to the default page of the playbook."""
    usual = {name: None if name == "cap" else "" for name in PLAY_FIELDS}
    return _save_play(by, segment, None, usual, "advice.play.restored")


def _save_play(
    by: Staff, segment: str, version: int | None, values: Mapping[str, Any], action: str
) -> UUID | None:
    play = Play.objects.select_for_update().filter(segment=segment).first() or Play(
        segment=segment, version=0
    )
    if version is not None and play.version != version:
        raise SomeoneSavedFirst(play)
    return _kept(by, play, values, PLAY_FIELDS, action)


@transaction.atomic
def save_assumption(*, by: Staff, key: str, permille: int | None, yen: int | None) -> UUID | None:
    """Keep what is assumed of a finding; None: as we suggest."""
    row = Assumption.objects.select_for_update().filter(key=key).first()
    row = row or Assumption(key=key, version=0)
    values = {"permille": permille, "yen": yen}
    return _kept(by, row, values, ("permille", "yen"), "advice.assumption.set")


def _kept(
    by: Staff, row: Model, values: Mapping[str, Any], fields: tuple[str, ...], action: str
) -> UUID | None:
    """Save what differs and note it."""
    changes = put(row, values=values, fields=fields)
    if not changes and row.pk:
        return None
    row.version += 1  # type: ignore[attr-defined]
    row.save()
    group = new_group()
    record(by=by, action=action, subject=Subject.of(row), changes=changes, group=group)
    return group


def _plain(value: Any) -> Any:
    return value if isinstance(value, int) else str(value)
