"""Goen: customer portfolio, follow-up and effect for small and medium companies."""

from __future__ import annotations

__version__ = "0.1.0"
