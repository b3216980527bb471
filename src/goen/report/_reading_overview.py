"""What to do first, and the sentences that open the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.report import _format
from goen.report._reading_ranks import revive_band
from goen.report._reading_rule import Facts, Rule, Values

if TYPE_CHECKING:
    from collections.abc import Iterator

# Seed 003: those who left come first (流出客が最優先); then the second purchase; then the band
# that still counts in the year's base.
# An action for fewer than this part of the customers, who also bring less than this part of the
# sales, is not what to do first; the figure is ours.
NOTICEABLE = 0.01
LEADS_JA = ("まず、", "次に、", "そのあと、")
LEADS_EN = ("First, ", "Next, ", "After that, ")


def _due(facts: Facts) -> list[str]:
    """Return the actions there is someone for, in order of importance."""
    found = []
    if _noticeable(facts, facts.top, "lapsed"):
        found.append("top-lapsed")
    elif _lapsed_rank(facts):
        found.append("lapsed")
    if _noticeable(facts, "first_time", "active"):
        found.append("second")
    band = revive_band(facts)
    if band and _large(facts, band["customers"], band["sales_12m"], column="sales_12m"):
        found.append("revive")
    return found


def _noticeable(facts: Facts, rank: str, status: str) -> bool:
    return _large(facts, facts.customers(rank, status), facts.sales(rank, status), column="sales")


def _large(facts: Facts, customers: int, sales: int, *, column: str) -> bool:
    """Return whether a group is a noticeable part of the customers, or of the sales in `column`."""
    rows = facts.given("cpm") or []
    everyone = sum(row["customers"] for row in rows)
    everything = sum(row[column] for row in rows)
    return customers > 0 and (
        customers >= NOTICEABLE * everyone or 0 < NOTICEABLE * everything <= sales
    )


def _lapsed_rank(facts: Facts) -> str | None:
    """Return the lapsed rank, below the highest, with most sales, if it is noticeable."""
    lower = [row["rank"] for row in facts.answers["ranks"]][:-1]
    if not lower:
        return None
    rank = max(lower, key=lambda name: facts.sales(name, "lapsed"))
    return rank if _noticeable(facts, rank, "lapsed") else None


def _lead(facts: Facts, action: str) -> str | None:
    due = _due(facts)
    if action not in due:
        return None
    return facts.pick(ja=LEADS_JA[due.index(action)], en=LEADS_EN[due.index(action)])


def _nobody(facts: Facts) -> Iterator[Values]:
    if not any(row["customers"] for row in facts.given("cpm") or []):
        yield {}


def _do_top_lapsed(facts: Facts) -> Iterator[Values]:
    lead = _lead(facts, "top-lapsed")
    if lead:
        yield {
            "lead": lead,
            "name": facts.segment(facts.top, "lapsed"),
            "customers": _format.count(facts.customers(facts.top, "lapsed")),
            "sales": facts.total(facts.sales(facts.top, "lapsed")),
        }


def _do_lapsed(facts: Facts) -> Iterator[Values]:
    lead, rank = _lead(facts, "lapsed"), _lapsed_rank(facts)
    if lead and rank:
        yield {
            "lead": lead,
            "name": facts.segment(rank, "lapsed"),
            "customers": _format.count(facts.customers(rank, "lapsed")),
            "sales": facts.total(facts.sales(rank, "lapsed")),
        }


def _do_second(facts: Facts) -> Iterator[Values]:
    lead = _lead(facts, "second")
    if lead:
        yield {
            "lead": lead,
            "name": facts.segment("first_time", "active"),
            "customers": _format.count(facts.customers("first_time", "active")),
        }


def _do_revive(facts: Facts) -> Iterator[Values]:
    lead, band = _lead(facts, "revive"), revive_band(facts)
    if lead and band:
        yield {
            "lead": lead,
            "from": str(facts.threshold("lapse_days")),
            "to": str(facts.threshold("inactive_days") - 1),
            "limit": str(facts.threshold("inactive_days")),
            "customers": _format.count(band["customers"]),
        }


RULES = (
    Rule(
        id="overview.nobody",
        find=_nobody,
        ja="お買い物のあったお客様が、まだいません。読み取った行と列をお確かめください。",
        en="Nobody has bought yet. Please check the rows and columns that were read.",
    ),
    Rule(
        id="overview.do-top-lapsed",
        find=_do_top_lapsed,
        ja="{lead}{name}{customers}人に、電話や手書きのお便りで声をかけます。"
        "これまでに合わせて{sales}のお買い物をしてくださった方々です。",
        en="{lead}call or write by hand to the {name} ({customers}): "
        "together they have bought {sales}.",
    ),
    Rule(
        id="overview.do-lapsed",
        find=_do_lapsed,
        ja="{lead}{name}{customers}人に、近況をうかがうお便りを送ります。"
        "これまでに合わせて{sales}のお買い物をしてくださった方々です。",
        en="{lead}write to the {name} ({customers}) and ask how they are: "
        "together they have bought {sales}.",
    ),
    Rule(
        id="overview.do-second",
        find=_do_second,
        ja="{lead}2回目のお買い物がまだの{name}{customers}人に、お礼と使い方のお便りを届けます。"
        "はじめの3か月が大切です。",
        en="{lead}send thanks and advice on use to the {name} ({customers}), "
        "who have yet to buy again; the first three months matter most.",
    ),
    Rule(
        id="overview.do-revive",
        find=_do_revive,
        ja="{lead}最後の購入から{from}～{to}日の{customers}人に、"
        "{limit}日になる前に近況とごあいさつを送ります。",
        en="{lead}send news and greetings to customers whose last purchase was "
        "{from} to {to} days ago ({customers}), before day {limit}.",
    ),
)
