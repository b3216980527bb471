"""The document of answers: every question asked once, in the shape of docs/json.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen import __version__
from goen.analysis import (
    Engine,
    Scheme,
    Thresholds,
    UnusableIndicators,
    abc,
    active_base,
    active_base_notes,
    bands,
    cpm,
    decile,
    f2,
    lapse_curve,
    lapse_curve_notes,
    ledger,
    loyal_amount_notes,
    make_amounts,
    make_moves,
    make_standing,
    make_states,
    note,
    repeat,
    repeat_notes,
    rfm,
    sales_change,
    sales_change_notes,
    suggestions,
    suggestions_notes,
    totals,
    transition_answers,
    two_axis,
    with_profits,
)
from goen.report.missing import missing_parts

if TYPE_CHECKING:
    from datetime import date

SCHEMA_VERSION = 1
Document = dict[str, Any]

KEYS = (
    "cpm",
    "bands",
    "monthly",
    "ledger",
    "flows",
    "yearly_difference",
    "transitions",
    "advance",
    "active_base",
    "rfm",
    "decile",
    "abc",
    "two_axis",
    "sales_change",
    "repeat",
    "f2",
    "lapse_curve",
    "suggestions",
)


@dataclass(frozen=True, slots=True)
class Case:
    """The sales of one analysis: where they are, up to when, and the limits they are judged by."""

    engine: Engine
    as_of: date
    data_start: date
    scheme: Scheme
    thresholds: Thresholds
    rfm_mode: str
    columns: frozenset[str]  # the columns of `sales`


def make_tables(case: Case, *, history: bool) -> None:
    """Make the tables that answers read; `history` also those about the past."""
    make_standing(
        engine=case.engine,
        scheme=case.scheme,
        thresholds=case.thresholds,
        as_of=case.as_of,
        data_start=case.data_start,
        history=history,
    )
    if history:
        make_states(engine=case.engine)
        make_moves(engine=case.engine, thresholds=case.thresholds, as_of=case.as_of)


def answer(case: Case, *, whole: bool, brief: bool = False) -> Document:
    """Return the answers by key: all if `whole`, the standing alone if `brief`, else the summary's.

    An answer not asked for, or that cannot be given, is None; `notes` says why it cannot.
    """
    groups = _BRIEF + (() if brief else _SUMMARY) + (_REST if whole else ())
    document: Document = dict.fromkeys(KEYS)
    notes: list[dict[str, Any]] = []
    for group in groups:
        part = answer_group(case, name=group)
        notes += part.pop("notes")
        document |= part
    return {**document, "notes": notes + missing_parts(document)}


def answer_group(case: Case, *, name: str) -> Document:
    """Return the answers of one group (see `GROUPS`) by key, and `notes` about them."""
    return {"notes": [], **_GROUPS[name](case)}


def head(case: Case) -> Document:
    """Return the entries that say how the answers were made."""
    limits = case.thresholds
    return {
        "schema_version": SCHEMA_VERSION,
        "goen_version": __version__,
        "as_of": case.as_of.isoformat(),
        "thresholds": {
            "preset": limits.preset,
            "name": {"ja": limits.name.ja, "en": limits.name.en},
            "scheme": case.scheme.key,
            "toddler_days": limits.toddler_days,
            "loyal_days": limits.loyal_days,
            "loyal_amount": limits.loyal_amount,
            "lapse_days": limits.lapse_days,
            "inactive_days": limits.inactive_days,
            "rfm": {name: list(getattr(limits.rfm, name)) for name in ("r", "f", "m")},
            "abc": {"a": limits.abc.a, "b": limits.abc.b},
            "two_axis": {
                name: getattr(limits.two_axis, name)
                for name in ("x", "y", "x_cut", "y_cut", "months")
            },
        },
        "ranks": [
            {"rank": rank.key, "mark": rank.mark, "name": {"ja": rank.name.ja, "en": rank.name.en}}
            for rank in case.scheme.ranks
        ],
    }


def _portfolio(case: Case) -> Document:
    whole = totals(engine=case.engine)
    return {
        "without_purchase": {
            "customers": whole["customers"] - whole["buyers"],
            "sales": whole["sales"] - whole["buyer_sales"],
        },
        "cpm": cpm(engine=case.engine, scheme=case.scheme, thresholds=case.thresholds),
        "bands": bands(engine=case.engine, thresholds=case.thresholds),
        "notes": loyal_amount_notes(engine=case.engine, thresholds=case.thresholds),
    }


def _profit(case: Case) -> Document:
    """The segments once more, with their gross profit: all sales are read for it."""
    rows = cpm(engine=case.engine, scheme=case.scheme, thresholds=case.thresholds)
    told = with_profits(engine=case.engine, scheme=case.scheme, as_of=case.as_of, rows=rows)
    return {"cpm": told}


def _ledger(case: Case) -> Document:
    told = ledger(engine=case.engine, scheme=case.scheme, as_of=case.as_of)
    return {
        "monthly": told.monthly,
        "ledger": told.ledger,
        "flows": {"periods": told.flows},
    }


def _transitions(case: Case) -> Document:
    return transition_answers(
        engine=case.engine, as_of=case.as_of, scheme=case.scheme, thresholds=case.thresholds
    )


def _active_base(case: Case) -> Document:
    told = active_base(engine=case.engine, as_of=case.as_of, data_start=case.data_start)
    if told is not None:
        notes = active_base_notes(as_of=case.as_of, data_start=case.data_start)
        return {"active_base": told, "notes": notes}
    why = note(
        answer="active_base",
        code="no_purchase",
        ja="お買い物がまだないため、稼働顧客は出していません。",
        en="Nobody has bought yet, so there is no active base.",
    )
    return {"active_base": None, "notes": [why]}


def _sales_change(case: Case) -> Document:
    by = next((column for column in ("shop", "category") if column in case.columns), None)
    change = sales_change(
        engine=case.engine,
        as_of=case.as_of,
        data_start=case.data_start,
        scheme=case.scheme,
        thresholds=case.thresholds,
        by=by,
        products="product" in case.columns,
    )
    return {
        "sales_change": change,
        "notes": sales_change_notes(as_of=case.as_of, data_start=case.data_start),
    }


def _repeat(case: Case) -> Document:
    told = repeat(
        engine=case.engine,
        as_of=case.as_of,
        data_start=case.data_start,
        thresholds=case.thresholds,
    )
    notes = repeat_notes(answer=told, as_of=case.as_of, data_start=case.data_start)
    return {"repeat": told, "notes": notes}


def _f2(case: Case) -> Document:
    return {
        "f2": f2(
            engine=case.engine,
            as_of=case.as_of,
            data_start=case.data_start,
            thresholds=case.thresholds,
        )
    }


def _rfm(case: Case) -> Document:
    return {
        "rfm": rfm(
            engine=case.engine,
            scheme=case.scheme,
            thresholds=case.thresholds,
            mode=case.rfm_mode,
        )
    }


def _shares(case: Case) -> Document:
    """Deciles and ABC: both read the customers in order of their amounts."""
    make_amounts(engine=case.engine)
    deciles = decile(engine=case.engine)
    classes = abc(engine=case.engine, as_of=case.as_of, thresholds=case.thresholds)
    notes = []
    if not deciles:
        notes.append(
            note(
                answer="decile",
                code="fewer_than_ten_customers",
                ja="お客様が10人に満たないため、デシル分析はできません。",
                en="There are fewer than ten customers, so there are no deciles.",
            )
        )
    if classes is None:
        notes.append(
            note(
                answer="abc",
                code="no_sales_to_share",
                ja="売上の合計が0円以下のため、ABC分析はできません。",
                en="All sales together are not above zero, so there is no ABC analysis.",
            )
        )
    return {"decile": deciles, "abc": classes, "notes": notes}


def _two_axis(case: Case) -> Document:
    try:
        told = two_axis(engine=case.engine, as_of=case.as_of, thresholds=case.thresholds)
    except UnusableIndicators as error:
        why = note(answer="two_axis", code="indicator_missing", ja=error.text.ja, en=error.text.en)
        return {"two_axis": None, "notes": [why]}
    return {"two_axis": told}


def _limits(case: Case) -> Document:
    curve = lapse_curve(engine=case.engine, as_of=case.as_of, thresholds=case.thresholds)
    told = suggestions(engine=case.engine, thresholds=case.thresholds, lapse_curve=curve)
    notes = lapse_curve_notes(answer=curve) + suggestions_notes(answer=told)
    return {"lapse_curve": curve, "suggestions": told, "notes": notes}


_Group = Callable[[Case], Document]
_GROUPS: dict[str, _Group] = {
    "portfolio": _portfolio,
    "profit": _profit,
    "ledger": _ledger,
    "transitions": _transitions,
    "active_base": _active_base,
    "sales_change": _sales_change,
    "repeat": _repeat,
    "f2": _f2,
    "rfm": _rfm,
    "shares": _shares,
    "two_axis": _two_axis,
    "limits": _limits,
}
_BRIEF = ("portfolio", "profit")
_SUMMARY = ("ledger", "transitions", "active_base", "sales_change", "repeat")
_REST = ("f2", "rfm", "shares", "two_axis", "limits")
# Groups whose answers need the standing of an evening alone, and no history.
OF_AN_EVENING = frozenset({"portfolio", "profit", "rfm", "shares"})
GROUPS = tuple(_GROUPS)
