"""What the doctor says about one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from goen.japanese import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it is, and what to do unless it is good."""

    level: Literal["good", "fair", "bad"]
    what: Text
    todo: Text | None = None
