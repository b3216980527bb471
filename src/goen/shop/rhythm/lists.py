"""What this room adds to the list of customers: the rhythm, and conditions on it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goen.shop.rhythm.models import Rest, Rhythm
from goen.shop.rhythm.reading import IN_TIME, LEVELS, told
from goen.shop.ui import lists
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from goen.shop.customers.models import Customer
    from goen.shop.rhythm.reading import Told
    from goen.shop.ui.lists.fact import Asking

NAME = "customers"
LABEL = pgettext_lazy("column", "Rhythm")
_STARTS = ("attention_on", "follow_up_on", "distant_on")


def register() -> None:
    """Add a column and facts to the list of customers."""
    lists.declare(NAME, columns=(_column(),), facts=_facts())


def _column() -> lists.Column:
    return lists.Column(
        "rhythm",
        LABEL,
        lambda row, gathered: str(gathered[row.pk].level.label) if row.pk in gathered else None,
        order=45,
        gather=_gather,
        template="rhythm/_cell.html",
    )


def _gather(rows: Sequence[Customer]) -> Mapping[int, Told]:
    found = Rhythm.objects.filter(customer__in=[row.pk for row in rows])
    return told(rows=list(found), today=today())


def _facts() -> tuple[lists.Fact, ...]:
    is_one_of = _("is one of")
    levels = [*LEVELS.values(), IN_TIME]
    return (
        lists.Fact(
            "rhythm",
            _("Rhythm: what it says"),
            "own",
            choices=lambda: [(str(key), label) for key, label in Rhythm.State.choices],
            order=31,
            own=(lists.Comparison("in", is_one_of, "choices", _state_in),),
        ),
        lists.Fact(
            "late",
            _("Rhythm: how late"),
            "own",
            choices=lambda: [(one.key, one.label) for one in levels],
            order=32,
            own=(lists.Comparison("in", is_one_of, "choices", _level_in),),
        ),
        lists.Fact(
            "expected",
            _("Next contact expected"),
            "own",
            order=33,
            own=(
                lists.Comparison("next", _("in the next … days"), "days", _expected),
                lists.Comparison("past", _("was expected before today"), "", _was_expected),
            ),
        ),
        lists.Fact(
            "resting",
            _("No people's time is spent"),
            "own",
            order=34,
            own=(
                lists.Comparison("yes", _("yes"), "", lambda *_given: _resting()),
                lists.Comparison("no", _("no"), "", lambda *_given: ~_resting()),
            ),
        ),
    )


def _of_each(condition: Q) -> Q:
    return Q(Exists(Rhythm.objects.filter(condition, customer=OuterRef("pk"))))


def _state_in(_fact: lists.Fact, values: Sequence[Any], _asking: Asking) -> Q:
    return _of_each(Q(state__in=[int(value) for value in values]))


def _level_in(_fact: lists.Fact, values: Sequence[Any], asking: Asking) -> Q:
    known = [IN_TIME.key, *(one.key for one in LEVELS.values())]
    found = Q()
    for place in (known.index(value) for value in values if value in known):
        found |= _at_level(place, asking.today)
    return _of_each(found & ~Q(state=Rhythm.State.UNDECIDED))


def _at_level(place: int, day: date) -> Q:
    """Who has passed the start of this level and not that of the next one."""
    begun = Q(**{f"{_STARTS[place - 1]}__lte": day}) if place else Q()
    if place == len(_STARTS):
        return begun
    following = _STARTS[place]
    return begun & (Q(**{f"{following}__gt": day}) | Q(**{f"{following}__isnull": True}))


def _expected(_fact: lists.Fact, values: Sequence[Any], asking: Asking) -> Q:
    until = asking.today + timedelta(days=int(values[0]))
    return _of_each(Q(expected_on__gte=asking.today, expected_on__lte=until))


def _was_expected(_fact: lists.Fact, _values: Sequence[Any], asking: Asking) -> Q:
    return _of_each(Q(expected_on__lt=asking.today))


def _resting() -> Q:
    rests = Rest.objects.filter(customer=OuterRef("pk"), answer=Rest.Answer.RESTING, ended_at=None)
    return Q(Exists(rests))
