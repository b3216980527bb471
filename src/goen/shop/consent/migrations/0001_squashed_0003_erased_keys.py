import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    replaces = [
        ("consent", "0001_initial"),
        ("consent", "0002_words_that_stay"),
        ("consent", "0003_erased_keys"),
    ]

    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("staff", "__first__"),
    ]

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="Purpose",
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
                            models.CharField(max_length=100, unique=True, verbose_name="purpose"),
                        ),
                        (
                            "advertising",
                            models.BooleanField(default=True, verbose_name="advertising"),
                        ),
                        ("in_use", models.BooleanField(default=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Wording",
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
                        ("text", models.TextField(verbose_name="wording")),
                        ("used_from", models.DateField(verbose_name="used from")),
                    ],
                ),
                migrations.CreateModel(
                    name="PersonRequest",
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
                                    ("DISCLOSE", "Disclose"),
                                    ("CORRECT", "Correct"),
                                    ("STOP", "Stop using"),
                                    ("ERASE", "Erase"),
                                ],
                                max_length=8,
                                verbose_name="what is asked",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("OPEN", "Open"),
                                    ("DONE", "Done"),
                                    ("DECLINED", "Declined, with the reason told"),
                                ],
                                default="OPEN",
                                max_length=8,
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="received on")),
                        ("due_on", models.DateField(verbose_name="answer by")),
                        (
                            "identity",
                            models.CharField(
                                max_length=200, verbose_name="how the person was identified"
                            ),
                        ),
                        ("words", models.TextField(blank=True, verbose_name="what they said")),
                        ("answer", models.TextField(blank=True, verbose_name="what was done")),
                        ("done_on", models.DateField(null=True)),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="requests",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Suppressed",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("mail", "E-mail"),
                                    ("post", "Post"),
                                    ("phone", "Phone"),
                                    ("sms", "SMS"),
                                    ("line", "LINE"),
                                    ("visit", "Visit"),
                                ],
                                max_length=5,
                            ),
                        ),
                        ("digest", models.CharField(max_length=64)),
                        ("day", models.DateField()),
                        (
                            "purpose",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="consent.purpose",
                            ),
                        ),
                        ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("purpose", None)),
                                fields=("digest", "channel"),
                                name="suppressed_whole_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("purpose__isnull", False)),
                                fields=("digest", "channel", "purpose"),
                                name="suppressed_purpose_once",
                            ),
                        ],
                        "indexes": [models.Index(fields=["digest"], name="suppressed_by_digest")],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("mail", "E-mail"),
                                    ("post", "Post"),
                                    ("phone", "Phone"),
                                    ("sms", "SMS"),
                                    ("line", "LINE"),
                                    ("visit", "Visit"),
                                ],
                                max_length=5,
                                verbose_name="channel",
                            ),
                        ),
                        ("given", models.BooleanField(verbose_name="allowed")),
                        (
                            "basis",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("CONSENT", "Consent"),
                                    ("DEALINGS", "In dealings with us"),
                                    ("CARD", "Gave a business card"),
                                    ("PUBLISHED", "Address made public"),
                                ],
                                max_length=10,
                                verbose_name="basis",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("FORM", "Paper form"),
                                    ("WEB", "Web form"),
                                    ("MAIL", "E-mail"),
                                    ("PHONE", "Phone"),
                                    ("FACE", "Face to face"),
                                    ("LETTER", "Letter"),
                                    ("OTHER", "Other"),
                                ],
                                max_length=10,
                                verbose_name="how",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="consents",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "staff",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "purpose",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="consent.purpose",
                                verbose_name="purpose",
                            ),
                        ),
                        (
                            "wording",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="consent.wording",
                                verbose_name="wording",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["customer", "channel", "-day", "-id"], name="consent_latest"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("given", False),
                                    models.Q(
                                        ("purpose__isnull", False),
                                        models.Q(("basis", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="consent_has_purpose_and_basis",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proof",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("mail", "E-mail"),
                                    ("post", "Post"),
                                    ("phone", "Phone"),
                                    ("sms", "SMS"),
                                    ("line", "LINE"),
                                    ("visit", "Visit"),
                                ],
                                max_length=5,
                            ),
                        ),
                        ("digest", models.CharField(blank=True, db_index=True, max_length=64)),
                        ("given", models.BooleanField()),
                        (
                            "basis",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("CONSENT", "Consent"),
                                    ("DEALINGS", "In dealings with us"),
                                    ("CARD", "Gave a business card"),
                                    ("PUBLISHED", "Address made public"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("day", models.DateField()),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("FORM", "Paper form"),
                                    ("WEB", "Web form"),
                                    ("MAIL", "E-mail"),
                                    ("PHONE", "Phone"),
                                    ("FACE", "Face to face"),
                                    ("LETTER", "Letter"),
                                    ("OTHER", "Other"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("said_at", models.DateTimeField()),
                        ("left_on", models.DateField(db_index=True)),
                        (
                            "purpose",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="consent.purpose",
                            ),
                        ),
                        (
                            "wording",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="consent.wording",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Standing",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("mail", "E-mail"),
                                    ("post", "Post"),
                                    ("phone", "Phone"),
                                    ("sms", "SMS"),
                                    ("line", "LINE"),
                                    ("visit", "Visit"),
                                ],
                                max_length=5,
                            ),
                        ),
                        ("allowed", models.BooleanField()),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="standings",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "purpose",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="consent.purpose",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["customer", "channel", "purpose", "allowed"],
                                name="standing_of_customer",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ErasedKey",
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
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("day", models.DateField()),
                    ],
                ),
            ],
        ),
    ]
