from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from goen.sample._register import STYLES
from goen.sample._story import ARCHETYPES, CAMPAIGNS, KINDS, SHOPS
from goen.sample._words import words

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from goen.sample._calendar import Calendar

# A file that Excel wrote begins with this mark, before the first heading.
BOM = "\ufeff"


def question(name: str) -> str:
    """The text of questions/NAME.sql."""
    return files("goen.sample").joinpath("questions", f"{name}.sql").read_text(encoding="utf-8")


def name_things(*, connection: duckdb.DuckDBPyConnection, calendar: Calendar) -> None:
    """Make the words and the calendar known to the questions, as variables."""
    for name, value in (_lists(calendar) | _names()).items():
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})
    connection.execute(question("customer_name"))


def write_csv(
    *, connection: duckdb.DuckDBPyConnection, name: str, path: Path, excel: bool = False
) -> None:
    """Write the answer of questions/NAME.sql; with `excel` as Excel saves CSV in UTF-8."""
    answer = question(name)
    if excel:
        answer = answer.replace('AS "', f'AS "{BOM}', 1)
    target = str(path).replace("'", "''")
    connection.execute(f"COPY ({answer}) TO '{target}' (FORMAT csv, HEADER)")


def rows(*, connection: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    """The answer of questions/NAME.sql."""
    answer = connection.execute(question(name))
    columns = [column[0] for column in answer.description or []]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


def _lists(calendar: Calendar) -> dict[str, Any]:
    """What the numbers in the arrays stand for."""
    campaigns = [
        f"{window.season.name} {calendar.day(window.first).year}"
        for window in calendar.windows(CAMPAIGNS)
    ]
    return {
        "start": calendar.start,
        "days": calendar.days,
        "shop": [shop.name for shop in SHOPS],
        "kind": list(KINDS),
        "style": list(STYLES),
        "archetype": [kind.key for kind in ARCHETYPES],
        "campaign": ["", *campaigns],
    }


def _names() -> dict[str, Any]:
    surnames, given, places = words("surnames"), words("given_names"), words("places")
    products = words("products")
    return {
        "surname": surnames["name"],
        "variant": surnames["variant"],
        "half_surname": surnames["half_kana"],
        "kana": surnames["kana"],
        "romaji": surnames["romaji"],
        "given": given["name"],
        "half_given": given["half_kana"],
        "given_kana": given["kana"],
        "given_romaji": given["romaji"],
        "postal_code": places["postal_code"],
        "prefecture": places["prefecture"],
        "city": places["city"],
        "town": places["town"],
        "product": products["product"],
        "category": products["category"],
    }
