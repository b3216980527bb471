"""Everything the shop knows about one customer, as the customer gets it: JSON, Excel, PDF or all.

"zip" is all three and the files that are kept of the customer.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from goen.shop.customers.registry import disclosures
from goen.shop.staff.models import OwnCompany
from goen.shop.staff.trail import Subject, record
from goen.shop.ui import files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from goen.shop.customers.models import Customer
    from goen.shop.staff.models import Staff

FORMS = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class Section:
    """What one room knows: a heading, the heads of the columns, the rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | int | None]]


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The whole disclosure of one customer on one day."""

    company: str
    day: date
    sections: Sequence[Section]


def disclose(*, by: Staff, customer: Customer, day: date, form: str) -> IO[bytes]:
    """Return the disclosure as an open file of `form`, one of FORMS, and record that it was made.

    The file is on the disk and has no name: it is gone when it is closed.
    """
    told = _told(customer, day)
    made: IO[bytes] = tempfile.TemporaryFile(prefix="goen-")  # noqa: SIM115 - the caller closes it
    if form == "zip":
        _pack(made, told, customer)
    else:
        made.write(_MAKERS[form](told))
    made.seek(0)
    subject = Subject("customer", customer.pk, str(customer))
    changes = [{"field": "form", "from": None, "to": form}]
    record(by=by, action="consent.disclosed", subject=subject, changes=changes)
    return made


def _told(customer: Customer, day: date) -> Disclosed:
    sections = [
        Section(
            str(part.label),
            [str(column) for column in part.columns],
            [tuple(row) for row in part.rows(customer)],
        )
        for part in disclosures
    ]
    company = OwnCompany.objects.first()
    return Disclosed(company.name if company else "", day, sections)


def _pack(target: IO[bytes], told: Disclosed, customer: Customer) -> None:
    """Write every form, and the files; a number before each name keeps equal names apart."""
    kept = [each for part in disclosures for each in part.files(customer)]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for form, make in _MAKERS.items():
            archive.writestr(f"disclosure.{form}", make(told))
        for number, (name, stored) in enumerate(kept, start=1):
            path = files.place(stored=stored)
            if path is not None:
                archive.write(path, f"files/{number:03}-{files.safe_name(name)}")


def _json(told: Disclosed) -> bytes:
    document = {
        "company": told.company,
        "day": told.day.isoformat(),
        "sections": [
            {
                "title": section.title,
                "rows": [dict(zip(section.columns, row, strict=False)) for row in section.rows],
            }
            for section in told.sections
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _xlsx(told: Disclosed) -> bytes:
    from goen.sheets import SafeWorkbook

    with tempfile.TemporaryDirectory(prefix="goen-") as folder:
        path = Path(folder) / "disclosure.xlsx"
        with SafeWorkbook(path) as workbook:
            for section in told.sections:
                sheet = workbook.add_sheet(section.title)
                for row, cells in enumerate([section.columns, *section.rows]):
                    for column, value in enumerate(cells):
                        workbook.write(sheet, row, column, value)
                sheet.set_column(0, max(0, len(section.columns) - 1), 24)
                sheet.freeze_panes(1, 0)
        return path.read_bytes()


# The texts come in by `sys.inputs`, never pasted into the source: nothing in them is markup.
_TYPST = """
#let told = json(bytes(sys.inputs.told))
#set page(paper: "a4", margin: 18mm, numbering: "1 / 1")
#set text(font: told.fonts, size: 9pt, lang: told.lang)
#set table(stroke: 0.4pt + luma(160), inset: 5pt)
#align(center, text(size: 14pt, weight: 700, told.title))
#align(right)[#told.company \\ #told.day]
#for section in told.sections [
  #text(size: 11pt, weight: 700, section.title)
  #if section.rows.len() == 0 [ #told.nothing ] else [
    #table(
      columns: section.columns.len(),
      ..section.columns.map(c => text(weight: 700, c)),
      ..section.rows.flatten().map(c => [#c]),
    )
  ]
  #v(6mm)
]
"""
FONTS = ("Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", "Meiryo", "Noto Sans JP")


def _pdf(told: Disclosed) -> bytes:
    import typst
    from django.utils.translation import get_language

    text = {
        "title": _("What we know about you"),
        "company": told.company,
        "day": told.day.isoformat(),
        "nothing": _("Nothing."),
        "fonts": FONTS,
        "lang": (get_language() or "ja")[:2],
        "sections": [
            {
                "title": section.title,
                "columns": list(section.columns),
                "rows": [
                    ["" if cell is None else str(cell) for cell in row] for row in section.rows
                ],
            }
            for section in told.sections
        ],
    }
    made = typst.compile(_TYPST.encode(), sys_inputs={"told": json.dumps(text, ensure_ascii=False)})
    return bytes(made)


_MAKERS: Mapping[str, Callable[[Disclosed], bytes]] = {"json": _json, "xlsx": _xlsx, "pdf": _pdf}
