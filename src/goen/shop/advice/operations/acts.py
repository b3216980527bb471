"""The answers to a finding: tasks, a list, a file, or nothing this time.

Each is one row (`Act`) known by the token of its button, so that a button pressed twice makes one
list. Whoever was answered is suggested no more: for 30 days and while the task is open, or for
good when nothing is to be done. All of one answer is one group of the trail, and is undone whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from goen.shop.advice import counting
from goen.shop.advice.channels import ACTIONS, WAYS, Channel
from goen.shop.advice.days import MOST_TASKS, Diary
from goen.shop.advice.models import Act, Candidate, Figures
from goen.shop.advice.operations.picking import reached
from goen.shop.advice.playbook import page, pages
from goen.shop.advice.reach import Reach
from goen.shop.advice.rules import BY_KEY
from goen.shop.customers.models import Tag
from goen.shop.customers.operations import tag_customers
from goen.shop.jobs.operations import enqueue
from goen.shop.portfolio.queries import shown
from goen.shop.staff.trail import Subject, new_group, record
from goen.shop.touches.operations import plan_action
from goen.shop.ui import lists

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from goen.shop.jobs.models import Job
    from goen.shop.staff.models import Staff

MOST_IN_LIST = 3_000  # people of one list: the rest stay suggested, and make the next one
MOST_AT_ONCE = 300  # people who get their tag while one waits
LIST_JOB = "advice.list"
_REST = timedelta(days=30)
_AT_ONCE = 2_000


class NobodyLeft(Exception):
    """Nobody is left to turn to this way."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Which finding is answered, by whom, for whose customers (None: all), by which button."""

    by: Staff
    key: str
    owner: int | None
    token: UUID
    now: datetime
    today: date


@transaction.atomic
def make_tasks(*, asking: Asking, channel: str) -> Act:
    """Make a task for each of those worth most; for the customer's owner, else for who asks.

    They are spread over the working days, beside what each has to do already. Raises NobodyLeft.
    """
    act = _begun(asking, Act.Kind.TASKS, channel)
    if act.pk:
        return act
    rows = _reached(asking, channel, most=MOST_TASKS)
    _begin(act, asking, people=len(rows))
    diary, rule = Diary(today=asking.today), BY_KEY[asking.key]
    limits = shown().limits
    advice = page(rule.segment(limits), pages(limits=limits)).advice
    what = f"{rule.short_of(limits)}：{advice.what}"
    for row in rows:
        owner = row.customer.owner
        does = owner if owner and owner.is_active else asking.by
        row.task = plan_action(
            by=asking.by,
            values={
                "customer": row.customer,
                "kind": ACTIONS[channel],
                "what": what if len(what) <= 200 else f"{what[:199]}…",
                "due_on": diary.next_day(does.pk),
                "owner": does,
            },
            now=asking.now,
            group=act.group,
        )
    Candidate.objects.bulk_update(rows, ["task"])
    _answered(asking, act, rows)
    return act


@transaction.atomic
def make_list(*, asking: Asking, channel: str) -> tuple[Act, Job | None]:
    """Give all who can be reached a tag, which opens them in the list of customers.

    Many get it in the background: then the job is told. Raises NobodyLeft.
    """
    act = _begun(asking, Act.Kind.LIST, channel)
    if act.pk:
        return act, None
    rows = _reached(asking, channel, most=MOST_IN_LIST)
    act.label = _label(asking, channel)
    _begin(act, asking, people=len(rows))
    _answered(asking, act, rows)
    if len(rows) > MOST_AT_ONCE:
        return act, enqueue(
            name=LIST_JOB, arguments={"act": act.pk}, by=asking.by, key=f"{LIST_JOB}-{act.pk}"
        )
    ids = [row.customer_id for row in rows]
    tag_customers(by=asking.by, customer_ids=ids, add=[act.label], now=asking.now, group=act.group)
    return act, None


@transaction.atomic
def note_file(*, asking: Asking, channel: str) -> tuple[Act, Sequence[Candidate]]:
    """Note that a file of all who can be reached is taken out; gives them. Raises NobodyLeft.

    The same button gives the same file again.
    """
    act = _begun(asking, Act.Kind.FILE, channel)
    if act.pk:
        rows = act.candidates.select_related("customer__owner").order_by("-yen", "id")
        return act, list(rows)
    found = _reached(asking, channel, most=MOST_IN_LIST)
    _begin(act, asking, people=len(found))
    _answered(asking, act, found)
    return act, found


@transaction.atomic
def decline(*, asking: Asking, reason: str = "") -> Act:
    """Do nothing this time: these people are suggested for this finding never again.

    Unless they buy again, and come into it once more. Raises NobodyLeft.
    """
    act = _begun(asking, Act.Kind.DECLINE, "")
    if act.pk:
        return act
    ids = list(_suggested(asking).values_list("pk", flat=True))
    if not ids:
        raise NobodyLeft
    act.reason = reason.strip()[:200]
    _begin(act, asking, people=len(ids))
    for at in range(0, len(ids), _AT_ONCE):
        rows = Candidate.objects.filter(pk__in=ids[at : at + _AT_ONCE])
        rows.update(act=act, suggested=False, until=None, task=None)
    counting.count(key=asking.key, now=asking.now, today=asking.today)
    return act


def _begun(asking: Asking, kind: str, channel: str) -> Act:
    """The answer of this button, which may be there already; one at a time for each finding."""
    Figures.objects.select_for_update().filter(key=asking.key).first()
    found = Act.objects.filter(token=asking.token).first()
    if found is not None:
        return found
    return Act(
        token=asking.token,
        key=asking.key,
        kind=kind,
        channel=channel,
        group=new_group(),
        by=asking.by,
        at=asking.now,
    )


def _suggested(asking: Asking) -> Any:
    return counting.suggested(key=asking.key, owner=asking.owner)


def _reached(asking: Asking, channel: str, most: int | None = None) -> list[Candidate]:
    rows = reached(
        key=asking.key,
        owner=asking.owner,
        channel=channel,
        now=asking.now,
        today=asking.today,
        most=most,
    )
    if not rows:
        raise NobodyLeft
    return rows


def _begin(act: Act, asking: Asking, *, people: int) -> None:
    act.people = people
    if act.kind in (Act.Kind.LIST, Act.Kind.FILE):
        act.left_out = _suggested(asking).exclude(**{WAYS[act.channel]: Reach.YES}).count()
    act.save()
    record(
        by=asking.by,
        action=f"advice.act.{act.kind.lower()}",
        subject=Subject("act", act.pk, f"{_short(act.key)}・{act.people}"),
        group=act.group,
    )


def _answered(asking: Asking, act: Act, rows: Sequence[Candidate]) -> None:
    ids = [row.pk for row in rows]
    for at in range(0, len(ids), _AT_ONCE):
        Candidate.objects.filter(pk__in=ids[at : at + _AT_ONCE]).update(
            act=act, suggested=False, until=asking.today + _REST
        )
    counting.count(key=asking.key, now=asking.now, today=asking.today)


def _short(key: str) -> str:
    return BY_KEY[key].short_of(shown().limits)


def _label(asking: Asking, channel: str) -> str:
    """The tag, "2026-11 優良離脱 手紙"; a second one of the month has a number."""
    words = f"{asking.today:%Y-%m} {_short(asking.key)} {Channel(channel).label}"[:34]
    name, number = words, 1
    while Act.objects.filter(label=name).exists() or Tag.objects.filter(name=name).exists():
        number += 1
        name = _("%(label)s (%(number)s)") % {"label": words, "number": number}
    return name


def tagged_address(*, act: Act) -> str:
    """The list of customers with those who got the tag of this answer."""
    tag = Tag.objects.filter(name=act.label).first()
    where = [lists.Condition("tags", "in", (str(tag.pk),))] if tag else []
    return lists.address("customers", where=where)
