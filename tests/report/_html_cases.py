"""Documents at the edges: nothing answered, nobody there, large figures, hostile names."""

from __future__ import annotations

from typing import Any

from tests.report.example import example_answers

Answers = dict[str, Any]
HOSTILE = "</script><img src=x onerror=alert(1)>"
LONG = "株式会社とても長い名前のお客様とても長い名前のお客様とても長い名前のお客様御一行様"
NULLABLE = (
    *("transitions", "advance", "active_base", "rfm", "abc", "two_axis", "sales_change"),
    *("repeat", "f2", "lapse_curve", "suggestions", "flows", "yearly_difference", "bands"),
    *("monthly", "ledger"),
)
# Sections that stand for an answer; flows, yearly differences and bands belong to others.
SECTIONS = (
    *("monthly", "ledger", "transitions", "advance", "active_base", "rfm", "decile", "abc"),
    *("two_axis", "sales_change", "repeat", "f2", "lapse_curve", "suggestions"),
)
_KEPT = {
    *("thresholds", "ranks", "schema_version", "minor_digits", "decile", "r", "f", "m"),
    *("month", "days", "window_days", "followup_days", "low", "high", "x", "y"),
}
_MONEY = {
    *("sales", "sales_12m", "delta", "unit_price", "frequency", "from", "to", "average"),
    *("sales_per_head", "annual_ltv", "no_customer_sales", "from_sales", "to_sales"),
}


def unanswered() -> Answers:
    """Every answer that may be null is null; one has its reason in the notes."""
    answers = example_answers()
    answers |= dict.fromkeys(NULLABLE)
    answers["decile"] = []
    answers["notes"].append(
        {
            "answer": "sales_change",
            "code": "needs_24_months",
            "ja": "24か月分のデータがありません。",
            "en": "It needs 24 months of data.",
        }
    )
    return answers


def nobody() -> Answers:
    """Every count, amount and share is nothing."""
    return _emptied(example_answers())


def large(currency: str = "JPY") -> Answers:
    """Amounts of tens of billions, names of 40 characters, hostile names."""
    answers = _enlarged(example_answers())
    change = answers["sales_change"]
    change["customers"] = change["delta"] - change["unit_price"] - change["frequency"]
    change["groups"]["rows"][0]["group"] = HOSTILE
    change["groups"]["rows"][1]["group"] = LONG
    answers["two_axis"]["vip"] = [
        {"customer": HOSTILE, "x": 12_345_678_900, "y": 40},
        {"customer": "000001", "customer_name": LONG, "x": 1, "y": 2},
    ]
    answers["ranks"][4]["name"] = {"ja": LONG, "en": HOSTILE}
    answers["input"]["files"][0]["file"] = f"{HOSTILE}.csv"
    answers["currency"], answers["minor_digits"] = currency, 0 if currency == "JPY" else 2
    return answers


def _emptied(value: Any, key: str = "") -> Any:
    if key in _KEPT and not (key == "decile" and isinstance(value, list)):
        return value
    if isinstance(value, list):
        return [_emptied(item) for item in value]
    if isinstance(value, dict):
        made = {name: _emptied(item, name) for name, item in value.items()}
        return made | {"share": None} if "denominator" in value else made
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return type(value)(0)


def _enlarged(value: Any, key: str = "") -> Any:
    if key == "thresholds":
        return value
    if isinstance(value, list):
        return [_enlarged(item, key) for item in value]
    if isinstance(value, dict):
        return {name: _enlarged(item, name) for name, item in value.items()}
    return value * 1_370 if key in _MONEY and isinstance(value, int) else value
