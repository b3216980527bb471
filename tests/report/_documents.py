"""Whole documents as `--json` writes them, asked of made-up sales that already stand in a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import duckdb

from goen.analysis import DuckDBEngine, preset
from goen.analysis.schemes import Rank, Rule, Span
from goen.analysis.thresholds import TwoAxisCuts
from goen.japanese import Text
from goen.report.answers import Case, answer, head, make_tables
from goen.report.input_facts import input_facts, input_notes
from goen.sheets import (
    AnonymousSuggestion,
    ColumnPlan,
    ExcludedRows,
    FileReport,
    FutureRows,
    LoadReport,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goen.analysis import Thresholds

Sale = dict[str, Any]
Document = dict[str, Any]

AS_OF = date(2026, 11, 20)
START = date(2024, 3, 5)
MAIL_ORDER = preset(name="mail_order")
OPTIONAL = ("customer_name", "product", "category", "quantity", "gross_profit", "shop", "slip")
TYPES = {"day": "DATE", "amount": "BIGINT", "quantity": "BIGINT", "gross_profit": "BIGINT"}
OWN = replace(
    MAIL_ORDER,
    scheme_key="own",
    own_ranks=(
        Rank("visitor", "来", Text(ja="来店客", en="Visitor")),
        Rank("regular", "常", Text(ja="常連", en="Regular")),
        Rank("patron", "贔", Text(ja="ご贔屓", en="Patron")),
    ),
    own_rules=(
        Rule("visitor", occasions=Span(1, 3)),
        Rule("regular", occasions=Span(3, None), amount=Span(None, 30_000)),
        Rule("patron", occasions=Span(3, None), amount=Span(30_000, None)),
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The sales of one document, the optional columns they have, and how they are asked."""

    sales: tuple[Sale, ...]
    optional: tuple[str, ...] = ()
    thresholds: Thresholds = MAIL_ORDER
    rfm: str = "fixed"
    as_of: date = AS_OF
    currency: str = "JPY"

    @property
    def start(self) -> date:
        first: date = min(sale["day"] for sale in self.sales)
        return first


def made_up_sales(*, seed: int, customers: int, start: date = START) -> Iterator[Sale]:
    """Sales up to AS_OF with returns, ties and several slips a day; the last only returns."""
    random = Random(seed)
    for number in range(customers):
        pace = random.choice([9, 30, 30, 90, 240])
        day = start + timedelta(days=random.randint(0, (AS_OF - start).days * 4 // 5))
        for _ in range(random.choice([1, 1, 1, 2, 3, 8, 25])):
            amount = random.choice([1000, 1000, 3000, 5400, 12000])
            yield _sale(random, f"{number:05d}", day, amount)
            if random.random() < 0.04:
                yield _sale(random, f"{number:05d}", day + timedelta(days=3), -amount)
            day += timedelta(days=random.randint(0, 2 * pace))
    yield _sale(random, "returns-only", start + timedelta(days=50), -500)


def _sale(random: Random, customer: str, day: date, amount: int) -> Sale:
    category, product = random.choice(
        [("茶", "煎茶"), ("茶", "番茶"), ("菓子", "羊羹"), (None, None)]
    )
    return {
        "customer": customer,
        "day": day,
        "amount": amount,
        "customer_name": f"お客様{customer}",
        "product": product,
        "category": category,
        "quantity": 1 if amount > 0 else -1,
        "gross_profit": amount * 3 // 10,
        "shop": random.choice(["本店", "通信販売", None]),
        "slip": f"{day:%y%m%d}-{customer}",
    }


@cache
def _shop(customers: int = 120, start: date = START) -> tuple[Sale, ...]:
    made = made_up_sales(seed=7, customers=customers, start=start)
    return tuple(sale for sale in made if sale["day"] <= AS_OF)


def _few(*sales: tuple[str, date, int]) -> tuple[Sale, ...]:
    return tuple(_sale(Random(1), *sale) for sale in sales)


def _months(months: int, x: str, y: str) -> Thresholds:
    return replace(MAIL_ORDER, two_axis=TwoAxisCuts(x=x, y=y, x_cut=5, months=months))


NOVEMBER = date(2026, 11, 1)
CASES: dict[str, Asked] = {
    "three columns": Asked(_shop()),
    "every column": Asked(_shop(), optional=OPTIONAL),
    "categories": Asked(_shop(), optional=("category",)),
    "four ranks": Asked(_shop(), thresholds=replace(MAIL_ORDER, scheme_key="eight")),
    "prospects": Asked(_shop(), thresholds=replace(MAIL_ORDER, scheme_key="prospects")),
    "own ranks": Asked(_shop(), thresholds=OWN),
    "quantiles": Asked(_shop(), rfm="quantile"),
    "salon in dollars": Asked(
        _shop(), thresholds=preset(name="salon").in_minor_units(digits=2), currency="USD"
    ),
    "tenure and occasions of a year": Asked(
        _shop(), thresholds=_months(12, x="occasions", y="tenure")
    ),
    "profit, but no such column": Asked(_shop(), thresholds=_months(12, "gross_profit", "amount")),
    "fourteen months": Asked(_shop(start=date(2025, 9, 10))),
    "nine customers": Asked(_shop(customers=9)),
    "one customer": Asked(_few(("a", NOVEMBER, 1000))),
    "long silence": Asked(_few(("a", START, 1000), ("a", START + timedelta(40), 2000))),
    "more returned than sold": Asked(
        _few(("a", NOVEMBER, 1000), ("a", AS_OF, -3000), ("b", NOVEMBER, 100))
    ),
    "nothing but returns": Asked(_few(("a", NOVEMBER, -1000))),
}


@cache
def document(name: str) -> Document:
    """The document of one of CASES."""
    return made(CASES[name])


def made(asked: Asked) -> Document:
    """The document of any sales, assembled as `goen.report.analyze` assembles it."""
    with duckdb.connect() as connection:
        _fill(connection, asked)
        engine = DuckDBEngine(connection)
        case = Case(
            engine=engine,
            as_of=asked.as_of,
            data_start=asked.start,
            scheme=asked.thresholds.scheme(),
            thresholds=asked.thresholds,
            rfm_mode=asked.rfm,
            columns=engine.columns(table="sales"),
        )
        make_tables(case, history=True)
        told = answer(case, whole=True)
        loaded = _loaded(asked)
        facts = input_facts(case=case, loaded=loaded, document=told, currency=asked.currency)
        frame = head(case)
    notes = input_notes(loaded=loaded) + told["notes"]
    return {**frame, **told, **facts, "notes": notes}


def _fill(connection: duckdb.DuckDBPyConnection, asked: Asked) -> None:
    names = ("customer", "day", "amount", *asked.optional)
    columns = ", ".join(f"{name} {TYPES.get(name, 'VARCHAR')}" for name in names)
    connection.execute(f"CREATE TABLE sales ({columns})")
    row = f"({', '.join('?' * len(names))})"
    values = [sale[name] for sale in asked.sales for name in names]
    rows = ", ".join([row] * len(asked.sales))
    connection.execute(f"INSERT INTO sales VALUES {rows}", values)  # noqa: S608


def _loaded(asked: Asked) -> LoadReport:
    """What reading tells of these sales, and of a few rows that it left out."""
    excluded = ExcludedRows(future=2, cancelled=1, zero=3, no_customer=4)
    nothing: Any = None
    return LoadReport(
        rows=len(asked.sales) + excluded.total + 1,
        rows_used=len(asked.sales),
        rows_rejected=1,
        excluded=excluded,
        first_date=asked.start,
        last_date=max(sale["day"] for sale in asked.sales),
        sales=sum(sale["amount"] for sale in asked.sales),
        no_customer_sales=4000,
        overlap_rows=0,
        customers_zero_only=1,
        as_of=asked.as_of,
        as_of_given=True,
        optional=asked.optional,
        files=(_file(asked),),
        notes=(Text(ja="売上日の列は「日付」です。", en="The date is in the column 日付."),),
        rejections=nothing,
        anonymous=AnonymousSuggestion(customer="9999", rows=1200, days=300, next_rows=25),
        future=FutureRows(rows=2, first=date(2026, 12, 1), last=date(2026, 12, 24), each=nothing),
    )


def _file(asked: Asked) -> FileReport:
    headers = {"customer": "顧客番号", "date": "日付", "amount": "金額"}
    headers |= {name: name for name in asked.optional}
    plan = ColumnPlan(
        columns={role: place for place, role in enumerate(headers)},
        headers=headers,
        confidence=dict.fromkeys(headers, 0.9),
        has_header=True,
    )
    rows = len(asked.sales) + 11
    return FileReport("売上.csv", None, "cp932", ",", rows=rows, plan=plan, rejected=1)
