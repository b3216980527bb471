import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goen.shop.sharing.migrations._rules import enter
from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    replaces = [
        ("sharing", "0001_initial"),
        ("sharing", "0002_rules"),
        ("sharing", "0003_meeting_version"),
        ("sharing", "0004_agreed"),
        ("sharing", "0005_notice_of_imports"),
        ("sharing", "0006_notice_of_schemes"),
        ("sharing", "0007_notice_of_sheets"),
    ]

    initial = True

    dependencies = [
        ("staff", "0004_sample_row"),
        ("staff", "__first__"),
        ("touches", "0001_initial"),
    ]

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="Duty",
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
                            "page",
                            models.CharField(
                                choices=[
                                    ("voices", "Voices of customers"),
                                    ("customers", "Customers"),
                                    ("actions", "Next actions"),
                                ],
                                max_length=10,
                                verbose_name="page",
                            ),
                        ),
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
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "every",
                            models.CharField(
                                choices=[
                                    ("DAY", "every day"),
                                    ("WEEK", "every week"),
                                    ("MONTH", "every month"),
                                ],
                                max_length=5,
                                verbose_name="how often",
                            ),
                        ),
                        ("since", models.DateField(null=True)),
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
                            "reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Waits for an answer"),
                                    ("COUNTS", "In force"),
                                    ("REFUSED", "Not taken up"),
                                    ("STOPPED", "Stopped"),
                                ],
                                default="COUNTS",
                                max_length=8,
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                ),
                migrations.CreateModel(
                    name="Meeting",
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
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("on", models.DateField(verbose_name="day")),
                        ("made_at", models.DateTimeField()),
                        (
                            "attendees",
                            models.ManyToManyField(
                                related_name="meetings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="attendees",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                ),
                migrations.CreateModel(
                    name="Point",
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
                                    ("VOICE", "Voice"),
                                    ("MENTION", "Mention"),
                                    ("ACTION", "Next action"),
                                    ("IMPROVE", "Improvement"),
                                    ("OWN", "Other"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("object_id", models.BigIntegerField(null=True)),
                        ("text", models.CharField(max_length=200, verbose_name="point")),
                        (
                            "note",
                            models.TextField(blank=True, max_length=4000, verbose_name="note"),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="points",
                                to="sharing.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("object_id__isnull", False)),
                                fields=("meeting", "kind", "object_id"),
                                name="point_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
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
                            "action",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decision",
                                to="touches.action",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="sharing.meeting",
                            ),
                        ),
                        (
                            "point",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="decisions",
                                to="sharing.point",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Rule",
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
                            "what",
                            models.CharField(
                                choices=[
                                    ("OWN", "A customer was changed"),
                                    ("VOICE", "A voice was recorded"),
                                    ("VIP", "A VIP was touched"),
                                    ("PRAISE", "Praise was recorded"),
                                    ("DUTY", "A duty is overdue"),
                                ],
                                max_length=8,
                                verbose_name="of what",
                            ),
                        ),
                        (
                            "who",
                            models.CharField(
                                choices=[
                                    ("OWNER", "The owner of the customer"),
                                    ("ROLE", "Everybody with a role"),
                                    ("ACTING", "Those of the department to act"),
                                    ("DEPT", "Those of a department"),
                                    ("PERSON", "One person"),
                                ],
                                max_length=8,
                                verbose_name="who is told",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PRESIDENT", "President"),
                                    ("MANAGER", "Manager"),
                                    ("STAFF", "Staff"),
                                    ("CLERK", "Clerk"),
                                    ("VIEWER", "Viewer"),
                                ],
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("SCREEN", "On screen only"),
                                    ("NOW", "By mail at once"),
                                    ("DAILY", "In the mail of the day"),
                                    ("WEEKLY", "In the mail of the week"),
                                ],
                                default="SCREEN",
                                max_length=6,
                                verbose_name="how",
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                to="staff.department",
                                verbose_name="department",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("own", models.BooleanField(default=False)),
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
                            "reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Waits for an answer"),
                                    ("COUNTS", "In force"),
                                    ("REFUSED", "Not taken up"),
                                    ("STOPPED", "Stopped"),
                                ],
                                default="COUNTS",
                                max_length=8,
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                ),
                migrations.CreateModel(
                    name="ScreenOnly",
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
                            "staff",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Comment",
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
                                    ("customer", "Customer"),
                                    ("touch", "Touch"),
                                    ("voice", "Voice"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("object_id", models.BigIntegerField()),
                        ("text", models.TextField(max_length=2000, verbose_name="comment")),
                        ("advice", models.BooleanField(default=False, verbose_name="advice")),
                        ("at", models.DateTimeField()),
                        ("edited_at", models.DateTimeField(null=True)),
                        ("deleted_at", models.DateTimeField(null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "mentions",
                            models.ManyToManyField(
                                related_name="mentioned_in", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["kind", "object_id", "at"], name="comment_object")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Digest",
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
                            "how",
                            models.CharField(
                                choices=[
                                    ("SCREEN", "On screen only"),
                                    ("NOW", "By mail at once"),
                                    ("DAILY", "In the mail of the day"),
                                    ("WEEKLY", "In the mail of the week"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("day", models.DateField()),
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
                            models.UniqueConstraint(fields=("to", "how", "day"), name="digest_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Look",
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
                            "page",
                            models.CharField(
                                choices=[
                                    ("voices", "Voices of customers"),
                                    ("customers", "Customers"),
                                    ("actions", "Next actions"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("day", models.DateField()),
                        ("at", models.DateTimeField()),
                        (
                            "staff",
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
                                fields=("staff", "page", "day"), name="look_once_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
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
                                    ("PRESSING", "Urgent or important voice"),
                                    ("VOICE", "Voice"),
                                    ("CUSTOMER", "Customer changed"),
                                    ("TOUCH", "Touch"),
                                    ("MENTION", "Mentioned"),
                                    ("COMMENT", "Comment"),
                                    ("DUTY", "Duty overdue"),
                                    ("RULE", "Rule of sharing"),
                                    ("IMPORT", "Import"),
                                    ("SCHEME", "Rules of the ranks"),
                                    ("SHEET", "Sheet for the meeting"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("key", models.CharField(max_length=120)),
                        ("url_name", models.CharField(max_length=40)),
                        ("object_id", models.BigIntegerField(null=True)),
                        ("line", models.CharField(max_length=200)),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("SCREEN", "On screen only"),
                                    ("NOW", "By mail at once"),
                                    ("DAILY", "In the mail of the day"),
                                    ("WEEKLY", "In the mail of the week"),
                                ],
                                default="SCREEN",
                                max_length=6,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("seen_at", models.DateTimeField(null=True)),
                        ("read_at", models.DateTimeField(null=True)),
                        ("mailed_at", models.DateTimeField(null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("anchor", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["to", "-created_at", "-id"], name="notice_newest"),
                            models.Index(
                                condition=models.Q(("read_at", None)),
                                fields=["to", "kind"],
                                name="notice_unread",
                            ),
                            models.Index(fields=["url_name", "object_id"], name="notice_object"),
                            models.Index(
                                condition=models.Q(("mailed_at", None)),
                                fields=["how", "to"],
                                name="notice_unmailed",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("to", "key"), name="notice_once")
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
