"""What happened between any two evenings: counts with their people, names, bad days told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from goen.analysis.calendar import months_before
from goen.report import sections
from goen.shop.customers.models import Customer
from goen.shop.figures import asked, behind, between, documents, now, tables, telling
from goen.shop.figures.pages import SECTION_PAGES
from tests.shop.figures.conftest import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.test import Client

    from goen.shop.staff.models import Staff
    from tests.shop.figures.conftest import ShopBooks

pytestmark = pytest.mark.django_db
MOVEMENT = next(one for one in SECTION_PAGES if one.key == "movement")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"vs": "year"},
        {"vs": "2025-03-14"},
        {"on": "2025-09-09", "vs": "2024-12-25"},
        {"vs": "2025-03-14", "who": "shop-2"},
    ],
)
def test_each_way_between_two_evenings_has_its_people(
    books: ShopBooks, president: Staff, given: Mapping[str, str]
) -> None:
    question = ask(president, **given)
    told = between.document(asked=question, page=MOVEMENT)["transitions"]
    assert (told["from_date"], told["to_date"]) == (str(question.compared), str(question.day))
    everyone = documents.document(asked=question, groups=("portfolio",))["cpm"]
    assert sum(row["customers"] for row in told["rows"]) == sum(r["customers"] for r in everyone)
    then = documents.document(asked=question.at(question.compared), groups=("portfolio",))["cpm"]
    stood = {(row["rank"], row["status"]): row["customers"] for row in then}
    rows = sorted(told["rows"], key=lambda row: -row["customers"])
    for row in rows[:4]:
        source = (row["from_rank"], row["from_status"])
        if row["from_rank"] != "none" and not given.get("by"):
            assert row["row_total"] == stood[source]
        of = {
            "kind": "transition",
            "since": told["from_date"],
            "from_rank": row["from_rank"],
            "from_status": row["from_status"] or "",
            "rank": row["to_rank"],
            "status": row["to_status"],
        }
        assert behind.people(asked=question, of=of).customers == row["customers"]
        whole = {**of, "rank": "", "status": ""}
        assert behind.people(asked=question, of=whole).customers == row["row_total"]


@pytest.mark.parametrize("given", [{"vs": "year"}, {"vs": "2025-03-14", "who": "shop-1"}])
def test_who_moved_is_named_by_what_was_bought_before(
    books: ShopBooks, president: Staff, given: Mapping[str, str]
) -> None:
    question = ask(president, **given)
    told = between.answer(asked=question)
    assert any(told["movers"][flow]["count"] for flow in between.NAMED)
    with tables.opened(question) as case:
        connection = case.engine.connection  # type: ignore[attr-defined]
        rows = connection.execute("SELECT customer_id, day, day_amount FROM states").fetchall()
    for flow in between.NAMED:
        found = between.movers(told=told, flow=flow)
        of = {"kind": "flow", "flow": flow, "period": between.period(question)}
        whole = behind.people(asked=question, of=of, most=1000)
        assert found.count == whole.customers
        assert {one.number for one in found.people} <= {one.customer for one in whole.people}
        assert len(found.people) == min(found.count, between.MOST)
        assert [one.yen for one in found.people] == sorted(o.yen for o in found.people)[::-1]
        for one in found.people:
            assert question.compared < one.on <= question.day
            mine = [(day, net) for who, day, net in rows if who == one.number and day <= one.on]
            until = max(day for day, net in mine if net > 0)
            year = [net for day, net in mine if months_before(until, 12) < day <= until]
            assert one.yen == sum(year)
            assert until == one.on or flow == "lapsed"
            if flow == "lapsed" and one.lapsed:
                assert one.on - one.last_day == timedelta(days=question.limits.lapse_days)


BAD = [
    ("2025-02-30", "日付として読めません"),
    ("<b>", "日付として読めません"),
    ("1999-01-01", "比べる日"),
    ("day", "比べる日"),
]


@pytest.mark.parametrize(("day", "words"), BAD)
def test_a_bad_day_to_compare_with_is_told(
    books: ShopBooks, client_of: Callable[[str], Client], day: str, words: str
) -> None:
    answer = client_of("VIEWER").get(reverse("figures_movement"), {"vs": day, "who": "shop-1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "?who=shop-1" in page  # the same without that day
    assert "<b>" not in page.split("<main", 1)[1].split("shop-1")[0]


def test_a_form_may_tell_the_day_in_a_field_of_its_own(books: ShopBooks, president: Staff) -> None:
    question = ask(president, vs="day", vs_day="2025-05-05")
    assert question.compared == date(2025, 5, 5)
    assert question.address() == "?vs=2025-05-05"
    assert asked.read(given={"vs": "2025-05-05"}, by=president).key == question.key


def test_the_page_of_movement_names_them(
    books: ShopBooks, client_of: Callable[[str], Client], president: Staff
) -> None:
    told = between.answer(asked=ask(president, vs="year"))
    first = between.movers(told=told, flow="lapsed").people[0]
    Customer.objects.create(pk=first.number, code="7", name="青葉 花子")
    client = client_of("STAFF")
    page = client.get(reverse("figures_movement"), {"vs": "year"}).content.decode()
    assert "青葉 花子" in page
    assert reverse("customer", args=[first.number]) in page
    assert "flow=lapsed" in page
    assert "since=2024-12-31" in page  # every count of the table opens its people
    assert page.count("/portfolio/file/transitions.xlsx?vs=year") == 1
    book = client.get(reverse("figures_file", args=["transitions", "xlsx"]), {"vs": "2025-05-05"})
    assert book.status_code == 200


def test_the_facts_and_the_six_counts_have_their_people(books: ShopBooks, president: Staff) -> None:
    for given in ({}, {"who": "shop-2"}, {"on": "2025-06-30"}):
        question = ask(president, **given)
        answers = documents.document(
            asked=question, groups=("portfolio", "transitions", "active_base", "repeat")
        )
        told = sections.told(
            answers={**answers, "sales_change": None}, lang="ja", where=lambda of: json.dumps(of)
        )
        facts = sections.facts(told=told).items
        assert [bool(one.href) for one in facts] == [True, True, True, False, True, True]
        second = answers["repeat"]["windows"][-1]["rate"]["numerator"]
        for one in facts:
            if one.href:
                count = one.figure.replace(",", "").rstrip("人")
                found = behind.people(asked=question, of=behind.given(json.loads(one.href)))
                assert found.customers == (int(count) if count.isdecimal() else second)
        for six in now.six(asked=question, cpm=answers["cpm"]):
            assert behind.people(asked=question, of=six.of).customers == six.count
            assert f"{six.count:,}" in six.words


def test_the_first_page_leads_to_them(books: ShopBooks, client_of: Callable[[str], Client]) -> None:
    page = client_of("VIEWER").get(reverse("portfolio"), {"on": "2025-12-30"}).content.decode()
    assert "rank=toddler%2Cburst" in page
    assert "band=inactive" in page
    assert "year=buyers" in page
    newest = client_of("VIEWER").get(reverse("portfolio"))
    lists = [one for one in newest.context["six"] if one.count]
    assert lists
    for one in lists:  # the list of customers knows several ranks at a time
        answer = client_of("VIEWER").get(telling.where(newest.context["asked"], one.of))
        assert answer.status_code == 200


def test_the_six_counts_are_those_of_the_usual_ranks(books: ShopBooks, president: Staff) -> None:
    question = ask(president)
    cpm = documents.document(asked=question, groups=("portfolio",))["cpm"]
    assert len(now.six(asked=question, cpm=cpm)) == 6
    ranks, rules = question.scheme.ranks, question.scheme.rules
    own = replace(question.limits, scheme_key="own", own_ranks=ranks, own_rules=rules)
    question.version.thresholds = own  # the same keys, which mean what the company says
    assert now.six(asked=replace(question), cpm=cpm) == []
