"""What docs/json.md promises of every document: its answers agree with each other and the sales."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import groupby, pairwise, product
from typing import TYPE_CHECKING, Any

import pytest
from tests.report._documents import CASES, document

from goen.report.answers import KEYS

if TYPE_CHECKING:
    from tests.report._documents import Document, Sale

every_case = pytest.mark.parametrize("case", CASES)


def segments(told: Document) -> list[tuple[str, str]]:
    return list(product([rank["rank"] for rank in told["ranks"]], ["active", "lapsed"]))


def places(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["rank"], row["status"]) for row in rows]


def total(rows: list[dict[str, Any]], key: str) -> int:
    return sum(row[key] for row in rows)


def months(first: str, last: str) -> list[str]:
    begin, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{index // 12}-{index % 12 + 1:02d}" for index in range(begin, end + 1)]


@every_case
def test_money_and_counts_are_whole_numbers(case: str) -> None:
    """A float stands only where the page says share, ratio or number."""
    floats: set[str] = set()

    def walk(node: Any, key: str) -> None:
        if isinstance(node, float):
            floats.add(key)
        for name, part in node.items() if isinstance(node, dict) else ():
            walk(part, name)
        for part in node if isinstance(node, list) else ():
            walk(part, key)

    told = document(case)
    walk({**told, "input": {**told["input"], "files": []}}, "")
    shares = {"share", "cumulative_share", "customers_share", "sales_share", "ratio", "orders"}
    bounds = {"low", "high", "target", "a", "b"}
    assert floats <= shares | bounds | {"false_lapse", "false_lapse_by_customer"}


@every_case
def test_answers_that_cannot_be_given_are_named_in_the_notes(case: str) -> None:
    told = document(case)
    missing = {key for key in KEYS if told[key] is None or (key == "decile" and not told[key])}
    assert missing <= {note["answer"] for note in told["notes"]}


def test_the_cases_have_every_answer_and_every_gap() -> None:
    missing = {key for case in CASES for key in KEYS if document(case)[key] is None}
    assert missing == {"active_base", "abc", "two_axis", "sales_change", "lapse_curve"}
    assert not [key for key in KEYS if document("every column")[key] is None]
    assert document("nine customers")["decile"] == []
    assert document("every column")["abc"]["products"] is not None
    assert document("categories")["sales_change"]["groups"]["by"] == "category"


@every_case
def test_segments_stand_in_order_and_sum_to_what_was_read(case: str) -> None:
    told = document(case)
    sizes = {"ten": 10, "prospects": 10, "eight": 8, "own": 6}
    assert len(told["cpm"]) == sizes[told["thresholds"]["scheme"]]
    assert places(told["cpm"]) == segments(told)
    without, read = told["without_purchase"], told["input"]
    assert total(told["cpm"], "customers") + without["customers"] == read["customers"]
    assert total(told["cpm"], "sales") + without["sales"] == read["sales"]
    assert read["rows"] == read["rows_used"] + read["rows_rejected"] + read["rows_excluded"]
    assert read["rows_excluded"] == sum(read["excluded"].values())
    for key in ("customers", "sales_12m"):
        assert sum(band[key] for band in told["bands"].values()) == total(told["cpm"], key)


@every_case
def test_the_months_run_from_the_first_purchase_to_the_standing(case: str) -> None:
    told, bought = document(case), occasions(CASES[case].sales)
    first = min((days[0] for days in bought.values()), default=None)
    every = months(f"{first:%Y-%m}", f"{CASES[case].as_of:%Y-%m}") if first else []
    wanted = list(product(every, segments(told)))
    assert [(row["month"], (row["rank"], row["status"])) for row in told["monthly"]] == wanted
    assert [(row["period"], (row["rank"], row["status"])) for row in told["ledger"]] == wanted
    assert [row["period"] for row in told["flows"]["periods"]] == every
    last = told["monthly"][-len(told["cpm"]) :]
    if every:
        assert [row["customers"] for row in last] == [row["customers"] for row in told["cpm"]]


@every_case
def test_the_ledger_balances_and_closes_as_the_months_stand(case: str) -> None:
    told = document(case)
    standing: Counter[tuple[str, str]] = Counter()
    for line, month in zip(told["ledger"], told["monthly"], strict=True):
        place = (line["rank"], line["status"])
        assert line["opening"] == standing[place]
        assert line["opening"] + line["in"] - line["out"] == line["closing"] == month["customers"]
        for side in ("in", "out"):
            causes = [key for key in line if key.startswith(f"{side}_")]
            assert line[side] == sum(line[cause] for cause in causes)
        standing[place] = line["closing"]
    for flow in told["flows"]["periods"]:
        lines = [line for line in told["ledger"] if line["period"] == flow["period"]]
        assert total(lines, "in_first") == flow["first"] == total(lines, "in") - total(lines, "out")
        assert total(lines, "in_time") == flow["lapsed"] == total(lines, "out_time")


@every_case
def test_transitions_lead_from_a_year_ago_to_the_standing(case: str) -> None:
    told = document(case)
    now = {(row["rank"], row["status"]): row["customers"] for row in told["cpm"]}
    before = {(r["rank"], r["status"]): r["customers_before"] for r in told["yearly_difference"]}
    reached: Counter[tuple[str, str]] = Counter()
    for source, group in groupby(
        told["transitions"]["rows"], key=lambda row: (row["from_rank"], row["from_status"])
    ):
        rows = list(group)
        assert {row["row_total"] for row in rows} == {total(rows, "customers")}
        assert source == ("none", None) or total(rows, "customers") == before[source]
        reached.update({(row["to_rank"], row["to_status"]): row["customers"] for row in rows})
    assert {place: reached[place] for place in now} == now
    for row in told["yearly_difference"]:
        assert row["customers"] - row["customers_before"] == row["difference"]


@every_case
def test_the_active_base_is_a_bridge_and_a_product(case: str) -> None:
    base = document(case)["active_base"]
    if base is None:
        return
    came, went = base["opening"] + base["new"] + base["revived"], base["dropped"]
    assert came - went == base["closing"] == base["buyers_12m"]
    begin, end = (f"{day:%Y-%m}" for day in (CASES[case].start, CASES[case].as_of))
    known = len(months(begin, end)) >= 24
    kept = base["opening"] - base["dropped"]
    assert base["retention"]["numerator"] == (kept if known else 0)
    assert base["retention"]["denominator"] == (base["opening"] if known else 0)
    noted = {note["answer"] for note in document(case)["notes"]}
    assert ("active_base.retention" in noted) is not known
    last = base["monthly"][-1]
    assert (last["buyers_12m"], last["sales_12m"]) == (base["buyers_12m"], base["sales_12m"])
    for one, other in pairwise(base["monthly"]):
        assert months(one["month"], other["month"]) == [one["month"], other["month"]]


@every_case
def test_groups_of_customers_are_partitions(case: str) -> None:
    told = document(case)
    buyers, sales = (total(told["cpm"], key) for key in ("customers", "sales"))
    parts = [told["rfm"][key] for key in ("segments", "cells", "grid", "cross")]
    if told["decile"]:
        parts.append(told["decile"])
    if told["abc"]:
        parts.append(told["abc"]["customers"])
    for rows in parts:
        assert (total(rows, "customers"), total(rows, "sales")) == (buyers, sales)
    cells = {(cell["r"], cell["f"], cell["m"]) for cell in told["rfm"]["cells"]}
    assert len(cells) == len(told["rfm"]["cells"])
    if told["two_axis"] is None:
        return
    both, three = told["two_axis"], told["two_axis"]["three"]
    whole = {
        (total(rows, "customers"), total(rows, "sales"))
        for rows in (both["ranks"], both["cells"], three["ranks"], three["cells"])
    }
    assert len(whole) == 1
    assert total(both["scatter"], "customers") == total(both["ranks"], "customers")


@every_case
def test_the_parts_of_the_sales_change_sum_to_it(case: str) -> None:
    change = document(case)["sales_change"]
    if change is None:
        return
    groups = change["groups"] or {"rows": [], "total": None}
    lines = [change, *change["segments"], *groups["rows"], *filter(None, [groups["total"]])]
    for line in lines:
        assert line["unit_price"] + line["frequency"] + line["customers"] == line["delta"]
    assert total([*change["people"].values()], "sales") == change["customers"]
    assert total(change["segments"], "delta") == change["delta"]
    if change["groups"]:
        assert groups["total"]["delta"] == change["delta"]
    asked = CASES[case]
    for year in (change["from"], change["to"]):
        first, last = (date.fromisoformat(year[end]) for end in ("start", "end"))
        bought = [
            [d for d in days if first <= d <= last] for days in occasions(asked.sales).values()
        ]
        assert year["sales"] == sum(s["amount"] for s in asked.sales if first <= s["day"] <= last)
        assert year["customers"] == sum(bool(days) for days in bought)
        assert year["occasions"] == sum(map(len, bought))


def occasions(sales: tuple[Sale, ...]) -> dict[str, list[date]]:
    """The purchase occasions of every customer with any, in order."""
    net: Counter[tuple[str, date]] = Counter()
    for sale in sales:
        net[sale["customer"], sale["day"]] += sale["amount"]
    found: dict[str, list[date]] = defaultdict(list)
    for customer, day in sorted(place for place, amount in net.items() if amount > 0):
        found[customer].append(day)
    return found


@every_case
def test_f2_follows_its_definition(case: str) -> None:
    asked, told = CASES[case], document(case)
    lapse = timedelta(days=asked.thresholds.lapse_days)
    counts: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    matured: dict[int, Counter[str]] = defaultdict(Counter)
    for days, window in product(occasions(asked.sales).values(), (90, 180, 365)):
        if (asked.as_of - days[0]).days < window:
            continue
        told_twice = len(days) > 1 and (days[1] - days[0]).days <= window
        young = days[0] - asked.start < lapse
        seen = {"customers": 1, "converted": int(told_twice), "truncated": int(young)}
        counts[f"{days[0]:%Y-%m}", window].update(seen)
        matured[window].update({} if young else seen)
    for row in told["f2"]:
        by_hand = counts.pop((row["cohort"], row["window_days"]), Counter())
        assert {key: row[key] for key in ("customers", "converted", "truncated")} == {
            key: by_hand[key] for key in ("customers", "converted", "truncated")
        }
    assert not counts
    for row in told["repeat"]["windows"]:
        by_hand = matured[row["window_days"]]
        assert row["rate"]["numerator"] == by_hand["converted"]
        assert row["rate"]["denominator"] == by_hand["customers"]


@every_case
def test_deciles_and_the_pareto_curve_add_up(case: str) -> None:
    told = document(case)
    if told["decile"]:
        assert [row["decile"] for row in told["decile"]] == list(range(1, 11))
        sizes = [row["customers"] for row in told["decile"]]
        assert sizes == sorted(sizes, reverse=True)
        assert max(sizes) - min(sizes) <= 1
        assert told["decile"][-1]["cumulative_share"] == 1
    if told["abc"]:
        curve = told["abc"]["pareto"]["curve"]
        assert curve[0] == {"customers_share": 0, "sales_share": 0}
        assert curve[-1] == {"customers_share": 1, "sales_share": 1}
