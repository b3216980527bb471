"""Every figure leads to as many people as it says."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from goen.report import sections
from goen.report._html.told import Told
from goen.shop.figures import behind, documents, now
from goen.shop.figures.pages import SECTION_PAGES
from tests.shop.figures.conftest import ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from goen.report._html.blocks import Cell
    from goen.shop.staff.models import Staff
    from tests.shop.figures.conftest import ShopBooks

KINDS = {
    *("segment", "rfm_cell", "rfm_segment", "decile", "abc"),
    *("move", "flow", "transition", "year"),
}
Counted = tuple[int, "Mapping[str, Any]"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["", "shop-1"])
def test_a_figure_has_its_people(
    books: ShopBooks, president: Staff, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    question = ask(president, who=who)
    counts: list[Counted] = []
    cell = Told.people

    def counted(told: Told, count: int, kind: str, /, **of: Any) -> Cell:
        counts.append((count, {"kind": kind, **of}))
        return cell(told, count, kind, **of)

    monkeypatch.setattr(Told, "people", counted)
    answers = documents.everything(asked=question)
    told = sections.told(answers=answers, lang="ja", where=lambda _of: "")
    for page in SECTION_PAGES:
        for name in page.sections:
            sections.section(told=told, name=name)
    assert {of["kind"] for _count, of in counts} == KINDS
    # Of each kind some, and of nobody where nobody is.
    random.Random(3).shuffle(counts)
    for count, of in _some(counts):
        found = behind.people(asked=question, of=behind.given(of)).customers
        if of["kind"] in ("move", "flow"):
            assert (found > 0) == (count > 0)
            assert found <= count
        else:
            assert found == count, of


def _some(counts: list[Counted], most: int = 6) -> Iterator[Counted]:
    """Some of each kind; sums of moves count a customer as often as he moved."""
    for kind in sorted({of["kind"] for _count, of in counts}):
        found = [one for one in counts if one[1]["kind"] == kind and one[1].get("rank") != ""]
        yield from sorted(found, key=lambda one: -one[0])[:2]
        yield from found[: most - 2]


def test_segments_and_bands_have_their_people(books: ShopBooks, president: Staff) -> None:
    question = ask(president)
    answers = documents.document(asked=question, groups=("portfolio",))
    for row in answers["cpm"]:
        of = {"kind": "segment", "rank": row["rank"], "status": row["status"]}
        assert behind.people(asked=question, of=of).customers == row["customers"]
    for name, band in answers["bands"].items():
        found = behind.people(asked=question, of={"kind": "band", "band": name})
        assert (found.customers, found.amount_12m) == (band["customers"], band["sales_12m"])


def test_people_come_in_parts_most_yen_first(books: ShopBooks, president: Staff) -> None:
    question = ask(president)
    of = {"kind": "segment", "rank": "", "status": ""}
    whole = behind.people(asked=question, of=of)
    parts = [
        behind.people(asked=question, of=of, start=start, most=3).people
        for start in range(0, whole.customers, 3)
    ]
    assert [one for part in parts for one in part] == list(whole.people)
    yen = [one.amount_12m for one in whole.people]
    assert yen == sorted(yen, reverse=True)


NONE = [
    {},
    {"kind": "drop"},
    {"kind": "segment", "rank": "loyal' OR 1=1 --"},
    {"kind": "segment", "status": "gone"},
    {"kind": "rfm_cell", "r": "1;", "f": "1"},
    {"kind": "rfm_cell", "r": "6", "f": "1"},
    {"kind": "rfm_segment", "segment": "x"},
    {"kind": "decile", "decile": "11"},
    {"kind": "abc", "abc": "AB"},
    {"kind": "move", "side": "in", "period": "2025-13"},
    {"kind": "move", "side": "x", "period": "2025-11"},
    {"kind": "move", "side": "in", "period": "2025-11", "cause": "'"},
    {"kind": "flow", "flow": "first", "period": ""},
    {"kind": "year", "year": "x"},
    {"kind": "band", "band": "x"},
    {"kind": "ledger", "side": "x", "period": "0001-01/2025-11"},
]


def test_what_is_no_figure_is_refused(books: ShopBooks, president: Staff) -> None:
    for of in NONE:
        with pytest.raises(behind.NobodyAsked):
            behind.people(asked=ask(president), of=of)


def test_the_ledger_between_two_evenings_balances(books: ShopBooks, president: Staff) -> None:
    for given in ({}, {"vs": "year"}, {"on": "2025-08-20"}, {"who": "shop-2"}):
        question = ask(president, **given)
        earlier = now.before(asked=question)
        answers = documents.document(asked=question, groups=("portfolio",))
        rows = now.rows(asked=question, cpm=answers["cpm"], earlier=earlier)
        told = now.ledger_of(asked=question, ranks=rows, lines=earlier["lines"])
        assert told.balances
        closings = {(row.row.rank.key, row.lapsed): row.closing for row in told.rows if row.row}
        for one in answers["cpm"]:
            assert closings[one["rank"], one["status"] == "lapsed"] == one["customers"]
