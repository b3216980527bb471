import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("jobs", "0001_initial"),
        ("staff", "__first__"),
    ]

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="Errand",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("change", "Change"),
                                    ("undo", "Undoing"),
                                    ("file", "File"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("list_name", models.CharField(blank=True, max_length=40)),
                        ("what", models.CharField(blank=True, max_length=40)),
                        ("words", models.JSONField(default=list)),
                        ("wish", models.JSONField(default=dict)),
                        ("count", models.PositiveIntegerField(default=0)),
                        ("group", models.UUIDField(null=True)),
                        ("undoes", models.UUIDField(null=True)),
                        ("file", models.CharField(blank=True, max_length=80)),
                        ("created_at", models.DateTimeField()),
                        ("told_at", models.DateTimeField(null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="errands",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "job",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="errand",
                                to="jobs.job",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["by", "-id"], name="errand_newest"),
                            models.Index(
                                condition=models.Q(("told_at", None)),
                                fields=["by"],
                                name="errand_untold",
                            ),
                            models.Index(
                                condition=models.Q(("group__isnull", False)),
                                fields=["group"],
                                name="errand_group",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Part",
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
                        ("number", models.PositiveIntegerField()),
                        ("ids", models.JSONField()),
                        (
                            "errand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="errands.errand",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("errand", "number"), name="errand_part_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
