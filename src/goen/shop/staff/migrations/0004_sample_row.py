from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_append_only")]

    operations = [
        migrations.CreateModel(
            name="SampleRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="sample_row_once")
                ],
            },
        ),
    ]
