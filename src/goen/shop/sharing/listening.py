"""What is told when something happens in the rooms below: pressing voices first, then the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from goen.shop.customers.models import Customer
from goen.shop.sharing.models import How, Notice, Rule
from goen.shop.sharing.notices import tell
from goen.shop.staff.models import OwnCompany, Staff
from goen.shop.staff.roles import Role
from goen.shop.touches.models import Touch, Voice
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID


def voice_recorded(*, id: int, by: Staff, **_rest: Any) -> None:
    """Tell the president at once of a pressing voice, and those whom a rule names of any voice."""
    voice = Voice.objects.select_related("customer__owner").get(pk=id)
    press(voice=voice, by=by)
    told = set(Notice.objects.filter(key=f"pressing-{id}").values_list("to_id", flat=True))
    for what, fits in ((Rule.What.VOICE, True), (Rule.What.PRAISE, voice.kind == "PRAISE")):
        if fits:
            _by_rules(what, f"voice-{id}", "VOICE", "voice", id, voice.title, by, voice, told)


def voice_changed(*, id: int, by: Staff, **_rest: Any) -> None:
    """Tell the president of a voice that became pressing."""
    voice = Voice.objects.filter(pk=id, deleted_at=None).first()
    if voice is not None and voice.waits:
        press(voice=voice, by=by)


def press(*, voice: Voice, by: Staff) -> None:
    """Tell every president, and the managers of the department to act, of a pressing voice."""
    if not voice.pressing:
        return
    people = set(Staff.objects.filter(role=Role.PRESIDENT))
    if voice.department_id:
        people |= set(Staff.objects.filter(role=Role.MANAGER, department=voice.department_id))
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
    """Tell whom the rules name that a customer with the tag VIP was touched."""
    touch = Touch.objects.select_related("customer__owner").get(pk=id)
    if touch.customer.tags.filter(key="vip").exists():
        customer = touch.customer
        _by_rules(
            Rule.What.VIP, f"touch-{id}", "TOUCH", "customer", customer.pk, str(customer), by, touch
        )


def customer_changed(*, customer_id: int, by: Staff | None, **_rest: Any) -> None:
    """Tell whom the rules name that a customer was changed; once a day for each customer."""
    customer = Customer.objects.select_related("owner").filter(pk=customer_id).first()
    if customer is not None:
        key = f"customer-{customer_id}-{today()}"
        line = str(customer)
        _by_rules(
            Rule.What.OWN_CUSTOMER, key, "CUSTOMER", "customer", customer_id, line, by, customer
        )


def customers_changed(
    *, customer_ids: Sequence[int], by: Staff | None, group: UUID, **_rest: Any
) -> None:
    """Tell owners once that several of their customers were changed together."""
    rules = Rule.objects.filter(
        what=Rule.What.OWN_CUSTOMER, who=Rule.Who.OWNER, approved_at__isnull=False
    )
    how = rules.values_list("how", flat=True).first()
    if how is None:
        return
    ids = list(customer_ids)
    owners: set[int] = set()
    for start in range(0, len(ids), 500):
        rows = Customer.objects.filter(pk__in=ids[start : start + 500], owner__isnull=False)
        owners |= {pk for pk in rows.values_list("owner_id", flat=True) if pk is not None}
    with override(_language()):
        line = _("Several of your customers were changed together")
    people = Staff.objects.filter(pk__in=owners)
    key, at = f"customers-{group}", now()
    tell(
        to=people,
        kind=Notice.Kind.CUSTOMER,
        key=key,
        url_name="customers",
        object_id=None,
        line=line,
        by=by,
        how=how,
        now=at,
    )


def _by_rules(
    what: str,
    key: str,
    kind: str,
    url_name: str,
    object_id: int,
    line: str,
    by: Staff | None,
    row: Any,
    told: set[int] | None = None,
) -> None:
    order = {How.NOW: 0, How.DAILY: 1, How.WEEKLY: 2, How.SCREEN: 3}
    rules = Rule.objects.filter(what=what, approved_at__isnull=False)
    for rule in sorted(rules, key=lambda rule: order[How(rule.how)]):
        people = [one for one in people_of(rule=rule, row=row) if one.pk not in (told or ())]
        tell(
            to=people,
            kind=kind,
            key=key,
            url_name=url_name,
            object_id=object_id,
            line=line,
            by=by,
            how=rule.how,
            now=now(),
        )


def people_of(*, rule: Rule, row: Any) -> Sequence[Staff]:
    """Who a rule names for this customer, touch or voice."""
    customer = row if isinstance(row, Customer) else getattr(row, "customer", None)
    department = getattr(row, "department_id", None)
    rows = Staff.objects.filter(is_active=True)
    if rule.who == Rule.Who.OWNER:
        owner = customer.owner_id if customer else None
        return list(rows.filter(pk=owner)) if owner else []
    if rule.who == Rule.Who.ROLE:
        return list(rows.filter(role=rule.role))
    if rule.who == Rule.Who.ACTING:
        return list(rows.filter(department=department)) if department else []
    if rule.who == Rule.Who.DEPARTMENT:
        return list(rows.filter(department=rule.department_id)) if rule.department_id else []
    return list(rows.filter(pk=rule.person_id)) if rule.person_id else []


def _language() -> str:
    return OwnCompany.objects.values_list("language", flat=True).first() or "ja"
