
import simple_history.models
import django.core.validators
import config.privacy
import institutions.periods
from config.first_migration import FirstMigration
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(FirstMigration):

    initial = True

    dependencies = [
        ('institutions', '0001_initial'),
        ('strategy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StatutoryRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('unit', models.CharField(blank=True, max_length=60, verbose_name='unit')),
                ('follows', models.CharField(blank=True, max_length=300, verbose_name='what follows it')),
                ('number', models.PositiveSmallIntegerField(default=0, verbose_name='number')),
            ],
            options={
                'verbose_name': 'rule',
                'verbose_name_plural': 'rules',
                'ordering': ['number', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('visit', models.CharField(choices=[('ordinary', 'Ordinary inspection'), ('light', 'Light inspection'), ('unannounced', 'Unannounced inspection'), ('follow_up', 'Follow-up inspection'), ('enhanced', 'Enhanced inspection')], max_length=20, verbose_name='kind of inspection')),
                ('kind', models.CharField(choices=[('remark', 'Remark'), ('instruction', 'Instruction'), ('order', 'Order'), ('action_plan', 'Agreed action plan')], default='instruction', max_length=20, verbose_name='kind')),
                ('text', models.TextField(max_length=2000, validators=[config.privacy.refuse_cpr], verbose_name='what is to be done')),
                ('responsible', models.CharField(blank=True, max_length=100, validators=[config.privacy.refuse_cpr], verbose_name='responsible')),
                ('local_goals', models.ManyToManyField(blank=True, related_name='+', to='strategy.localgoal', verbose_name='local goals')),
                ('noted_on', models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name='noted')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('stage', models.CharField(choices=[('open', 'Open'), ('under_way', 'Under way'), ('reported', 'Reported done'), ('closed', 'Closed')], default='open', editable=False, max_length=20, verbose_name='stage')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='institutions.institution', verbose_name='institution')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'remark of an inspection',
                'verbose_name_plural': 'remarks of inspections',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RemarkStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(choices=[('open', 'Open'), ('under_way', 'Under way'), ('reported', 'Reported done'), ('closed', 'Closed')], max_length=20, verbose_name='from')),
                ('to_state', models.CharField(choices=[('open', 'Open'), ('under_way', 'Under way'), ('reported', 'Reported done'), ('closed', 'Closed')], max_length=20, verbose_name='to')),
                ('comment', models.TextField(blank=True, validators=[config.privacy.refuse_cpr], verbose_name='comment')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('remark', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='duties.remark', verbose_name='remark of an inspection')),
            ],
            options={
                'verbose_name': 'step of a remark',
                'verbose_name_plural': 'steps of remarks',
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BoardTold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('visit', models.CharField(choices=[('ordinary', 'Ordinary inspection'), ('light', 'Light inspection'), ('unannounced', 'Unannounced inspection'), ('follow_up', 'Follow-up inspection'), ('enhanced', 'Enhanced inspection')], max_length=20, verbose_name='kind of inspection')),
                ('told_on', models.DateField(verbose_name='informed on')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='answered on')),
                ('answer', models.TextField(blank=True, validators=[config.privacy.refuse_cpr], verbose_name='what the board answered')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='institutions.institution', verbose_name='institution')),
                ('noted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noted by')),
            ],
            options={
                'verbose_name': 'board informed of an inspection',
                'verbose_name_plural': 'boards informed of inspections',
                'ordering': ['-told_on'],
                'constraints': [models.UniqueConstraint(fields=('institution', 'year', 'visit'), name='board_told_once'), models.CheckConstraint(condition=models.Q(('answered_on', None), ('answered_on__gte', models.F('told_on')), _connector='OR'), name='board_answers_when_told', violation_error_message='The board cannot answer before it is informed.')],
            },
        ),
        migrations.CreateModel(
            name='RuleEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='value')),
                ('text', models.CharField(max_length=400, verbose_name='what it says')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('link', models.URLField(blank=True, verbose_name='link')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='checked on')),
                ('is_local', models.BooleanField(default=False, help_text='Not law, but what is agreed here.', verbose_name='local practice')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='duties.statutoryrule', verbose_name='rule')),
            ],
            options={
                'verbose_name': 'edition of a rule',
                'verbose_name_plural': 'editions of rules',
                'ordering': ['rule', 'from_on'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('from_on', None), ('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='duties_ruleedition_ends_after_it_begins', violation_error_message='The last day cannot come before the first day.'), institutions.periods.NoOverlap(fields=('rule',), name='rule_says_one_thing_at_a_time', violation_error_message='The rule says something else in that time.')],
            },
        ),
        migrations.CreateModel(
            name='EnvironmentQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('half_year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)], verbose_name='half year')),
                ('number', models.PositiveSmallIntegerField(unique=True, verbose_name='number')),
                ('text', models.CharField(max_length=200, verbose_name='question')),
                ('help', models.CharField(blank=True, max_length=300, verbose_name='help')),
                ('is_shared', models.BooleanField(default=False, verbose_name='for the political discussion')),
                ('is_in_use', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'question of an evaluation',
                'verbose_name_plural': 'questions of evaluations',
                'ordering': ['half_year', 'number'],
            },
        ),
        migrations.CreateModel(
            name='EnvironmentEvaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('focus', models.CharField(max_length=200, validators=[config.privacy.refuse_cpr], verbose_name='what it is about')),
                ('begun_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='begun')),
                ('done_on', models.DateField(blank=True, editable=False, null=True, verbose_name='done')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution', verbose_name='institution')),
            ],
            options={
                'verbose_name': 'evaluation of a learning environment',
                'verbose_name_plural': 'evaluations of learning environments',
                'ordering': ['-begun_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EnvironmentAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.CharField(max_length=200, verbose_name='as it was asked')),
                ('text', models.TextField(blank=True, validators=[config.privacy.refuse_cpr], verbose_name='answer')),
                ('written_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='duties.environmentevaluation', verbose_name='evaluation of a learning environment')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='duties.environmentquestion', verbose_name='question of an evaluation')),
            ],
            options={
                'verbose_name': 'answer of an evaluation',
                'verbose_name_plural': 'answers of evaluations',
                'ordering': ['evaluation', 'question__half_year', 'question__number'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalEnvironmentAnswer',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('asked', models.CharField(max_length=200, verbose_name='as it was asked')),
                ('text', models.TextField(blank=True, validators=[config.privacy.refuse_cpr], verbose_name='answer')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('evaluation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='duties.environmentevaluation', verbose_name='evaluation of a learning environment')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='duties.environmentquestion', verbose_name='question of an evaluation')),
                ('written_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'historical answer of an evaluation',
                'verbose_name_plural': 'historical answers of evaluations',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name='environmentevaluation',
            constraint=models.UniqueConstraint(condition=models.Q(('done_on', None)), fields=('institution',), name='one_evaluation_under_way', violation_error_message='The place has an evaluation under way already.'),
        ),
        migrations.AddConstraint(
            model_name='environmentanswer',
            constraint=models.UniqueConstraint(fields=('evaluation', 'question'), name='environment_answer_once'),
        ),
        migrations.CreateModel(
            name='ReportCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('visit', models.CharField(choices=[('ordinary', 'Ordinary inspection'), ('light', 'Light inspection'), ('unannounced', 'Unannounced inspection'), ('follow_up', 'Follow-up inspection'), ('enhanced', 'Enhanced inspection')], max_length=20, verbose_name='kind of inspection')),
                ('was_kind', models.CharField(choices=[('ordinary', 'Ordinary inspection'), ('light', 'Light inspection'), ('unannounced', 'Unannounced inspection'), ('follow_up', 'Follow-up inspection'), ('enhanced', 'Enhanced inspection')], max_length=20, verbose_name='kind before')),
                ('was_closed_on', models.DateField(blank=True, null=True, verbose_name='day before')),
                ('was_report_url', models.URLField(blank=True, verbose_name='link before')),
                ('reason', models.CharField(max_length=300, validators=[config.privacy.refuse_cpr], verbose_name='why it is corrected')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='institutions.institution', verbose_name='institution')),
                ('made_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'correction of a report',
                'verbose_name_plural': 'corrections of reports',
                'ordering': ['-made_at', '-pk'],
            },
        ),
    ]
