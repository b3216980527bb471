"""From a simple product to a better one of its family, and how many people take at once.

Method: docs/methods/grade-up.md (格上げ・まとめ買い).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.analysis.shares import average, share

if TYPE_CHECKING:
    from datetime import date

    from goen.analysis.engine import Engine

LEAST_TIMES = 2
MOST_PIECES = 10  # so many and more are one line

Product = int | str
Family = int | str


@dataclass(frozen=True, slots=True)
class Step:
    """Purchases of one grade of a family, and what came next in the family; some have no next."""

    family: Family
    grade: int
    customers: int
    purchases: int
    up: int
    same: int
    down: int

    @property
    def followed(self) -> int:
        """The purchases after which something of the family was bought again."""
        return self.up + self.same + self.down

    @property
    def rate(self) -> float | None:
        """How many of those went up; None when there are none."""
        return share(part=self.up, whole=self.followed)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody active who has bought the same grade of a family `times`, and never a better one."""

    customer: int | str
    family: Family
    grade: int
    times: int
    last_day: date


@dataclass(frozen=True, slots=True)
class Quantity:
    """How often so many pieces of a product were taken on one day; the last stands for more, too.

    `average` is what a piece cost, rounded; it falls where there is a discount for many.
    """

    product: Product
    quantity: int
    customers: int
    purchases: int
    pieces: int
    sales: int

    @property
    def average(self) -> int | None:
        """Net sales per piece."""
        return average(total=self.sales, count=self.pieces)


@dataclass(frozen=True, slots=True)
class GradeUp:
    """How often people go up, family by family, and who might."""

    steps: list[Step]
    candidates: list[Candidate]


def grade_up(*, engine: Engine, as_of: date, least_times: int = LEAST_TIMES) -> GradeUp:
    """Return the rates of going up and the candidates, from `sales` and `standing`.

    `sales` needs `family` and `grade`, a higher one being better. A purchase is what a customer
    bought of a family on one day, by its best grade.
    """
    engine.make(table="family_days", question="family_days", as_of=as_of)
    steps = [Step(**row) for row in engine.ask(question="grade_steps")]
    rows = engine.ask(question="grade_candidates", least=least_times)
    engine.drop(table="family_days")
    return GradeUp(steps, [Candidate(**row) for row in rows])


def quantities(*, engine: Engine, as_of: date, since: date) -> list[Quantity]:
    """Return how many pieces people take at once, product by product (まとめ買い), from `sales`.

    What came back on the same day is taken off; lines without a quantity are left out.
    """
    rows = engine.ask(question="quantities", as_of=as_of, since=since, most=MOST_PIECES)
    return [Quantity(**row) for row in rows]
