"""The sections of the page, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.report._html.sections import (
    amounts,
    base,
    change,
    checking,
    f2,
    lapse,
    ledger,
    months,
    portfolio,
    repeat,
    rfm,
    transitions,
    two_axis,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from goen.report._html.blocks import Section
    from goen.report._html.told import Told

SECTIONS: Mapping[str, Callable[[Told], Section]] = {
    "cpm": portfolio.section,
    "monthly": months.section,
    "ledger": ledger.section,
    "transitions": transitions.section,
    "advance": transitions.advance_section,
    "active_base": base.section,
    "rfm": rfm.section,
    "decile": amounts.decile_section,
    "abc": amounts.abc_section,
    "two_axis": two_axis.section,
    "sales_change": change.section,
    "repeat": repeat.section,
    "f2": f2.section,
    "lapse_curve": lapse.section,
    "suggestions": lapse.suggestions_section,
    "input": checking.input_section,
    "rules": checking.rules_section,
    "notes": checking.notes_section,
}


def sections(told: Told) -> list[Section]:
    """Every section, also those without an answer."""
    return [section(told) for section in SECTIONS.values()]
