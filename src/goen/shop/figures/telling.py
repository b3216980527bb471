"""From answers to what a page shows: sections of the report as HTML, each drawn once."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from goen import __version__
from goen.report import sections
from goen.sheets import UnableToWrite, write_text
from goen.shop.figures import documents
from goen.shop.portfolio import lists

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.safestring import SafeString

    from goen.report.sections import Section, Told
    from goen.shop.figures.asked import Asked

# What the icons of the report are called here.
_ICONS = {"warn": "warning", "open": "right"}


def language() -> str:
    """The language of who reads, of the two that reports know."""
    return "en" if (get_language() or "ja").startswith("en") else "ja"


def told(*, asked: Asked, answers: Mapping[str, Any]) -> Told:
    """The answers with their sentences, and the ways to the people behind every figure."""
    return sections.told(answers=answers, lang=language(), where=partial(where, asked))


def where(asked: Asked, of: Mapping[str, Any]) -> str:
    """Where the people behind a figure are: in the list of customers if it can show them."""
    if asked.current and of["kind"] == "segment":
        given = {key: of[key].split(",") for key in ("rank", "status") if of.get(key)}
        return lists.address(**given)
    return reverse("figures_people") + asked.address(**of)


def shown(*, asked: Asked, told: Told, name: str, files: bool, kept_as: str = "") -> SafeString:
    """A section of the report as HTML; drawing its charts takes a while, so it is kept.

    `files`: whether the reader may take it along; `kept_as` tells it from the same section with
    other answers.
    """
    told_apart = f"{__version__} {asked.address()} {language()} {files}"
    mark = hashlib.sha256(told_apart.encode()).hexdigest()[:12]
    path = documents.folder() / f"{asked.key}-{name}{kept_as}-{mark}.html"
    try:
        return mark_safe(path.read_text(encoding="utf-8"))  # noqa: S308 - our own, escaped there
    except OSError:
        found = sections.section(told=told, name=name)
        if files:
            _offer_files(asked, found, name)
        made = sections.html(told=told, item=found, icons=icon)
    with suppress(UnableToWrite):
        write_text(path, made)
    return mark_safe(made)  # noqa: S308


def _offer_files(asked: Asked, found: Section, name: str) -> None:
    """Let each chart be kept as a picture, and the section as a workbook."""
    book = reverse("figures_file", args=[name, "xlsx"]) + asked.address()
    figures = list(sections.figures(section=found))
    if not figures and any(sections.tables(section=found)):
        found.saves.append(("Excel", book))
    for place, figure in enumerate(figures, start=1):
        pictures = reverse("figures_file", args=[name, "png"]) + asked.address(n=place)
        drawn = reverse("figures_file", args=[name, "svg"]) + asked.address(n=place)
        figure.saves.extend([("PNG", pictures), ("SVG", drawn), ("Excel", book)])


def icon(name: str) -> str:
    """The address of an icon that the report calls so."""
    return f"{static('ui/icons.svg')}#{_ICONS.get(name, name)}"
