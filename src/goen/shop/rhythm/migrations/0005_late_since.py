from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0001_squashed_0003_owner_sorts"),
        ("rhythm", "0004_when_late"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="rhythm",
            index=models.Index(
                condition=models.Q(("follow_up_on__isnull", False)),
                fields=["follow_up_on", "state", "customer"],
                name="rhythm_late_since",
            ),
        ),
    ]
