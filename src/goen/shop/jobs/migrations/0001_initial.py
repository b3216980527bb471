import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("staff", "__first__"),
    ]

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="Job",
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
                        ("name", models.CharField(max_length=80)),
                        ("arguments", models.JSONField(default=dict)),
                        ("key", models.CharField(blank=True, max_length=200)),
                        ("long", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("running", "running"),
                                    ("done", "done"),
                                    ("failed", "failed"),
                                    ("stopped", "stopped"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(null=True)),
                        ("kept", models.JSONField(null=True)),
                        ("attempts", models.PositiveIntegerField(default=0)),
                        ("failures", models.PositiveIntegerField(default=0)),
                        ("lease", models.CharField(blank=True, max_length=80)),
                        ("lease_until", models.DateTimeField(null=True)),
                        ("heartbeat_at", models.DateTimeField(null=True)),
                        ("stop_asked", models.BooleanField(default=False)),
                        ("result", models.JSONField(null=True)),
                        ("error", models.TextField(blank=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("run_after", models.DateTimeField(null=True)),
                        ("started_at", models.DateTimeField(null=True)),
                        ("finished_at", models.DateTimeField(null=True)),
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
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["long", "id"],
                                name="jobs_waiting",
                            ),
                            models.Index(fields=["state", "lease_until"], name="jobs_leases"),
                            models.Index(fields=["name", "-id"], name="jobs_name"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ["waiting", "running"]),
                                    models.Q(("key", ""), _negated=True),
                                ),
                                fields=("key",),
                                name="jobs_open_key",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Schedule",
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
                        ("name", models.CharField(max_length=80, unique=True)),
                        ("next_run_at", models.DateTimeField()),
                        ("last_run_at", models.DateTimeField(null=True)),
                        ("rhythm", models.CharField(max_length=80)),
                        (
                            "job",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="jobs.job",
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]
