from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portfolio", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="rankscheme",
            name="owner",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rankscheme",
            name="reason",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name="rankscheme",
            name="scoring",
            field=models.CharField(
                choices=[("fixed", "Fixed"), ("quantile", "Quantile")],
                default="fixed",
                max_length=8,
            ),
        ),
    ]
