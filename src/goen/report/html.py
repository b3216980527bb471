"""`report.html`: one analysis told on one page that works without a network and prints on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report._html.page import page
from goen.sheets import write_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def render_html(*, answers: Mapping[str, Any], lang: str) -> str:
    """Return the report page for a document of answers, in "ja" or "en".

    The page carries its charts, style and script; it makes no request of any kind.
    """
    return page(answers=answers, lang=lang)


def write_html(*, answers: Mapping[str, Any], lang: str, path: Path) -> None:
    """Write the report page to `path`, or leave what was there if that fails.

    Raises:
        UnableToWrite: the folder cannot be written or the disk is full; an earlier report is kept.
    """
    write_text(path, render_html(answers=answers, lang=lang))
