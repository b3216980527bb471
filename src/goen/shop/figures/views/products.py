"""The page of products: what goes together, what comes next, and the better grade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from goen.analysis.affinity import WINDOW_DAYS
from goen.shop.figures import goods, kinds, own, telling
from goen.shop.figures.own_files import offered
from goen.shop.figures.views.frame import asking, frame
from goen.shop.sales.models import Family, Product
from goen.shop.staff.access import needs
from goen.shop.staff.roles import Ability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from goen.shop.figures.asked import Asked

WAYS = ("together", "within", "next")
_HARDLY = 0.03  # below this, a difference of prices is no discount


@needs(Ability.SEE)
@require_GET
@asking
def products(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Products that go together, as sentences; who could be offered the other one."""
    found = told(asked, request.GET)
    files = offered(request, asked, "products", found) if found["known"] else []
    context = {**frame(request, asked), **found, "files": files}
    return render(request, "figures/products/page.html", context)


def told(asked: Asked, given: Mapping[str, str]) -> dict[str, Any]:
    """What the page says, but for what is around it."""
    found = own.answer(asked=asked, name="goods")
    way = given.get("way", "")
    way = way if way in WAYS else WAYS[1]
    if not found["known"]:
        return {"known": False, "way": way, "of": {"way": way}}
    return {
        "known": True,
        "way": way,
        "of": {"way": way},
        "ways": [
            {"label": label, "address": asked.address(way=key), "current": key == way}
            for key, label in _labels().items()
        ],
        "told": found,
        "since": goods.since(asked.day),
        "window": WINDOW_DAYS,
        "pairs": _named(asked, found[way]["pairs"]),
        "any_sure": any(pair["sure"] for pair in found[way]["pairs"]),
        "families": _families(asked, found["grades"]),
        "pieces": _pieces(found["pieces"]),
    }


def _labels() -> dict[str, str]:
    return {
        "together": _("Bought at one time"),
        "within": _("Bought within %(days)s days") % {"days": WINDOW_DAYS},
        "next": _("Bought next"),
    }


def _named(asked: Asked, pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The pairs with the names of products, and the way to who has the one alone."""
    names = _names({pair[side] for pair in pairs for side in "ab"})
    return [
        pair
        | {
            "a_name": names.get(pair["a"], "—"),
            "b_name": names.get(pair["b"], "—"),
            "times": pair["ratio"] and f"{pair['ratio']:.1f}",
            "people": telling.where(
                asked, {"kind": "owners", "owned": pair["a"], "missing": pair["b"]}
            ),
        }
        for pair in pairs
    ]


def _names(ids: set[int]) -> dict[int, str]:
    found = Product.objects.filter(pk__in=ids).values_list("pk", "name", "code")
    return {pk: name or code for pk, name, code in found}


def _families(asked: Asked, grades: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Families of more than one grade, the best grade first, with their rates of going up."""
    names = dict(Family.objects.values_list("pk", "name"))
    found: dict[int, list[dict[str, Any]]] = {}
    for row in grades:
        found.setdefault(row["family"], []).append(row)
    return [
        {
            "name": names.get(family, "—"),
            "rows": [_grade(asked, row, rows) for row in reversed(rows)],
        }
        for family, rows in found.items()
        if len(rows) > 1
    ]


def _grade(asked: Asked, row: Mapping[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        **row,
        "name": kinds.grade_name(row["grade"]),
        "top": row["grade"] == max(one["grade"] for one in rows),
        "people": telling.where(
            asked, {"kind": "upgrades", "family": row["family"], "grade": row["grade"]}
        ),
    }


def _pieces(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = _names({row["product"] for row in rows})
    return [
        row
        | {
            "name": names.get(row["product"], "—"),
            "share": row["several"] / row["purchases"],
            "average": f"{row['pieces'] / row['purchases']:.1f}",
            "cheaper": _cheaper(row),
        }
        for row in rows
        if row["several"]
    ]


def _cheaper(row: Mapping[str, Any]) -> float | None:
    """By how much a piece is cheaper in the usual quantity; None where it hardly is."""
    one, usual = row["price_of_one"], row["price_of_usual"]
    return 1 - usual / one if one and usual and usual <= one * (1 - _HARDLY) else None
