"""Triggers that refuse to change or delete rows of the trail, whoever asks the database."""

from __future__ import annotations

from django.db import migrations

from goen.shop.staff.migrations._guard import put_up, take_down


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_invitation")]
    operations = [migrations.RunPython(put_up, take_down)]
