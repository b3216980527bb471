"""The rhythm that all customers share: kept as a row, learned anew now and then."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goen.analysis.rhythm import RhythmModel, fit_rhythm
from goen.shop.portfolio.place import scheme_of
from goen.shop.portfolio.queries import shown
from goen.shop.rhythm.models import Rhythm, SharedRhythm

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis.rhythm import Contacts

_OLD = timedelta(days=30)
_GROWN = 2  # times as many customers as it was learned from
_BEST = "loyal"


def latest() -> SharedRhythm | None:
    """The row that customers are judged by now."""
    return SharedRhythm.objects.order_by("-pk").first()


def model_of(pk: int) -> RhythmModel:
    """The model of one row."""
    return RhythmModel.from_dict(SharedRhythm.objects.get(pk=pk).model)


def current(*, contacts: Contacts, again: bool) -> SharedRhythm:
    """The row to judge everybody by: the latest, or another one when it is time for it.

    Time is after thirty days, when the company has twice as many customers with contacts, and as
    long as too few came often enough to learn from; or when a person asks (`again`).
    """
    last = latest()
    if last is not None and not again and not _is_old(last, contacts):
        return last
    model = fit_rhythm(contacts=contacts, good=_good())
    told = model.as_dict()
    if last is not None and _says_the_same(last, told):
        return last
    return SharedRhythm.objects.create(
        fitted_on=contacts.as_of, customers=len(contacts.customer), model=told
    )


def _is_old(last: SharedRhythm, contacts: Contacts) -> bool:
    return (
        contacts.as_of - last.fitted_on >= _OLD
        or len(contacts.customer) >= _GROWN * last.customers
        or last.model["prior"] is None
    )


def _says_the_same(last: SharedRhythm, told: dict[str, object]) -> bool:
    kept = {key: value for key, value in last.model.items() if key != "fitted_on"}
    return kept == {key: value for key, value in told.items() if key != "fitted_on"}


def _good() -> list[int] | None:
    """Today's best customers, who tell by when a good one has come for the third time."""
    now = shown()
    keys = [rank.key for rank in scheme_of(now.limits).ranks]
    if _BEST not in keys:
        return None
    best = now.standings().filter(rank=keys.index(_BEST) + 1)
    return list(best.values_list("customer", flat=True)) or None


def tidy(*, on: date) -> None:
    """Take away the rows that nobody is judged by any more."""
    used = set(Rhythm.objects.values_list("shared", flat=True).distinct().order_by())
    last = latest()
    kept = used | ({last.pk} if last else set())
    SharedRhythm.objects.filter(fitted_on__lt=on).exclude(pk__in=kept).delete()
