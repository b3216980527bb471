"""The indicators that the two-indicator rank may combine, and what they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.japanese import Text

if TYPE_CHECKING:
    from goen.analysis.engine import Engine
    from goen.analysis.thresholds import TwoAxisCuts


class UnusableIndicators(Exception):
    """The data does not have an indicator; `text` says which and what it needs."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a customer is measured by.

    `counted_from`: customers below it are not asked for the cut (one-time buyers for occasions),
    None for everybody. `cut`: the share of them, "half" or "four_fifths", at or below the default.
    """

    key: str
    name: Text
    counted_from: int | None
    cut: str


INDICATORS = {
    indicator.key: indicator
    for indicator in (
        Indicator("amount", Text("購入金額", "Amount"), None, "four_fifths"),
        Indicator("gross_profit", Text("粗利益", "Gross profit"), None, "four_fifths"),
        Indicator("occasions", Text("購入回数", "Purchases"), 2, "half"),
        Indicator("tenure", Text("取引期間（日）", "Tenure (days)"), 1, "half"),
        Indicator("events", Text("イベント参加回数", "Events attended"), 1, "half"),
    )
}


# What an indicator needs beyond customer, date and amount: a column of the sales, or the refusal.
_NEEDS = {
    "gross_profit": (
        "gross_profit",
        Text(
            ja="粗利益を指標にするには、粗利か原価の列が必要です。",
            en="Gross profit needs a column of gross profit or cost in the data.",
        ),
    ),
    "events": (
        "event",
        Text(
            ja="イベント参加回数を指標にするには、催事（イベント）の列が必要です。",
            en="Events attended need a column of events in the data.",
        ),
    ),
}


def chosen_indicators(*, engine: Engine, cuts: TwoAxisCuts) -> tuple[Indicator, Indicator]:
    """Return the two indicators that `cuts` names; thresholds hold that they are two known ones.

    Raises:
        UnusableIndicators: the data does not have one of them.
    """
    for column, lacking in (_NEEDS[key] for key in (cuts.x, cuts.y) if key in _NEEDS):
        if column not in engine.columns(table="sales"):
            raise UnusableIndicators(lacking)
    return INDICATORS[cuts.x], INDICATORS[cuts.y]
