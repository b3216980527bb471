"""The app `meeting_sheet`: the A4 sheet of the monthly meeting."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingSheetConfig(AppConfig):
    name = "goen.shop.meeting_sheet"
    label = "meeting_sheet"

    def ready(self) -> None:
        """Put the button on the page of the portfolio; have the sheet mailed."""
        from goen.shop.meeting_sheet import additions

        additions.register()
