"""Addresses of `touches`."""

from __future__ import annotations

from datetime import date

from django.urls import path, register_converter

from goen.shop.staff.access import needs
from goen.shop.touches.lists import actions as action_list
from goen.shop.touches.lists import touches as touch_list
from goen.shop.touches.lists import voices as voice_list
from goen.shop.touches.views import actions, improvements, texts, touches, trash, voices
from goen.shop.ui.lists import list_urls


class DayConverter:
    """A day in an address: 2026-11-22."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")

urlpatterns = [
    *list_urls(touch_list.PAGE, at="touches/", guard=needs),
    *list_urls(voice_list.PAGE, at="voices/list/", guard=needs),
    *list_urls(action_list.PAGE, at="actions/", guard=needs),
    path("touches/new/", touches.touch_new, name="touch_new"),
    path("touches/trash/", trash.touches_trash, name="touches_trash"),
    path("touches/texts/", texts.texts, name="touch_texts"),
    path("touches/texts/<int:text_id>/forget/", texts.text_forget, name="touch_text_forget"),
    path("touches/<int:touch_id>/", touches.touch, name="touch"),
    path("touches/<int:touch_id>/edit/", touches.touch_edit, name="touch_edit"),
    path("touches/<int:touch_id>/trash/", touches.touch_trash, name="touch_trash"),
    path("touches/<int:touch_id>/restore/", touches.touch_restore, name="touch_restore"),
    path("touches/<int:touch_id>/take-back/", touches.touch_take_back, name="touch_take_back"),
    path("touches/<int:touch_id>/files/", touches.touch_file_add, name="touch_file_add"),
    path("touches/files/<int:file_id>/", touches.touch_file, name="touch_file"),
    path("touches/files/<int:file_id>/trash/", touches.touch_file_trash, name="touch_file_trash"),
    path(
        "touches/files/<int:file_id>/restore/",
        touches.touch_file_restore,
        name="touch_file_restore",
    ),
    path("actions/new/", actions.action_new, name="action_new"),
    path("actions/<int:action_id>/edit/", actions.action_edit, name="action_edit"),
    path("actions/<int:action_id>/done/", actions.action_done, name="action_done"),
    path("actions/<int:action_id>/reopen/", actions.action_reopen, name="action_reopen"),
    path("actions/<int:action_id>/later/", actions.action_later, name="action_later"),
    path("actions/<int:action_id>/due/<day:day>/", actions.action_due, name="action_due"),
    path("actions/<int:action_id>/trash/", actions.action_trash, name="action_trash"),
    path("actions/<int:action_id>/restore/", actions.action_restore, name="action_restore"),
    path("voices/", voices.voices, name="voices"),
    path("voices/meeting/", voices.voice_meeting, name="voice_meeting"),
    path("voices/new/", voices.voice_new, name="voice_new"),
    path("voices/<int:voice_id>/", voices.voice, name="voice"),
    path("voices/<int:voice_id>/edit/", voices.voice_edit, name="voice_edit"),
    path("voices/<int:voice_id>/act/", voices.voice_act, name="voice_act"),
    path("voices/<int:voice_id>/move/<str:status>/", voices.voice_move, name="voice_move"),
    path("voices/<int:voice_id>/trash/", voices.voice_trash, name="voice_trash"),
    path("voices/<int:voice_id>/restore/", voices.voice_restore, name="voice_restore"),
    path("improvements/", improvements.improvements, name="improvements"),
    path("improvements/new/", improvements.improvement_new, name="improvement_new"),
    path("improvements/<int:improvement_id>/", improvements.improvement, name="improvement"),
    path(
        "improvements/<int:improvement_id>/edit/",
        improvements.improvement_edit,
        name="improvement_edit",
    ),
]
