import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from goen.shop.customers.migrations._smallest import empty_smallest, empty_smallest_of_owner
from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    replaces = [
        ("customers", "0001_initial"),
        ("customers", "0002_indexes"),
        ("customers", "0003_owner_sorts"),
    ]

    initial = True

    dependencies = [
        ("staff", "__first__"),
    ]

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="Household",
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
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Tag",
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
                        ("name", models.CharField(max_length=40, verbose_name="tag")),
                        ("key", models.CharField(editable=False, max_length=40, unique=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Customer",
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
                                choices=[("PERSON", "Person"), ("COMPANY", "Company")],
                                default="PERSON",
                                max_length=8,
                                verbose_name="person or company",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="customer number"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("kana", models.CharField(blank=True, max_length=200, verbose_name="kana")),
                        ("name_key", models.CharField(blank=True, editable=False, max_length=200)),
                        ("kana_key", models.CharField(blank=True, editable=False, max_length=200)),
                        (
                            "honorific",
                            models.CharField(blank=True, max_length=20, verbose_name="honorific"),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("PROSPECT", "Prospect"),
                                    ("CUSTOMER", "Customer"),
                                    ("SUSPENDED", "Dealings stopped"),
                                ],
                                default="CUSTOMER",
                                max_length=10,
                                verbose_name="stage",
                            ),
                        ),
                        (
                            "birthday",
                            models.DateField(blank=True, null=True, verbose_name="birthday"),
                        ),
                        ("birth_day", models.PositiveSmallIntegerField(editable=False, null=True)),
                        (
                            "source",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="how they came"
                            ),
                        ),
                        ("memo", models.TextField(blank=True, verbose_name="memo")),
                        (
                            "corporate_number",
                            models.CharField(
                                blank=True, max_length=13, verbose_name="corporate number"
                            ),
                        ),
                        (
                            "invoice_number",
                            models.CharField(
                                blank=True, max_length=14, verbose_name="invoice number"
                            ),
                        ),
                        (
                            "shelf",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="place of the paper card"
                            ),
                        ),
                        ("last_touch_at", models.DateTimeField(editable=False, null=True)),
                        ("next_action_on", models.DateField(editable=False, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("deleted_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "introduced_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="introduced",
                                to="customers.customer",
                                verbose_name="introduced by",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="customers",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="branches",
                                to="customers.customer",
                                verbose_name="head office",
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="members",
                                to="customers.household",
                            ),
                        ),
                        (
                            "tags",
                            models.ManyToManyField(
                                related_name="customers",
                                through="customers.Tagging",
                                to="customers.tag",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["kana_key", "id"],
                                name="customer_by_kana",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["code", "id"],
                                name="customer_by_code",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["last_touch_at", "id"],
                                name="customer_by_touch",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["next_action_on", "id"],
                                name="customer_by_next",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["updated_at", "id"],
                                name="customer_by_update",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["created_at", "id"],
                                name="customer_by_creation",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["owner", "kana_key", "id"],
                                name="customer_by_owner",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["stage", "kana_key", "id"],
                                name="customer_by_stage",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["birth_day", "owner", "id"],
                                name="customer_by_birth",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["name_key"],
                                name="customer_by_name",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at__isnull", False)),
                                fields=["deleted_at", "id"],
                                name="customer_in_trash",
                            ),
                            models.Index(
                                condition=models.Q(("household__isnull", False)),
                                fields=["household"],
                                name="customer_of_household",
                            ),
                            models.Index(
                                condition=models.Q(("parent__isnull", False)),
                                fields=["parent"],
                                name="customer_of_parent",
                            ),
                            models.Index(
                                condition=models.Q(("introduced_by__isnull", False)),
                                fields=["introduced_by"],
                                name="customer_introduced",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["owner", "last_touch_at", "id"],
                                name="customer_owner_touch",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["owner", "next_action_on", "id"],
                                name="customer_owner_next",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("code", ""), _negated=True), ("deleted_at", None)
                                ),
                                fields=("code",),
                                name="customer_code_unique",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["PERSON", "COMPANY"])),
                                name="customer_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("stage__in", ["PROSPECT", "CUSTOMER", "SUSPENDED"])
                                ),
                                name="customer_stage_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactPerson",
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
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("kana", models.CharField(blank=True, max_length=200, verbose_name="kana")),
                        ("name_key", models.CharField(blank=True, editable=False, max_length=200)),
                        (
                            "department",
                            models.CharField(blank=True, max_length=100, verbose_name="department"),
                        ),
                        (
                            "title",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="title in the company"
                            ),
                        ),
                        (
                            "is_primary",
                            models.BooleanField(
                                default=False, verbose_name="ask for this person first"
                            ),
                        ),
                        ("has_left", models.BooleanField(default=False, verbose_name="has left")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contacts",
                                to="customers.customer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_primary", True)),
                                fields=("customer",),
                                name="contact_one_primary",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
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
                        ("document_on", models.DateField(verbose_name="date of the document")),
                        ("name", models.CharField(max_length=200, verbose_name="file name")),
                        (
                            "note",
                            models.CharField(blank=True, max_length=200, verbose_name="what it is"),
                        ),
                        ("stored", models.CharField(editable=False, max_length=80, unique=True)),
                        ("content_type", models.CharField(editable=False, max_length=100)),
                        ("size", models.PositiveBigIntegerField(editable=False)),
                        ("added_at", models.DateTimeField()),
                        ("deleted_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="customers.customer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-document_on", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["customer", "-document_on"], name="attachment_of_customer"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Address",
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
                            models.CharField(blank=True, max_length=40, verbose_name="label"),
                        ),
                        (
                            "postal_code",
                            models.CharField(blank=True, max_length=20, verbose_name="postal code"),
                        ),
                        (
                            "prefecture",
                            models.CharField(blank=True, max_length=10, verbose_name="prefecture"),
                        ),
                        ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                        (
                            "street",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="town and number"
                            ),
                        ),
                        (
                            "building",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="building and room"
                            ),
                        ),
                        ("postal_key", models.CharField(blank=True, editable=False, max_length=7)),
                        ("key", models.CharField(blank=True, editable=False, max_length=500)),
                        ("is_primary", models.BooleanField(default=False, verbose_name="primary")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="addresses",
                                to="customers.customer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "indexes": [
                            models.Index(fields=["postal_key"], name="address_by_postal"),
                            models.Index(fields=["prefecture", "city"], name="address_by_city"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_primary", True)),
                                fields=("customer",),
                                name="address_one_primary",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Email",
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
                            models.CharField(blank=True, max_length=40, verbose_name="label"),
                        ),
                        ("address", models.CharField(max_length=254, verbose_name="e-mail")),
                        ("key", models.CharField(editable=False, max_length=254)),
                        ("is_primary", models.BooleanField(default=False, verbose_name="primary")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="emails",
                                to="customers.contactperson",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="emails",
                                to="customers.customer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "indexes": [models.Index(fields=["key"], name="email_by_key")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("contact", None), ("is_primary", True)),
                                fields=("customer",),
                                name="email_one_primary",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("contact__isnull", False), ("is_primary", True)
                                ),
                                fields=("contact",),
                                name="email_one_primary_of_contact",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Phone",
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
                            models.CharField(blank=True, max_length=40, verbose_name="label"),
                        ),
                        ("number", models.CharField(max_length=40, verbose_name="telephone")),
                        ("key", models.CharField(editable=False, max_length=40)),
                        ("is_primary", models.BooleanField(default=False, verbose_name="primary")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="phones",
                                to="customers.contactperson",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="phones",
                                to="customers.customer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "indexes": [models.Index(fields=["key"], name="phone_by_key")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("contact", None), ("is_primary", True)),
                                fields=("customer",),
                                name="phone_one_primary",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("contact__isnull", False), ("is_primary", True)
                                ),
                                fields=("contact",),
                                name="phone_one_primary_of_contact",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tagging",
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
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="customers.customer"
                            ),
                        ),
                        (
                            "tag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="customers.tag"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["tag", "customer"], name="tagging_by_tag")
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("customer", "tag"), name="tagging_once")
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(empty_smallest, migrations.RunPython.noop),
        migrations.RunPython(empty_smallest_of_owner, migrations.RunPython.noop),
    ]
