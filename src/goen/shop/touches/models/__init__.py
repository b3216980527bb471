"""Contacts with customers, what was promised to them, and what they said."""

from __future__ import annotations

from goen.shop.touches.models.action import Action
from goen.shop.touches.models.touch import Feeling, SavedText, Touch, TouchFile
from goen.shop.touches.models.voice import Improvement, Level, Voice, VoiceStep

__all__ = [
    "Action",
    "Feeling",
    "Improvement",
    "Level",
    "SavedText",
    "Touch",
    "TouchFile",
    "Voice",
    "VoiceStep",
]
