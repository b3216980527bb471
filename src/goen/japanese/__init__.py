"""Text as Japanese companies write it."""

from __future__ import annotations

from goen.japanese._text import Text

__all__ = ["Text"]
