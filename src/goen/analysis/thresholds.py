"""Thresholds as data: the limits every question is asked with, their presets and their files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from goen.analysis.schemes import Rank, Rule, Scheme, Span
from goen.japanese import Text

FIRST_TIME = Rank("first_time", "初", Text("初回客", "First-time"))
TODDLER = Rank("toddler", "よ", Text("よちよち客", "Toddler"))
STEADY = Rank("steady", "コ", Text("コツコツ客", "Steady"))
BURST = Rank("burst", "流", Text("流行客", "Burst"))
LOYAL = Rank("loyal", "優", Text("優良客", "Loyal"))

INDICATORS = ("amount", "gross_profit", "occasions", "tenure", "events")
SCHEMES = ("ten", "eight", "prospects", "own")


class UnreadableThresholds(Exception):
    """A thresholds file cannot be used; `text` says which entry and why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class RfmCuts:
    """Fixed cuts. `r`: most days for scores 5, 4, 3, 2. `f`, `m`: least for scores 2, 3, 4, 5."""

    r: tuple[int, int, int, int] = (30, 90, 180, 365)
    f: tuple[int, int, int, int] = (2, 3, 4, 5)
    m: tuple[int, int, int, int] = (5001, 10001, 15001, 20001)


@dataclass(frozen=True, slots=True)
class AbcCuts:
    """Class A begins below share `a` of sales, class B below share `b`."""

    a: float = 0.7
    b: float = 0.9


@dataclass(frozen=True, slots=True)
class TwoAxisCuts:
    """The two indicators, their cuts (None: from the data), the period in months (None: all)."""

    x: str = "amount"
    y: str = "occasions"
    x_cut: int | None = None
    y_cut: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every limit the questions need. Days in days, money in minor units of the currency."""

    preset: str | None
    name: Text
    toddler_days: int  # T1
    loyal_days: int  # T2
    loyal_amount: int  # M
    lapse_days: int  # L
    inactive_days: int = 365
    scheme_key: str = "ten"
    own_ranks: tuple[Rank, ...] = ()  # the ranks and rules of scheme "own"
    own_rules: tuple[Rule, ...] = ()
    rfm: RfmCuts = field(default_factory=RfmCuts)
    abc: AbcCuts = field(default_factory=AbcCuts)
    two_axis: TwoAxisCuts = field(default_factory=TwoAxisCuts)

    def __post_init__(self) -> None:
        _check(self)

    def scheme(self) -> Scheme:
        """Return the rank scheme that these limits make."""
        if self.scheme_key == "own":
            return _own(self)
        if self.scheme_key == "eight":
            return _eight(self)
        return _ten(self, prospects=self.scheme_key == "prospects")

    def in_minor_units(self, *, digits: int) -> Thresholds:
        """Return these thresholds with money in minor units of a currency with `digits` places."""
        unit = 10**digits
        cut = self.two_axis
        return replace(
            self,
            loyal_amount=self.loyal_amount * unit,
            own_rules=tuple(_rule_in(rule, unit) for rule in self.own_rules),
            rfm=replace(self.rfm, m=_four(m * unit for m in self.rfm.m)),
            two_axis=replace(
                cut,
                x_cut=_scaled(cut.x, cut.x_cut, unit),
                y_cut=_scaled(cut.y, cut.y_cut, unit),
            ),
        )


def _four(values: Any) -> tuple[int, int, int, int]:
    first, second, third, fourth = values
    return first, second, third, fourth


def _scaled(indicator: str, cut: int | None, unit: int) -> int | None:
    return cut * unit if cut is not None and indicator in ("amount", "gross_profit") else cut


def _rule_in(rule: Rule, unit: int) -> Rule:
    low, high = rule.amount.low, rule.amount.high
    amount = Span(None if low is None else low * unit, None if high is None else high * unit)
    return replace(rule, amount=amount)


def _ten(limits: Thresholds, *, prospects: bool) -> Scheme:
    """Return the five ranks of 顧客ポートフォリオマネジメント; with status, ten segments."""
    t1, t2, m = limits.toddler_days, limits.loyal_days, limits.loyal_amount
    more = Span(2, None)
    return Scheme(
        key="prospects" if prospects else "ten",
        name=Text("見込＋10区分", "Prospects and ten segments")
        if prospects
        else Text("標準10区分", "Ten segments"),
        ranks=(FIRST_TIME, TODDLER, STEADY, BURST, LOYAL),
        rules=(
            Rule("first_time", occasions=Span(1, 2)),
            Rule("toddler", occasions=more, tenure=Span(None, t1)),
            Rule("steady", occasions=more, tenure=Span(t1, None), amount=Span(None, m)),
            Rule("burst", occasions=more, tenure=Span(t1, t2), amount=Span(m, None)),
            Rule("loyal", occasions=more, tenure=Span(t2, None), amount=Span(m, None)),
        ),
        prospects=prospects,
    )


def _eight(limits: Thresholds) -> Scheme:
    """Return the four ranks without 流行客; with status, eight segments."""
    t1, t2, m = limits.toddler_days, limits.loyal_days, limits.loyal_amount
    more = Span(2, None)
    return Scheme(
        key="eight",
        name=Text("4ランク×2", "Four ranks × 2"),
        ranks=(FIRST_TIME, TODDLER, STEADY, LOYAL),
        rules=(
            Rule("first_time", occasions=Span(1, 2)),
            Rule("toddler", occasions=more, tenure=Span(None, t1)),
            Rule("steady", occasions=more, tenure=Span(t1, None), amount=Span(None, m)),
            Rule("steady", occasions=more, tenure=Span(t1, t2), amount=Span(m, None)),
            Rule("loyal", occasions=more, tenure=Span(t2, None), amount=Span(m, None)),
        ),
    )


def _own(limits: Thresholds) -> Scheme:
    return Scheme(
        key="own",
        name=Text("自社の区分", "Own ranks"),
        ranks=limits.own_ranks,
        rules=limits.own_rules,
    )


def _check(limits: Thresholds) -> None:
    """Refuse limits that make no sense, in the words of the entry."""
    rules = [
        ("toddler_days", limits.toddler_days, limits.toddler_days >= 1),
        (
            "loyal_days",
            f"{limits.loyal_days} (toddler_days {limits.toddler_days})",
            limits.loyal_days > limits.toddler_days,
        ),
        ("loyal_amount", limits.loyal_amount, limits.loyal_amount > 0),
        ("lapse_days", limits.lapse_days, limits.lapse_days >= 1),
        (
            "inactive_days",
            f"{limits.inactive_days} (lapse_days {limits.lapse_days})",
            limits.inactive_days > limits.lapse_days,
        ),
        ("scheme", limits.scheme_key, limits.scheme_key in SCHEMES),
        ("rfm.r", _listed(limits.rfm.r), _rising(limits.rfm.r, least=0)),
        ("rfm.f", _listed(limits.rfm.f), _rising(limits.rfm.f, least=1)),
        ("rfm.m", _listed(limits.rfm.m), _rising(limits.rfm.m, least=None)),
        ("abc", f"a = {limits.abc.a}, b = {limits.abc.b}", _abc_holds(limits.abc)),
        (
            "two_axis",
            f"x = {limits.two_axis.x}, y = {limits.two_axis.y}",
            _two_axis_holds(limits.two_axis),
        ),
    ]
    for name, value, holds in rules:
        if not holds:
            raise UnreadableThresholds(
                Text(
                    ja=f"しきい値「{name}」の値 {value} は使えません（{_EXPECTED[name].ja}）。",
                    en=f"The threshold {name} cannot be {value} ({_EXPECTED[name].en}).",
                )
            )


_EXPECTED = {
    "toddler_days": Text("1日以上", "a day or more"),
    "loyal_days": Text("toddler_days より大きい日数", "more days than toddler_days"),
    "loyal_amount": Text("0より大きい金額", "an amount above 0"),
    "lapse_days": Text("1日以上", "a day or more"),
    "inactive_days": Text("lapse_days より大きい日数", "more days than lapse_days"),
    "scheme": Text("、".join(SCHEMES), ", ".join(SCHEMES)),
    "rfm.r": Text("小さい順の整数4つ", "four rising whole numbers"),
    "rfm.f": Text("小さい順の整数4つ", "four rising whole numbers"),
    "rfm.m": Text("小さい順の整数4つ", "four rising whole numbers"),
    "abc": Text("0 < a < b ≤ 1", "0 < a < b ≤ 1"),
    "two_axis": Text(
        "ことなる2つの指標（" + "、".join(INDICATORS) + "）",
        "two different indicators of " + ", ".join(INDICATORS),
    ),
}


def _listed(values: object) -> str:
    return ", ".join(map(str, values)) if isinstance(values, tuple) else str(values)


def _rising(values: tuple[int, ...], *, least: int | None) -> bool:
    whole = all(isinstance(value, int) and not isinstance(value, bool) for value in values)
    return (
        whole
        and len(values) == 4
        and all(low < high for low, high in pairwise(values))
        and (least is None or values[0] >= least)
    )


def _abc_holds(cuts: AbcCuts) -> bool:
    numbers = all(isinstance(value, int | float) for value in (cuts.a, cuts.b))
    return numbers and 0 < cuts.a < cuts.b <= 1


def _two_axis_holds(cuts: TwoAxisCuts) -> bool:
    known = cuts.x in INDICATORS and cuts.y in INDICATORS and cuts.x != cuts.y
    whole = all(isinstance(v, int | None) for v in (cuts.x_cut, cuts.y_cut, cuts.months))
    return known and whole and (cuts.months is None or cuts.months >= 1)
