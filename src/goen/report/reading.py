"""Plain sentences of reading for each answer, chosen by the rules of docs/methods/reading.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report import (
    _reading_groups,
    _reading_input,
    _reading_moves,
    _reading_overview,
    _reading_ranks,
    _reading_repeat,
    _reading_sales,
)
from goen.report._reading_rule import Facts, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

ANSWERS = (
    "cpm",
    "monthly",
    "ledger",
    "transitions",
    "advance",
    "active_base",
    "rfm",
    "decile",
    "abc",
    "two_axis",
    "sales_change",
    "repeat",
    "f2",
    "lapse_curve",
    "suggestions",
    "input",
)

RULES: tuple[Rule, ...] = (
    *_reading_overview.RULES,
    *_reading_ranks.RULES,
    *_reading_moves.RULES,
    *_reading_sales.RULES,
    *_reading_groups.RULES,
    *_reading_repeat.RULES,
    *_reading_input.RULES,
)

FINDINGS = 3  # findings in the overview, before the actions; six sentences are read, ten are not

NO_ANSWER = {
    "ja": "この分析は今回の結果に入っていません。",
    "en": "This analysis is not part of this result.",
}


def sentences(*, answers: Mapping[str, Any], lang: str) -> dict[str, list[str]]:
    """Return the sentences of each answer, and of `overview`: what matters most, what to do first.

    `answers` is the JSON document of one analysis, `lang` is "ja" or "en". Every figure comes
    from the document. An answer that is null, or an empty list, gets the reasons from `notes`.
    """
    facts = Facts(answers=answers, lang=lang)
    written = {rule.id: rule.write(facts) for rule in RULES}
    found = {"overview": _overview(written)}
    for answer in ANSWERS:
        lines = [line for rule in RULES if rule.answer == answer for line in written[rule.id]]
        found[answer] = lines if answers.get(answer) else reasons(facts=facts, answer=answer)
    return found


def reasons(*, facts: Facts, answer: str) -> list[str]:
    """Return why an answer is not given, from the notes of the document."""
    notes = facts.answers.get("notes") or []
    found = [note[facts.lang] for note in notes if note["answer"] == answer]
    return found or [NO_ANSWER[facts.lang]]


def _overview(written: Mapping[str, list[str]]) -> list[str]:
    """Return the three findings of most weight, then what to do in its order."""
    by_weight = sorted((rule for rule in RULES if rule.weight), key=lambda found: -found.weight)
    findings = [written[rule.id][0] for rule in by_weight if written[rule.id]][:FINDINGS]
    actions = [line for rule in RULES if rule.answer == "overview" for line in written[rule.id]]
    return [*findings, *actions]
