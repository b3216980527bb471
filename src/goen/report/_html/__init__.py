"""The parts of the report page: words, blocks, one module per section, templates and style."""

from __future__ import annotations
