"""Why a customer is to be called, in a sentence or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from goen.analysis.rhythm import sentence

if TYPE_CHECKING:
    from goen.analysis.rhythm import Rhythms
    from goen.shop.rhythm.models import Rhythm
    from goen.shop.rhythm.reading import Told


def reason(told: Told) -> str:
    """The silence beside what is usual, and how rare it is; the silence itself stands out."""
    silent = ngettext("silent for %(n)s day", "silent for %(n)s days", told.silence) % {
        "n": f"{told.silence:,}"
    }
    if told.usual is None:
        said = format_html(_("In touch once, <b>{silent}</b>."), silent=silent)
    else:
        usual = ngettext(
            "Usually every %(n)s day", "Usually every %(n)s days", max(told.usual, 1)
        ) % {"n": f"{max(told.usual, 1):,}"}
        said = format_html(_("{usual}, now <b>{silent}</b>."), usual=usual, silent=silent)
    return format_html("{}{}{}", said, " " if get_language() == "en" else "", _rare(told))


def plain_reason(told: Told) -> str:
    """The same for where nothing stands out."""
    return reason(told).replace("<b>", "").replace("</b>", "")


def _rare(told: Told) -> str:
    if told.p is None:
        return ""
    if told.one_in is None:
        return _("Fewer than 1 in 100 gaps are so long.")
    return _("1 in %(n)s gaps is so long.") % {"n": f"{told.one_in:,}"}


def why_not(row: Rhythm | None) -> str:
    """Why nothing can be told of a customer."""
    if row is None:
        return _("There is no purchase and no contact yet, so that nothing can be told.")
    return ngettext(
        "There is %(n)s day in contact yet; from the third one on the rhythm can be told.",
        "There are %(n)s days in contact yet; from the third one on the rhythm can be told.",
        row.contacts,
    ) % {"n": row.contacts}


def told_of(found: tuple[Rhythms, int]) -> str:
    """The sentence of the analysis, in the language of who reads."""
    rhythms, place = found
    return sentence(rhythms=rhythms, place=place).text((get_language() or "ja")[:2])
