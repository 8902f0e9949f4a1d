import django.utils.timezone
from django.db import migrations, models

from accounts import append_only


def guard(apps, schema_editor):
    append_only.guard(schema_editor.connection)


def lift(apps, schema_editor):
    append_only.lift(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_waiting_mail'),
    ]

    operations = [
        migrations.CreateModel(
            name='SecurityEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='when')),
                ('kind', models.CharField(choices=[('signed_in', 'Signed in'), ('sign_in_refused', 'Sign-in refused'), ('locked_out', 'Locked out after wrong passwords'), ('signed_out', 'Signed out'), ('password_changed', 'Password changed'), ('password_reset', 'New password by e-mail link'), ('rights_given', 'Rights given'), ('rights_changed', 'Rights changed'), ('rights_taken', 'Rights taken away'), ('key_made', 'Access key made'), ('key_used', 'Access key used'), ('key_closed', 'Access key closed'), ('calendar_made', 'Calendar address made'), ('calendar_closed', 'Calendar address closed'), ('downloaded', 'File downloaded'), ('imported', 'File read in'), ('import_undone', 'Import undone'), ('person_read', 'Others’ personal data read'), ('refused', 'Access refused'), ('purged', 'Old events deleted')], max_length=30, verbose_name='what happened')),
                ('actor', models.BigIntegerField(blank=True, db_index=True, null=True, verbose_name='person')),
                ('about', models.CharField(blank=True, max_length=100, verbose_name='about')),
                ('about_id', models.CharField(blank=True, max_length=100, verbose_name='number')),
                ('where', models.CharField(blank=True, max_length=100, verbose_name='page')),
                ('details', models.JSONField(blank=True, default=dict, verbose_name='details')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='IP address')),
                ('request_id', models.CharField(blank=True, max_length=64, verbose_name='request')),
            ],
            options={
                'verbose_name': 'security event',
                'verbose_name_plural': 'security events',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='closed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed'),
        ),
        migrations.CreateModel(
            name='SecurityLogLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveIntegerField(default=730, verbose_name='days')),
            ],
            options={
                'verbose_name': 'limit of the security log',
                'verbose_name_plural': 'limits of the security log',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='security_log_limit_is_one'), models.CheckConstraint(condition=models.Q(('days__gte', 30)), name='security_log_limit_long_enough')],
            },
        ),
        migrations.RunPython(guard, lift),
    ]
