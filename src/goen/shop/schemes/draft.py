"""What a draft starts from, as the values of its form, and what the form makes of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from goen.analysis import PRESETS, preset
from goen.shop.portfolio.models import RankScheme
from goen.shop.portfolio.place import name_of, scheme_of
from goen.shop.schemes.preview import Rules
from goen.shop.schemes.words import slots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.analysis import Thresholds

RANKS = 5
DIMENSIONS = ("occasions", "tenure", "amount")
EDGES = ("from", "below")
DAYS_AND_MONEY = ("toddler_days", "loyal_days", "loyal_amount", "lapse_days", "inactive_days")
STANDARD = ("ten", "eight", "prospects")
# R is given from 5 points down to 2, F and M from 2 points up to 5, as in `RfmCuts`.
SCORES = {"r": (5, 4, 3, 2), "f": (2, 3, 4, 5), "m": (2, 3, 4, 5)}


def start_from(*, given: str, now: Rules) -> Rules:
    """The rules that a draft starts from: a preset, a standard scheme, a version, or those of now.

    `given` is preset:retail, scheme:eight or version:12; anything else means now.
    """
    kind, _sep, name = given.partition(":")
    if kind == "preset" and name in PRESETS:
        return Rules(preset(name=name))
    if kind == "scheme" and name in STANDARD:
        return Rules(replace(now.limits, scheme_key=name), now.scoring)
    if kind == "version" and name.isascii() and name.isdigit() and len(name) < 10:
        found = RankScheme.objects.filter(pk=name).first()
        if found:
            return Rules(found.thresholds, found.scoring)
    return now


def values_of(rules: Rules) -> dict[str, Any]:
    """The values of the form that make these rules."""
    limits = rules.limits
    cuts, axes = limits.rfm, limits.two_axis
    return {
        "preset": limits.preset,
        "scheme": limits.scheme_key,
        **{name: getattr(limits, name) for name in DAYS_AND_MONEY},
        "scoring": rules.scoring,
        **{
            f"rfm_{name}_{score}": cut
            for name, scores in SCORES.items()
            for score, cut in zip(scores, getattr(cuts, name), strict=True)
        },
        "abc_a": round(limits.abc.a * 100),
        "abc_b": round(limits.abc.b * 100),
        "x": axes.x,
        "y": axes.y,
        "x_cut": axes.x_cut,
        "y_cut": axes.y_cut,
        "months": axes.months or "",
        **_own_values(limits),
    }


def _own_values(limits: Thresholds) -> dict[str, Any]:
    scheme = scheme_of(limits)
    values: dict[str, Any] = {"rules_shown": len(scheme.rules)}
    places = {rank.key: place for place, rank in enumerate(scheme.ranks, start=1)}
    for place, rank in enumerate(scheme.ranks, start=1):
        values |= {f"rank_{place}_name": name_of(rank), f"rank_{place}_mark": rank.mark}
    for row, rule in enumerate(scheme.rules, start=1):
        values[f"rule_{row}_rank"] = str(places[rule.rank])
        for name in DIMENSIONS:
            span = getattr(rule, name)
            values |= {f"rule_{row}_{name}_from": span.low, f"rule_{row}_{name}_below": span.high}
    return values


def entries_from(given: Mapping[str, Any], *, rows: int) -> dict[str, Any]:
    """The entries of a thresholds file that checked values of the form make."""
    entries: dict[str, Any] = {name: given[name] for name in DAYS_AND_MONEY}
    entries |= {
        "preset": given["preset"],
        "scheme": given["scheme"],
        "rfm": {
            name: [given[f"rfm_{name}_{score}"] for score in scores]
            for name, scores in SCORES.items()
        },
        "abc": {"a": given["abc_a"] / 100, "b": given["abc_b"] / 100},
        "two_axis": {
            "x": given["x"],
            "y": given["y"],
            "x_cut": given["x_cut"],
            "y_cut": given["y_cut"],
            "months": int(given["months"]) if given["months"] else None,
        },
    }
    if given["scheme"] == "own":
        entries |= _own_entries(given, rows)
    return entries


def named_ranks(given: Mapping[str, Any]) -> list[int]:
    """The places of the ranks that have a name."""
    return [place for place in range(1, RANKS + 1) if given.get(f"rank_{place}_name")]


def _own_entries(given: Mapping[str, Any], rows: int) -> dict[str, Sequence[dict[str, Any]]]:
    places = named_ranks(given)
    keys = dict(zip(places, slots(len(places)), strict=True))
    ranks = [
        {
            "rank": key,
            "mark": given[f"rank_{place}_mark"] or given[f"rank_{place}_name"][0],
            "ja": given[f"rank_{place}_name"],
            "en": given[f"rank_{place}_name"],
        }
        for place, key in keys.items()
    ]
    rules = []
    for row in range(1, rows + 1):
        if not given[f"rule_{row}_rank"]:
            continue
        rule: dict[str, Any] = {"rank": keys.get(int(given[f"rule_{row}_rank"]), "?")}
        for name in DIMENSIONS:
            for edge in EDGES:
                value = given[f"rule_{row}_{name}_{edge}"]
                if value is not None:
                    rule[f"{name}_{edge}"] = value
        rules.append(rule)
    return {"ranks": ranks, "rules": rules}
