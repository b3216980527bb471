import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    replaces = [
        ("portfolio", "0001_initial"),
        ("portfolio", "0002_scheme_versions"),
        ("portfolio", "0003_standing_worth"),
        ("portfolio", "0004_standing_orders"),
        ("portfolio", "0005_money_cut"),
        ("portfolio", "0006_first_version_always"),
    ]

    initial = True

    dependencies = [
        ("customers", "0003_owner_sorts"),
        ("staff", "__first__"),
    ]

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="Change",
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
                        ("month", models.DateField()),
                        ("cause", models.CharField(max_length=10)),
                    ],
                ),
                migrations.CreateModel(
                    name="Closing",
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
                        ("month", models.DateField(unique=True)),
                        ("closed_at", models.DateTimeField()),
                        ("lines", models.JSONField()),
                    ],
                ),
                migrations.CreateModel(
                    name="PortfolioState",
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
                        ("base", models.PositiveSmallIntegerField(default=0)),
                        (
                            "phase",
                            models.CharField(
                                choices=[
                                    ("IDLE", "Idle"),
                                    ("WRITING", "Writing"),
                                    ("FOLDING", "Folding"),
                                ],
                                default="IDLE",
                                max_length=7,
                            ),
                        ),
                        ("cursor", models.BigIntegerField(default=0)),
                        ("number", models.PositiveIntegerField(default=0)),
                        ("whole", models.BooleanField(default=False)),
                        ("shown", models.JSONField(default=dict)),
                        ("coming", models.JSONField(default=dict)),
                        ("begun_on", models.DateField(null=True)),
                        ("updated_at", models.DateTimeField(null=True)),
                        ("money_cut", models.BigIntegerField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Restatement",
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
                        ("month", models.DateField()),
                        ("customer", models.BigIntegerField(null=True)),
                        ("before", models.CharField(blank=True, max_length=40)),
                        ("after", models.CharField(blank=True, max_length=40)),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("import", "late import"),
                                    ("undo", "import taken back"),
                                    ("correction", "correction"),
                                    ("unknown", "not known"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("found_at", models.DateTimeField()),
                        ("update", models.PositiveIntegerField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["month", "update"], name="restatement_of_month"),
                            models.Index(fields=["customer"], name="restatement_of_customer"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RankScheme",
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
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("limits", models.JSONField(verbose_name="limits")),
                        ("effective_on", models.DateField(verbose_name="counts from")),
                        ("published_at", models.DateTimeField(verbose_name="published at")),
                        (
                            "published_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=400)),
                        (
                            "scoring",
                            models.CharField(
                                choices=[("fixed", "Fixed"), ("quantile", "Quantile")],
                                default="fixed",
                                max_length=8,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["effective_on", "id"], name="rank_scheme_by_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Standing",
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
                        ("layer", models.PositiveSmallIntegerField()),
                        ("occasions", models.PositiveIntegerField(verbose_name="purchases")),
                        ("first_on", models.DateField(verbose_name="first purchase")),
                        ("last_on", models.DateField(verbose_name="last purchase")),
                        ("amount", models.BigIntegerField(verbose_name="total")),
                        ("amount_12m", models.BigIntegerField(verbose_name="last 12 months")),
                        ("rank", models.PositiveSmallIntegerField(verbose_name="rank")),
                        ("lapses_on", models.DateField(verbose_name="lapses on")),
                        ("r", models.PositiveSmallIntegerField(verbose_name="R")),
                        ("f", models.PositiveSmallIntegerField(verbose_name="F")),
                        ("m", models.PositiveSmallIntegerField(verbose_name="M")),
                        (
                            "decile",
                            models.PositiveSmallIntegerField(null=True, verbose_name="decile"),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="portfolio_standings",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "profit_12m",
                            models.BigIntegerField(
                                null=True, verbose_name="gross profit of 12 months"
                            ),
                        ),
                        (
                            "two_axis",
                            models.PositiveSmallIntegerField(
                                null=True, verbose_name="two-indicator rank"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["layer", "rank", "lapses_on", "customer"],
                                name="standing_by_rank",
                            ),
                            models.Index(
                                fields=["layer", "amount_12m", "customer"],
                                name="standing_by_amount",
                            ),
                            models.Index(
                                fields=["layer", "last_on", "customer"], name="standing_by_last"
                            ),
                            models.Index(
                                fields=["layer", "amount", "customer"], name="standing_by_total"
                            ),
                            models.Index(
                                condition=models.Q(("two_axis", 1)),
                                fields=["layer", "customer"],
                                name="standing_of_vips",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "layer"), name="standing_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
