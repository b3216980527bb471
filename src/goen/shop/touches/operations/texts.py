"""Texts that staff keep to use again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.staff.trail import Subject, record
from goen.shop.touches.models import SavedText

if TYPE_CHECKING:
    from goen.shop.staff.models import Staff


@transaction.atomic
def keep_text(*, by: Staff, kind: str, title: str, line: str, text: str) -> SavedText:
    """Keep a text under a name; the same name of the same kind is replaced."""
    kept, _made = SavedText.objects.update_or_create(
        kind=kind, title=title, defaults={"line": line, "text": text, "kept_by": by}
    )
    changes = [{"field": "text", "from": None, "to": f"{line}\n{text}".strip()}]
    record(by=by, action="touches.text.kept", subject=Subject.of(kept), changes=changes)
    return kept


@transaction.atomic
def forget_text(*, by: Staff, text_id: int) -> None:
    """Remove a kept text; what it says stays in the trail."""
    kept = SavedText.objects.get(pk=text_id)
    changes = [{"field": "text", "from": f"{kept.line}\n{kept.text}".strip(), "to": None}]
    record(by=by, action="touches.text.forgotten", subject=Subject.of(kept), changes=changes)
    kept.delete()
