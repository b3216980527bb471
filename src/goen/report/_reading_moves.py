"""Sentences on movement: month ends, the ledger, transitions and the steps up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report import _format
from goen.report._reading_periods import a_year_apart
from goen.report._reading_rule import Facts, Row, Rule, Values, share_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

YEAR = 12
NEAR_PEAK = 0.05  # a fall from the peak below this share is not worth a sentence
LEAST = 20  # under this many customers a rate is not compared with its target at all
FEW = 30  # under this many customers a rate is a hint, and is called so

ADVICE = {
    "first_time": (
        "はじめの3か月の、お礼と使い方のお便りが効くところです。",
        "Thanks and advice on use in the first three months work here.",
    ),
    "toddler": (
        "使い心地をうかがい、定期便や頒布会をご案内するところです。",
        "Ask how they are getting on, and offer a regular order.",
    ),
    "steady": (
        "ふだんのお礼と、もう1品のご案内をするところです。",
        "Thank them for their custom, and show them one more thing.",
    ),
}
ADVICE_OTHER = (
    "この段のお客様に、何が足りないかうかがうところです。",
    "Ask customers at this step what they are missing.",
)


def active_by_month(facts: Facts) -> list[tuple[str, int]]:
    """Return (month, active customers), in order of time."""
    found: dict[str, int] = {}
    for row in facts.given("monthly") or []:
        active = row["customers"] if row["status"] == "active" else 0
        found[row["month"]] = found.get(row["month"], 0) + active
    return sorted(found.items())


def _month(facts: Facts) -> Iterator[Values]:
    months = active_by_month(facts)
    if len(months) > 1:
        now, before = months[-1][1], months[-2][1]
        yield {"now": _format.count(now), "change": facts.moved(now - before)}


def _year(facts: Facts) -> Iterator[Values]:
    months = active_by_month(facts)
    if len(months) > YEAR:
        before, now = months[-1 - YEAR], months[-1]
        yield {
            "month": facts.month(before[0]),
            "before": _format.count(before[1]),
            "now": _format.count(now[1]),
            "change": facts.moved(now[1] - before[1]),
        }


def _peak(facts: Facts) -> list[tuple[str, int]]:
    """Return the month with most active customers and the last month, when both can be told."""
    months = active_by_month(facts)
    if len(months) <= YEAR:
        return []
    return [max(months, key=lambda row: row[1]), months[-1]]


def _peak_past(facts: Facts) -> Iterator[Values]:
    found = _peak(facts)
    if found and found[0][1] - found[1][1] >= NEAR_PEAK * found[0][1] > 0:
        (month, most), (_, now) = found
        yield {
            "month": facts.month(month),
            "most": _format.count(most),
            "fewer": _format.count(most - now),
        }


def _peak_now(facts: Facts) -> Iterator[Values]:
    found = _peak(facts)
    if found and found[0][1] == found[1][1] > 0:
        yield {"now": _format.count(found[1][1])}


def _flows(facts: Facts, months: int) -> dict[str, int] | None:
    periods: Sequence[Row] = facts.given("flows").get("periods") or []
    if not periods:
        return None
    last = periods[-months:]
    found = {key: sum(row[key] for row in last) for key in ("first", "revived", "lapsed")}
    return {**found, "months": len(last)}


def _flow_values(found: dict[str, int]) -> dict[str, str]:
    return {key: _format.count(value) for key, value in found.items()}


def _ledger_year(facts: Facts) -> Iterator[Values]:
    found = _flows(facts, YEAR)
    if found:
        yield _flow_values(found)


def _ledger_month(facts: Facts) -> Iterator[Values]:
    found = _flows(facts, 1)
    if found:
        month = facts.month(facts.given("flows")["periods"][-1]["period"])
        yield {
            **_flow_values(found),
            "month": month,
            "day": facts.day_of_month(facts.answers["as_of"]),
        }


def _more_leave(facts: Facts) -> Iterator[Values]:
    found = _flows(facts, YEAR)
    if found and found["lapsed"] > found["first"] + found["revived"]:
        more = found["lapsed"] - found["first"] - found["revived"]
        yield {**_flow_values(found), "more": _format.count(more)}


def _returns(facts: Facts) -> Iterator[Values]:
    rows = facts.given("ledger") or []
    moves = sum(row["in_return"] for row in rows)
    if moves:
        yield {"moves": _format.count(moves)}


def _rows(facts: Facts) -> list[dict[str, Any]]:
    return facts.given("transitions").get("rows") or []


def _then(facts: Facts) -> Values:
    """Return the earlier date of the transitions in words: a year ago, or the day itself."""
    if a_year_apart(answers=facts.answers):
        return {
            "then": facts.pick(ja="1年前", en="a year ago"),
            "since": facts.pick(ja="1年で", en="within the year"),
        }
    day = facts.day(facts.given("transitions")["from_date"])
    return {
        "then": facts.pick(ja=day, en=f"on {day}"),
        "since": facts.pick(ja=f"{day}から", en=f"since {day}"),
    }


def _active_kept(facts: Facts) -> Iterator[Values]:
    rows = [row for row in _rows(facts) if row["from_status"] == "active"]
    kept = sum(row["customers"] for row in rows if row["to_status"] == "active")
    before = sum(row["customers"] for row in rows)
    if before:
        yield {
            **_then(facts),
            "before": facts.people(before),
            "kept": _format.count(kept),
            "share": facts.part(kept, before),
        }


def _top_kept(facts: Facts) -> Iterator[Values]:
    here = (facts.top, "active")
    for row in _rows(facts):
        same = (row["from_rank"], row["from_status"]) == (row["to_rank"], row["to_status"]) == here
        if same and row["row_total"]:
            yield {
                **_then(facts),
                "name": facts.segment(*here),
                "share": facts.part(row["customers"], row["row_total"]),
                "numbers": f"{_format.count(row['customers'])} ÷ {_format.count(row['row_total'])}",
                "low": facts.share(row["low"]),
                "high": facts.share(row["high"]),
            }


def _first_left(facts: Facts) -> Iterator[Values]:
    for row in _rows(facts):
        ends = (row["from_rank"], row["from_status"], row["to_rank"], row["to_status"])
        if ends == ("first_time", "active", "first_time", "lapsed") and row["customers"]:
            yield {
                **_then(facts),
                "before": facts.people(row["row_total"]),
                "left": _format.count(row["customers"]),
                "share": facts.part(row["customers"], row["row_total"]),
            }


def _revived(facts: Facts) -> Iterator[Values]:
    rows = [row for row in _rows(facts) if row["from_status"] == "lapsed"]
    before = sum(row["customers"] for row in rows)
    back = sum(row["customers"] for row in rows if row["to_status"] == "active")
    if before:
        yield {
            **_then(facts),
            "before": facts.people(before),
            "back": _format.count(back),
            "share": facts.part(back, before),
        }


def _raised(facts: Facts) -> Iterator[Values]:
    order = {row["rank"]: place for place, row in enumerate(facts.answers["ranks"])}
    raised = sum(
        row["customers"]
        for row in _rows(facts)
        if row["from_rank"] in order and order[row["to_rank"]] > order[row["from_rank"]]
    )
    if raised:
        yield {**_then(facts), "raised": facts.people(raised)}


def _steps(facts: Facts) -> list[dict[str, Any]]:
    steps = facts.given("advance").get("steps") or []
    return [step for step in steps if step["rate"]["denominator"]]


def _gap(step: Row) -> float:
    return float(step["target"]) - share_of(step["rate"])


def _step_values(facts: Facts, step: Row) -> Values:
    return {
        "name": step["name"][facts.lang],
        "rate": facts.rate(step["rate"]),
        "target": facts.share(step["target"]),
        "gap": f"{abs(_gap(step)) * 100:.1f}",
        "base": facts.people(step["rate"]["denominator"]),
    }


def _compared(facts: Facts) -> list[dict[str, Any]]:
    """Return the steps with enough customers to compare their rate with its target."""
    return [step for step in _steps(facts) if step["rate"]["denominator"] >= LEAST]


def _met(facts: Facts) -> Iterator[Values]:
    for step in _compared(facts):
        if _gap(step) <= 0:
            yield _step_values(facts, step)


def _below(facts: Facts) -> Iterator[Values]:
    for step in _compared(facts):
        if _gap(step) > 0:
            yield _step_values(facts, step)


def _widest(facts: Facts) -> Iterator[Values]:
    below = [step for step in _compared(facts) if _gap(step) > 0]
    if below:
        step = max(below, key=_gap)
        ja, en = ADVICE.get(step["from"], ADVICE_OTHER)
        yield {"name": step["name"][facts.lang], "advice": facts.pick(ja=ja, en=en)}


def _few(facts: Facts) -> Iterator[Values]:
    for step in _steps(facts):
        if step["rate"]["denominator"] < FEW:
            yield _step_values(facts, step)


RULES = (
    Rule(
        id="monthly.month",
        find=_month,
        ja="現役のお客様は{now}人、前の月の末より{change}。",
        en="Active customers: {now}, {change} at the end of the month before.",
    ),
    Rule(
        id="monthly.year",
        find=_year,
        ja="{month}の末は{before}人でした。それから{change}。",
        en="At the end of {month} there were {before}; today it is {change} then.",
        weight=55,
    ),
    Rule(
        id="monthly.peak-past",
        find=_peak_past,
        ja="いちばん多かったのは{month}の末の{most}人で、いまはそれより{fewer}人少なくなっています。",
        en="The most ever was {most}, at the end of {month}; now it is {fewer} fewer.",
    ),
    Rule(
        id="monthly.peak-now",
        find=_peak_now,
        ja="現役の{now}人は、記録のあるあいだでいちばん多い人数です。",
        en="{now} active customers is the most since the records begin.",
        weight=40,
    ),
    Rule(
        id="ledger.year",
        find=_ledger_year,
        ja="この{months}か月で、はじめての方が{first}人、復活した方が{revived}人、"
        "離れた方が{lapsed}人でした（のべ人数）。",
        en="In the last {months} months: {first} bought for the first time, {revived} revived "
        "and {lapsed} lapsed (each time counted).",
    ),
    Rule(
        id="ledger.month",
        find=_ledger_month,
        ja="{month}（{day}まで）は、はじめての方が{first}人、復活した方が{revived}人、"
        "離れた方が{lapsed}人でした。",
        en="{month}, up to {day}: first purchases {first}, revived {revived}, lapses {lapsed}.",
    ),
    Rule(
        id="ledger.more-leave",
        find=_more_leave,
        ja="離れた方（{lapsed}人）が、はじめての方と復活した方の合計より{more}人多く、"
        "現役のお客様が減っています。集めるより先に、離れるわけを確かめます。",
        en="More lapsed ({lapsed}) than came, new or revived, by {more}: "
        "the active base shrinks. Find out why they leave before bringing in more.",
        weight=75,
    ),
    Rule(
        id="ledger.returns",
        find=_returns,
        ja="返品や値引きによる移動は、全期間でのべ{moves}人です。お客様の足が動いたのではありません。",
        en="Moves caused by returns or discounts, over all periods: {moves}. "
        "They are corrections, not behaviour.",
    ),
    Rule(
        id="transitions.active-kept",
        find=_active_kept,
        ja="{then}に現役だった{before}のうち、いまも現役の方は{kept}人（{share}）です。",
        en="Of {before} active {then}, still active today: {kept} ({share}).",
    ),
    Rule(
        id="transitions.top-kept",
        find=_top_kept,
        ja="{then}の{name}のうち、いまも変わらない方は{share}（{numbers}）です。"
        "人数から見た幅は{low}～{high}です。",
        en="Of the {name} {then}, {share} ({numbers}) are so today; "
        "with numbers this size, anything from {low} to {high} is plausible.",
    ),
    Rule(
        id="transitions.first-left",
        find=_first_left,
        ja="{then}に1回目を終えたところだった{before}のうち、{left}人（{share}）が2回目のないまま"
        "離れました。",
        en="Of {before} who had just made a first purchase {then}, "
        "gone without a second: {left} ({share}).",
    ),
    Rule(
        id="transitions.revived",
        find=_revived,
        ja="{then}に離れていた{before}のうち、{back}人（{share}）が復活し、いま現役です。",
        en="Of {before} lapsed {then}, revived and active now: {back} ({share}).",
    ),
    Rule(
        id="transitions.raised",
        find=_raised,
        ja="{since}ランクが上がったお客様は{raised}です。お礼をお伝えするよい折です。",
        en="Risen in rank {since}: {raised}. A good moment to say thank you.",
    ),
    Rule(
        id="advance.met",
        find=_met,
        ja="「{name}」は{rate}で、目安の{target}に届いています。",
        en="“{name}”: {rate}, which reaches the target of {target}.",
    ),
    Rule(
        id="advance.below",
        find=_below,
        ja="「{name}」は{rate}で、目安の{target}まであと{gap}ポイントです。",
        en="“{name}”: {rate}, {gap} points short of the target of {target}.",
    ),
    Rule(
        id="advance.widest",
        find=_widest,
        ja="いちばん伸びしろがあるのは「{name}」です。{advice}",
        en="There is most to gain at “{name}”. {advice}",
        weight=42,
    ),
    Rule(
        id="advance.few",
        find=_few,
        ja="「{name}」は、もとの人数が{base}と少ないので、割合は参考としてご覧ください。",
        en="“{name}” rests on only {base}: take the rate as a hint.",
    ),
)
