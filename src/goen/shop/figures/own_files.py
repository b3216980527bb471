"""The pages of products, simulator and cross table as files: their tables, and one drawing each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goen.pictures import Bar, Sides, Square, Step, heat, rows_of_bars, waterfall
from goen.report.sections import Cell, Table, total
from goen.shop.figures.telling import language
from goen.shop.staff.access import member
from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest

    from goen.shop.figures.asked import Asked

Told = dict[str, Any]  # what a page says
_MOST_BARS = 15
_LONGEST = 14  # characters of a product's name in a drawing


@dataclass(frozen=True, slots=True)
class File:
    """What a page has to take along; `drawing` is empty where there is nothing to draw."""

    title: str
    tables: Sequence[tuple[str, Table]]
    drawing: str = ""


def offered(request: HttpRequest, asked: Asked, page: str, told: Told) -> list[tuple[str, str]]:
    """As what the page can be kept, and where; nothing for who may take no files."""
    if not member(request).may(Ability.EXPORT):
        return []
    forms = {"png": "PNG", "svg": "SVG"} if drawable(page, told) else {}
    return [
        (label, reverse("figures_own_file", args=[page, form]) + asked.address(**told["of"]))
        for form, label in {**forms, "xlsx": "Excel"}.items()
    ]


def drawable(page: str, told: Told) -> bool:
    """Whether there is something to draw."""
    return bool(told["pairs"]) if page == "products" else True


def _table(heading: str, head: Sequence[Any], body: Sequence[Sequence[Any]]) -> tuple[str, Table]:
    """A table with the words of its rows first; names stay words also where they look like sums."""
    rows = [
        [Cell(text=str(row[0]), head=True), *(Cell(text=str(one)) for one in row[1:])]
        for row in body
    ]
    return heading, Table(heading, [[Cell(text=str(one), head=True) for one in head]], rows)


def _count(value: int | None) -> str:
    return "—" if value is None else f"{value:,}"


def _share(value: float | None) -> str:
    return "—" if value is None else f"{100 * value:.1f}%"


def products(told: Told) -> File:
    """Pairs, going up a grade, and several pieces at once."""
    title = _("Products that go together")
    tables = [_pairs(told)]
    tables += [_grades(family) for family in told["families"]]
    if told["pieces"]:
        tables.append(_pieces(told["pieces"]))
    return File(title, tables, _bars(told, title) if told["pairs"] else "")


def _confidence(pair: Mapping[str, Any]) -> float:
    return float(pair["share"] if "share" in pair else pair["confidence"])


def _pairs(told: Told) -> tuple[str, Table]:
    follows = told["way"] == "next"
    head = [
        _("First and second product"),
        _("Went on to it") if follows else _("With both"),
        _("Buyers of the first"),
        _("Share"),
        _("Times as often"),
        pgettext("figures", "Chance"),
        _("Have the first, not the second"),
    ]
    label = next(one["label"] for one in told["ways"] if one["current"])
    return _table(label, head, [_pair(pair, follows=follows) for pair in told["pairs"]])


def _pair(pair: Mapping[str, Any], *, follows: bool) -> list[str]:
    both, first = ("followed", "customers") if follows else ("baskets", "a_baskets")
    return [
        f"{pair['a_name']} → {pair['b_name']}",
        _count(pair[both]),
        _count(pair[first]),
        _share(_confidence(pair)),
        pair["times"] or "—",
        _("Hardly chance") if pair["sure"] else _("May be chance"),
        _count(pair["candidates"]),
    ]


def _grades(family: Mapping[str, Any]) -> tuple[str, Table]:
    head = [
        _("Grade"),
        _("Purchases"),
        pgettext("purchases of a family", "Bought again"),
        _("Went up"),
        _("Same again"),
        _("Went down"),
        _("Whom to offer the better one"),
    ]
    rows = [
        [
            row["name"],
            *(_count(row[key]) for key in ("purchases", "followed", "up", "same", "down")),
            "—" if row["top"] else _count(row["candidates"]),
        ]
        for row in family["rows"]
    ]
    return _table(f"{_('Going up a grade')}・{family['name']}", head, rows)


def _pieces(found: Sequence[Mapping[str, Any]]) -> tuple[str, Table]:
    head = [
        _("Product"),
        _("Purchases"),
        _("Two or more"),
        _("Share"),
        _("Pieces per purchase"),
        _("Mostly"),
        _("One alone costs"),
        _("A piece costs then"),
    ]
    rows = [
        [
            row["name"],
            _count(row["purchases"]),
            _count(row["several"]),
            _share(row["share"]),
            row["average"],
            _count(row["usual"]),
            _count(row["price_of_one"]),
            _count(row["price_of_usual"]),
        ]
        for row in found
    ]
    return _table(_("Several pieces at once"), head, rows)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _bars(told: Told, title: str) -> str:
    """Of those with the first product, how many have the second."""
    bars = [
        Bar(
            f"{_short(pair['a_name'])} → {_short(pair['b_name'])}",
            _confidence(pair),
            _share(_confidence(pair)),
            f"{pair['a_name']} → {pair['b_name']}",
        )
        for pair in told["pairs"][:_MOST_BARS]
    ]
    words = {"title": title, "finding": _("Of those with the first")}
    return rows_of_bars(key="pairs", bars=bars, **words, size="wide")


def simulator(told: Told) -> File:
    """A year's sales as they would be: what each factor brings, and by rank."""
    title, whole = _("Sales simulator"), told["whole"]
    parts = [[part["label"], _signed(part["yen"])] for part in told["parts"]]
    parts.append([pgettext("sum", "Total"), _signed(whole.delta)])
    factors = _("What each factor brings")
    tables = [_table(factors, [factors, _("Yen")], parts), _ranks(told)]
    return File(title, tables, _steps(told, title))


def _signed(value: int) -> str:
    return f"{value:+,}".replace("-", "−") if value else "0"


def _ranks(told: Told) -> tuple[str, Table]:
    head = [
        _("Rank"),
        _("Customers now"),
        _("Customers then"),
        _("Sales now"),
        _("Sales then"),
        _("Difference"),
    ]
    lapsed = pgettext("standing", "Lapsed")
    lines = [
        (f"{line['name']}・{lapsed}" if line["lapsed"] else line["name"], line["outcome"])
        for line in told["lines"]
    ]
    rows = [
        [
            name,
            _count(one.before.customers),
            _count(one.customers),
            _count(one.before.sales),
            _count(one.sales),
            _signed(one.delta),
        ]
        for name, one in [*lines, (pgettext("sum", "Total"), told["whole"])]
    ]
    return _table(_("By rank"), head, rows)


def _steps(told: Told, title: str) -> str:
    whole, lang = told["whole"], language()
    ends = [(_("Sales now"), whole.before.sales), (_("Sales then"), whole.sales)]
    now, then = [
        Step(name, yen, total(value=yen, lang=lang), f"{name} {yen:,}", change=False)
        for name, yen in ends
    ]
    changes = []
    for part in told["parts"]:
        yen = _signed(part["yen"])
        changes.append(Step(part["label"], part["yen"], yen, f"{part['label']} {yen}"))
    finding = f"{_('Difference')} {_signed(whole.delta)}"
    steps = [now, *changes, then]
    return waterfall(key="simulator", steps=steps, title=title, finding=finding, size="wide")


def cross(told: Told) -> File:
    """People and yen of two ways of sorting customers."""
    title = f"{_('Cross table')}・{told['row_name']} × {told['column_name']}"
    names = [_named(one) for one in told["sums"]]
    sum_of = pgettext("sum", "Total")
    tables = []
    for heading, key in ((_("People"), "people"), (_("Yen"), "yen")):
        rows = [
            [_named(line), *(_count(one[key]) for one in [*line["cells"], line["sum"]])]
            for line in told["lines"]
        ]
        sums = [_count(one["sum"][key]) for one in told["sums"]]
        rows.append([sum_of, *sums, _count(told["whole"][key])])
        tables.append(_table(heading, [told["row_name"], *names, sum_of], rows))
    return File(title, tables, _heat(told, title, names))


def _named(one: Mapping[str, Any]) -> str:
    return f"{one['name']}・{one['under']}" if one.get("under") else str(one["name"])


def _heat(told: Told, title: str, names: list[str]) -> str:
    lines, lang = told["lines"], language()
    squares = [
        Square(
            column,
            len(lines) - 1 - place,
            cell["people"],
            _count(cell["people"]) if cell["people"] else "",
            total(value=cell["yen"], lang=lang) if cell["people"] else "",
            f"{_named(line)} × {names[column]} {cell['people']:,}",
        )
        for place, line in enumerate(lines)
        for column, cell in enumerate(line["cells"])
    ]
    rows = [_named(line) for line in reversed(lines)]
    sides = Sides(names, rows, told["column_name"], told["row_name"])
    finding = _("People, and all they ever bought. The darker, the more people.")
    words = {"title": title, "finding": finding}
    return heat(key="cross", squares=squares, sides=sides, **words, size="large")
