from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("touches", "0001_initial")]
    operations: ClassVar = [
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                fields=[field], condition=models.Q((f"{field}__isnull", False)), name=name
            ),
        )
        for field, name in (
            ("touch", "action_of_touch"),
            ("voice", "action_of_voice"),
            ("result", "action_result"),
        )
    ]
