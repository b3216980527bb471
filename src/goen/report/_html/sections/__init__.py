"""One module per subject of the report page: each tells its answer as a section of blocks."""

from __future__ import annotations
