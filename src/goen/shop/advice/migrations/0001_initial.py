import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0003_owner_sorts"),
        ("staff", "__first__"),
        ("touches", "0003_identity"),
    ]

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="Assumption",
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
                        ("key", models.CharField(max_length=30, unique=True)),
                        (
                            "permille",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(1000)],
                            ),
                        ),
                        ("yen", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                ),
                migrations.CreateModel(
                    name="Figures",
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
                        ("key", models.CharField(max_length=30, unique=True)),
                        ("made_at", models.DateTimeField()),
                        ("on", models.DateField()),
                        ("numbers", models.JSONField(default=dict)),
                    ],
                ),
                migrations.CreateModel(
                    name="Play",
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
                        ("segment", models.CharField(max_length=60, unique=True)),
                        ("aim", models.CharField(blank=True, max_length=200, verbose_name="aim")),
                        (
                            "what",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="what to do"
                            ),
                        ),
                        ("when", models.CharField(blank=True, max_length=200, verbose_name="when")),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PHONE", "Telephone"),
                                    ("LETTER", "Letter"),
                                    ("POSTCARD", "Postcard"),
                                    ("MAIL", "E-mail"),
                                    ("VISIT", "Visit"),
                                ],
                                max_length=8,
                                verbose_name="by which way",
                            ),
                        ),
                        (
                            "cap",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(30)],
                                verbose_name="contacts in 30 days at most",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                ),
                migrations.CreateModel(
                    name="Act",
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
                        ("token", models.UUIDField(unique=True)),
                        ("key", models.CharField(max_length=30)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("TASKS", "Tasks were made"),
                                    ("LIST", "A list was made"),
                                    ("FILE", "A file was taken out"),
                                    ("DECLINE", "Not this time"),
                                ],
                                max_length=7,
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PHONE", "Telephone"),
                                    ("LETTER", "Letter"),
                                    ("POSTCARD", "Postcard"),
                                    ("MAIL", "E-mail"),
                                    ("VISIT", "Visit"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("people", models.PositiveIntegerField(default=0)),
                        ("left_out", models.PositiveIntegerField(default=0)),
                        ("label", models.CharField(blank=True, max_length=40)),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("group", models.UUIDField()),
                        ("at", models.DateTimeField()),
                        ("undone_at", models.DateTimeField(null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["key", "-at"], name="advice_act_of_key"),
                            models.Index(fields=["-at"], name="advice_act_newest"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Candidate",
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
                        ("key", models.CharField(max_length=30)),
                        ("since", models.DateField()),
                        ("occasions", models.PositiveIntegerField()),
                        ("amount", models.BigIntegerField()),
                        ("rank", models.PositiveSmallIntegerField()),
                        ("lapses_on", models.DateField()),
                        ("yen", models.BigIntegerField()),
                        ("here", models.BooleanField(default=True)),
                        ("suggested", models.BooleanField(default=True)),
                        ("post", models.PositiveSmallIntegerField(default=0)),
                        ("phone", models.PositiveSmallIntegerField(default=0)),
                        ("mail", models.PositiveSmallIntegerField(default=0)),
                        ("visit", models.PositiveSmallIntegerField(default=0)),
                        ("until", models.DateField(null=True)),
                        (
                            "act",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="candidates",
                                to="advice.act",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="advised",
                                related_query_name="candidate",
                                to="touches.action",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("suggested", True)),
                                fields=["key", "-yen", "id"],
                                name="advice_candidate_worth",
                            ),
                            models.Index(fields=["key", "id"], name="advice_candidate_key"),
                            models.Index(
                                condition=models.Q(("act__isnull", False)),
                                fields=["act"],
                                name="advice_candidate_act",
                            ),
                            models.Index(
                                condition=models.Q(("task__isnull", False)),
                                fields=["task"],
                                name="advice_candidate_task",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "key"), name="advice_candidate_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
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
                        ("measure", models.CharField(max_length=20)),
                        ("part", models.BigIntegerField(null=True)),
                        ("whole", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("measure", "month"), name="advice_evidence_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Price",
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
                        ("kind", models.CharField(max_length=8)),
                        ("effective_on", models.DateField(verbose_name="counts from")),
                        ("yen", models.PositiveIntegerField(verbose_name="yen")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="minutes of work"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "effective_on"), name="advice_price_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
