from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_owner_sorts"),
        ("rhythm", "0003_rest_ended_touch"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="rhythm",
            index=models.Index(
                condition=models.Q(("follow_up_on__isnull", False)),
                fields=["customer", "follow_up_on", "state"],
                name="rhythm_when_late",
            ),
        ),
    ]
