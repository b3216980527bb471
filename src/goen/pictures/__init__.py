"""Charts shared by the page, letters and workbooks: Vega-Lite definitions drawn as small SVG."""

from __future__ import annotations

from goen.pictures.bars import Bar, Flow, flows, rows_of_bars
from goen.pictures.curves import Axes, Curve, Line, Mark, Upright, curves
from goen.pictures.heat import Sides, Square, heat
from goen.pictures.paper import paper, patterns
from goen.pictures.scatter import Point, Scale, scatter
from goen.pictures.theme import TOKENS, hatch, heat_step, rank_slots, token
from goen.pictures.waterfall import Step, waterfall
from goen.pictures.waterline import Band, waterline

__all__ = [
    "TOKENS",
    "Axes",
    "Band",
    "Bar",
    "Curve",
    "Flow",
    "Line",
    "Mark",
    "Point",
    "Scale",
    "Sides",
    "Square",
    "Step",
    "Upright",
    "curves",
    "flows",
    "hatch",
    "heat",
    "heat_step",
    "paper",
    "patterns",
    "rank_slots",
    "rows_of_bars",
    "scatter",
    "token",
    "waterfall",
    "waterline",
]
