from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0004_standing_orders")]

    operations = [
        migrations.AddField(
            model_name="portfoliostate",
            name="money_cut",
            field=models.BigIntegerField(null=True),
        ),
    ]
