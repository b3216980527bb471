"""The app `meeting_sheet`: the A4 sheet of the monthly meeting."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingSheetConfig(AppConfig):
    name = "goen.shop.meeting_sheet"
    label = "meeting_sheet"

    def ready(self) -> None:
        """Put the button on the page of the portfolio."""
        from goen.shop.figures import pages

        pages.ways.add(pages.Way(_("Sheet for the meeting"), "meeting_sheet", "print", 10))
