"""Repeat purchases: F2 and F3, the repeat rates in use by name, waiting times, cohorts, period LTV.

Method: docs/methods/repeat.md. Four passes over the states, each for a small result.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from goen.analysis.calendar import months_before
from goen.analysis.cohorts import Cohort, ask_cohorts, cohort_table, cohort_total
from goen.analysis.f2 import WINDOWS, Conversion, conversions
from goen.analysis.notes import note
from goen.analysis.sales_change import Years
from goen.analysis.shares import average, rate
from goen.analysis.survival import Step, Times, at_days, kaplan_meier
from goen.japanese import Text

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis.engine import Engine, Row
    from goen.analysis.thresholds import Thresholds

F2_WINDOW_DAYS = WINDOWS["long"]
REVISIT_DAYS = 90
MOST_POINTS = 120

Rate = dict[str, int | float | None]


def repeat(
    *, engine: Engine, as_of: date, data_start: date, thresholds: Thresholds
) -> dict[str, Any]:
    """Return how customers come back; money in minor units, rates with both their counts.

    F2, F3, windows, survival and the cohorts' total leave out customers who may have bought before
    the data began.
    """
    found = conversions(engine=engine, as_of=as_of, data_start=data_start, thresholds=thresholds)
    cohorts = ask_cohorts(engine=engine, data_start=data_start, thresholds=thresholds)
    customers = sum(cohort.size for cohort in cohorts)
    return {
        **_conversion([item for item in found if not item.truncated]),
        "rates": _rates(engine, as_of, data_start, customers),
        "survival": _survival(engine, data_start, thresholds),
        "cohorts": cohort_table(cohorts=cohorts, as_of=as_of),
        "cohort_total": cohort_total(cohorts=cohorts, as_of=as_of),
        "period_ltv": _period_ltv(cohorts, data_start, as_of),
    }


def repeat_notes(
    *, answer: dict[str, Any], as_of: date, data_start: date
) -> list[dict[str, str | None]]:
    """Return what could not be said and why."""
    notes = []
    if answer["cohorts"] and not answer["cohort_total"]["size"]:
        notes.append(
            note(
                answer="repeat",
                code="all_truncated",
                ja="どのお客様もデータの始まりに近い時期に現れたため、F2転換率は出していません。",
                en="F2 is not given: every customer may have bought before the data began.",
            )
        )
    if not Years(as_of).in_data(data_start=data_start):
        notes.append(
            note(
                answer="repeat",
                code="retention_needs_24_months",
                ja="24か月分のデータがないため、年間の顧客維持率は出していません。",
                en="The yearly retention is not given: it needs 24 months of data.",
            )
        )
    return notes


def _conversion(known: list[Conversion]) -> dict[str, Any]:
    by_window = {
        days: [item for item in known if item.window_days == days] for days in WINDOWS.values()
    }
    windows = [{"window_days": days, "rate": _second(items)} for days, items in by_window.items()]
    longest = by_window[F2_WINDOW_DAYS]
    third = rate(
        numerator=sum(item.thirds for item in longest),
        denominator=sum(item.twice for item in longest),
    )
    return {"f2": _second(longest), "f3": third, "windows": windows}


def _second(items: list[Conversion]) -> Rate:
    return rate(
        numerator=sum(item.seconds for item in items),
        denominator=sum(item.customers for item in items),
    )


def _rates(engine: Engine, as_of: date, data_start: date, customers: int) -> list[dict[str, Any]]:
    """Return the several repeat rates in use, each with its name and definition."""
    years = Years(as_of)
    visits_end = as_of - timedelta(days=REVISIT_DAYS)
    row = engine.ask(
        question="repeat_rates",
        from_start=years.from_start,
        to_start=years.to_start,
        visits_start=months_before(visits_end, 12) + timedelta(days=1),
        visits_end=visits_end,
        revisit_days=REVISIT_DAYS,
    )[0]
    counts = {key: value or 0 for key, value in row.items()} | {"customers": customers}
    if not years.in_data(data_start=data_start):  # the year before is not known in full
        counts |= {"kept_buyers": 0, "earlier_buyers": 0}
    return [
        {
            "key": key,
            "name": _both(name),
            "definition": _both(definition),
            "rate": _named_rate(key, counts),
        }
        for key, (name, definition) in _NAMED.items()
    ]


def _both(text: Text) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en}


def _named_rate(key: str, counts: Row) -> Rate:
    part, whole = _COUNTED[key]
    return rate(
        numerator=sum(counts[name] for name in part),
        denominator=sum(counts[name] for name in whole),
    )


# key: counts that add up to the numerator, and to the denominator
_COUNTED = {
    "of_all_customers": (("repeaters",), ("customers",)),
    "of_new_customers": (("repeaters",), ("new_buyers",)),
    "of_buyers": (("repeaters",), ("buyers",)),
    "revisit": (
        ("first_visits_back", "later_visits_back"),
        ("first_visits", "later_visits"),
    ),
    "revisit_first": (("first_visits_back",), ("first_visits",)),
    "revisit_later": (("later_visits_back",), ("later_visits",)),
    "retention": (("kept_buyers",), ("earlier_buyers",)),
}

_NAMED = {
    "of_all_customers": (
        Text("リピート率（全顧客に対して）", "Repeaters of all customers"),
        Text(
            "この12か月に2回目以降の購入をした人 ÷ これまでの全顧客",
            "Customers whose second or a later purchase was in these 12 months ÷ all customers "
            "so far",
        ),
    ),
    "of_new_customers": (
        Text("リピート率（新規に対して）", "Repeaters to new customers"),
        Text(
            "この12か月に2回目以降の購入をした人 ÷ この12か月の新規客"
            "（100%を超えることがあります）",
            "Customers whose second or a later purchase was in these 12 months ÷ new customers of "
            "these 12 months (may exceed 100%)",
        ),
    ),
    "of_buyers": (
        Text("リピーター率", "Repeaters of buyers"),
        Text(
            "この12か月に2回目以降の購入をした人 ÷ この12か月に購入した人",
            "Customers whose second or a later purchase was in these 12 months ÷ customers who "
            "bought in these 12 months",
        ),
    ),
    "revisit": (
        Text("90日再来率", "90-day revisit rate"),
        Text(
            "90日以内に次の購入があった購入 ÷ 90日前までの12か月の購入",
            "Purchases followed by another within 90 days ÷ purchases of the 12 months that ended "
            "90 days ago",
        ),
    ),
    "revisit_first": (
        Text("90日再来率（新規）", "90-day revisit rate, first purchases"),
        Text(
            "90日再来率のうち、初回の購入だけを数えたもの",
            "The same, for first purchases only",
        ),
    ),
    "revisit_later": (
        Text("90日再来率（既存）", "90-day revisit rate, later purchases"),
        Text(
            "90日再来率のうち、2回目以降の購入だけを数えたもの",
            "The same, for second and later purchases only",
        ),
    ),
    "retention": (
        Text("年間の顧客維持率", "Yearly retention"),
        Text(
            "前の12か月に購入した人のうち、この12か月にも購入した人 ÷ 前の12か月に購入した人",
            "Customers of the 12 months before who bought in these 12 months too ÷ customers of "
            "the 12 months before",
        ),
    ),
}


def _survival(engine: Engine, data_start: date, thresholds: Thresholds) -> list[dict[str, Any]]:
    rows = engine.ask(question="survival", data_start=data_start, lapse_days=thresholds.lapse_days)
    steps = kaplan_meier(
        times=[Times(row["days"], row["converted"], row["censored"]) for row in rows]
    )
    return [asdict(point) for point in at_days(steps=steps, days=_shown_days(steps))]


def _shown_days(steps: list[Step]) -> list[int]:
    """Return every n-th day and the windows' ends, so few that a chart can hold them all."""
    if not steps:
        return []
    longest = steps[-1].days
    ends = {0, longest, *(days for days in WINDOWS.values() if days <= longest)}
    stride = max(1, -(-longest // (MOST_POINTS - len(ends))))
    return sorted(ends | set(range(stride, longest, stride)))


def _period_ltv(cohorts: list[Cohort], data_start: date, as_of: date) -> dict[str, Any]:
    """Return 期間LTV: net sales per customer over everything from `data_start` to `as_of`."""
    customers = sum(cohort.size for cohort in cohorts)
    sales = sum(sum(cohort.sales.values()) for cohort in cohorts)
    return {
        "start": data_start.isoformat(),
        "end": as_of.isoformat(),
        "customers": customers,
        "sales": sales,
        "average": average(total=sales, count=customers),
    }
