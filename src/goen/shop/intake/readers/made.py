"""Columns that a reader makes out of those of the file, as SQL over the table of cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from goen.shop.intake.tables import literal

# The SQL of the text of a column, NULL for nothing; None when the file has no such column.
Look = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Join:
    """Texts of several columns put together: 姓 and 名."""

    headers: tuple[str, ...]
    by: str = " "

    @property
    def title(self) -> str:
        """What the column is called where columns are chosen."""
        return "＋".join(header.partition("|")[0] for header in self.headers)

    def sql(self, look: Look) -> str | None:
        """See `Made`."""
        found = [text for header in self.headers if (text := look(header))]
        return f"concat_ws({literal(self.by)}, {', '.join(found)})" if found else None


@dataclass(frozen=True, slots=True)
class Piece:
    """One of several values that stand in one cell: Google writes `a@x ::: b@y`."""

    header: str
    number: int = 1
    by: str = ":::"

    @property
    def title(self) -> str:
        """What the column is called where columns are chosen."""
        return f"{self.header.partition('|')[0]}（{self.number}つめ）"

    def sql(self, look: Look) -> str | None:
        """See `Made`."""
        text = look(self.header)
        return text and f"nullif(trim(split_part({text}, {literal(self.by)}, {self.number})), '')"


@dataclass(frozen=True, slots=True)
class First:
    """The first of several texts that is there: the name of a person, else that of a company."""

    parts: tuple[str | Join | Piece, ...]

    @property
    def title(self) -> str:
        """What the column is called where columns are chosen."""
        titles = (one if isinstance(one, str) else one.title for one in self.parts)
        return "または".join(title.partition("|")[0] for title in titles)

    def sql(self, look: Look) -> str | None:
        """See `Made`."""
        found = [
            f"nullif({text}, '')"
            for one in self.parts
            if (text := look(one) if isinstance(one, str) else one.sql(look))
        ]
        return f"coalesce({', '.join(found)})" if found else None


@dataclass(frozen=True, slots=True)
class Down:
    """What only the first of several rows says, said for all rows that share `within`."""

    header: str
    within: str

    @property
    def title(self) -> str:
        """What the column is called where columns are chosen."""
        return f"{self.header.partition('|')[0]}（上の行から）"

    def sql(self, look: Look) -> str | None:
        """See `Made`."""
        text, within = look(self.header), look(self.within)
        if text is None or within is None:
            return text
        return (
            f"last_value({text} IGNORE NULLS) OVER (PARTITION BY {within} ORDER BY row"
            " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
        )


@dataclass(frozen=True, slots=True)
class Count:
    """The how-manieth row it is of those that share `within`: the line of a slip."""

    within: str

    @property
    def title(self) -> str:
        """What the column is called where columns are chosen."""
        return f"{self.within.partition('|')[0]}の中の行"

    def sql(self, look: Look) -> str | None:
        """See `Made`."""
        within = look(self.within)
        if within is None:
            return None
        return f"(row_number() OVER (PARTITION BY {within} ORDER BY row))::VARCHAR"


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum of products of columns: 価格 × 数量, and a discount. Columns that lack count as 0."""

    title: str
    terms: tuple[tuple[str, ...], ...]

    def sql(self, look: Look) -> str | None:
        """See `Made`; nothing where the first term says nothing."""
        terms = [[look(header) for header in term] for term in self.terms]
        if any(text is None for text in terms[0]):
            return None
        first, *further = [
            " * ".join(_number(text) for text in term if text)
            for term in terms
            if all(text is not None for text in term)
        ]
        total = " + ".join([first, *(f"coalesce({term}, 0)" for term in further)])
        return f"round({total})::BIGINT::VARCHAR"


def _number(text: str) -> str:
    plain = f"regexp_replace({text}, '[,，￥¥円 ]', '', 'g')"
    return f"try_cast({plain} AS DECIMAL(18, 3))"


@dataclass(frozen=True, slots=True)
class Says:
    """A code of another program in words that Goen reads: 2 → 返品. Other codes stay as they are.

    What `over` says goes before what `header` says.
    """

    header: str
    words: Mapping[str, str]
    over: str = ""
    over_words: Mapping[str, str] | None = None

    @property
    def title(self) -> str:
        """What the column is called where columns are chosen."""
        return f"{self.header.partition('|')[0].rstrip('*')}（ことば）"

    def sql(self, look: Look) -> str | None:
        """See `Made`."""
        cases = [
            f"WHEN {is_one_of(text, [code])} THEN {literal(word)}"
            for header, words in ((self.over, self.over_words or {}), (self.header, self.words))
            if header and (text := look(header))
            for code, word in words.items()
        ]
        if not cases:
            return look(self.header)
        return f"CASE {' '.join(cases)} ELSE {look(self.header) or 'NULL'} END"


Made = Join | Piece | First | Down | Count | Figure | Says


def is_one_of(text: str, codes: list[str]) -> str:
    """Whether a cell is one of some codes, alone or with its meaning behind it (2:返品); '' for
    an empty cell."""
    told = [literal(code) for code in codes if code]
    found = []
    if told:
        number = f"nullif(regexp_extract({text}, '^([0-9]+)([^0-9].*)?$', 1), '')"
        found.append(f"coalesce({number}, {text}) IN ({', '.join(told)})")
        found.append(f"{text} IN ({', '.join(told)})")
    if "" in codes:
        found.append(f"{text} IS NULL")
    return f"({' OR '.join(found)})"
