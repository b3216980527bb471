"""Sensible rules and duties for a start; the president changes them on their page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

RULES = [
    {"what": "OWN", "who": "OWNER", "how": "DAILY"},
    {"what": "VOICE", "who": "ACTING", "how": "SCREEN"},
    {"what": "VIP", "who": "OWNER", "how": "NOW"},
    {"what": "PRAISE", "who": "ROLE", "role": "PRESIDENT", "how": "WEEKLY"},
    {"what": "DUTY", "who": "ROLE", "role": "PRESIDENT", "how": "WEEKLY"},
]


def enter(apps: Any, editor: Any, **of_rules: Any) -> None:
    """Put them into the tables, with what else a rule needed when the tables were older."""
    here = editor.connection.alias
    for values in RULES:
        apps.get_model("sharing", "Rule").objects.using(here).create(**values, **of_rules)
    apps.get_model("sharing", "Duty").objects.using(here).create(
        page="voices", role="MANAGER", every="WEEK", since=timezone.localdate()
    )
