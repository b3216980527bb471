"""Work in the background: the truth of every long job is its own row."""

from __future__ import annotations
