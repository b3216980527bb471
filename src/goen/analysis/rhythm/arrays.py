"""Kinds of arrays, and days as numbers: whole days since 1970-01-01, as numpy counts them too."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.signedinteger[Any]]
Bools = NDArray[np.bool_]
Days = NDArray[np.datetime64]

ORIGIN = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Return `day` as a number."""
    return (day - ORIGIN).days
