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
LEADS_JA = ("まず、", "次に、", "そのあと、")
LEADS_EN = ("First, ", "Next, ", "After that, ")


def _due(facts: Facts) -> list[str]:
    """Return the actions there is someone for, in order of importance."""
    found = []
    if facts.customers(facts.top, "lapsed"):
        found.append("top-lapsed")
    if facts.customers("first_time", "active"):
        found.append("second")
    if revive_band(facts):
        found.append("revive")
    return found


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
