"""Rules and duties: anybody proposes one, who may approve answers; editing, stopping, undoing.

What somebody wants to be told for oneself only needs no answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from goen.shop.sharing.models import Agreed, Duty, How, Notice, Rule
from goen.shop.sharing.notices import tell
from goen.shop.staff.models import OwnCompany, Staff
from goen.shop.staff.roles import ABILITIES, Ability
from goen.shop.staff.trail import Subject, new_group, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from goen.shop.staff.trail import Change

KINDS: Mapping[str, type[Rule] | type[Duty]] = {"rule": Rule, "duty": Duty}
_SAID = {
    "rule": ("what", "who", "role", "department_id", "person_id", "how"),
    "duty": ("page", "role", "every"),
}
State = Agreed.State
Row = Rule | Duty


class SomeoneSavedFirst(Exception):
    """It was changed, answered or stopped after the page was opened; nothing was written."""

    def __init__(self, current: Row) -> None:
        super().__init__("changed meanwhile")
        self.current = current


def language() -> str:
    """The language of the company, for words that are kept."""
    return OwnCompany.objects.values_list("language", flat=True).first() or "ja"


def may_change(*, by: Staff, row: Row) -> bool:
    """Whether `by` may edit and stop it: one's own wish or proposal; any other who may approve."""
    mine = row.proposed_by_id == by.pk
    if isinstance(row, Rule) and row.own:
        return mine
    return by.may(Ability.APPROVE) or (mine and row.state != State.COUNTS)


@transaction.atomic
def add(*, by: Staff, row: Row, today: date, now: datetime) -> Row:
    """Keep a new rule or duty: in force at once if `by` may approve it or it tells only `by`."""
    own = isinstance(row, Rule) and row.own
    row.proposed_by = by
    row.state = State.COUNTS if own or by.may(Ability.APPROVE) else State.PROPOSED
    if isinstance(row, Rule) and own:
        row.person = by
    _in_force_from(row, today)
    row.save()
    proposed = row.state == State.PROPOSED
    action = "sharing.rule.proposed" if proposed else "sharing.rule.added"
    with override(language()):
        record(by=by, action=action, subject=Subject.of(row))
        line = _("Proposed: %(rule)s") % {"rule": row}
    if proposed:
        _notify(row, to=_approvers(), key=_asked(row), line=line, by=by, now=now)
    return row


@transaction.atomic
def change(
    *, by: Staff, row: Row, version: int, values: Mapping[str, Any], today: date, now: datetime
) -> Row:
    """Change whom it tells, of what and how, or who looks when. Raises SomeoneSavedFirst."""
    kept = _locked(row, version)
    if not may_change(by=by, row=kept) or kept.state not in (State.COUNTS, State.PROPOSED):
        raise PermissionDenied
    if {**_plain(kept), **values} != _plain(kept):
        _put(kept, by=by, values=values, action="sharing.rule.changed", today=today)
    return kept


@transaction.atomic
def answer(*, by: Staff, row: Row, version: int, reason: str, today: date, now: datetime) -> Row:
    """Accept what was proposed, or refuse it with a reason; the proposer is told.

    Raises SomeoneSavedFirst if it is no longer what was shown.
    """
    if not by.may(Ability.APPROVE):
        raise PermissionDenied
    kept = _locked(row, version)
    if kept.state != State.PROPOSED:
        raise SomeoneSavedFirst(kept)
    state = State.REFUSED if reason else State.COUNTS
    action = "sharing.rule.refused" if reason else "sharing.rule.accepted"
    _put(kept, by=by, values={"state": state, "reason": reason}, action=action, today=today)
    _settled(kept, now=now)
    if kept.proposed_by is not None:
        with override(kept.proposed_by.language):
            said = _("Not taken up: %(rule)s (%(reason)s)") if reason else _("Accepted: %(rule)s")
            line = said % {"rule": kept, "reason": reason}
        key = f"{_asked(kept)}-{kept.version}"
        _notify(kept, to=[kept.proposed_by], key=key, line=line, by=by, now=now)
    return kept


@transaction.atomic
def stop(*, by: Staff, row: Row, now: datetime) -> UUID:
    """Stop a rule, a duty or one's own proposal. Gives the group that undoes it."""
    kept = KINDS[row._meta.model_name or ""].objects.select_for_update().get(pk=row.pk)
    if not may_change(by=by, row=kept):
        raise PermissionDenied
    group = new_group()
    values = {"state": State.STOPPED}
    _put(kept, by=by, values=values, action="sharing.rule.stopped", group=group)
    _settled(kept, now=now)
    return group


def put_back(
    *,
    by: Staff,
    object_id: int,
    action: str,
    changes: Sequence[Change],
    now: datetime,
    group: UUID,
    kind: str,
) -> Sequence[Change]:
    """Undo one change of a rule or a duty if it still stands as that change left it."""
    row = KINDS[kind].objects.select_for_update().filter(pk=object_id).first()
    mine = row is not None and (by.may(Ability.APPROVE) or row.proposed_by_id == by.pk)
    if row is None or not mine or any(one["after"] != _plain(row) for one in changes):
        return []
    for one in changes:
        _put(row, by=by, values=one["before"], action="sharing.rule.put_back", group=group)
    return changes


def _locked(row: Row, version: int) -> Row:
    kept = KINDS[row._meta.model_name or ""].objects.select_for_update().get(pk=row.pk)
    if kept.version != version:
        raise SomeoneSavedFirst(kept)
    return kept


def _plain(row: Row) -> dict[str, Any]:
    """What it says, and its state, as plain values."""
    names = (*_SAID[row._meta.model_name or ""], "state", "reason")
    return {name: getattr(row, name) for name in names}


def _put(
    row: Row,
    *,
    by: Staff,
    values: Mapping[str, Any],
    action: str,
    today: date | None = None,
    group: UUID | None = None,
) -> None:
    """Set the values; the trail says in a sentence what it was and is, and keeps the values."""
    with override(language()):
        before, said = _plain(row), _sentence(row)
        for name, value in values.items():
            setattr(row, name, value)
        if today is not None:
            _in_force_from(row, today)
        row.version += 1
        row.save()
        change: Change = {"field": "rule", "label": _("rule"), "from": said, "to": _sentence(row)}
        change |= {"before": before, "after": _plain(row)}
        record(by=by, action=action, subject=Subject.of(row), changes=[change], group=group)


def _sentence(row: Row) -> str:
    state = f"{row.get_state_display()}・{row.reason}" if row.reason else row.get_state_display()
    return f"{row}・{state}"


def _in_force_from(row: Row, day: date) -> None:
    """Nobody is late for what was not a duty yet."""
    if isinstance(row, Duty):
        row.since = day


def _approvers() -> list[Staff]:
    roles = [role for role, abilities in ABILITIES.items() if Ability.APPROVE in abilities]
    return list(Staff.objects.filter(is_active=True, role__in=roles))


def _asked(row: Row) -> str:
    return f"{row._meta.model_name}-{row.pk}-asked"


def _notify(
    row: Row, *, to: Sequence[Staff], key: str, line: str, by: Staff, now: datetime
) -> None:
    tell(
        to=to,
        kind=Notice.Kind.RULE,
        key=key,
        url_name="sharing_rules",
        object_id=None,
        anchor=f"{row._meta.model_name}-{row.pk}",
        line=line,
        by=by,
        how=How.SCREEN,
        now=now,
    )


def _settled(row: Row, *, now: datetime) -> None:
    """Nobody is asked any more."""
    asked = Notice.objects.filter(key=_asked(row), read_at=None)
    asked.update(read_at=now, seen_at=now)
