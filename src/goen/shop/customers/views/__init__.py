"""Pages of the room of customers; each calls one operation or query."""

from __future__ import annotations
