"""How signing in differs from allauth's own way: nobody registers without an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.urls import reverse

from goen.shop.staff.addresses import link_to

if TYPE_CHECKING:
    from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff come by invitation only."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody may sign up by themselves."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link of the letter about a forgotten password."""
        uidb36, _, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": secret})
        return link_to(context.request, path)
