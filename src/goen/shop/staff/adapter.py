"""How signing in differs from allauth's own way: by invitation only, secrets kept encrypted."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from goen.shop.staff import safety
from goen.shop.staff.addresses import link_to
from goen.shop.ui.clock import now

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goen.shop.staff.models import Staff


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff come by invitation only."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody may sign up by themselves."""
        return False

    def is_reauthentication_required(self, *, app: str, **_more: Any) -> bool:
        """Ask for the password again, but not who has just signed in and must set up a factor."""
        return not (app == "allauth.mfa" and safety.has_just_come(context.request, now=now()))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link of the letter about a forgotten password."""
        uidb36, _dash, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": secret})
        return link_to(context.request, path)


_SEALED = "sealed:"


def _seal() -> Fernet:
    """The lock that only this shop's secret key opens."""
    key = hashlib.sha256(f"second factor:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A second factor that is demanded cannot be taken away; its secret is kept encrypted."""

    def encrypt(self, text: str) -> str:
        """What is kept of a secret: a copy of the database alone gives no codes."""
        return _SEALED + _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; those of older versions were kept as they are."""
        if not encrypted_text.startswith(_SEALED):
            return encrypted_text
        return _seal().decrypt(encrypted_text.removeprefix(_SEALED)).decode()

    def generate_authenticator_name(self, user: Staff, type: str) -> str:
        """The name that is offered for a new passkey."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(n)s") % {"n": count + 1}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether one more factor is left, or none is demanded."""
        member = authenticator.user
        others = Authenticator.objects.filter(user=member, type__in=safety.FACTORS).exclude(
            pk=authenticator.pk
        )
        return others.exists() or not safety.is_demanded(role=member.role)
