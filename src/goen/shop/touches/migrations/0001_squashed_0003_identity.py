import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    replaces = [
        ("touches", "0001_initial"),
        ("touches", "0002_indexes"),
        ("touches", "0003_identity"),
    ]

    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("staff", "0004_sample_row"),
        ("staff", "__first__"),
    ]

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="Improvement",
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
                        ("title", models.CharField(max_length=120, verbose_name="improvement")),
                        ("what", models.TextField(blank=True, verbose_name="what changes")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("PLANNED", "planned"),
                                    ("DOING", "in progress"),
                                    ("DONE", "done"),
                                    ("DROPPED", "not done"),
                                ],
                                default="PLANNED",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="done on"),
                        ),
                        ("entered_at", models.DateTimeField()),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="responsible",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Touch",
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
                                    ("CALL", "Call"),
                                    ("VISIT", "Visit"),
                                    ("MEETING", "Meeting"),
                                    ("MAIL", "E-mail"),
                                    ("SHOP", "In the shop"),
                                    ("MESSAGE", "LINE or SMS"),
                                    ("LETTER", "Letter"),
                                    ("RESERVATION", "Reservation"),
                                    ("EVENT", "Event"),
                                    ("NOTE", "Note"),
                                ],
                                default="CALL",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("OUT", "from us"), ("IN", "from the customer")],
                                default="OUT",
                                max_length=3,
                                verbose_name="direction",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="when")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="minutes"
                            ),
                        ),
                        ("line", models.CharField(max_length=200, verbose_name="in a line")),
                        ("text", models.TextField(blank=True, verbose_name="more about it")),
                        (
                            "feeling",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (5, "very good"),
                                    (4, "good"),
                                    (3, "fair"),
                                    (2, "weak"),
                                    (1, "bad"),
                                ],
                                null=True,
                                verbose_name="how it felt",
                            ),
                        ),
                        (
                            "attended",
                            models.BooleanField(blank=True, null=True, verbose_name="attended"),
                        ),
                        (
                            "bulk",
                            models.BooleanField(default=False, verbose_name="sent to many at once"),
                        ),
                        ("entered_at", models.DateTimeField()),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("deleted_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="touches",
                                to="customers.contactperson",
                                verbose_name="contact person",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="touches",
                                to="customers.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="touches",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who did it",
                            ),
                        ),
                        ("identity", models.BigIntegerField(editable=False, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["customer", "-at", "-id"], name="touch_customer"),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["-at", "-id"],
                                name="touch_newest",
                            ),
                            models.Index(fields=["staff", "kind", "-at"], name="touch_staff"),
                            models.Index(fields=["staff", "-at"], name="touch_by"),
                            models.Index(fields=["kind", "-at", "-id"], name="touch_kind"),
                            models.Index(
                                condition=models.Q(("identity__isnull", False)),
                                fields=["identity"],
                                name="touch_identity",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TouchFile",
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
                        ("stored", models.CharField(editable=False, max_length=80, unique=True)),
                        ("content_type", models.CharField(editable=False, max_length=100)),
                        ("size", models.PositiveBigIntegerField(editable=False)),
                        ("added_at", models.DateTimeField()),
                        ("deleted_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "touch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="touches.touch",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Voice",
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
                                    ("REQUEST", "Request"),
                                    ("NEED", "Need"),
                                    ("COMPLAINT", "Complaint"),
                                    ("PRAISE", "Praise"),
                                ],
                                default="REQUEST",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="in a line")),
                        (
                            "words",
                            models.TextField(blank=True, verbose_name="in the customer's words"),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("CALL", "Call"),
                                    ("VISIT", "Visit"),
                                    ("MEETING", "Meeting"),
                                    ("MAIL", "E-mail"),
                                    ("SHOP", "In the shop"),
                                    ("MESSAGE", "LINE or SMS"),
                                    ("LETTER", "Letter"),
                                    ("RESERVATION", "Reservation"),
                                    ("EVENT", "Event"),
                                    ("NOTE", "Note"),
                                ],
                                default="CALL",
                                max_length=12,
                                verbose_name="how it came",
                            ),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="when it was heard")),
                        (
                            "importance",
                            models.PositiveSmallIntegerField(
                                choices=[(3, "high"), (2, "middle"), (1, "low")],
                                default=2,
                                verbose_name="importance",
                            ),
                        ),
                        (
                            "urgency",
                            models.PositiveSmallIntegerField(
                                choices=[(3, "high"), (2, "middle"), (1, "low")],
                                default=1,
                                verbose_name="urgency",
                            ),
                        ),
                        (
                            "product",
                            models.CharField(blank=True, max_length=120, verbose_name="product"),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                        (
                            "may_publish",
                            models.BooleanField(default=False, verbose_name="may be published"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("NEW", "New"),
                                    ("ACTING", "Acting"),
                                    ("DONE", "Done"),
                                    ("TOLD", "Told the customer"),
                                ],
                                default="NEW",
                                max_length=6,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "what_was_done",
                            models.TextField(blank=True, verbose_name="what was done"),
                        ),
                        ("acting_at", models.DateTimeField(editable=False, null=True)),
                        ("done_at", models.DateTimeField(editable=False, null=True)),
                        ("told_at", models.DateTimeField(editable=False, null=True)),
                        ("entered_at", models.DateTimeField()),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("deleted_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="voices",
                                to="customers.contactperson",
                                verbose_name="contact person",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="voices",
                                to="customers.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="voices",
                                to="staff.department",
                                verbose_name="department to act",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "improvement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="voices",
                                to="touches.improvement",
                                verbose_name="improvement",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="voices",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="responsible",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voices_taken",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who heard it",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["customer", "-received_at", "-id"], name="voice_customer"
                            ),
                            models.Index(
                                condition=models.Q(("deleted_at", None)),
                                fields=["-received_at", "-id"],
                                name="voice_newest",
                            ),
                            models.Index(
                                fields=["status", "-received_at", "-id"], name="voice_status"
                            ),
                            models.Index(fields=["status", "told_at"], name="voice_told"),
                            models.Index(fields=["entered_at"], name="voice_entered"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Action",
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
                                    ("CALL", "Call"),
                                    ("VISIT", "Visit"),
                                    ("MAIL", "E-mail"),
                                    ("LETTER", "Letter"),
                                    ("QUOTE", "Quote"),
                                    ("MEETING", "Meeting"),
                                    ("OTHER", "Something else"),
                                ],
                                default="CALL",
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        ("what", models.CharField(max_length=200, verbose_name="what to do")),
                        ("due_on", models.DateField(verbose_name="until")),
                        ("done_at", models.DateTimeField(editable=False, null=True)),
                        ("entered_at", models.DateTimeField()),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("deleted_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="actions",
                                to="customers.customer",
                                verbose_name="customer",
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
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who does it",
                            ),
                        ),
                        (
                            "result",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="results_of",
                                to="touches.touch",
                            ),
                        ),
                        (
                            "touch",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="actions",
                                to="touches.touch",
                            ),
                        ),
                        (
                            "voice",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="actions",
                                to="touches.voice",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["customer", "due_on"], name="action_customer"),
                            models.Index(
                                condition=models.Q(("deleted_at", None), ("done_at", None)),
                                fields=["owner", "due_on", "id"],
                                name="action_open",
                            ),
                            models.Index(fields=["due_on", "id"], name="action_due"),
                            models.Index(
                                condition=models.Q(("touch__isnull", False)),
                                fields=["touch"],
                                name="action_of_touch",
                            ),
                            models.Index(
                                condition=models.Q(("voice__isnull", False)),
                                fields=["voice"],
                                name="action_of_voice",
                            ),
                            models.Index(
                                condition=models.Q(("result__isnull", False)),
                                fields=["result"],
                                name="action_result",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VoiceStep",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("NEW", "New"),
                                    ("ACTING", "Acting"),
                                    ("DONE", "Done"),
                                    ("TOLD", "Told the customer"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "voice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="touches.voice",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SavedText",
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
                                    ("CALL", "Call"),
                                    ("VISIT", "Visit"),
                                    ("MEETING", "Meeting"),
                                    ("MAIL", "E-mail"),
                                    ("SHOP", "In the shop"),
                                    ("MESSAGE", "LINE or SMS"),
                                    ("LETTER", "Letter"),
                                    ("RESERVATION", "Reservation"),
                                    ("EVENT", "Event"),
                                    ("NOTE", "Note"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "line",
                            models.CharField(blank=True, max_length=200, verbose_name="in a line"),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="more about it")),
                        (
                            "kept_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "title"), name="saved_text_title"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
