from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0002_scheme_versions")]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="profit_12m",
            field=models.BigIntegerField(null=True, verbose_name="gross profit of 12 months"),
        ),
        migrations.AddField(
            model_name="standing",
            name="two_axis",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="two-indicator rank"),
        ),
    ]
