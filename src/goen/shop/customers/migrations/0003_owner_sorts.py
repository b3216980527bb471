from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from goen.shop.customers.migrations._smallest import OF_OWNER, empty_smallest_of_owner


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
            for name, field in OF_OWNER.items()
        ),
        migrations.RunPython(empty_smallest_of_owner, migrations.RunPython.noop),
    ]
