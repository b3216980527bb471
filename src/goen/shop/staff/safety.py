"""Sign-ins that end when nobody uses them, and the second factor that is demanded of some roles."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse

from goen.shop.staff.models import OwnCompany
from goen.shop.staff.roles import DEMANDED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest, HttpResponse

    from goen.shop.staff.models import Staff

IDLE_CHOICES = (30, 60, 240, 480, 720, 1440)  # minutes
SHORTEST = timedelta(minutes=IDLE_CHOICES[0])
# The last use is written this seldom, so that reading pages hardly ever writes.
STEP = timedelta(minutes=5)
JUST = timedelta(minutes=10)
_SEEN, _OWES = "seen", "owes_factor"  # in the session
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def begin(*, session: SessionBase, member: Staff, now: datetime) -> None:
    """Note, when somebody signs in, when that was and whether a second factor is owed."""
    session[_SEEN] = int(now.timestamp())
    note_debt(session=session, member=member)


def note_debt(*, session: SessionBase, member: Staff) -> bool:
    """Keep in the session whether the member has to set up a second factor before all else."""
    session[_OWES] = owed = owes_factor(member=member)
    return owed


def has_factor(*, member: Staff) -> bool:
    """Whether the member has an app for codes, or a passkey."""
    return bool(Authenticator.objects.filter(user=member, type__in=FACTORS).exists())


def is_demanded(*, role: str) -> bool:
    """Whether the company demands a second factor of a role."""
    company = OwnCompany.objects.only("second_factor").first()
    return role in DEMANDED[company.second_factor] if company else False


def owes_factor(*, member: Staff) -> bool:
    """Whether a second factor is demanded of the member, who has none."""
    return is_demanded(role=member.role) and not has_factor(member=member)


def without_factor(*, people: Iterable[Staff]) -> set[int]:
    """The ids of those of `people` who have no second factor."""
    ids = {one.pk for one in people}
    rows = Authenticator.objects.filter(user__in=ids, type__in=FACTORS)
    return ids - set(rows.values_list("user_id", flat=True))


def is_bound(request: HttpRequest) -> bool:
    """Whether who asks may do nothing before a second factor is set up."""
    return bool(request.session.get(_OWES))


def has_just_come(request: HttpRequest, *, now: datetime) -> bool:
    """Whether who owes a second factor gave the password some minutes ago."""
    since = getattr(request.user, "last_login", None)
    return is_bound(request) and since is not None and now - since < JUST


def end_if_idle(request: HttpRequest, *, now: datetime) -> bool:
    """Sign out who did nothing for as long as the company says; else note that they did."""
    session = request.session
    seen, moment = session.get(_SEEN), int(now.timestamp())
    if seen is None or moment < seen:  # the clock went back
        session[_SEEN] = moment
        return False
    quiet = timedelta(seconds=moment - seen)
    if quiet > SHORTEST and quiet > _limit():
        request.lay_idle = True  # type: ignore[attr-defined] # told to the trail
        logout(request)
        return True
    if quiet > STEP:
        session[_SEEN] = moment
    return False


def _limit() -> timedelta:
    company = OwnCompany.objects.only("idle_minutes").first()
    return timedelta(minutes=company.idle_minutes) if company else SHORTEST


def lead_to_factor(request: HttpRequest, member: Staff) -> HttpResponse | None:
    """The way to setting up a second factor, for who owes one; None lets pass."""
    if not is_bound(request) or request.path.startswith(_open_to_bound()):
        return None
    if not note_debt(session=request.session, member=member):
        return None
    return redirect("factor_first")


def _open_to_bound() -> tuple[str, ...]:
    names = ("mfa_index", "account_reauthenticate", "account_logout", "factor_first", "standing")
    return tuple(reverse(name) for name in names)
