from django.db import migrations, models

from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="MartState",
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
                        ("shown", models.CharField(blank=True, max_length=32)),
                        ("coming", models.CharField(blank=True, max_length=32)),
                    ],
                ),
                migrations.CreateModel(
                    name="StaleMonth",
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
                        ("month", models.DateField()),
                    ],
                ),
            ],
        ),
    ]
