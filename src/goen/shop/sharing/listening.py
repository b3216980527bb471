"""What is told when something happens in the rooms below: pressing voices first, then the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from goen.shop.customers.models import Customer
from goen.shop.portfolio.queries import vips
from goen.shop.sharing.models import How, Notice, Rule
from goen.shop.sharing.notices import tell
from goen.shop.sharing.rules import language
from goen.shop.staff.models import Staff
from goen.shop.staff.roles import Role
from goen.shop.touches.models import Touch, Voice
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from goen.shop.rhythm.models import Rest
    from goen.shop.staff.trail import Change

_SOONEST = {How.NOW: 0, How.DAILY: 1, How.WEEKLY: 2, How.SCREEN: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that rules of the kinds `whats` tell of; `owners` have the customers it is about.

    `department` is to act; `told` are those who have been told of it already.
    """

    whats: Sequence[str]
    key: str
    kind: str
    url_name: str
    object_id: int | None
    line: str
    by: Staff | None
    owners: Collection[int] = ()
    department: int | None = None
    told: Collection[int] = ()


def voice_recorded(*, id: int, by: Staff, **_rest: Any) -> None:
    """Tell the president at once of a pressing voice, and those whom a rule names of any voice."""
    voice = Voice.objects.select_related("customer").get(pk=id)
    press(voice=voice, by=by)
    told = set(Notice.objects.filter(key=f"pressing-{id}").values_list("to_id", flat=True))
    praise = [Rule.What.PRAISE] if voice.kind == Voice.Kind.PRAISE else []
    _by_rules(
        Event(
            whats=[Rule.What.VOICE, *praise],
            key=f"voice-{id}",
            kind=Notice.Kind.VOICE,
            url_name="voice",
            object_id=id,
            line=voice.title,
            by=by,
            owners=_owners(voice.customer),
            department=voice.department_id,
            told=told,
        )
    )


def voice_changed(*, id: int, by: Staff, **_rest: Any) -> None:
    """Tell the president of a voice that became pressing."""
    voice = Voice.objects.filter(pk=id, deleted_at=None).first()
    if voice is not None and voice.waits:
        press(voice=voice, by=by)


def press(*, voice: Voice, by: Staff) -> None:
    """Tell every president, and the managers of the department to act, of a pressing voice."""
    if not voice.pressing:
        return
    people = {
        *people_of(rule=Rule(who=Rule.Who.ROLE, role=Role.PRESIDENT)),
        *(
            one
            for one in people_of(rule=Rule(who=Rule.Who.ACTING), department=voice.department_id)
            if one.role == Role.MANAGER
        ),
    }
    tell(
        to=people,
        kind=Notice.Kind.PRESSING,
        key=f"pressing-{voice.pk}",
        url_name="voice",
        object_id=voice.pk,
        line=voice.title,
        by=by,
        how=How.NOW,
        now=now(),
    )


def touch_recorded(*, id: int, by: Staff, **_rest: Any) -> None:
    """Tell whom the rules name that a VIP was touched."""
    touch = Touch.objects.select_related("customer").get(pk=id)
    customer = touch.customer
    if vips().filter(customer=customer).exists():
        _by_rules(
            Event(
                whats=[Rule.What.VIP],
                key=f"touch-{id}",
                kind=Notice.Kind.TOUCH,
                url_name="customer",
                object_id=customer.pk,
                line=str(customer),
                by=by,
                owners=_owners(customer),
            )
        )


def touches_recorded(*, ids: Sequence[int], by: Staff, group: UUID, **_rest: Any) -> None:
    """Tell whom the rules name once that VIPs were touched."""
    rows = Customer.objects.filter(touches__in=ids, pk__in=vips().values("customer")).distinct()
    owners = list(rows.values_list("pk", "owner_id"))
    if owners:
        with override(language()):
            line = _("Contacts with several customers were entered together")
        _by_rules(
            Event(
                whats=[Rule.What.VIP],
                key=f"touches-{group}",
                kind=Notice.Kind.TOUCH,
                url_name="customers",
                object_id=None,
                line=line,
                by=by,
                owners={owner for _pk, owner in owners if owner},
            )
        )


def customer_changed(
    *, customer_id: int, by: Staff | None, changes: Sequence[Change], group: UUID, **_rest: Any
) -> None:
    """Tell whom the rules name that a customer was changed; a new owner, and the one before."""
    customer = Customer.objects.filter(pk=customer_id).first()
    if customer is not None:
        owners, line = _owner_change(changes), str(customer)
        if owners:
            with override(language()):
                line = _owner_line(customer, owners)
        _by_rules(
            Event(
                whats=[Rule.What.OWN_CUSTOMER],
                key=f"customer-{customer_id}-{group}",
                kind=Notice.Kind.CUSTOMER,
                url_name="customer",
                object_id=customer_id,
                line=line,
                by=by,
                owners={*_owners(customer), *filter(None, owners)},
            )
        )


def customers_changed(
    *,
    customer_ids: Sequence[int],
    by: Staff | None,
    changes: Sequence[Change],
    group: UUID,
    **_rest: Any,
) -> None:
    """Tell whom the rules name once that several customers were changed together."""
    ids = list(customer_ids)
    moved = _owner_change(changes)
    owners = {pk for pk in moved if pk is not None}
    for start in range(0, len(ids), 500):
        rows = Customer.objects.filter(pk__in=ids[start : start + 500], owner__isnull=False)
        owners |= {pk for pk in rows.values_list("owner_id", flat=True) if pk is not None}
    with override(language()):
        line = (
            _("Several customers have somebody else in charge now")
            if moved
            else _("Several customers were changed together")
        )
    _by_rules(
        Event(
            whats=[Rule.What.OWN_CUSTOMER],
            key=f"customers-{group}",
            kind=Notice.Kind.CUSTOMER,
            url_name="customers",
            object_id=None,
            line=line,
            by=by,
            owners=owners,
        )
    )


def customers_saved(
    *, by: Staff | None, changes: Mapping[int, Sequence[Change]], group: UUID, **_rest: Any
) -> None:
    """Tell whom the rules name once that several customers were entered or changed together."""
    if not Rule.objects.filter(what=Rule.What.OWN_CUSTOMER, state=Rule.State.COUNTS).exists():
        return
    moved = [
        one for rows in changes.values() for one in rows if one["field"] == "owner" and one["from"]
    ]
    customers_changed(customer_ids=list(changes), by=by, changes=moved, group=group)


def rest_ended(*, rest: Rest, **_rest: Any) -> None:
    """Tell who decided to spend no people's time on a customer that the customer came by again."""
    with override(language()):
        line = _("%(customer)s is back by themselves: people's time is spent again") % {
            "customer": rest.customer
        }
    tell(
        to=[rest.decided_by],
        kind=Notice.Kind.CUSTOMER,
        key=f"rest-{rest.pk}",
        url_name="customer",
        object_id=rest.customer_id,
        line=line,
        by=None,
        how=How.SCREEN,
        now=now(),
    )


def rest_restored(*, rest: Rest, **_rest: Any) -> None:
    """Take back what was told of a customer who did not come by after all."""
    Notice.objects.filter(key=f"rest-{rest.pk}").delete()


def _owner_change(changes: Sequence[Change]) -> list[int | None]:
    """Who had the customers before and who has them now; empty if that did not change."""
    return [one[side] for one in changes if one["field"] == "owner" for side in ("from", "to")]


def _owner_line(customer: Customer, owners: Sequence[int | None]) -> str:
    people = Staff.objects.in_bulk([pk for pk in owners if pk is not None])
    before, after = (people[pk].name if pk and pk in people else "" for pk in owners[:2])
    if before:
        said = _("%(customer)s: in charge was %(before)s, is now %(after)s")
    else:
        said = _("%(customer)s: in charge is now %(after)s")
    return said % {"customer": customer, "before": before, "after": after or "—"}


def _owners(customer: Customer | None) -> list[int]:
    return [customer.owner_id] if customer and customer.owner_id else []


def _by_rules(event: Event) -> None:
    """Tell everybody a rule names; of several rules the one that tells soonest says how."""
    rules = Rule.objects.filter(what__in=event.whats, state=Rule.State.COUNTS)
    for rule in sorted(rules, key=lambda rule: _SOONEST[How(rule.how)]):
        people = people_of(rule=rule, owners=event.owners, department=event.department)
        tell(
            to=[one for one in people if one.pk not in event.told],
            kind=event.kind,
            key=event.key,
            url_name=event.url_name,
            object_id=event.object_id,
            line=event.line,
            by=event.by,
            how=rule.how,
            now=now(),
        )


def people_of(
    *, rule: Rule, owners: Collection[int] = (), department: int | None = None
) -> Sequence[Staff]:
    """Who a rule names for customers of these owners and a voice of this department."""
    rows = Staff.objects.filter(is_active=True)
    if rule.own:
        rows = rows.filter(pk=rule.person_id or 0)
    if rule.who == Rule.Who.OWNER:
        return list(rows.filter(pk__in=owners))
    if rule.who == Rule.Who.ROLE:
        return list(rows.filter(role=rule.role))
    if rule.who == Rule.Who.ACTING:
        return list(rows.filter(department=department)) if department else []
    if rule.who == Rule.Who.DEPARTMENT:
        return list(rows.filter(department=rule.department_id)) if rule.department_id else []
    return list(rows.filter(pk=rule.person_id)) if rule.person_id else []
