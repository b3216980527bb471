"""How signing in differs from allauth's own way: nobody registers without an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter

if TYPE_CHECKING:
    from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff come by invitation only."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody may sign up by themselves."""
        return False
