from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import migrations, models

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SORTS = {"customer_owner_touch": "last_touch_at", "customer_owner_next": "next_action_on"}


def empty_smallest(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let PostgreSQL keep them in the order of the lists, as in 0002."""
    if editor.connection.vendor != "postgresql":
        return
    for name, column in _SORTS.items():
        editor.execute(f"DROP INDEX IF EXISTS {name}")
        editor.execute(
            f"CREATE INDEX {name} ON customers_customer (owner_id, {column} ASC NULLS FIRST, id)"
            " WHERE deleted_at IS NULL"
        )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("customers", "0002_indexes")]
    operations: ClassVar = [
        *(
            migrations.AddIndex(
                model_name="customer",
                index=models.Index(
                    fields=["owner", field, "id"],
                    condition=models.Q(("deleted_at", None)),
                    name=name,
                ),
            )
            for name, field in _SORTS.items()
        ),
        migrations.RunPython(empty_smallest, migrations.RunPython.noop),
    ]
