"""The eleven named RFM segments as a partition of the R × F grid.

The map of ten is the one in common use; 離反済 `lost` is carved out of 休眠 `hibernating`.
The well-known ranges over R, F and M leave gaps and shadow four of the names, so they are not used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from goen.japanese import Text


@dataclass(frozen=True, slots=True)
class RfmSegment:
    """A named part of the grid; `cells` matches the digit of R followed by the digit of F."""

    key: str
    name: Text
    cells: str


RFM_SEGMENTS = (
    RfmSegment("champions", Text("最優良", "Champions"), "5[4-5]"),
    RfmSegment("loyal", Text("ロイヤル", "Loyal"), "[3-4][4-5]"),
    RfmSegment("potential_loyalist", Text("優良候補", "Potential loyalist"), "[4-5][2-3]"),
    RfmSegment("new", Text("新規", "New"), "51"),
    RfmSegment("promising", Text("有望", "Promising"), "41"),
    RfmSegment("need_attention", Text("要注意", "Need attention"), "33"),
    RfmSegment("about_to_sleep", Text("休眠予備", "About to sleep"), "3[1-2]"),
    RfmSegment("at_risk", Text("離反危機", "At risk"), "[1-2][3-4]"),
    RfmSegment("cant_lose", Text("失いたくない", "Can't lose"), "[1-2]5"),
    RfmSegment("hibernating", Text("休眠", "Hibernating"), "12|2[1-2]"),
    RfmSegment("lost", Text("離反済", "Lost"), "11"),
)


@cache
def rfm_segment(*, r: int, f: int) -> str:
    """Return the key of the segment of one cell of the grid; `r` and `f` run from 1 to 5."""
    (key,) = [segment.key for segment in RFM_SEGMENTS if re.fullmatch(segment.cells, f"{r}{f}")]
    return key
