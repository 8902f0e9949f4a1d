import config.privacy
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("strategy", "0007_year_of_a_round")]

    operations = [
        migrations.AlterField(
            model_name="goalassessment",
            name="progress",
            field=models.CharField(
                choices=[
                    ("waiting", "Not started"),
                    ("started", "Under way"),
                    ("onway", "On the way"),
                    ("partly", "Partly achieved"),
                    ("reached", "Achieved"),
                    ("missed", "Not achieved"),
                ],
                max_length=20,
                verbose_name="progress",
            ),
        ),
        migrations.AlterField(
            model_name="goalassessment",
            name="narrative",
            field=models.TextField(
                blank=True, validators=[config.privacy.refuse_cpr], verbose_name="in words"
            ),
        ),
    ]
