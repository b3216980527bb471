"""One analysis told whole: the document of answers, the page, the workbook, the summary."""

from __future__ import annotations

from goen.report.analyze import analyze
from goen.report.request import Ledger, Outcome, Request

__all__ = ["Ledger", "Outcome", "Request", "analyze"]
