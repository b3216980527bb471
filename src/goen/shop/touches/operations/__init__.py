"""What staff do with touches, next actions and voices: one function per intent."""

from __future__ import annotations

from goen.shop.staff.rows import SomeoneSavedFirst
from goen.shop.touches.operations.actions import (
    ActionValues,
    complete_action,
    complete_actions,
    edit_action,
    plan_action,
    postpone_action,
    reassign_actions,
    reopen_action,
    restore_actions,
    trash_actions,
)
from goen.shop.touches.operations.files import add_file, remove_file, restore_file
from goen.shop.touches.operations.improvements import (
    ImprovementValues,
    edit_improvement,
    record_improvement,
)
from goen.shop.touches.operations.recording import (
    NewTouch,
    record_touches,
    remove_unused_touches,
)
from goen.shop.touches.operations.shared import NotFilledIn
from goen.shop.touches.operations.texts import forget_text, keep_text
from goen.shop.touches.operations.touches import (
    TouchValues,
    edit_touch,
    record_touch,
    restore_touches,
    take_back_touch,
    trash_touches,
)
from goen.shop.touches.operations.undo import (
    put_back_action,
    put_back_touch,
    put_back_voice,
)
from goen.shop.touches.operations.voices import (
    VoiceValues,
    assign_voices,
    edit_voice,
    move_voice,
    record_voice,
    restore_voices,
    trash_voices,
)

__all__ = [
    "ActionValues",
    "ImprovementValues",
    "NewTouch",
    "NotFilledIn",
    "SomeoneSavedFirst",
    "TouchValues",
    "VoiceValues",
    "add_file",
    "assign_voices",
    "complete_action",
    "complete_actions",
    "edit_action",
    "edit_improvement",
    "edit_touch",
    "edit_voice",
    "forget_text",
    "keep_text",
    "move_voice",
    "plan_action",
    "postpone_action",
    "put_back_action",
    "put_back_touch",
    "put_back_voice",
    "reassign_actions",
    "record_improvement",
    "record_touch",
    "record_touches",
    "record_voice",
    "remove_file",
    "remove_unused_touches",
    "reopen_action",
    "restore_actions",
    "restore_file",
    "restore_touches",
    "restore_voices",
    "take_back_touch",
    "trash_actions",
    "trash_touches",
    "trash_voices",
]
