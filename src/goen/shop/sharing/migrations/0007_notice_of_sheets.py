from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0006_notice_of_schemes"),
    ]

    operations = [
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
                    ("IMPORT", "Import"),
                    ("SCHEME", "Rules of the ranks"),
                    ("SHEET", "Sheet for the meeting"),
                ],
                max_length=8,
            ),
        ),
    ]
