"""Meetings know how often they were saved, so that nobody overwrites another's notes."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sharing", "0002_rules")]
    operations = [
        migrations.AddField(
            model_name="meeting",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
