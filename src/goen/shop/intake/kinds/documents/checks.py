"""What a quote or an invoice must say, as the screens of documents ask it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goen.shop.intake.kinds.planning import ERROR, WARNING, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from goen.shop.intake.kinds.documents.drafts import Draft
    from goen.shop.sales.models import Document


def check(
    draft: Draft,
    document: Document | None,
    *,
    mapped: Collection[str],
    names: Mapping[str, str],
) -> None:
    """Note what is wrong with a draft; `document` is the one with its number, if there is one."""
    _dates(draft, document)
    _texts(draft, names)
    if draft.lines:
        return
    if document is None or {"net", "tax", "total"} & set(mapped):
        _sums_alone(draft, document)


def _dates(draft: Draft, document: Document | None) -> None:
    issued = draft.said.get("issued_on")
    if issued is None and document is None:
        draft.wrong("issued_on", _("This must not be empty."))
    due = draft.said.get("due_on")
    begins = issued or (document.issued_on.isoformat() if document else None)
    if due is not None and begins is not None and due < begins:
        draft.wrong("due_on", _("This day is before the date of issue."))


def _texts(draft: Draft, names: Mapping[str, str]) -> None:
    for line in draft.lines:
        if not line.text and not line.code:
            draft.problems.append(Problem(line.row, "text", ERROR, None, _("Write what it is.")))
        elif not line.text and line.code not in names:
            words = _("No product has this code: the line is called by it.")
            draft.problems.append(Problem(line.row, "product_code", WARNING, line.code, words))


def _sums_alone(draft: Draft, document: Document | None) -> None:
    """Sums without lines must agree with each other, and with the lines of a known document."""
    net, tax, total = (draft.given(name) for name in ("net", "tax", "total"))
    if net is None and total is None:
        if document is None:
            draft.wrong("total", _("Write the total, or at least one line."))
        return
    if net is not None and tax is not None and total is not None and net + tax != total:
        words = _("%(net)s and %(tax)s of tax are %(sum)s, but the total says %(total)s.")
        facts = {"net": f"{net:,}", "tax": f"{tax:,}", "sum": f"{net + tax:,}"}
        draft.wrong("total", words % {**facts, "total": f"{total:,}"})
    elif document is None and (net is None or total is None) and tax is None:
        words = _("The file does not tell the tax: it is worked out at 10 %.")
        name = "total" if net is None else "net"
        draft.problems.append(Problem(draft.first, name, WARNING, draft.said.get(name), words))
    elif document is not None and document.lines.exists():
        _against_lines(draft, document)


def _against_lines(draft: Draft, document: Document) -> None:
    for name in ("net", "tax", "total"):
        given, ours = draft.given(name), getattr(document, name)
        if given is not None and given != ours:
            words = _("In the ledger its lines come to %(ours)s. Change the lines there.")
            draft.wrong(name, words % {"ours": f"{ours:,}"})
