"""Sensible rules and duties for a start; the president changes them on their page."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.utils import timezone

RULES = [
    {"what": "OWN", "who": "OWNER", "how": "DAILY"},
    {"what": "VOICE", "who": "ACTING", "how": "SCREEN"},
    {"what": "VIP", "who": "OWNER", "how": "NOW"},
    {"what": "PRAISE", "who": "ROLE", "role": "PRESIDENT", "how": "WEEKLY"},
    {"what": "DUTY", "who": "ROLE", "role": "PRESIDENT", "how": "WEEKLY"},
]


def make(apps: Any, editor: Any) -> None:
    now, here = timezone.now(), editor.connection.alias
    for values in RULES:
        apps.get_model("sharing", "Rule").objects.using(here).create(approved_at=now, **values)
    apps.get_model("sharing", "Duty").objects.using(here).create(
        page="voices", role="MANAGER", every="WEEK", since=timezone.localdate()
    )


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
