"""Rows about people who were erased at their own request: a person decides, and it is counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from goen.shop.consent.erased import anybody_erased, erased_on
from goen.shop.intake.kinds.base import Tally
from goen.shop.intake.tables import append

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import duckdb

    from goen.shop.consent.erased import Person
    from goen.shop.intake.models import Batch

ENTERED, LEFT_OUT = "ERASED_ENTERED", "ERASED_LEFT_OUT"  # among the counts of a check
_DONE = {"erased_entered": ENTERED, "erased_left_out": LEFT_OUT}


class Erased:
    """Asks who was erased, as long as anybody was; counts what a person decided about them."""

    def __init__(self) -> None:
        self.any = anybody_erased()
        self._decided: Counter[str] = Counter()

    def days(self, people: Sequence[Person]) -> list[date | None]:
        """When each of these people was erased."""
        return erased_on(people) if self.any else [None] * len(people)

    def decided(self, what: str) -> None:
        """Count a row that was decided about: ENTERED or LEFT_OUT."""
        self._decided[what] += 1

    def note(self, work: duckdb.DuckDBPyConnection) -> None:
        """Put the counts where those of the check are."""
        append(work, table="extra", columns=("name", "count"), rows=list(self._decided.items()))


def decided(batch: Batch) -> Tally:
    """What was decided about rows of erased people, as something that the import did."""
    counts = {name: int(batch.counts.get(counted, 0)) for name, counted in _DONE.items()}
    return Tally({name: count for name, count in counts.items() if count})
