from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0003_standing_worth")]

    operations = [
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(fields=["layer", "amount", "customer"], name="standing_by_total"),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                condition=models.Q(("two_axis", 1)),
                fields=["layer", "customer"],
                name="standing_of_vips",
            ),
        ),
    ]
