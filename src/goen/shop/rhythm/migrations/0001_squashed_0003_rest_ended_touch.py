import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    replaces = [
        ("rhythm", "0001_initial"),
        ("rhythm", "0002_in_state"),
        ("rhythm", "0003_rest_ended_touch"),
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
                    name="RhythmStale",
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
                        ("customer", models.BigIntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name="SharedRhythm",
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
                        ("fitted_on", models.DateField()),
                        ("customers", models.PositiveIntegerField()),
                        ("model", models.JSONField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Capacity",
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
                            "weekly",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(500),
                                ],
                                verbose_name="customers a week",
                            ),
                        ),
                        (
                            "staff",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Rhythm",
                    fields=[
                        (
                            "customer",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                primary_key=True,
                                related_name="rhythm",
                                serialize=False,
                                to="customers.customer",
                            ),
                        ),
                        ("shared", models.PositiveIntegerField()),
                        (
                            "state",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Cannot be told"),
                                    (1, "Distant"),
                                    (2, "Rarer than before"),
                                    (3, "Never took off"),
                                    (4, "Candidate"),
                                    (5, "As usual"),
                                ],
                                verbose_name="state",
                            ),
                        ),
                        ("contacts", models.PositiveIntegerField(verbose_name="days in contact")),
                        ("first_on", models.DateField(verbose_name="first contact")),
                        ("last_on", models.DateField(verbose_name="last contact")),
                        (
                            "expected_on",
                            models.DateField(null=True, verbose_name="next contact expected"),
                        ),
                        ("attention_on", models.DateField(null=True)),
                        ("follow_up_on", models.DateField(null=True)),
                        ("distant_on", models.DateField(null=True)),
                        ("mark", models.BigIntegerField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["state", "last_on", "customer"], name="rhythm_in_state"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Snooze",
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
                        ("until", models.DateField(verbose_name="until")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "customer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="snooze",
                                to="customers.customer",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Reached",
                    fields=[
                        ("touch", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("on", models.DateField()),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
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
                        "indexes": [models.Index(fields=["on", "staff"], name="reached_in_week")],
                    },
                ),
                migrations.CreateModel(
                    name="Rest",
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
                            "answer",
                            models.CharField(
                                choices=[
                                    ("RESTING", "No people's time"),
                                    ("DECLINED", "Goes on as before"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("reason", models.CharField(max_length=400, verbose_name="reason")),
                        ("decided_at", models.DateTimeField()),
                        (
                            "end",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("TOUCH", "the customer was in touch"),
                                    ("PURCHASE", "the customer bought"),
                                    ("PERSON", "somebody decided so"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rests",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("touch", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("customer",),
                                name="rest_one_open",
                            )
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("touch__isnull", False)),
                                fields=["touch"],
                                name="rest_ended_touch",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
