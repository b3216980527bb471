"""What other rules would change, held against each customer judged one by one."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from goen.analysis import preset
from goen.analysis.portfolio import status
from goen.shop.portfolio import schemes, updating
from goen.shop.portfolio.place import place_of
from goen.shop.schemes import queries
from goen.shop.schemes.asking import NoHistory
from goen.shop.schemes.preview import Rules, people_of, preview
from goen.shop.schemes.tables import matrix, rank_lines, sums, total
from goen.shop.ui.clock import now
from tests.shop.portfolio.books import LAST

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis import Thresholds
    from tests.shop.portfolio.books import Books

pytestmark = pytest.mark.django_db


def places(books: Books, day: date, limits: Thresholds) -> dict[int, tuple[str, str]]:
    """Where each customer stands, from the sales alone."""
    found = {}
    for customer, days in books.days().items():
        place = place_of(days=days.items(), today=day, limits=limits)
        if place:
            found[customer] = (place.rank.key, status(lapsed=place.lapsed))
    return found


def others(chance: random.Random, now_: Thresholds) -> Thresholds:
    """Limits that somebody may try."""
    toddler, lapse = chance.randrange(1, 150), chance.randrange(1, 250)
    return replace(
        now_,
        scheme_key=chance.choice(["ten", "eight", "prospects"]),
        toddler_days=toddler,
        loyal_days=toddler + chance.randrange(1, 200),
        loyal_amount=chance.choice([1, 3000, 41_000, 10**9]),
        lapse_days=lapse,
        inactive_days=lapse + 1,
    )


def test_everybody_moves_as_judged_one_by_one(books: Books) -> None:
    chance = random.Random(4)
    books.enter(chance, 150)
    updating.update(now=now(), today=LAST)
    old = schemes.current(on=LAST, now=now()).thresholds
    for _try in range(6):
        new, day = others(chance, old), LAST - timedelta(days=chance.randrange(200))
        was, goes = places(books, day, old), places(books, day, new)
        found = preview(before=Rules(old), after=Rules(new), day=day)
        counted = Counter((was[who], goes[who]) for who in was)
        assert {(move.was, move.now): move.people for move in found.moves} == counted
        assert found.everybody == len(was)
        assert found.moved == sum(was[who] != goes[who] for who in was)
        for (before, after), count in counted.items():
            rows, told = people_of(
                before=Rules(old), after=Rules(new), day=day, was=before, now=after
            )
            assert told == count
            assert {who for who, _sales in rows} == {
                who for who in was if (was[who], goes[who]) == (before, after)
            }
        _tables_agree(found, old, new)
        assert queries.as_if(limits=new, day=day) == Counter(
            "/".join(place) for place in goes.values()
        )


def _tables_agree(found: object, old: Thresholds, new: Thresholds) -> None:
    before, after = sums(found)  # type: ignore[arg-type]
    lines = rank_lines(before=before, after=after, old=old, new=new)
    all_of = [total(lines, name) for name in ("active", "lapsed")]
    assert sum(one.before or 0 for one in all_of) == found.everybody  # type: ignore[attr-defined]
    assert sum(one.after or 0 for one in all_of) == found.everybody  # type: ignore[attr-defined]
    rows = matrix(found=found, old=old, new=new).rows  # type: ignore[arg-type]
    assert sum(row[2] for row in rows) == found.moved  # type: ignore[attr-defined]


def test_scores_and_two_indicators_are_told_too(books: Books) -> None:
    books.enter(random.Random(9), 120)
    updating.update(now=now(), today=LAST)
    old = schemes.current(on=LAST, now=now()).thresholds
    rules = Rules(old)
    same = preview(before=rules, after=rules, day=LAST)
    assert (same.moved, same.scored, same.two_axis) == (0, 0, None)
    parts = preview(before=rules, after=Rules(old, "quantile"), day=LAST)
    assert parts.moved == 0
    assert parts.scored > 0
    axes = replace(old.two_axis, x="tenure", months=3)
    other = preview(before=rules, after=Rules(replace(old, two_axis=axes)), day=LAST)
    assert other.two_axis is not None
    assert sum(other.two_axis.before.values()) == same.everybody
    assert sum(other.two_axis.after.values()) < same.everybody
    assert other.two_axis.moved > 0


def test_another_lapse_limit_moves_nobody_to_another_rank(books: Books) -> None:
    books.enter(random.Random(2), 120)
    updating.update(now=now(), today=LAST)
    old = preset(name="mail_order")
    found = preview(before=Rules(old), after=Rules(replace(old, lapse_days=180)), day=LAST)
    assert {move.was[0] == move.now[0] for move in found.moves} == {True}
    assert {move.now for move in found.moves if not move.stays} <= {
        (rank.key, "lapsed") for rank in old.scheme().ranks
    }


def test_without_sales_there_is_nothing_to_compare() -> None:
    rules = Rules(preset(name="retail"))
    with pytest.raises(NoHistory):
        preview(before=rules, after=rules, day=LAST)
