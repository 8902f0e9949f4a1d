from allauth.account.apps import AccountConfig
from axes.apps import AppConfig as AxesConfig
from django.apps import AppConfig, apps
from django.contrib import admin
from django.contrib.admin import apps as admin_apps
from django.core.checks import Tags, register
from django.core.signals import got_request_exception
from django.db.backends.signals import connection_created
from django.db.models import JSONField
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _
from django_tasks_db.apps import TasksAppConfig

from config.checks import (
    cache_can_be_reached,
    database_knows_danish_letters,
    deployment_is_complete,
    faults_can_be_told,
    saml_can_be_spoken,
    times_can_be_read,
)
from config.cluster_word import use_the_word
from config.collation import teach_danish
from config.data_tables import DataTables
from config.json_fields import JsonField
from config.number_lookups import keep_to_the_columns, pass_over_what_is_too_large
from config.privacy import watch_every_text
from config.unstored import note_error


class GroundConfig(AppConfig):
    """What everything stands on: settings, addresses, Danish in the database, headers, checks."""

    name = "config"
    label = "ground"
    default = True
    verbose_name = _("what runs by itself")
    data_tables = DataTables(quiet={"RegularJob", "WorkLease", "TakenAway", "SentForm"})

    def ready(self) -> None:
        from django.contrib.admin.options import FORMFIELD_FOR_DBFIELD_DEFAULTS

        from config import backups_kept, faults, metrics, metrics_read, purging, upkeep, workers

        upkeep.JOBS |= {
            "tasks": upkeep.Job(workers.give_back, _("tasks that a worker has left")),
            "purge": upkeep.Job(
                purging.purge_all, _("what has been kept long enough goes"), "PURGE_AT"
            ),
            "backup": upkeep.Job(backups_kept.make, _("backup"), "BACKUP_AT"),
        }
        metrics.READ |= metrics_read.READ
        faults.tell()
        watch_every_text()
        use_the_word()
        pass_over_what_is_too_large()
        keep_to_the_columns()
        FORMFIELD_FOR_DBFIELD_DEFAULTS[JSONField] = {"form_class": JsonField}
        got_request_exception.connect(note_error, dispatch_uid="note_error")
        connection_created.connect(teach_danish, dispatch_uid="teach_danish")
        register(cache_can_be_reached)
        register(deployment_is_complete, deploy=True)
        register(faults_can_be_told)
        register(saml_can_be_spoken)
        register(times_can_be_read)
        register(database_knows_danish_letters, Tags.database)


class AdminConfig(admin_apps.AdminConfig):
    """Django's administration, with our sign-in and our words."""

    default = False
    default_site = "config.admin_site.LedestjernenAdminSite"

    def ready(self) -> None:
        from config.admin_forms import offer_no_forged_choice
        from config.admin_sight import filter_within_sight

        super().ready()
        offer_no_forged_choice()
        filter_within_sight()


class SignInAttemptsConfig(AxesConfig):
    """django-axes, by a name that says what it holds."""

    verbose_name = _("attempts to log in")

    def ready(self) -> None:
        from config.trail_admin import keep_trails

        super().ready()
        keep_trails()


class DoorsConfig(AccountConfig):
    """django-allauth, whose tables nobody looks after by hand: none has a page here."""

    verbose_name = _("ways to log in")

    def ready(self) -> None:
        super().ready()
        for model in apps.get_models():
            if model.__module__.startswith("allauth.") and admin.site.is_registered(model):
                admin.site.unregister(model)


class BackgroundWorkConfig(TasksAppConfig):
    """django-tasks-db, by a name that says what it holds, and with pages in our language."""

    verbose_name = _("work in the background")  # type: ignore[assignment]  # a lazy text will do

    def ready(self) -> None:
        # of the tasks that the worker knows: Django's own from 6.0
        from django_tasks_db.compat import task_finished, task_started
        from django_tasks_db.models import DBTaskResult

        from config import request_ids
        from config.background_admin import show_in_our_words

        super().ready()
        show_in_our_words()
        pre_save.connect(
            request_ids.keep_with_task, sender=DBTaskResult, dispatch_uid="keep_with_task"
        )
        task_started.connect(request_ids.take_from_task, dispatch_uid="take_from_task")
        task_finished.connect(request_ids.forget_task, dispatch_uid="forget_task")
