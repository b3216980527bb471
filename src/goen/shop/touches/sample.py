"""Made-up touches, plans and voices for the sample company: nobody in them exists.

The sentences are put together from parts, so that hundreds of records do not repeat each other. The
same seed gives the same records.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from goen.shop.customers.contact import refresh_contact
from goen.shop.customers.models import Customer
from goen.shop.staff.models import Department
from goen.shop.staff.sample import SampleMaker, mark, marked, sample_makers, unmark
from goen.shop.touches.models import (
    Action,
    Improvement,
    SavedText,
    Touch,
    Voice,
    VoiceStep,
)
from goen.shop.touches.operations.shared import refresh_next_action
from goen.shop.touches.operations.voices import index_voice
from goen.shop.touches.privacy import leave
from goen.shop.touches.sample_words import (
    HEARD,
    IMPROVEMENTS,
    KINDS,
    MORE,
    OPENINGS,
    PROMISES,
    RESULTS,
    TEXTS,
    Heard,
)
from goen.shop.ui import search

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goen.shop.staff.models import Staff

    Progress = Callable[[int, int], None]

_CHUNK = 10


def make_touches(
    *,
    customers: Sequence[Customer],
    staff: Sequence[Staff],
    departments: Sequence[Department],
    rng: Random,
    now: datetime,
) -> None:
    """Give the customers touches of the last year, plans, and voices of the last two months."""
    for start in range(0, len(customers), _CHUNK):
        _touch_chunk(customers[start : start + _CHUNK], staff=staff, rng=rng, now=now)
    _hear(customers, staff=staff, departments=departments, rng=rng, now=now)
    for kind, title, line, text in TEXTS:
        SavedText.objects.get_or_create(
            kind=kind, title=title, defaults={"line": line, "text": text, "kept_by": staff[0]}
        )


@transaction.atomic
def _touch_chunk(
    customers: Sequence[Customer], *, staff: Sequence[Staff], rng: Random, now: datetime
) -> None:
    touches = [
        _touch(customer, staff=staff, rng=rng, now=now)
        for customer in customers
        for _ in range(min(rng.randrange(7), rng.randrange(7)))
    ]
    Touch.objects.bulk_create(touches)
    Action.objects.bulk_create(
        action
        for touch in touches
        if rng.random() < 0.15
        and (action := _promise(touch, staff=staff, rng=rng, now=now)) is not None
    )
    search.index_many(
        kind="touch",
        objects=[(touch.pk, [search.Words(search.OTHER, touch.line)]) for touch in touches],
    )
    ids = [customer.pk for customer in customers]
    refresh_contact(customer_ids=ids)
    refresh_next_action(customer_ids=ids)


def _touch(customer: Customer, *, staff: Sequence[Staff], rng: Random, now: datetime) -> Touch:
    who = customer.owner if customer.owner and rng.random() < 0.7 else rng.choice(staff)
    kind = rng.choice(KINDS)
    at = _office_hour(now, ago=int(rng.triangular(0, 360, 20)), rng=rng)
    inward = kind in ("SHOP", "EVENT") or (kind == "CALL" and rng.random() < 0.35)
    bulk = kind == "LETTER"
    opening = "季刊のお便り" if bulk else rng.choice(OPENINGS)
    return Touch(
        customer=customer,
        kind=kind,
        direction="IN" if inward else "OUT",
        staff=who,
        at=at,
        minutes=rng.choice((3, 5, 10, 20, 40)) if kind in ("CALL", "VISIT") else None,
        line=f"{opening}。" if bulk else f"{opening}。{rng.choice(RESULTS)}",
        text="" if bulk else rng.choice(MORE),
        feeling=rng.choice((None, None, 3, 4, 4, 5, 2)) if not bulk else None,
        attended=rng.random() < 0.8 if kind == "EVENT" else None,
        bulk=bulk,
        entered_by=who,
        entered_at=min(at + timedelta(minutes=rng.randrange(5, 240)), now),
    )


def _promise(touch: Touch, *, staff: Sequence[Staff], rng: Random, now: datetime) -> Action | None:
    kind, what = rng.choice(PROMISES)
    due = timezone.localdate(touch.at) + timedelta(days=rng.randrange(2, 30))
    today = timezone.localdate(now)
    done = due < today - timedelta(days=2) or (due < today and rng.random() < 0.8)
    if touch.bulk:
        return None
    moment = _office_hour(timezone.make_aware(datetime.combine(due, time(23))), ago=0, rng=rng)
    return Action(
        customer=touch.customer,
        kind=kind,
        what=what,
        due_on=due,
        owner=touch.staff,
        touch=touch,
        done_at=moment if done else None,
        done_by=touch.staff if done else None,
        entered_by=touch.staff,
        entered_at=touch.entered_at,
    )


def _office_hour(now: datetime, *, ago: int, rng: Random) -> datetime:
    day = timezone.localdate(now) - timedelta(days=ago)
    at = timezone.make_aware(
        datetime.combine(day, time(rng.randrange(9, 18), rng.randrange(0, 60, 5)))
    )
    return min(at, now - timedelta(minutes=rng.randrange(5, 90)))


def _hear(
    customers: Sequence[Customer],
    *,
    staff: Sequence[Staff],
    departments: Sequence[Department],
    rng: Random,
    now: datetime,
) -> None:
    made: dict[str, Voice] = {}
    for index, heard in enumerate(HEARD):
        customer = customers[(index * 37 + 5) % len(customers)]
        urgent = index == 0
        at = now - timedelta(minutes=38) if urgent else _office_hour(now, ago=_ago(index), rng=rng)
        voice = _voice(
            heard, customer, at=at, staff=staff, departments=departments, rng=rng, now=now
        )
        if urgent:
            voice.urgency = voice.importance = 3
        made[heard.title] = voice
        with transaction.atomic():
            voice.save()
            _walk(voice, index=index, heard=heard, rng=rng, now=now)
            index_voice(voice)
    with transaction.atomic():
        _improve(made, by=staff[0], now=now)
        refresh_contact(customer_ids=[voice.customer_id for voice in made.values()])


def _ago(index: int) -> int:
    """How many days ago a voice was heard; the kinds mix."""
    return (index * 11) % 53


def _voice(
    heard: Heard,
    customer: Customer,
    *,
    at: datetime,
    staff: Sequence[Staff],
    departments: Sequence[Department],
    rng: Random,
    now: datetime,
) -> Voice:
    praise = heard.kind == Voice.Kind.PRAISE
    due = timezone.localdate(at) + timedelta(days=rng.randrange(5, 40))
    taken = rng.choice(staff)
    return Voice(
        customer=customer,
        kind=heard.kind,
        title=heard.title,
        words=heard.words,
        product=heard.product,
        channel=rng.choice(("CALL", "SHOP", "MAIL")),
        received_at=at,
        taken_by=taken,
        importance=3 if heard.kind == Voice.Kind.COMPLAINT else rng.choice((1, 2, 2, 3)),
        urgency=2 if heard.kind == Voice.Kind.COMPLAINT else 1,
        department=rng.choice(departments) if departments and not praise else None,
        owner=rng.choice(staff) if not praise and rng.random() < 0.8 else None,
        due_on=None if praise else due,
        may_publish=praise and rng.random() < 0.6,
        entered_by=taken,
        entered_at=min(at + timedelta(minutes=rng.randrange(2, 30)), now),
    )


def _walk(voice: Voice, *, index: int, heard: Heard, rng: Random, now: datetime) -> None:
    """Move a voice on: the older it is, the further, but for some that wait."""
    VoiceStep.objects.create(
        voice=voice, status=voice.status, at=voice.entered_at, by=voice.entered_by
    )
    ago = _ago(index)
    steps = 0 if ago < 4 else 1 if ago < 12 else 2 if ago < 20 else 3
    if not heard.done and voice.kind != Voice.Kind.PRAISE:
        steps = min(steps, 1)
    at = voice.entered_at
    for status, name in list(
        zip(list(Voice.Status)[1:], ("acting_at", "done_at", "told_at"), strict=True)
    )[:steps]:
        at += timedelta(hours=rng.randrange(1, 40))
        if at >= now:
            break
        voice.status = status
        setattr(voice, name, at)
        VoiceStep.objects.create(
            voice=voice, status=status, at=at, by=voice.owner or voice.taken_by
        )
    if voice.done_at:
        voice.what_was_done = heard.done
    voice.save()


def _improve(voices: dict[str, Voice], *, by: Staff, now: datetime) -> None:
    today = timezone.localdate(now)
    for title, what, status, heard in IMPROVEMENTS:
        improvement = Improvement.objects.create(
            title=title,
            what=what,
            status=status,
            owner=by,
            due_on=today + timedelta(days=20),
            done_on=today - timedelta(days=3) if status == Improvement.Status.DONE else None,
            entered_by=by,
            entered_at=now,
        )
        ids = [voices[name].pk for name in heard]
        Voice.objects.filter(pk__in=ids).update(improvement=improvement)


_DONE, _SEED = "touches", 20


def make(by: Staff, now: datetime, progress: Progress) -> None:
    """Give the sample's customers their touches; what a killed attempt left is made anew."""
    ids = marked("customer")
    if not ids or marked(_DONE):
        return
    _take_away(ids)
    customers = list(Customer.objects.filter(pk__in=ids).order_by("pk"))
    texts = set(SavedText.objects.values_list("pk", flat=True))
    make_touches(
        customers=customers,
        staff=[by],
        departments=list(Department.objects.order_by("pk")),
        rng=Random(_SEED),  # noqa: S311 - a story, no secret
        now=now,
    )
    with transaction.atomic():
        made = Improvement.objects.filter(voices__customer__in=ids).values_list("pk", flat=True)
        mark(kind="improvement", ids=set(made))
        mark(
            kind="saved_text",
            ids=SavedText.objects.exclude(pk__in=texts).values_list("pk", flat=True),
        )
        mark(kind=_DONE, ids=[1])
    progress(len(ids), len(ids))


def remove(progress: Progress) -> None:
    """Take away what does not leave with the customers themselves."""
    _take_away(marked("customer"))
    with transaction.atomic():
        for kind, model in (("improvement", Improvement), ("saved_text", SavedText)):
            ids = marked(kind)
            model.objects.filter(pk__in=ids).delete()
            unmark(kind=kind, ids=ids)
        unmark(kind=_DONE, ids=[1])
    progress(1, 1)


def _take_away(ids: Sequence[int]) -> None:
    """Touches, plans and voices of some customers, some customers at a time."""
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        with transaction.atomic():
            leave(customer_ids=some)
            for model in (Voice, Action, Touch):
                model.objects.filter(customer__in=some).delete()


sample_makers.add(SampleMaker("touches", make, remove, 20))
