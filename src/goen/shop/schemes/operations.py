"""Publishing a version of the ranks, and withdrawing one whose day has not come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from goen.analysis import entries_of
from goen.shop.jobs.operations import enqueue
from goen.shop.portfolio.jobs import JOB as UPDATE
from goen.shop.portfolio.models import RankScheme
from goen.shop.portfolio.schemes import current
from goen.shop.schemes.queries import latest
from goen.shop.sharing.models import How, Notice
from goen.shop.sharing.notices import tell
from goen.shop.staff.models import OwnCompany, Staff
from goen.shop.staff.trail import Subject, record

if TYPE_CHECKING:
    from datetime import date, datetime

    from goen.shop.schemes.preview import Rules


class SomeoneSavedFirst(Exception):
    """Another version was published or withdrawn since the draft was begun; it is `current`."""

    def __init__(self, current: RankScheme | None) -> None:
        super().__init__()
        self.current = current


class TooLate(Exception):
    """Its day has come, or would be past: a version is never changed once it counts."""


@transaction.atomic
def publish(
    *,
    by: Staff,
    rules: Rules,
    name: str,
    reason: str,
    effective_on: date,
    based_on: int | None,
    today: date,
    now: datetime,
) -> RankScheme:
    """Publish a version that counts from a day on, and tell everybody.

    `based_on`: the newest version when the draft was begun. Raises SomeoneSavedFirst, TooLate.
    """
    _alone()
    newest = latest()
    if (newest.pk if newest else None) != based_on:
        raise SomeoneSavedFirst(newest)
    if effective_on < today:
        raise TooLate
    current(on=today, now=now)  # what counted until then has to be there
    made = RankScheme.objects.create(
        name=name,
        reason=reason,
        limits=entries_of(thresholds=rules.limits),
        scoring=rules.scoring,
        effective_on=effective_on,
        published_at=now,
        published_by=by,
        owner=by,
    )
    record(by=by, action="schemes.published", subject=Subject.of(made), changes=_facts(made))
    _tell(made, by=by, what="published", now=now)
    if effective_on <= today:
        enqueue(name=UPDATE, key=UPDATE, by=by)
    return made


@transaction.atomic
def withdraw(*, by: Staff, scheme_id: int, today: date, now: datetime) -> None:
    """Take back a version before its day; the trail keeps what it said. Raises TooLate."""
    _alone()
    found = RankScheme.objects.filter(pk=scheme_id).first()
    if found is None or found.effective_on <= today:
        raise TooLate
    record(by=by, action="schemes.withdrawn", subject=Subject.of(found), changes=_facts(found))
    _tell(found, by=by, what="withdrawn", now=now)
    found.delete()


def _alone() -> None:
    """Let nobody else publish until this ends."""
    list(OwnCompany.objects.select_for_update().values_list("pk"))


def _facts(scheme: RankScheme) -> list[dict[str, object]]:
    facts = {
        "counts_from": str(scheme.effective_on),
        "reason": scheme.reason,
        "limits": scheme.limits,
        "scoring": scheme.scoring,
    }
    return [{"field": field, "from": None, "to": value} for field, value in facts.items()]


def _tell(scheme: RankScheme, *, by: Staff, what: str, now: datetime) -> None:
    """A line at the bell of everybody, in the language of each."""
    for language in Staff.objects.filter(is_active=True).values_list("language", flat=True):
        with override(language):
            line = _line(scheme, what)
        tell(
            to=Staff.objects.filter(is_active=True, language=language),
            kind=Notice.Kind.SCHEME,
            key=f"scheme:{scheme.pk}:{what}",
            url_name="schemes",
            object_id=None,
            line=line,
            by=by,
            how=How.SCREEN,
            now=now,
        )


def _line(scheme: RankScheme, what: str) -> str:
    day = f"{scheme.effective_on:%Y/%m/%d}"
    if what == "withdrawn":
        said = _("“%(name)s”, which was to count from %(day)s, was withdrawn")
    else:
        said = _("The ranks of customers follow “%(name)s” from %(day)s on")
    return said % {"name": scheme.name, "day": day}
