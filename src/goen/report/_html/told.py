"""The answers with what every section asks of them: ranks, reasons, sentences, one language."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from goen.pictures import rank_slots
from goen.report._html.blocks import Cell, RankMark, Section
from goen.report._reading_periods import a_year_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from goen.report._html.say import Say

STATUSES = ("active", "lapsed")


@dataclass(frozen=True)
class Told:
    """One document of answers, the reader's language, and the sentences of reading."""

    answers: Mapping[str, Any]
    say: Say
    sentences: Mapping[str, Sequence[str]]
    # Where the people behind a figure are, by what they have in common: nowhere, in a file.
    where: Callable[[Mapping[str, Any]], str] = field(default=lambda _of: "")

    @cached_property
    def ranks(self) -> dict[str, RankMark]:
        """Every rank of the scheme from low to high, with its colour slot."""
        rows = self.answers["ranks"]
        slots = rank_slots(len(rows))
        return {
            row["rank"]: RankMark(slot=slot, mark=row["mark"], name=self.say.pick(row["name"]))
            for row, slot in zip(rows, slots, strict=True)
        }

    @cached_property
    def downwards(self) -> list[str]:
        """The ranks from high to low, as a reader looks for them."""
        return list(reversed(self.ranks))

    @property
    def segments(self) -> list[tuple[str, str]]:
        """Ranks from high to low, all active ones before the lapsed ones."""
        return [(rank, status) for status in STATUSES for rank in self.downwards]

    def people(self, count: int, kind: str, /, **of: Any) -> Cell:
        """A count of people that leads to them, where there is a way."""
        text = self.say.count(count)
        href = self.where({"kind": kind, **of}) if count else ""
        return Cell(text, align="right", tone="" if count else "zero", href=href)

    def given(self, name: str) -> Any:
        """An answer, or None."""
        return self.answers.get(name)

    def mark(self, rank: str, status: str = "active", *, short: bool = False) -> RankMark:
        """The mark of a rank and status; an unknown rank stands by its own key."""
        found = self.ranks.get(rank) or RankMark(slot=0, mark="?", name=rank)
        lapsed = status == "lapsed"
        note = self.say("lapsed") if lapsed else ""
        return RankMark(found.slot, found.mark, found.name, lapsed, note, short)

    def rank_cell(self, rank: str, status: str = "active", *, short: bool = False) -> Cell:
        """The head of a row or column that is a rank."""
        return Cell(rank=self.mark(rank, status, short=short), head=True)

    def called(self, rank: str, status: str) -> str:
        """A rank and status in words: 優良客・離脱."""
        mark = self.mark(rank, status)
        return self.say("lapsed_name", name=mark.name) if mark.lapsed else mark.name

    @property
    def a_year_apart(self) -> bool:
        """Whether the transitions lie between the evening and the same day a year before."""
        return a_year_apart(answers=self.answers)

    @cached_property
    def notes(self) -> list[Mapping[str, Any]]:
        """The notes of the document, but for those the thresholds' own section says in full."""
        suggested = self.given("suggestions") or {}
        said = [warning["code"] for warning in suggested.get("warnings") or []]
        return [note for note in self.answers["notes"] if note["code"] not in said]

    def reasons(self, *names: str) -> list[str]:
        """The notes about these answers, in this language."""
        return [self.say.pick(note) for note in self.notes if note.get("answer") in names]

    def reading(self, *names: str) -> list[str]:
        """The sentences of reading of these answers."""
        return [sentence for name in names for sentence in self.sentences.get(name, ())]

    def finding(self, name: str) -> str:
        """One sentence for those who cannot see the chart."""
        return next(iter(self.reading(name)), self.say("as_table"))

    def missing(self, name: str, *, group: str) -> Section:
        """The section of an answer that is not given, with why."""
        why = self.reasons(name) or [self.say("no_answer_why")]
        return Section(id=name, title=self.say(name), group=group, reasons=why)


def by_segment(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Rows by their rank and status."""
    return {(row["rank"], row["status"]): row for row in rows}
