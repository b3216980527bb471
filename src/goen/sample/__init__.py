"""A sample company: the sales of a believable Japanese shop, made up with its truth beside it."""

from __future__ import annotations

from goen.sample._generate import Sample, generate

__all__ = ["Sample", "generate"]
