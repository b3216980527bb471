import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("staff", "__first__"),
    ]

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="Fit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="how well it suits",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="in a few words"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fits",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("score__gte", 1), ("score__lte", 5)),
                                name="fit_score_one_to_five",
                            ),
                            models.UniqueConstraint(
                                fields=("customer", "staff", "day"), name="fit_one_a_day"
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
