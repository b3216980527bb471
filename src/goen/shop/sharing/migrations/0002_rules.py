from __future__ import annotations

from typing import Any

from django.db import migrations
from django.utils import timezone

from goen.shop.sharing.migrations._rules import enter


def make(apps: Any, editor: Any) -> None:
    enter(apps, editor, approved_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
