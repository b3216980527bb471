from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("touches", "0002_indexes")]

    operations: ClassVar[list[Any]] = [
        migrations.AddField(
            model_name="touch",
            name="identity",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="touch",
            index=models.Index(
                condition=models.Q(("identity__isnull", False)),
                fields=["identity"],
                name="touch_identity",
            ),
        ),
    ]
