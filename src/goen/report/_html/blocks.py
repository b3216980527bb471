"""What a section of the page is made of; the templates know how each block looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class RankMark:
    """A rank as the page shows it: its square, its name and, when lapsed, the word for it."""

    slot: int
    mark: str
    name: str
    lapsed: bool = False
    note: str = ""
    short: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a text, or a rank, or a drawing (`svg`), with an optional second line.

    `href` is where the people behind its figure are; a report that stands alone has none.
    """

    text: str = ""
    align: Align = "left"
    under: str = ""
    rank: RankMark | None = None
    svg: str = ""
    heat: int = 0
    head: bool = False
    span: int = 1
    rows: int = 1
    tone: str = ""
    look: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; `look` names variants (ledger, heat, pyramid)."""

    caption: str
    head: Sequence[Sequence[Cell]]
    body: Sequence[Sequence[Cell]]
    foot: Sequence[Sequence[Cell]] = ()
    look: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart in several sizes and the same figures as a table."""

    drawings: dict[str, str]
    table: Table
    heading: str = ""
    long: bool = False
    saves: list[tuple[str, str]] = field(default_factory=list)  # as what it can be kept, where
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True)
class Shown:
    """A table that stands open, with a heading and a footnote."""

    table: Table
    heading: str = ""
    note: str = ""
    kind: Literal["shown"] = "shown"


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks behind a summary, open on paper unless `long`; `columns` sets them side by side."""

    summary: str
    blocks: Sequence[Any]
    long: bool = False
    columns: bool = False
    kind: Literal["fold"] = "fold"


@dataclass(frozen=True, slots=True)
class Pair:
    """Blocks side by side where there is room, the first one wider."""

    blocks: Sequence[Any]
    kind: Literal["pair"] = "pair"


class Fact(NamedTuple):
    """One figure of a strip: its name, what it is, a line below, and where its people are."""

    name: str
    figure: str
    under: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Named figures in a strip: (name, figure, second line)."""

    items: Sequence[Fact]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, or a warning (`tone` warn or info)."""

    text: str
    tone: str = ""
    kind: Literal["words"] = "words"


@dataclass(frozen=True, slots=True)
class Section:
    """One subject: what it says in words, and its blocks; `reasons` when there is no answer."""

    id: str
    title: str
    group: str
    sentences: Sequence[str] = ()
    how: str = ""
    blocks: Sequence[Any] = ()
    reasons: Sequence[str] = ()
    badge: tuple[str, str] | None = None
    wide: bool = False
    notes: Sequence[str] = ()
    saves: list[tuple[str, str]] = field(default_factory=list)


def text(value: str, **more: Any) -> Cell:
    """A cell of words."""
    return Cell(text=value, **more)


def number(value: str, **more: Any) -> Cell:
    """A cell of a figure, to the right; a plain 0 is grey."""
    return Cell(text=value, align="right", tone="zero" if value == "0" else "", **more)


def name(value: str, **more: Any) -> Cell:
    """The head of a row."""
    return Cell(text=value, head=True, **more)


def heads(*names: str, left: int = 1) -> list[list[Cell]]:
    """One row of column heads: the first `left` over words, the others over figures."""
    return [
        [
            Cell(text=value, head=True, align="left" if place < left else "right")
            for place, value in enumerate(names)
        ]
    ]


def drawn(
    key: str, draw: Callable[[str, str], str], sizes: Sequence[str] = ("wide", "narrow")
) -> dict[str, str]:
    """The drawings of one chart by size; `draw` takes the id and the size."""
    return {size: draw(f"{key}-{size}", size) for size in sizes}
