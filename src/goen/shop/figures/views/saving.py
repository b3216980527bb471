"""A section as a file: its chart as a picture, its tables as a workbook."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from goen.pictures import paper
from goen.report import sections
from goen.shop.figures import between, telling
from goen.shop.figures.books import write_tables
from goen.shop.figures.pages import SECTION_PAGES
from goen.shop.figures.views.frame import asking
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.signals import list_exported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from goen.shop.figures.asked import Asked

_PAGES = {name: page for page in SECTION_PAGES for name in page.sections}
KINDS = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@needs(Ability.EXPORT)
@require_GET
@asking
def saved(request: HttpRequest, asked: Asked, *, section: str, form: str) -> HttpResponse:
    """One section of a page as PNG, SVG or Excel; `n` chooses its chart."""
    if section not in _PAGES or form not in KINDS:
        raise Http404
    answers = between.document(asked=asked, page=_PAGES[section])
    told = telling.told(asked=asked, answers=answers)
    found = sections.section(told=told, name=section)
    if form == "xlsx":
        body = workbook(tables=list(sections.tables(section=found)))
    else:
        body = _picture(found, request.GET.get("n", "1"), form)
    return taken(request, title=found.title, name=f"{section}-{asked.day}", form=form, body=body)


def taken(request: HttpRequest, *, title: str, name: str, form: str, body: bytes) -> HttpResponse:
    """A file that is taken out; it is noted who took it."""
    list_exported.send(
        "figures", staff=member(request), name="figures", count=0, form=form, conditions=[title]
    )
    answer = HttpResponse(body, content_type=KINDS[form])
    answer["Content-Disposition"] = f'attachment; filename="goen-{name}.{form}"'
    return answer


def _picture(found: sections.Section, which: str, form: str) -> bytes:
    """The chart of that number, from 1, in the widest drawing there is."""
    charts = list(sections.figures(section=found))
    place = int(which) if which.isdecimal() and len(which) < 3 else 0
    if not 1 <= place <= len(charts):
        raise Http404
    drawings = charts[place - 1].drawings
    return picture(svg=drawings.get("large") or drawings["wide"], form=form)


def picture(*, svg: str, form: str) -> bytes:
    """A drawing that stands alone, as SVG or PNG."""
    alone = paper(svg=svg)
    if form == "svg":
        return alone.encode()
    import vl_convert  # starts a JavaScript engine: paid by those who draw

    return bytes(vl_convert.svg_to_png(alone, scale=2.0))


def workbook(*, tables: Sequence[tuple[str, sections.Table]]) -> bytes:
    """Tables with their headings, one sheet each."""
    with TemporaryDirectory(prefix="goen-") as folder:
        path = Path(folder) / "figures.xlsx"
        write_tables(path=path, tables=tables)
        return path.read_bytes()
