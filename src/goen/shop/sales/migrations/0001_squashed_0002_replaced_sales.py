import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    replaces = [("sales", "0001_initial"), ("sales", "0002_replaced_sales")]

    initial = True

    dependencies = [
        ("customers", "0003_owner_sorts"),
        ("staff", "__first__"),
    ]

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="Category",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("key", models.CharField(editable=False, max_length=100, unique=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Family",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("key", models.CharField(editable=False, max_length=100, unique=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HiddenBatch",
                    fields=[
                        ("batch", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("leaving", models.DateTimeField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Shop",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("key", models.CharField(editable=False, max_length=100, unique=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Source",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("key", models.CharField(editable=False, max_length=100, unique=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Document",
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
                                choices=[("QUOTE", "Quote"), ("INVOICE", "Invoice")],
                                max_length=7,
                                verbose_name="kind of document",
                            ),
                        ),
                        (
                            "number",
                            models.CharField(blank=True, max_length=40, verbose_name="number"),
                        ),
                        (
                            "subject",
                            models.CharField(blank=True, max_length=200, verbose_name="subject"),
                        ),
                        ("issued_on", models.DateField(verbose_name="date of issue")),
                        (
                            "due_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="valid until, or to be paid by"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "Draft"),
                                    ("SENT", "Sent"),
                                    ("ORDERED", "Ordered"),
                                    ("LOST", "Not ordered"),
                                    ("PAID", "Paid"),
                                    ("VOID", "Void"),
                                ],
                                default="SENT",
                                max_length=7,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "tax_included",
                            models.BooleanField(default=False, verbose_name="prices include tax"),
                        ),
                        (
                            "rounding",
                            models.CharField(
                                choices=[
                                    ("FLOOR", "cut off"),
                                    ("CEILING", "rounded up"),
                                    ("HALF_UP", "rounded to the nearest"),
                                ],
                                default="FLOOR",
                                max_length=8,
                                verbose_name="parts of a yen of tax",
                            ),
                        ),
                        (
                            "net",
                            models.BigIntegerField(
                                default=0, editable=False, verbose_name="without tax"
                            ),
                        ),
                        (
                            "tax",
                            models.BigIntegerField(default=0, editable=False, verbose_name="tax"),
                        ),
                        (
                            "total",
                            models.BigIntegerField(default=0, editable=False, verbose_name="total"),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("batch", models.BigIntegerField(editable=False, null=True)),
                        ("row", models.PositiveIntegerField(editable=False, null=True)),
                        ("entered_at", models.DateTimeField()),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("deleted_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="documents",
                                to="customers.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.source",
                                verbose_name="source",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["customer", "issued_on", "id"], name="document_customer"
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["issued_on", "id"],
                                name="document_by_day",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["status", "due_on", "id"],
                                name="document_by_status",
                            ),
                            models.Index(
                                condition=models.Q(("batch__isnull", False)),
                                fields=["batch", "row"],
                                name="document_batch",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("number", ""), _negated=True), ("deleted_at", None)
                                ),
                                fields=("kind", "number"),
                                name="document_number_unique",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Product",
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
                            "code",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="product code"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("name_key", models.CharField(blank=True, editable=False, max_length=200)),
                        (
                            "grade",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (3, "Pine (best)"),
                                    (2, "Bamboo (middle)"),
                                    (1, "Plum (simple)"),
                                ],
                                null=True,
                                verbose_name="grade",
                            ),
                        ),
                        (
                            "price",
                            models.BigIntegerField(blank=True, null=True, verbose_name="price"),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField()),
                        ("deleted_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="products",
                                to="sales.category",
                                verbose_name="category",
                            ),
                        ),
                        (
                            "family",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="products",
                                to="sales.family",
                                verbose_name="family",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["name_key", "id"],
                                name="product_by_name",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["code", "id"],
                                name="product_by_code",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("code", ""), _negated=True), ("deleted_at", None)
                                ),
                                fields=("code",),
                                name="product_code_unique",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentLine",
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
                        ("place", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=200, verbose_name="what")),
                        (
                            "quantity",
                            models.DecimalField(
                                decimal_places=3, default=1, max_digits=12, verbose_name="quantity"
                            ),
                        ),
                        (
                            "unit_price",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, verbose_name="unit price"
                            ),
                        ),
                        (
                            "tax_rate",
                            models.PositiveSmallIntegerField(default=10, verbose_name="tax rate"),
                        ),
                        ("amount", models.BigIntegerField(verbose_name="amount")),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="sales.document",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.product",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("document", "place"), name="document_line_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sale",
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
                        ("on", models.DateField(verbose_name="date of sale")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("SALE", "Sale"),
                                    ("RETURN", "Return"),
                                    ("CANCEL", "Cancelled"),
                                ],
                                default="SALE",
                                max_length=6,
                                verbose_name="kind of sale",
                            ),
                        ),
                        ("amount", models.BigIntegerField(verbose_name="amount")),
                        (
                            "profit",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="gross profit"
                            ),
                        ),
                        (
                            "quantity",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=12,
                                null=True,
                                verbose_name="quantity",
                            ),
                        ),
                        (
                            "slip",
                            models.CharField(blank=True, max_length=64, verbose_name="slip number"),
                        ),
                        (
                            "line",
                            models.PositiveIntegerField(default=1, verbose_name="line of the slip"),
                        ),
                        ("batch", models.BigIntegerField(editable=False, null=True)),
                        ("row", models.PositiveIntegerField(editable=False, null=True)),
                        ("identity", models.BigIntegerField(editable=False, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("deleted_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sales",
                                to="sales.category",
                                verbose_name="category",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="sales",
                                to="customers.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sales",
                                to="sales.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "shop",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sales",
                                to="sales.shop",
                                verbose_name="shop",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sales.source",
                                verbose_name="source",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=[
                                    "customer",
                                    "on",
                                    "id",
                                    "amount",
                                    "kind",
                                    "batch",
                                    "deleted_at",
                                ],
                                name="sale_customer",
                            ),
                            models.Index(fields=["on", "id"], name="sale_by_day"),
                            models.Index(
                                condition=models.Q(("product__isnull", False)),
                                fields=["product", "on", "id"],
                                name="sale_of_product",
                            ),
                            models.Index(
                                condition=models.Q(("slip", ""), _negated=True),
                                fields=["slip", "source", "line"],
                                name="sale_of_slip",
                            ),
                            models.Index(
                                condition=models.Q(("batch__isnull", False)),
                                fields=["batch", "row"],
                                name="sale_batch",
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at__isnull", False)),
                                fields=["deleted_at", "id"],
                                name="sale_in_trash",
                            ),
                            models.Index(
                                condition=models.Q(("batch__isnull", False), ("version__gt", 1)),
                                fields=["source", "id"],
                                name="sale_changed_since",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["SALE", "RETURN", "CANCEL"])),
                                name="sale_kind_known",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
