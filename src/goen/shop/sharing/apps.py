"""The app `sharing`: who is told of what, comments, meetings, and who must look when."""

from __future__ import annotations

from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "goen.shop.sharing"
    label = "sharing"

    def ready(self) -> None:
        """Listen to the rooms below and add this room to their pages."""
        from goen.shop.sharing import additions

        additions.register()
