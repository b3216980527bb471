"""Pages of staff."""

from __future__ import annotations
