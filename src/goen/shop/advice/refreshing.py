"""The findings brought up to the standings: who is in each, what they are worth, who is reached.

Done in the background, in short steps: who reads sees whole rows at any time. What people
answered is never touched here, except that an answer ends when its time is over.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from django.db.models import Exists, OuterRef, Q
from filelock import FileLock

from goen.shop.advice.counting import count
from goen.shop.advice.models import Act, Candidate
from goen.shop.advice.playbook import page, pages
from goen.shop.advice.reach import WAYS, cap_by_rank, ways
from goen.shop.advice.rules import RULES, Asked
from goen.shop.advice.worth import year_before
from goen.shop.customers.models import Customer
from goen.shop.errands.pace import Pace
from goen.shop.errands.relaxed import relaxed
from goen.shop.portfolio import history
from goen.shop.portfolio.place import scheme_of
from goen.shop.portfolio.queries import shown
from goen.shop.rhythm.models import Rest
from goen.shop.touches.models import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set
    from datetime import date, datetime

    from goen.shop.advice.rules import Rule
    from goen.shop.errands.relaxed import Relaxed
    from goen.shop.portfolio.queries import Shown

_Item = TypeVar("_Item")

_READ = 500
_COLUMNS = ("customer_id", "last_on", "occasions", "amount", "rank", "lapses_on", "amount_12m")


class Member(NamedTuple):
    """Somebody who is in a finding, as the standings say, and how to reach them."""

    customer: int
    since: date
    occasions: int
    amount: int
    rank: int
    lapses_on: date
    yen: int  # the sales of the last 12 months, or of those before the lapse
    post: int
    phone: int
    mail: int
    visit: int


_FACTS = Member._fields[1:]


def refresh(*, now: datetime, today: date, wait: float = 600) -> int:
    """Bring all findings up to the standings and the day; gives how many people are suggested.

    Only one at a time; `wait`: seconds for another to end. Raises filelock.Timeout.
    """
    with FileLock(history.folder() / "advice.lock", timeout=wait):
        seen, asked = shown(), Asked(today, shown().limits)
        taken: set[int] = set()
        pace = Pace(most=_READ)
        with relaxed(pace) as rests:
            for rule in RULES:
                found = _members(rule, seen, asked, now, taken)
                taken |= found.keys()
                _keep(rule, found, pace=pace, rests=rests)
        _free(today)
        return sum(count(key=rule.key, now=now, today=today) for rule in RULES)


def _members(
    rule: Rule, seen: Shown, asked: Asked, now: datetime, taken: Set[int]
) -> dict[int, Member]:
    """Who is in a finding, and can be reached how; nobody in the trash, nor suspended.

    `taken`: who is in an earlier finding.
    """
    condition = rule.condition(asked)
    if condition is None or not seen.layers:
        return {}
    rows = seen.standings().filter(condition, customer__deleted_at=None)
    resting = Rest.objects.filter(customer=OuterRef("customer"), ended_at=None)
    rows = rows.exclude(Exists(resting.filter(answer=Rest.Answer.RESTING)))
    rows = rows.exclude(customer__stage=Customer.Stage.SUSPENDED)
    cap = cap_by_rank(caps=_caps(rule, asked))
    reached = ways(customer="customer_id", cap=cap, now=now)
    read = rows.annotate(**reached).values_list(*_COLUMNS, *WAYS).iterator(chunk_size=5_000)
    found = {row[0]: Member(*row) for row in read if row[0] not in taken}
    if rule.lapsed and found:
        lost = year_before(last={one.customer: one.since for one in found.values()})
        for pk, one in found.items():
            found[pk] = one._replace(yen=lost.get(pk, 0))
    return found


def _keep(rule: Rule, found: dict[int, Member], *, pace: Pace, rests: Relaxed) -> None:
    """Write who came, who changed and who left, a few at a time."""
    rows = Candidate.objects.filter(key=rule.key)
    read = rows.values_list("customer_id", "here", *_FACTS).iterator(chunk_size=5_000)
    known = {pk: facts if here else () for pk, here, *facts in read}
    changed = (one for pk, one in found.items() if known.get(pk) != list(one[1:]))
    for part in _parts(changed, pace):
        with pace.step():
            _write(rule, {one.customer: one for one in part})
        rests.rest()
    for gone in _parts(iter(sorted(known.keys() - found.keys())), pace):
        with pace.step():
            left = rows.filter(customer__in=gone)
            left.filter(act=None).delete()
            left.filter(here=True).update(here=False, suggested=False)
        rests.rest()


def _parts(items: Iterator[_Item], pace: Pace) -> Iterator[list[_Item]]:
    while part := list(islice(items, pace.size)):
        yield part


def caps_of(rule: Rule, part: Iterable[Candidate], asked: Asked) -> dict[int, int]:
    """After how many contacts each of them is left alone for a while, by the playbook."""
    by_rank = _caps(rule, asked)
    return {one.customer_id: by_rank[one.rank] for one in part if one.rank in by_rank}


def _caps(rule: Rule, asked: Asked) -> dict[int, int]:
    kept, ranks = pages(limits=asked.limits), scheme_of(asked.limits).ranks
    return {
        place: page(f"{rank.key}/{rule.status}", kept).advice.cap
        for place, rank in enumerate(ranks, start=1)
    }


def _write(rule: Rule, wanted: dict[int, Member]) -> None:
    there = Candidate.objects.select_for_update().filter(key=rule.key, customer__in=wanted)
    known = {row.customer_id: row for row in there}
    again = []
    for pk, row in known.items():
        if wanted[pk].since > row.since:  # bought since the answer: new to the finding
            row.suggested, row.act, row.until, row.task = True, None, None, None
            again.append(row)
        row.here = True
        for name in _FACTS:
            setattr(row, name, getattr(wanted[pk], name))
    fresh = [_row(rule, one) for pk, one in wanted.items() if pk not in known]
    _follow(rule, fresh)
    Candidate.objects.bulk_create(fresh)
    Candidate.objects.bulk_update(known.values(), ("here", *_FACTS))
    Candidate.objects.bulk_update(again, ("suggested", "act", "until", "task"))


def _row(rule: Rule, one: Member) -> Candidate:
    facts = dict(zip(_FACTS, one[1:], strict=True))
    return Candidate(key=rule.key, customer_id=one.customer, **facts)


def _follow(rule: Rule, fresh: Sequence[Candidate]) -> None:
    """Take along what was answered when they were in a finding that this one follows."""
    if not rule.follows or not fresh:
        return
    ids = [row.customer_id for row in fresh]
    answers = Candidate.objects.filter(key__in=rule.follows, customer__in=ids, act__isnull=False)
    known = {row.customer_id: row for row in answers}
    for row in fresh:
        answer = known.get(row.customer_id)
        if answer and answer.since >= row.since:
            row.act_id, row.until, row.task_id = answer.act_id, answer.until, answer.task_id
            row.suggested = False


def _free(today: date) -> None:
    """Whoever was turned to some time ago is suggested again; who was declined never is."""
    task = Action.objects.open().filter(pk=OuterRef("task"))
    over = Q(until__lte=today) & ~Exists(task)
    ended = Candidate.objects.filter(over, act__isnull=False)
    ended = ended.exclude(act__kind=Act.Kind.DECLINE)
    ended.update(act=None, until=None, task=None)
    free = Candidate.objects.filter(act=None, here=True, suggested=False)
    free.update(suggested=True)
