"""The first version that the shop made by itself counts from the first sale on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import migrations

_ALWAYS = date(1900, 1, 1)


def count_always(apps: Any, schema_editor: Any) -> None:
    """Have the versions without a publisher that begin on the first day of all count always.

    Where somebody published another on that day, months that were closed keep what counted then.
    """
    alias = schema_editor.connection.alias
    versions = apps.get_model("portfolio", "RankScheme").objects.using(alias)
    first = versions.order_by("effective_on").values_list("effective_on", flat=True).first()
    begun = versions.filter(effective_on=first)
    closed = apps.get_model("portfolio", "Closing").objects.using(alias).exists()
    if not (closed and begun.exclude(published_by=None).exists()):
        begun.filter(published_by=None).update(effective_on=_ALWAYS)


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0005_money_cut")]
    operations = [migrations.RunPython(count_always, migrations.RunPython.noop)]
