"""The row of the file a change came from; the guard keeps it as it keeps who, when and what."""

from __future__ import annotations

from django.db import migrations, models

from goen.shop.staff.migrations._guard import keep_no_row, keep_row


class Migration(migrations.Migration):
    dependencies = [("staff", "0006_redaction")]
    operations = [
        # Nullable without a default: SQLite adds the column and leaves table and triggers alone.
        migrations.AddField("trail", "row", models.PositiveIntegerField(null=True)),
        migrations.RunPython(keep_row, keep_no_row),
    ]
