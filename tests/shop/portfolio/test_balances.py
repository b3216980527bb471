"""Through imports, corrections, undo and other limits, every published month balances."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from goen.analysis import entries_of
from goen.analysis.calendar import month_end, month_index
from goen.shop.intake.models import Batch
from goen.shop.portfolio import history, ledger, queries, schemes, updating, writing
from goen.shop.portfolio.models import Closing, RankScheme, Restatement, Standing
from goen.shop.sales.models import Sale
from goen.shop.sales.operations import edit_sale, trash_sales
from goen.shop.ui.clock import now
from tests.shop.intake.helpers import take_back, taken
from tests.shop.portfolio.test_updating import expected, shown

if TYPE_CHECKING:
    from goen.shop.staff.models import Staff
    from tests.shop.portfolio.books import Books

pytestmark = pytest.mark.django_db
FIRST = date(2025, 1, 1)
BEGUN = date(2025, 6, 10)
STEPS = 10


class Company:
    """A company whose people do this and that with its sales, one after another."""

    def __init__(self, books: Books, by: Staff, chance: random.Random) -> None:
        self.books, self.by, self.chance = books, by, chance
        self.day, self._slips = BEGUN, 0

    def bring_up(self) -> None:
        """Bring the standings up to what the ledger holds."""
        live = Sale.objects.live().values_list("customer_id", "on", "kind", "amount")
        self.books.sales = list(live.order_by("pk"))
        updating.update(now=now(), today=self.day)

    def send(self) -> None:
        """A file of new sales, some of them of months that are closed."""
        lines = ["伝票番号,日付,会員番号,金額"]
        for _ in range(25):
            self._slips += 1
            on = FIRST + timedelta(days=self.chance.randrange((self.day - FIRST).days))
            amount = self.chance.choice([300, 1_000, 4_000, 40_000, -800])
            lines.append(f"S{self._slips},{on},K{self.chance.randrange(12)},{amount}")
        taken(by=self.by, kind="sales", text="\n".join(lines))

    def send_again(self) -> None:
        """A file with slips that are there already, at other prices."""
        lines = ["伝票番号,日付,会員番号,金額"]
        sales = list(self._bought().filter(batch__isnull=False).select_related("customer"))
        for sale in self.chance.sample(sales, k=min(6, len(sales))):
            lines.append(f"{sale.slip},{sale.on},{sale.customer.code},{sale.amount + 70_000}")
        if lines[1:]:
            taken(by=self.by, kind="sales", text="\n".join(lines))

    def take_back(self) -> None:
        """Take one of the last imports back."""
        batches = list(Batch.objects.filter(state="APPLIED").order_by("-pk")[:2])
        if len(batches) > 1:
            take_back(self.chance.choice(batches), by=self.by)

    def correct(self) -> None:
        """Other days and other amounts; some are taken away."""
        sales = list(self._bought())
        for sale in self.chance.sample(sales, k=min(4, len(sales))):
            sale.refresh_from_db()
            values: Any = self.chance.choice(
                [{"on": sale.on - timedelta(days=45)}, {"amount": sale.amount + 90_000}]
            )
            edit_sale(
                by=self.by, sale_id=sale.pk, version=sale.version, values=values, today=now().date()
            )
        gone = self.chance.sample(sales, k=min(2, len(sales)))
        trash_sales(by=self.by, sale_ids=[sale.pk for sale in gone], now=now())

    def choose_limits(self) -> None:
        """Other limits, from today on."""
        limits = replace(
            queries.shown().limits,
            lapse_days=self.chance.choice([60, 90, 150]),
            toddler_days=20,
            loyal_days=self.chance.choice([50, 80]),
            loyal_amount=self.chance.choice([5_000, 60_000]),
        )
        RankScheme.objects.create(
            name="ほか",
            limits=entries_of(thresholds=limits),
            effective_on=self.day,
            published_at=now(),
            published_by=self.by,
        )

    def _bought(self) -> Any:
        return Sale.objects.live().filter(kind="SALE", customer__isnull=False).order_by("pk")

    def check(self) -> None:
        """What was published balances; with what became known since it is what is known now."""
        assert shown() == expected(self.books, self.day)
        assert Standing.objects.count() == len(shown())
        found = history.read(place=history.folder(), name=writing.state().shown["history"])
        before: dict[str, int] | None = None
        with duckdb.connect() as connection:
            history.show(connection, found, table="known")
            for closing in Closing.objects.order_by("month"):
                _balances(closing, before)
                before = {line["segment"]: line["closing"] for line in closing.lines}
                assert _restated(closing) == _known(connection, closing.month)


def _balances(closing: Closing, before: dict[str, int] | None) -> None:
    for line in closing.lines:
        moved = sum(count for name, count in line.items() if name.startswith("in_"))
        moved -= sum(count for name, count in line.items() if name.startswith("out_"))
        assert line["opening"] + line["restated"] + moved == line["closing"] >= 0
    if before is not None:
        opening = {line["segment"]: line["opening"] for line in closing.lines}
        assert {one: opening.get(one, 0) for one in before} == before


def _restated(closing: Closing) -> Counter[str]:
    counts = Counter({line["segment"]: line["closing"] for line in closing.lines})
    for one in Restatement.objects.filter(month=closing.month):
        counts[one.before] -= 1
        counts[one.after] += 1
    return Counter({segment: count for segment, count in counts.items() if segment and count})


def _known(connection: duckdb.DuckDBPyConnection, month: date) -> Counter[str]:
    end = month_end(month_index(month))
    reign = ledger.reign_on(schemes.reigns(), end)
    return ledger.standings_at(connection, table="known", day=end, reign=reign)


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(1, 8))]
)
def test_whatever_people_do_the_ledger_balances(
    books: Books, people: dict[str, Staff], seed: int
) -> None:
    chance = random.Random(seed)
    company = Company(books, people["PRESIDENT"], chance)
    company.send()
    company.bring_up()
    acts = [company.send, company.send_again, company.take_back, company.correct]
    for step in range(STEPS):
        acts[step % len(acts)]()
        if step % 5 == 4:
            company.choose_limits()
        company.day += timedelta(days=chance.randrange(3, 25))
        company.bring_up()
        company.check()
    assert Closing.objects.count() >= 4
    causes = set(Restatement.objects.values_list("cause", flat=True))
    assert causes == {"import", "undo", "correction"}
    schemed = [line for one in Closing.objects.all() for line in one.lines if line["in_scheme"]]
    assert schemed
