"""Signing in and out, and failing to, as the trail keeps it."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from goen.shop.staff import safety
from goen.shop.staff.models import Staff
from goen.shop.staff.trail import Subject, record
from goen.shop.ui.clock import now


def _signed_in(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    safety.begin(session=request.session, member=user, now=now())
    record(by=user, action="staff.signed_in", subject=Subject.of(user))


def _signed_out(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    if not isinstance(user, Staff):
        return
    action = "staff.lay_idle" if hasattr(request, "lay_idle") else "staff.signed_out"
    record(by=user, action=action, subject=Subject.of(user))


def _failed(sender: Any, credentials: dict[str, Any], **_more: Any) -> None:
    """Record for whom it failed when there is such a member; what was typed is kept nowhere."""
    email = str(credentials.get("email") or credentials.get("login") or "").lower()
    member = Staff.objects.filter(email=email).first()
    subject = Subject.of(member) if member else Subject("staff", None)
    record(by=None, action="staff.sign_in_failed", subject=subject)


def _factor_added(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    safety.note_debt(session=request.session, member=user)
    record(by=user, action="staff.second_factor.added", subject=Subject.of(user))


def _factor_removed(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    record(by=user, action="staff.second_factor.removed", subject=Subject.of(user))


def _password_changed(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    """Record a new password, chosen by the member or after a mail; the password itself never."""
    record(by=user, action="staff.password.changed", subject=Subject.of(user))


def listen() -> None:
    """Begin to notice; called once, when Django is ready."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_failed)
    authenticator_added.connect(_factor_added)
    authenticator_removed.connect(_factor_removed)
    for signal in (password_changed, password_reset, password_set):
        signal.connect(_password_changed)
