from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from goen.shop.customers.migrations._smallest import empty_smallest


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
