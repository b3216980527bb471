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
                    name="SheetMail",
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
                            "on",
                            models.BooleanField(
                                default=False, verbose_name="send the sheet every month"
                            ),
                        ),
                        (
                            "day",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="day of the month"
                            ),
                        ),
                        (
                            "hour",
                            models.PositiveSmallIntegerField(
                                default=8, verbose_name="hour of the day"
                            ),
                        ),
                        ("since", models.DateTimeField(null=True)),
                        ("version", models.PositiveIntegerField(default=0)),
                        (
                            "recipients",
                            models.ManyToManyField(
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="to whom",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SentSheet",
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
                        ("test", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("sending", "On its way"),
                                    ("sent", "Sent"),
                                    ("failed", "Could not be sent"),
                                    ("withheld", "Not sent: no right to export"),
                                ],
                                default="sending",
                                max_length=8,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(null=True)),
                        (
                            "to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("test", False)),
                                fields=("month", "to"),
                                name="meeting_sheet_sent_once",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
