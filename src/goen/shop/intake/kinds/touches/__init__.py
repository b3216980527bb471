"""Touches from files: lists of visits, calls and letters."""

from __future__ import annotations

from goen.shop.intake.kinds.touches.kind import TOUCHES

__all__ = ["TOUCHES"]
