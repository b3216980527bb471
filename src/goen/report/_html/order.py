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
    from goen.report._html.blocks import Section
    from goen.report._html.told import Told


def sections(told: Told) -> list[Section]:
    """Every section, also those without an answer."""
    return [
        portfolio.section(told),
        months.section(told),
        ledger.section(told),
        transitions.section(told),
        transitions.advance_section(told),
        base.section(told),
        rfm.section(told),
        amounts.decile_section(told),
        amounts.abc_section(told),
        two_axis.section(told),
        change.section(told),
        repeat.section(told),
        f2.section(told),
        lapse.section(told),
        lapse.suggestions_section(told),
        checking.input_section(told),
        checking.rules_section(told),
        checking.notes_section(told),
    ]
