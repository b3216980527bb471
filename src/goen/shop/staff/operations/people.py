"""People: invited by a link, given roles, let in and shut out."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from goen.shop.staff.models import Invitation, Staff
from goen.shop.staff.roles import Role
from goen.shop.staff.safety import owes_factor
from goen.shop.staff.trail import Subject, differences, record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from goen.shop.staff.models import Department

VALID = timedelta(days=7)
OWN = ("name", "language", "density", "single_keys")


class LastPresident(Exception):
    """The company would be without a president."""


class InvitationGone(Exception):
    """The link is unknown, used, or older than seven days."""


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    by: Staff,
    email: str,
    name: str,
    role: str,
    department: Department | None,
    now: datetime,
) -> tuple[Invitation, str]:
    """Make an invitation and the token of its link, which is kept nowhere and shown once."""
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(email__iexact=email, used_at=None).delete()
    made = Invitation.objects.create(
        email=email.lower(),
        name=name,
        role=role,
        department=department,
        token_hash=_hash(token),
        invited_by=by,
        expires_at=now + VALID,
    )
    changes = [{"field": "role", "from": None, "to": role}]
    record(by=by, action="staff.invited", subject=Subject.of(made), changes=changes)
    return made, token


def find_invitation(*, token: str, now: datetime) -> Invitation:
    """Return the invitation of a link; raise InvitationGone for one that no longer opens."""
    found = Invitation.objects.filter(token_hash=_hash(token), used_at=None).first()
    if found is None or found.expires_at < now:
        raise InvitationGone
    return found


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str, now: datetime) -> Staff:
    """Make the member an invitation is for; the link opens nothing after that."""
    invitation = find_invitation(token=token, now=now)
    taken = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now)
    if not taken or Staff.objects.filter(email=invitation.email).exists():
        raise InvitationGone
    member = Staff.objects.create_user(
        email=invitation.email, name=name, role=invitation.role, password=password
    )
    member.department = invitation.department
    member.save()
    record(by=member, action="staff.joined", subject=Subject.of(member))
    return member


@transaction.atomic
def change_role(*, by: Staff, staff_id: int, role: str, department: Department | None) -> Staff:
    """Give a member another role or department; raise LastPresident when none would be left."""
    member = Staff.objects.select_for_update().get(pk=staff_id)
    if member.role == Role.PRESIDENT and role != Role.PRESIDENT:
        _check_not_last(member)
    before = {"role": member.role, "department": member.department_id}
    member.role, member.department = role, department
    member.save()
    if role != before["role"] and owes_factor(member=member):
        _end_sessions(member)  # the next sign-in leads to setting one up
    after = {"role": member.role, "department": member.department_id}
    changes = differences(before=before, after=after)
    record(by=by, action="staff.role.changed", subject=Subject.of(member), changes=changes)
    return member


@transaction.atomic
def shut_out(*, by: Staff, staff_id: int) -> Staff:
    """Let a member in no longer; what they have open ends at once."""
    member = Staff.objects.select_for_update().get(pk=staff_id)
    if member.role == Role.PRESIDENT:
        _check_not_last(member)
    member.is_active = False
    member.save()
    _end_sessions(member)
    record(by=by, action="staff.shut_out", subject=Subject.of(member))
    return member


@transaction.atomic
def let_in(*, by: Staff, staff_id: int) -> Staff:
    """Let a member in again."""
    member = Staff.objects.select_for_update().get(pk=staff_id)
    member.is_active = True
    member.save()
    record(by=by, action="staff.let_in", subject=Subject.of(member))
    return member


@transaction.atomic
def reset_second_factor(*, by: Staff | None, staff_id: int) -> Staff:
    """Forget a member's app, passkeys and recovery codes, when a telephone is lost.

    `by` None means whoever may write the data folder, by `goen reset-second-factor`.
    """
    member = Staff.objects.select_for_update().get(pk=staff_id)
    Authenticator.objects.filter(user=member).delete()
    _end_sessions(member)
    record(by=by, action="staff.second_factor.reset", subject=Subject.of(member))
    return member


@transaction.atomic
def change_myself(*, by: Staff, values: Mapping[str, Any]) -> Staff:
    """Change one's own name, language and how lists look."""
    before = {name: getattr(by, name) for name in OWN}
    for name in OWN:
        if name in values:
            setattr(by, name, values[name])
    by.save()
    changes = differences(before=before, after={name: getattr(by, name) for name in OWN})
    record(by=by, action="staff.myself.changed", subject=Subject.of(by), changes=changes)
    return by


def _end_sessions(member: Staff) -> None:
    for session in UserSession.objects.filter(user=member):
        session.end()


def _check_not_last(member: Staff) -> None:
    others = Staff.objects.filter(role=Role.PRESIDENT, is_active=True).exclude(pk=member.pk)
    if not others.exists():
        raise LastPresident
