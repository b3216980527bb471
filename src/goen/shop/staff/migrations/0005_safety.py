from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staff", "0004_sample_row")]

    operations = [
        migrations.AddField(
            model_name="owncompany",
            name="idle_minutes",
            field=models.PositiveIntegerField(
                default=720, verbose_name="sign-in ends when not used for"
            ),
        ),
        migrations.AddField(
            model_name="owncompany",
            name="second_factor",
            field=models.CharField(
                choices=[
                    ("NOBODY", "Nobody (everybody may have one)"),
                    ("SETTINGS", "Those who may change settings"),
                    ("LEADERS", "Presidents and managers"),
                    ("ALL", "Everybody"),
                ],
                default="NOBODY",
                max_length=8,
                verbose_name="second factor is demanded of",
            ),
        ),
    ]
