"""The row of the file a change came from; the guard keeps it as it keeps who, when and what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations, models

from goen.shop.staff.migrations._guard import put_guard

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_BEFORE = ("id", "at", "staff_id", "action", "kind", "object_id", '"group"')


def keep_row(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    put_guard(editor, kept=(*_BEFORE, '"row"'))


def keep_no_row(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    put_guard(editor, kept=_BEFORE)


class Migration(migrations.Migration):
    dependencies = [("staff", "0006_redaction")]
    operations = [
        # Nullable without a default: SQLite adds the column and leaves table and triggers alone.
        migrations.AddField("trail", "row", models.PositiveIntegerField(null=True)),
        migrations.RunPython(keep_row, keep_no_row),
    ]
