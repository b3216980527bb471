import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    replaces = [("intake", "0001_initial"), ("intake", "0002_confirmed")]

    initial = True

    dependencies = [
        ("jobs", "0001_initial"),
        ("staff", "__first__"),
    ]

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="Batch",
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
                        ("kind", models.CharField(max_length=20, verbose_name="what it holds")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("READING", "Being read"),
                                    ("MAPPING", "Columns to confirm"),
                                    ("CHECKING", "Being checked"),
                                    ("CHECKED", "Ready to be taken over"),
                                    ("APPLYING", "Being taken over"),
                                    ("APPLIED", "Taken over"),
                                    ("UNDOING", "Being taken back"),
                                    ("UNDONE", "Taken back"),
                                    ("FAILED", "Could not be read"),
                                    ("LEFT", "Given up"),
                                ],
                                default="READING",
                                max_length=8,
                            ),
                        ),
                        (
                            "group",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        ("file_name", models.CharField(max_length=200, verbose_name="file")),
                        ("size", models.BigIntegerField()),
                        ("digest", models.CharField(max_length=64)),
                        ("grid", models.JSONField(default=dict)),
                        ("told", models.JSONField(default=dict)),
                        ("reader", models.CharField(blank=True, max_length=40)),
                        ("fingerprint", models.CharField(blank=True, max_length=64)),
                        ("columns", models.JSONField(default=dict)),
                        ("options", models.JSONField(default=dict)),
                        ("checked_at", models.DateTimeField(null=True)),
                        ("check_number", models.PositiveIntegerField(default=0)),
                        ("counts", models.JSONField(default=dict)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("cursor", models.BigIntegerField(default=0)),
                        ("result", models.JSONField(default=dict)),
                        ("error", models.TextField(blank=True)),
                        ("created_at", models.DateTimeField()),
                        ("asked_at", models.DateTimeField(null=True)),
                        ("applied_at", models.DateTimeField(null=True)),
                        ("undone_at", models.DateTimeField(null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "job",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="jobs.job",
                            ),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["state", "id"], name="batch_by_state"),
                            models.Index(fields=["kind", "digest"], name="batch_of_file"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Choice",
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
                        ("row", models.PositiveIntegerField()),
                        ("field", models.CharField(blank=True, max_length=60)),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("NEW", "Enter as another one"),
                                    ("TARGET", "It is this one: update"),
                                    ("SKIP", "Leave out"),
                                    ("REFUSE", "Keep what is in the ledger"),
                                    ("ACCEPT", "Take what is in the file"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("target", models.BigIntegerField(null=True)),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="choices",
                                to="intake.batch",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "row", "field"), name="choice_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fix",
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
                        ("row", models.PositiveIntegerField()),
                        ("field", models.CharField(max_length=60)),
                        ("text", models.TextField(blank=True)),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fixes",
                                to="intake.batch",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "row", "field"), name="fix_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mapping",
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
                        ("kind", models.CharField(max_length=20)),
                        ("fingerprint", models.CharField(max_length=64)),
                        ("columns", models.JSONField(default=dict)),
                        ("options", models.JSONField(default=dict)),
                        ("used_at", models.DateTimeField()),
                        (
                            "by",
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
                                fields=("kind", "fingerprint"), name="mapping_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Confirmed",
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
                        ("part", models.PositiveIntegerField()),
                        ("of", models.CharField(max_length=20)),
                        ("first", models.BigIntegerField()),
                        ("last", models.BigIntegerField()),
                        ("packed", models.TextField()),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="intake.batch",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("batch", "part"), name="confirmed_once")
                        ],
                    },
                ),
            ],
        ),
    ]
