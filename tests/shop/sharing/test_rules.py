from __future__ import annotations

from datetime import date

import pytest
from django.core import mail as outbox
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goen.analysis import entries_of, preset
from goen.shop.customers.models import Customer
from goen.shop.customers.operations import assign_owner, tag_customers, update_customer
from goen.shop.jobs.work import drain
from goen.shop.portfolio.models import PortfolioState, Standing
from goen.shop.sharing.models import How, Notice, Rule
from goen.shop.staff.models import Department, Staff
from goen.shop.staff.roles import Role
from goen.shop.touches.models import Level
from goen.shop.touches.operations import TouchValues, VoiceValues, record_touch, record_voice
from goen.shop.ui.clock import now

What, Who = Rule.What, Rule.Who


def _rule(what: str, who: str, how: str = How.SCREEN, **more: object) -> Rule:
    return Rule.objects.create(what=what, who=who, how=how, **more)


def _told(kind: str) -> list[tuple[str, str]]:
    return sorted(Notice.objects.filter(kind=kind).values_list("to__role", "how"))


@pytest.fixture
def owned(people: dict[str, Staff]) -> Customer:
    """A customer of the member of staff; no rules but those of the test."""
    Rule.objects.all().delete()
    return Customer.objects.create(name="関 凪", owner=people["STAFF"])


def test_a_touch_of_a_vip_is_told_to_the_owner(people: dict[str, Staff], owned: Customer) -> None:
    _rule(What.VIP, Who.OWNER, How.NOW)
    values: TouchValues = {"customer": owned, "kind": "CALL", "line": "新茶の案内"}
    record_touch(by=people["CLERK"], values=values, now=now())
    assert _told("TOUCH") == []
    tag_customers(by=people["CLERK"], customer_ids=[owned.pk], add=["VIP"], now=now())
    record_touch(by=people["CLERK"], values=values, now=now())
    assert _told("TOUCH") == []  # a tag is what people say; VIP is who stands there
    _make_vip(owned)
    record_touch(by=people["CLERK"], values=values, now=now())
    record_touch(by=people["STAFF"], values=values, now=now())
    assert _told("TOUCH") == [("STAFF", How.NOW)]


def _give(customer: Customer, *, by: Staff, to: Staff | None) -> None:
    customer.refresh_from_db()
    values = {"owner": to.pk if to else None}
    update_customer(
        by=by, customer_id=customer.pk, version=customer.version, values=values, now=now()
    )


def test_the_new_owner_and_the_one_before_are_told(
    people: dict[str, Staff], owned: Customer
) -> None:
    _rule(What.OWN_CUSTOMER, Who.OWNER)
    _give(owned, by=people["CLERK"], to=people["MANAGER"])
    assert _told("CUSTOMER") == [("MANAGER", How.SCREEN), ("STAFF", How.SCREEN)]
    lines = set(Notice.objects.filter(kind="CUSTOMER").values_list("line", flat=True))
    assert lines == {"関 凪：担当が STAFF から MANAGER に変わりました"}
    Notice.objects.all().delete()
    _give(owned, by=people["CLERK"], to=None)
    assert _told("CUSTOMER") == [("MANAGER", How.SCREEN)]


@pytest.mark.parametrize(
    ("how", "notices", "mails"),
    [(How.SCREEN, 2, 0), (How.NOW, 2, 2), (How.DAILY, 1, 0), (How.WEEKLY, 1, 0)],
)
def test_each_change_is_told_as_the_rule_says(
    how: How, notices: int, mails: int, people: dict[str, Staff], owned: Customer
) -> None:
    _rule(What.OWN_CUSTOMER, Who.OWNER, how)
    for memo in ("左利き", "右利き"):
        owned.refresh_from_db()
        update_customer(
            by=people["CLERK"],
            customer_id=owned.pk,
            version=owned.version,
            values={"memo": memo},
            now=now(),
        )
    drain()
    assert _told("CUSTOMER") == [("STAFF", how)] * notices
    assert len(outbox.outbox) == mails


def test_many_customers_are_told_of_once(people: dict[str, Staff], owned: Customer) -> None:
    _rule(What.OWN_CUSTOMER, Who.OWNER)
    _rule(What.OWN_CUSTOMER, Who.ROLE, How.WEEKLY, role=Role.PRESIDENT)
    other = Customer.objects.create(name="関 渚")
    assign_owner(
        by=people["CLERK"],
        customer_ids=[owned.pk, other.pk],
        owner=people["MANAGER"],
        now=now(),
    )
    assert _told("CUSTOMER") == [
        ("MANAGER", How.SCREEN),
        ("PRESIDENT", How.WEEKLY),
        ("STAFF", How.SCREEN),
    ]


def test_a_wish_for_oneself_tells_nobody_else(people: dict[str, Staff], owned: Customer) -> None:
    sent = Department.objects.create(name="発送")
    Staff.objects.update(department=sent)
    for who in (Who.OWNER, Who.ACTING, Who.PERSON):
        _rule(What.VOICE, who, own=True, person=people["VIEWER"])
    values: VoiceValues = {"kind": "REQUEST", "title": "詰め替え", "department": sent}
    values["customer"] = owned
    record_voice(by=people["CLERK"], values=values, now=now())
    assert _told("VOICE") == [("VIEWER", How.SCREEN)]


def test_a_voice_is_told_to_the_department_to_act(
    people: dict[str, Staff], owned: Customer
) -> None:
    _rule(What.VOICE, Who.ACTING)
    sent = Department.objects.create(name="発送")
    Staff.objects.filter(pk=people["VIEWER"].pk).update(department=sent)
    values: VoiceValues = {"kind": "REQUEST", "title": "詰め替え", "department": sent}
    record_voice(by=people["CLERK"], values=values, now=now())
    record_voice(by=people["CLERK"], values={"kind": "REQUEST", "title": "ほか"}, now=now())
    assert _told("VOICE") == [("VIEWER", How.SCREEN)]


def test_praise_is_told_once_and_the_soonest_way(people: dict[str, Staff], owned: Customer) -> None:
    _rule(What.VOICE, Who.ROLE, How.WEEKLY, role=Role.PRESIDENT)
    _rule(What.PRAISE, Who.ROLE, How.NOW, role=Role.PRESIDENT)
    record_voice(by=people["CLERK"], values={"kind": "PRAISE", "title": "よい香り"}, now=now())
    assert _told("VOICE") == [("PRESIDENT", How.NOW)]


roles = st.sampled_from(list(Role))
rules = st.lists(
    st.tuples(
        st.sampled_from(list(What)), st.sampled_from(list(Who)), roles, st.sampled_from(list(How))
    ),
    max_size=6,
)
events = st.lists(
    st.tuples(
        st.sampled_from(["touch", "vip", "change", "many", "voice", "praise", "complaint"]),
        roles,  # who did it
        roles,  # whose customer it is
        st.none() | st.integers(0, 1),  # the department to act
    ),
    min_size=1,
    max_size=4,
)
WHATS: dict[str, set[str]] = {
    "touch": set(),
    "vip": {What.VIP},
    "change": {What.OWN_CUSTOMER},
    "many": {What.OWN_CUSTOMER},
    "voice": {What.VOICE},
    "praise": {What.VOICE, What.PRAISE},
    "complaint": {What.VOICE},
}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rules=rules, events=events, places=st.lists(st.integers(0, 1), min_size=5, max_size=5))
def test_whom_a_rule_names_is_told_and_nobody_twice(
    people: dict[str, Staff],
    rules: list[tuple[str, str, str, str]],
    events: list[tuple[str, str, str, int | None]],
    places: list[int],
) -> None:
    with transaction.atomic():
        departments = [Department.objects.create(name=name) for name in ("発送", "店")]
        for one, place in zip(people.values(), places, strict=True):
            Staff.objects.filter(pk=one.pk).update(department=departments[place])
        Rule.objects.all().delete()
        for what, who, role, how in rules:
            person = people[role]
            _rule(what, who, how, role=role, person=person, department=departments[0])
        for number, event in enumerate(events):
            _check_event(number, event, people, departments)
        transaction.set_rollback(True)


def _check_event(
    number: int,
    event: tuple[str, str, str, int | None],
    people: dict[str, Staff],
    departments: list[Department],
) -> None:
    name, by, owner, acting = event
    customer = Customer.objects.create(name=f"お客様{number}", owner=people[owner])
    known = set(Notice.objects.values_list("pk", flat=True))
    _happen(name, people[by], customer, departments[acting] if acting is not None else None)
    fresh = list(Notice.objects.exclude(pk__in=known).values_list("to_id", flat=True))
    named = {
        one.pk
        for rule in Rule.objects.filter(what__in=WHATS[name])
        for one in Staff.objects.filter(is_active=True)
        if _names(rule, one, people[owner], departments[acting] if acting is not None else None)
    }
    if name == "complaint":
        named |= set(Staff.objects.filter(role=Role.PRESIDENT).values_list("pk", flat=True))
        if acting is not None:
            managers = Staff.objects.filter(role=Role.MANAGER, department=departments[acting])
            named |= set(managers.values_list("pk", flat=True))
    assert sorted(fresh) == sorted(named - {people[by].pk})


def _names(rule: Rule, one: Staff, owner: Staff, acting: Department | None) -> bool:
    """Said anew from the words of the rule, not by the function under test."""
    voice = rule.what in (What.VOICE, What.PRAISE)
    return {
        Who.OWNER: one == owner,
        Who.ROLE: one.role == rule.role,
        Who.ACTING: voice and acting is not None and one.department_id == acting.pk,
        Who.DEPARTMENT: one.department_id == rule.department_id,
        Who.PERSON: one.pk == rule.person_id,
    }[Who(rule.who)]


def _happen(name: str, by: Staff, customer: Customer, acting: Department | None) -> None:
    if name in ("touch", "vip"):
        if name == "vip":
            _make_vip(customer)
        touch: TouchValues = {"customer": customer, "kind": "CALL", "line": "新茶"}
        record_touch(by=by, values=touch, now=now())
    elif name == "change":
        update_customer(
            by=by, customer_id=customer.pk, version=1, values={"memo": "左利き"}, now=now()
        )
    elif name == "many":
        tag_customers(by=by, customer_ids=[customer.pk], add=["新茶"], now=now())
    else:
        kind = {"voice": "REQUEST", "praise": "PRAISE", "complaint": "COMPLAINT"}[name]
        voice: VoiceValues = {"kind": kind, "title": "声", "customer": customer}
        voice["department"] = acting
        if name == "complaint":
            voice["urgency"] = Level.HIGH
        record_voice(by=by, values=voice, now=now())


def _make_vip(customer: Customer) -> None:
    """As an update of the standings does when both indicators are high."""
    PortfolioState.objects.update_or_create(
        pk=1, defaults={"shown": {"limits": entries_of(thresholds=preset(name="mail_order"))}}
    )
    day = date(2026, 11, 20)
    Standing.objects.create(
        customer=customer,
        layer=0,
        two_axis=1,
        **dict.fromkeys(("occasions", "amount", "amount_12m", "rank", "r", "f", "m"), 1),
        **dict.fromkeys(("first_on", "last_on", "lapses_on"), day),
    )
