"""Comments of staff: whom they mention, writing, correcting and taking back one's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from goen.shop.customers.models import Customer
from goen.shop.sharing.models import Comment, How, Notice
from goen.shop.sharing.notices import tell
from goen.shop.staff.models import Staff
from goen.shop.staff.roles import Role
from goen.shop.staff.trail import Subject, record
from goen.shop.touches.models import Touch, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

_ON: dict[str, Any] = {"customer": Customer, "touch": Touch, "voice": Voice}
_SPACE = re.compile(r"\s+")
MOST = 200
ADVISERS = (Role.PRESIDENT, Role.MANAGER)


def mentioned(*, text: str, staff: Iterable[Staff]) -> list[Staff]:
    """Whom "@name" means: the longest name that fits; a family name alone if one person has it."""
    names: dict[str, list[Staff]] = {}
    families: dict[str, list[Staff]] = {}
    for one in staff:
        names.setdefault(_SPACE.sub("", one.name), []).append(one)
        family = one.name.split()[0] if one.name.split() else ""
        families.setdefault(family, []).append(one)
    for family, people in families.items():
        if family and len(people) == 1:
            names.setdefault(family, people)
    longest = sorted(filter(None, names), key=len, reverse=True)
    found: dict[int, Staff] = {}
    for after in re.split("[@＠]", text)[1:]:
        plain = _SPACE.sub("", after)
        name = next((name for name in longest if plain.startswith(name)), None)
        found |= {one.pk: one for one in names[name]} if name else {}
    return list(found.values())


def subject_of(*, kind: str, object_id: int) -> Any:
    """The live customer, touch or voice that a comment is on. Raises DoesNotExist."""
    return _ON[kind].objects.live().get(pk=object_id)


def page_of(comment: Comment) -> str:
    """The address of the very comment: its page and its place there."""
    return f"{reverse(comment.kind, args=[comment.object_id])}#{anchor(comment)}"


def anchor(comment: Comment) -> str:
    """What its place in the page is called."""
    return f"comment-{comment.pk}"


@transaction.atomic
def write_comment(*, by: Staff, kind: str, object_id: int, text: str, now: datetime) -> Comment:
    """Say something about a customer, a touch or a voice, and tell those who are mentioned."""
    row = subject_of(kind=kind, object_id=object_id)
    comment = Comment.objects.create(
        kind=kind, object_id=object_id, text=text, by=by, advice=by.role in ADVISERS, at=now
    )
    subject = Subject(kind, object_id, str(row)[:200])
    changes = [{"field": "comment", "from": None, "to": text}]
    record(by=by, action="sharing.comment.written", subject=subject, changes=changes)
    _tell(comment, by=by, now=now)
    return comment


@transaction.atomic
def correct_comment(*, by: Staff, comment_id: int, text: str, now: datetime) -> Comment:
    """Correct one's own comment; whom it mentions only now is told."""
    comment = _own(by, comment_id)
    changes = [{"field": "comment", "from": comment.text, "to": text}]
    comment.text, comment.edited_at = text, now
    comment.save()
    Notice.objects.filter(key=anchor(comment)).update(line=text[:200])
    subject = Subject(comment.kind, comment.object_id)
    record(by=by, action="sharing.comment.corrected", subject=subject, changes=changes)
    _tell(comment, by=by, now=now)
    return comment


@transaction.atomic
def take_back_comment(*, by: Staff, comment_id: int, now: datetime) -> Comment:
    """Take one's own comment back; the notices of it go too."""
    comment = _own(by, comment_id)
    comment.deleted_at = now
    comment.save()
    Notice.objects.filter(key=anchor(comment)).delete()
    subject = Subject(comment.kind, comment.object_id)
    changes = [{"field": "comment", "from": comment.text, "to": None}]
    record(by=by, action="sharing.comment.taken_back", subject=subject, changes=changes)
    return comment


def comments_on(*, kind: str, object_id: int) -> Sequence[Comment]:
    """What was said about it, the newest `MOST`, oldest first."""
    rows = Comment.objects.filter(kind=kind, object_id=object_id, deleted_at=None)
    return list(rows.select_related("by").order_by("-at", "-pk")[:MOST])[::-1]


def names(*, by: Staff) -> Sequence[str]:
    """The names that `by` can mention."""
    rows = Staff.objects.filter(is_active=True).exclude(pk=by.pk)
    return sorted(set(rows.values_list("name", flat=True)))


def _own(by: Staff, comment_id: int) -> Comment:
    comment = Comment.objects.select_for_update().get(pk=comment_id, deleted_at=None)
    if comment.by_id != by.pk:
        raise PermissionDenied
    return comment


def _tell(comment: Comment, *, by: Staff, now: datetime) -> None:
    people = mentioned(text=comment.text, staff=Staff.objects.filter(is_active=True))
    comment.mentions.set(people)
    tell(
        to=people,
        kind=Notice.Kind.MENTION,
        key=anchor(comment),
        url_name=comment.kind,
        object_id=comment.object_id,
        anchor=anchor(comment),
        line=comment.text,
        by=by,
        how=How.NOW,
        now=now,
    )
