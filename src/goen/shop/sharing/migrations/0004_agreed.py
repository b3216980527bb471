"""Rules and duties are proposed, accepted or refused, edited and stopped; notices have anchors."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0003_meeting_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField(
            model_name="rule",
            name="approved_at",
        ),
        migrations.AddField(
            model_name="duty",
            name="proposed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="duty",
            name="state",
            field=models.CharField(
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
        migrations.AddField(
            model_name="duty",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="notice",
            name="anchor",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="rule",
            name="own",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="rule",
            name="proposed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="rule",
            name="state",
            field=models.CharField(
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
        migrations.AddField(
            model_name="rule",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("PRESSING", "Urgent or important voice"),
                    ("VOICE", "Voice"),
                    ("CUSTOMER", "Customer changed"),
                    ("TOUCH", "Touch"),
                    ("MENTION", "Mentioned"),
                    ("COMMENT", "Comment"),
                    ("DUTY", "Duty overdue"),
                    ("RULE", "Rule of sharing"),
                ],
                max_length=8,
            ),
        ),
    ]
