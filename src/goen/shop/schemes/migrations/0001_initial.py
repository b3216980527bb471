import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("portfolio", "0002_scheme_versions"),
        ("staff", "__first__"),
    ]

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="PeriodRanking",
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
                            "length",
                            models.CharField(
                                choices=[
                                    ("QUARTER", "Quarter"),
                                    ("HALF", "Half-year"),
                                    ("YEAR", "Year"),
                                ],
                                max_length=7,
                            ),
                        ),
                        ("start", models.DateField()),
                        ("end", models.DateField()),
                        ("answer", models.JSONField()),
                        ("settled_at", models.DateTimeField()),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="portfolio.rankscheme",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("length", "start"), name="period_ranking_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RankTarget",
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
                            "length",
                            models.CharField(
                                choices=[
                                    ("QUARTER", "Quarter"),
                                    ("HALF", "Half-year"),
                                    ("YEAR", "Year"),
                                ],
                                max_length=7,
                            ),
                        ),
                        ("start", models.DateField()),
                        ("rank", models.CharField(max_length=10)),
                        ("people", models.PositiveIntegerField(verbose_name="target")),
                        ("set_at", models.DateTimeField()),
                        (
                            "set_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("length", "start", "rank"), name="rank_target_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
