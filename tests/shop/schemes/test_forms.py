"""The form of a draft: what people type, what it says is wrong, and that ranks are total."""

from __future__ import annotations

import random
from typing import Any

import pytest

from goen.analysis import PRESETS, preset
from goen.shop.portfolio.models import RankScheme
from goen.shop.schemes.draft import SCORES, STANDARD, start_from, values_of
from goen.shop.schemes.forms import DraftForm
from goen.shop.schemes.preview import Rules

NOW = Rules(preset(name="mail_order"))


def typed(rules: Rules = NOW, **changed: Any) -> dict[str, Any]:
    values = {**values_of(rules), **changed}
    return {name: "" if value is None else str(value) for name, value in values.items()}


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("scheme", STANDARD)
def test_what_is_not_touched_stays(name: str, scheme: str) -> None:
    base = start_from(given=f"preset:{name}", now=NOW)
    rules = start_from(given=f"scheme:{scheme}", now=Rules(base.limits, "quantile"))
    form = DraftForm(typed(rules))
    assert form.is_valid(), form.errors
    assert form.rules == rules


def test_numbers_as_people_write_them() -> None:
    form = DraftForm(
        typed(lapse_days=" １８０日", loyal_amount="７万円", inactive_days="1,000", x_cut="5,000円")
    )
    assert form.is_valid(), form.errors
    limits = form.rules.limits
    assert (limits.lapse_days, limits.inactive_days, limits.loyal_amount) == (180, 1000, 70_000)
    assert limits.two_axis.x_cut == 5000


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("lapse_days", "来月"),
        ("lapse_days", "0"),
        ("lapse_days", "9999999"),
        ("lapse_days", "-5"),
        ("lapse_days", "1,2"),
        ("loyal_amount", "0"),
        ("loyal_amount", "△500"),
        ("loyal_days", "90"),
        ("inactive_days", "240"),
        ("rfm_r_4", "20"),
        ("rfm_f_3", "2"),
        ("abc_b", "70"),
        ("y", "amount"),
        ("toddler_days", ""),
    ],
)
def test_a_problem_stands_at_its_field(field: str, text: str) -> None:
    form = DraftForm({**typed(), field: text})
    assert not form.is_valid()
    names = [f"rfm_r_{score}" for score in SCORES["r"]] if field == "rfm_r_4" else [field]
    assert set(form.errors) & {*names, "loyal_days"}


def boxes(chance: random.Random) -> list[dict[str, Any]]:
    """Rules that part all customers: the room is cut in two again and again."""
    found: list[dict[str, Any]] = [{}]
    for _cut in range(chance.randrange(1, 6)):
        box = found.pop(chance.randrange(len(found)))
        name = chance.choice(["occasions", "tenure", "amount"])
        low, high = box.get(f"{name}_from", 2), box.get(f"{name}_below", 50)
        if high - low < 2:
            found.append(box)
            continue
        at = chance.randrange(low + 1, high)
        found += [{**box, f"{name}_below": at}, {**box, f"{name}_from": at}]
    return found


def own(rules: list[dict[str, Any]], chance: random.Random, ranks: int) -> dict[str, Any]:
    values = typed(scheme="own", rules_shown=len(rules))
    for place in range(1, 6):
        values[f"rank_{place}_name"] = f"ランク{place}" if place <= ranks else ""
        values[f"rank_{place}_mark"] = ""
    for row, rule in enumerate(rules, start=1):
        values[f"rule_{row}_rank"] = str(chance.randrange(1, ranks + 1))
        for name in ("occasions", "tenure", "amount"):
            for edge in ("from", "below"):
                values[f"rule_{row}_{name}_{edge}"] = str(rule.get(f"{name}_{edge}", ""))
    return values


@pytest.mark.parametrize("seed", range(25))
def test_rules_that_part_everybody_are_taken_and_others_not(seed: int) -> None:
    chance = random.Random(seed)
    rules, ranks = boxes(chance), chance.randrange(2, 6)
    form = DraftForm(own(rules, chance, ranks))
    assert form.is_valid(), form.errors
    scheme = form.rules.limits.scheme()
    assert len(scheme.ranks) == ranks
    for _customer in range(50):
        n = chance.randrange(1, 60)
        tenure = 0 if n == 1 else chance.randrange(1, 60)
        amount = chance.randrange(-5, 60)
        held = [rule for rule in scheme.rules if rule.holds(n, tenure, amount)]
        assert len(held) == 1
    if len(rules) > 1:
        assert "どのランクにも入らない" in _problem(own(rules[1:], chance, ranks))
    assert "重なる" in _problem(own([*rules, rules[0]], chance, 2))


def _problem(values: dict[str, Any]) -> str:
    form = DraftForm(values)
    assert not form.is_valid()
    assert "first_time" not in str(form.non_field_errors())
    return str(form.non_field_errors())


def test_ranks_need_names_of_their_own() -> None:
    chance = random.Random(1)
    values = own([{"amount_below": 5}, {"amount_from": 5}], chance, 2)
    assert not DraftForm({**values, "rank_2_name": ""}).is_valid()
    form = DraftForm({**values, "rank_2_name": "ランク1"})
    assert not form.is_valid()
    assert "rank_2_name" in form.errors


@pytest.mark.django_db
def test_a_draft_may_start_from_an_older_version() -> None:
    row = RankScheme.objects.create(
        name="前の決まり",
        limits={"preset": "salon", "lapse_days": 99},
        effective_on="2025-01-01",
        published_at="2025-01-01T00:00Z",
    )
    assert start_from(given=f"version:{row.pk}", now=NOW).limits.lapse_days == 99
    assert start_from(given="version:999999", now=NOW) == NOW
    assert start_from(given="preset:nothing", now=NOW) == NOW
