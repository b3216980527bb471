"""The people behind the figures about products and crossed tables: who they are, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goen.analysis.cross_table import Key, condition
from goen.analysis.grade_up import LEAST_TIMES
from goen.shop.figures import behind, crossed, goods
from goen.shop.figures.behind import NobodyAsked
from goen.shop.sales.models import Family, Grade, Product

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.report.answers import Case


def owners(case: Case, of: Mapping[str, str]) -> str:
    """Who owns a product and not another."""
    owned, missing = _number(of, "owned"), _number(of, "missing")
    if not goods.show(case):
        raise NobodyAsked("product")
    case.engine.make(
        table="owners", question="owners_without", as_of=case.as_of, owned=owned, missing=missing
    )
    return "SELECT customer AS customer_id FROM owners"


def upgrades(case: Case, of: Mapping[str, str]) -> str:
    """Who bought the same grade of a family again and again, and never a better one."""
    family, grade = _number(of, "family"), _number(of, "grade")
    if not goods.show(case):
        raise NobodyAsked("product")
    case.engine.make(table="family_days", question="family_days", as_of=case.as_of)
    case.engine.make(table="upgrades", question="grade_candidates", least=LEAST_TIMES)
    return (
        f"SELECT customer AS customer_id FROM upgrades WHERE family = {family} AND grade = {grade}"  # noqa: S608 - numbers
    )


def places(case: Case, of: Mapping[str, str]) -> str:
    """Who is in one place of a crossed table, or in a whole row or column."""
    told: dict[str, Key] = {}
    if of.get("rank"):
        told["cpm"] = (of["rank"], of.get("status", ""))
    if of.get("segment"):
        told["rfm"] = of["segment"]
    if of.get("decile"):
        told["decile"] = _number(of, "decile")
    if of.get("two_axis"):
        told["two_axis"] = of["two_axis"]
    try:
        held = [condition(axis=axis, key=key, scheme=case.scheme) for axis, key in told.items()]
    except ValueError as error:
        raise NobodyAsked(str(told)) from error
    if not held or (not crossed.show(case) and "two_axis" in told):
        raise NobodyAsked(str(told))
    return f"SELECT customer_id FROM cross_marks WHERE {' AND '.join(held)}"  # noqa: S608


def _number(of: Mapping[str, str], key: str) -> int:
    text = of.get(key, "")
    if not text.isdecimal() or len(text) > 18:
        raise NobodyAsked(f"{key} {text}")
    return int(text)


def name_of_owners(told: Mapping[str, str]) -> str:
    """「煎茶」をお持ちで、「茶筒」がまだの方"""
    words = _("Own “%(owned)s” and not yet “%(missing)s”")
    return words % {key: _product(told.get(key, "")) for key in ("owned", "missing")}


def name_of_upgrades(told: Mapping[str, str]) -> str:
    """「煎茶」の梅をくり返しお求めの方"""
    family = told.get("family", "")
    found = Family.objects.filter(pk=int(family)).first() if family.isdecimal() else None
    words = _("Buy %(grade)s of “%(family)s” again and again")
    return words % {"grade": grade_name(told.get("grade", "")), "family": found or "—"}


def grade_name(grade: str | int) -> str:
    """松, 竹, 梅, without what is said of them in forms."""
    names = {Grade.PINE: _("pine"), Grade.BAMBOO: _("bamboo"), Grade.PLUM: _("plum")}
    return {str(key.value): name for key, name in names.items()}.get(str(grade), str(grade))


def _product(number: str) -> str:
    found = Product.objects.filter(pk=int(number)).first() if number.isdecimal() else None
    return (found.name or found.code) if found else "—"


# What these people are called, where that asks the database.
WORDS = {"owners": name_of_owners, "upgrades": name_of_upgrades}


def register() -> None:
    """Let pages lead to these people."""
    behind.QUESTIONS.update(owners=owners, upgrades=upgrades, cross=places)
    behind.PAST.add("cross")
