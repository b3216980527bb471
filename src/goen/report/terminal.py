"""The answers on a terminal: compact, aligned in both languages, 80 columns or more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report import _terminal_parts as parts
from goen.report._reading_rule import Facts
from goen.report._terminal_text import painted
from goen.report.reading import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDEST = 100  # longer lines are hard to read, however wide the window is


def summary(*, answers: Mapping[str, Any], lang: str, width: int, colour: bool = False) -> str:
    """Return the summary as text that ends in a line feed.

    `answers` is the JSON document, `lang` "ja" or "en", `width` the columns of the terminal;
    `colour` adds ANSI escapes and is for terminals only. Answers that are null are left out, their
    reasons stand among the notes.
    """
    facts = Facts(answers=answers, lang=lang)
    width = min(width, WIDEST)
    # A note on a part of an answer ("abc.products") belongs beside that answer, in the report.
    notes = [note[lang] for note in answers.get("notes") or [] if "." not in (note["answer"] or "")]
    reading = sentences(answers=answers, lang=lang)["overview"]
    notes = [note for note in notes if note not in reading]
    blocks = [
        ("", "", parts.heading(facts, width=width)),
        ("読み取ったもの", "What was read", parts.read_files(facts, width=width)),
        ("お客様のランク", "Ranks", parts.portfolio(facts, width=width, colour=colour)),
        ("離れて何日か", "Silence", parts.bands(facts, width=width)),
        ("続く割合", "Coming back", parts.rates(facts, width=width)),
        ("売上の動き", "Change in sales", parts.sales_change(facts, width=width)),
        ("読み", "Reading", parts.bullets(reading, width=width)),
        ("おことわり", "Notes", parts.bullets(notes, width=width)),
    ]
    text = []
    for ja, en, lines in blocks:
        title = painted(facts.pick(ja=ja, en=en), "1", colour=colour)
        if lines:
            text.append("\n".join([title, *lines] if title else lines))
    return "\n\n".join(text) + "\n"
