"""Which column is which field: by what was chosen last time, by a named reader, by the headers."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goen import japanese
from goen.shop.intake.models import Mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.intake.fields import Field

_MARKS = re.compile(r"[\s\u3000()（）\[\]［］【】*＊※:：・_\-./／]")


def folded(header: str) -> str:
    """A header as it is compared: width, case, blanks and marks do not count."""
    return _MARKS.sub("", japanese.fold(header))


# The column that is added to rows which go back to be mended; it is never read.
REASON = _("Why it was not taken over")
_REASONS = {folded(word) for word in ("取り込めなかった理由", "Why it was not taken over")}


def is_reason(header: str) -> bool:
    """Whether a column is the one that tells why its row came back."""
    return folded(header) in _REASONS


def fingerprint(header: Sequence[str]) -> str:
    """The name of a header: files with the same one are read alike, mended rows as their file."""
    heads = list(header)
    while heads and (is_reason(heads[-1]) or not heads[-1].strip()):
        heads.pop()
    text = "\x1f".join(map(folded, heads))
    return hashlib.sha256(text.encode()).hexdigest()


def remembered(*, kind: str, header: Sequence[str]) -> Mapping | None:
    """How a file with this header was read last."""
    return Mapping.objects.filter(kind=kind, fingerprint=fingerprint(header)).first()


def words_of(fields: Sequence[Field]) -> set[str]:
    """All headers that name a field of a kind."""
    return {word for field in fields for word in (str(field.label), *field.words)}


def guess(*, fields: Sequence[Field], header: Sequence[str]) -> dict[str, int]:
    """The column of each field whose name or one of whose words is a header; the first one wins.

    A field takes the column of its earliest word, so that 顧客番号 goes before 番号.
    """
    columns: dict[str, int] = {}
    heads = [folded(cell) for cell in header]
    for field in fields:
        for word in (str(field.label), *field.words):
            column = next((n for n, head in enumerate(heads) if head and head == folded(word)), -1)
            if column >= 0 and column not in columns.values():
                columns[field.name] = column
                break
    return columns
