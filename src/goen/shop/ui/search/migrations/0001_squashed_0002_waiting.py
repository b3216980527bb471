from django.db import migrations, models

from goen.shop.ui.migrating import MakeTables


class Migration(migrations.Migration):
    replaces = [("search", "0001_initial"), ("search", "0002_waiting")]

    initial = True

    dependencies = []

    operations = [
        MakeTables(
            operations=[
                migrations.CreateModel(
                    name="Block",
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
                        ("key", models.BigIntegerField()),
                        ("place", models.BigIntegerField()),
                        ("docs", models.BinaryField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("key", "place"), name="search_block_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Indexed",
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
                        ("kind", models.CharField(max_length=30)),
                        ("object_id", models.BigIntegerField()),
                        ("texts", models.TextField()),
                        ("waits", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "object_id"), name="search_indexed_once"
                            )
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("waits", True)),
                                fields=["kind", "id"],
                                name="search_waiting",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
