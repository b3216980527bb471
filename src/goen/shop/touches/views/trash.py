"""The trash of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from goen.shop.staff.access import needs
from goen.shop.staff.roles import Ability
from goen.shop.touches.models import Action, Touch, Voice
from goen.shop.ui.trash import Heap, trash_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_HEAPS = (
    Heap(_("Touches"), "touch_restore", Touch.objects.select_related("customer")),
    Heap(_("Voices of customers"), "voice_restore", Voice.objects.select_related("customer")),
    Heap(_("Plans and promises"), "action_restore", Action.objects.select_related("customer")),
)


@needs(Ability.RECORD)
@require_GET
def touches_trash(request: HttpRequest) -> HttpResponse:
    """What lies in the trash, newest first, each with the way back."""
    title = _("Trash of records")
    return trash_page(request, title=title, room=_("Touches"), url_name="touches", heaps=_HEAPS)
