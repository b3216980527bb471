"""What staff do with touches, next actions and voices: one function per intent."""

from __future__ import annotations

from goen.shop.touches.operations.actions import (
    ActionValues,
    complete_action,
    edit_action,
    plan_action,
    postpone_action,
    reassign_actions,
    reopen_action,
    restore_actions,
    trash_actions,
)
from goen.shop.touches.operations.improvements import (
    ImprovementValues,
    edit_improvement,
    record_improvement,
)
from goen.shop.touches.operations.shared import NotFilledIn, SomeoneSavedFirst
from goen.shop.touches.operations.texts import forget_text, keep_text
from goen.shop.touches.operations.touches import (
    TouchValues,
    edit_touch,
    record_touch,
    restore_touches,
    trash_touches,
)
from goen.shop.touches.operations.voices import (
    VoiceValues,
    edit_voice,
    move_voice,
    record_voice,
    restore_voices,
    trash_voices,
)

__all__ = [
    "ActionValues",
    "ImprovementValues",
    "NotFilledIn",
    "SomeoneSavedFirst",
    "TouchValues",
    "VoiceValues",
    "complete_action",
    "edit_action",
    "edit_improvement",
    "edit_touch",
    "edit_voice",
    "forget_text",
    "keep_text",
    "move_voice",
    "plan_action",
    "postpone_action",
    "reassign_actions",
    "record_improvement",
    "record_touch",
    "record_voice",
    "reopen_action",
    "restore_actions",
    "restore_touches",
    "restore_voices",
    "trash_actions",
    "trash_touches",
    "trash_voices",
]
