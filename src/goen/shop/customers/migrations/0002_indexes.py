from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import migrations, models

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_MAY_BE_EMPTY = {"customer_by_touch": "last_touch_at", "customer_by_next": "next_action_on"}


def empty_smallest(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let PostgreSQL keep these two in the order of the lists, which SQLite has by itself."""
    if editor.connection.vendor != "postgresql":
        return
    for name, column in _MAY_BE_EMPTY.items():
        editor.execute(f"DROP INDEX IF EXISTS {name}")
        editor.execute(
            f"CREATE INDEX {name} ON customers_customer ({column} ASC NULLS FIRST, id)"
            " WHERE deleted_at IS NULL"
        )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("customers", "0001_initial")]
    operations: ClassVar = [
        *(
            migrations.AddIndex(
                model_name="customer",
                index=models.Index(
                    fields=[field], condition=models.Q((f"{field}__isnull", False)), name=name
                ),
            )
            for field, name in (
                ("household", "customer_of_household"),
                ("parent", "customer_of_parent"),
                ("introduced_by", "customer_introduced"),
            )
        ),
        migrations.RunPython(empty_smallest, migrations.RunPython.noop),
    ]
