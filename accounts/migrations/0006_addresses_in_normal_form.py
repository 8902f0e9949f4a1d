import accounts.addresses
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_normal_form_of_addresses")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="email",
            field=accounts.addresses.NormalEmailField(
                max_length=254, unique=True, verbose_name="e-mail address"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("email__regex", "\\A[!-@\\[-~]+\\Z")),
                name="user_email_in_normal_form",
                violation_error_message=(
                    "Write the e-mail address with the letters a to z, digits and signs."
                ),
            ),
        ),
    ]
