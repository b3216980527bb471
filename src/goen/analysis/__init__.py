"""Questions about sales: one SQL file each, asked of DuckDB or Spark. Facts in, tables out."""

from __future__ import annotations

from goen.analysis.abc import abc
from goen.analysis.active_base import active_base, active_base_notes
from goen.analysis.amounts import make_amounts
from goen.analysis.customer_list import make_customer_list
from goen.analysis.decile import decile
from goen.analysis.engine import DuckDBEngine, Engine, SparkEngine, UnableToAnswer
from goen.analysis.f2 import f2
from goen.analysis.indicators import UnusableIndicators
from goen.analysis.lapse_curve import lapse_curve, lapse_curve_notes
from goen.analysis.notes import note
from goen.analysis.portfolio import bands, cpm, ledger, period_ledger, totals, with_profits
from goen.analysis.presets import PRESETS, preset
from goen.analysis.repeat import repeat, repeat_notes
from goen.analysis.rfm import rfm, score_cuts
from goen.analysis.rfm_segments import RFM_SEGMENTS
from goen.analysis.sales_change import sales_change, sales_change_notes
from goen.analysis.schemes import Scheme, UnsoundScheme
from goen.analysis.shares import share
from goen.analysis.suggest import loyal_amount_notes, suggestions, suggestions_notes
from goen.analysis.tables import make_moves, make_standing, make_states
from goen.analysis.thresholds import Thresholds, UnreadableThresholds
from goen.analysis.thresholds_file import entries_of, read_thresholds, thresholds_of
from goen.analysis.transitions import transition_answers
from goen.analysis.two_axis import two_axis

__all__ = [
    "PRESETS",
    "RFM_SEGMENTS",
    "DuckDBEngine",
    "Engine",
    "Scheme",
    "SparkEngine",
    "Thresholds",
    "UnableToAnswer",
    "UnreadableThresholds",
    "UnsoundScheme",
    "UnusableIndicators",
    "abc",
    "active_base",
    "active_base_notes",
    "bands",
    "cpm",
    "decile",
    "entries_of",
    "f2",
    "lapse_curve",
    "lapse_curve_notes",
    "ledger",
    "loyal_amount_notes",
    "make_amounts",
    "make_customer_list",
    "make_moves",
    "make_standing",
    "make_states",
    "note",
    "period_ledger",
    "preset",
    "read_thresholds",
    "repeat",
    "repeat_notes",
    "rfm",
    "sales_change",
    "sales_change_notes",
    "score_cuts",
    "share",
    "suggestions",
    "suggestions_notes",
    "thresholds_of",
    "totals",
    "transition_answers",
    "two_axis",
    "with_profits",
]
