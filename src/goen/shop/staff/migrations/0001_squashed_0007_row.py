import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goen.shop.staff.migrations._guard import keep_no_row, keep_row, put_up, take_down
from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    replaces = [
        ("staff", "0001_initial"),
        ("staff", "0002_invitation"),
        ("staff", "0003_append_only"),
        ("staff", "0004_sample_row"),
        ("staff", "0005_safety"),
        ("staff", "0006_redaction"),
        ("staff", "0007_row"),
    ]

    initial = True

    dependencies = []

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="Department",
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
                            "name",
                            models.CharField(max_length=100, unique=True, verbose_name="name"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="OwnCompany",
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
                        ("name", models.CharField(max_length=200, verbose_name="company name")),
                        (
                            "purpose",
                            models.CharField(
                                blank=True,
                                max_length=400,
                                verbose_name="purpose of customer management",
                            ),
                        ),
                        (
                            "preset",
                            models.CharField(
                                default="mail_order", max_length=40, verbose_name="industry"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(default="ja", max_length=5, verbose_name="language"),
                        ),
                        (
                            "sample",
                            models.BooleanField(default=False, verbose_name="sample company"),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "idle_minutes",
                            models.PositiveIntegerField(
                                default=720, verbose_name="sign-in ends when not used for"
                            ),
                        ),
                        (
                            "second_factor",
                            models.CharField(
                                choices=[
                                    ("NOBODY", "Nobody (everybody may have one)"),
                                    ("SETTINGS", "Those who may change settings"),
                                    ("LEADERS", "Presidents and managers"),
                                    ("ALL", "Everybody"),
                                ],
                                default="NOBODY",
                                max_length=8,
                                verbose_name="second factor is demanded of",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Staff",
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
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "email",
                            models.EmailField(max_length=254, unique=True, verbose_name="e-mail"),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("PRESIDENT", "President"),
                                    ("MANAGER", "Manager"),
                                    ("STAFF", "Staff"),
                                    ("CLERK", "Clerk"),
                                    ("VIEWER", "Viewer"),
                                ],
                                default="STAFF",
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="may log in")),
                        (
                            "language",
                            models.CharField(default="ja", max_length=5, verbose_name="language"),
                        ),
                        (
                            "density",
                            models.CharField(
                                default="regular", max_length=10, verbose_name="density of lists"
                            ),
                        ),
                        (
                            "single_keys",
                            models.BooleanField(default=True, verbose_name="single-key shortcuts"),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                to="staff.department",
                                verbose_name="department",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Trail",
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
                        ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                        ("action", models.CharField(db_index=True, max_length=80)),
                        ("kind", models.CharField(blank=True, max_length=40)),
                        ("object_id", models.BigIntegerField(null=True)),
                        ("label", models.CharField(blank=True, max_length=200)),
                        ("changes", models.JSONField(default=list)),
                        ("group", models.UUIDField(db_index=True, default=uuid.uuid4)),
                        (
                            "staff",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("row", models.PositiveIntegerField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["kind", "object_id", "-at"], name="trail_object")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
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
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("PRESIDENT", "President"),
                                    ("MANAGER", "Manager"),
                                    ("STAFF", "Staff"),
                                    ("CLERK", "Clerk"),
                                    ("VIEWER", "Viewer"),
                                ],
                                default="STAFF",
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("expires_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(null=True)),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                to="staff.department",
                                verbose_name="department",
                            ),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="invitations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SampleRow",
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
                        ("kind", models.CharField(max_length=40)),
                        ("object_id", models.BigIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "object_id"), name="sample_row_once"
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(put_up, take_down),
        migrations.RunPython(keep_row, keep_no_row),
    ]
