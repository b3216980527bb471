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
                    name="OwnField",
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
                            "label",
                            models.CharField(max_length=60, verbose_name="name of the field"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("TEXT", "Text"),
                                    ("LONG_TEXT", "Long text"),
                                    ("NUMBER", "Number"),
                                    ("YEN", "Yen"),
                                    ("DATE", "Date"),
                                    ("CHOICE", "One of several"),
                                    ("CHOICES", "Several of several"),
                                    ("YES_NO", "Yes or no"),
                                    ("LINK", "Link"),
                                ],
                                default="TEXT",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "applies_to",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Persons and companies"),
                                    ("PERSON", "Person"),
                                    ("COMPANY", "Company"),
                                ],
                                max_length=8,
                                verbose_name="of whom",
                            ),
                        ),
                        (
                            "group",
                            models.CharField(blank=True, max_length=60, verbose_name="group"),
                        ),
                        ("help", models.CharField(blank=True, max_length=200, verbose_name="help")),
                        (
                            "reason",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="what it is for"
                            ),
                        ),
                        (
                            "required",
                            models.BooleanField(default=False, verbose_name="has to be filled in"),
                        ),
                        (
                            "searchable",
                            models.BooleanField(default=False, verbose_name="found by search"),
                        ),
                        ("sensitive", models.BooleanField(default=False, verbose_name="sensitive")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="place")),
                        (
                            "who",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Whoever comes to know it"),
                                    ("OWNER", "The customer's owner"),
                                    ("CREATOR", "Whoever entered the customer"),
                                    ("STAFF", "One staff member"),
                                ],
                                max_length=8,
                                verbose_name="who enters it",
                            ),
                        ),
                        (
                            "when",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Whenever"),
                                    ("AT_ONCE", "At once (the same day)"),
                                    ("DAILY", "By the next day"),
                                    ("WEEKLY", "Within a week"),
                                ],
                                max_length=8,
                                verbose_name="by when",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Proposed"),
                                    ("APPROVED", "In use"),
                                    ("DECLINED", "Declined"),
                                    ("RETIRED", "No longer used"),
                                ],
                                default="PROPOSED",
                                max_length=10,
                            ),
                        ),
                        ("in_use_from", models.DateField(null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "who_staff",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="this staff member",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status__in", ["PROPOSED", "APPROVED"])),
                                fields=("label",),
                                name="own_field_label_unique",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OwnChoice",
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
                        ("label", models.CharField(max_length=60)),
                        ("order", models.PositiveIntegerField(default=0)),
                        ("offered", models.BooleanField(default=True)),
                        (
                            "field",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="choices",
                                to="fields.ownfield",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("field", "label"), name="own_choice_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OwnValue",
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
                        ("slot", models.BigIntegerField(default=0)),
                        ("text", models.TextField(blank=True)),
                        ("text_key", models.CharField(blank=True, max_length=100)),
                        ("number", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                        ("date", models.DateField(null=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "choice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="fields.ownchoice",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="own_values",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="values",
                                to="fields.ownfield",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["field", "text_key", "customer"], name="own_value_text"
                            ),
                            models.Index(
                                fields=["field", "number", "customer"], name="own_value_number"
                            ),
                            models.Index(
                                fields=["field", "date", "customer"], name="own_value_date"
                            ),
                            models.Index(
                                fields=["field", "choice", "customer"], name="own_value_choice"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "field", "slot"), name="own_value_unique"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
