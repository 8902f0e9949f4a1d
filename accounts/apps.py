from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import Signal
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.data_tables import DataTables
from config.held import PersonalData


def _details_in_words(details: dict[str, Any]) -> str:
    """As the log says them; people are told by their number, for others are not named."""
    from accounts.pages.log.words import details_in_words

    return details_in_words(details, lambda key: gettext("no. %(number)s") % {"number": key})


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("people")
    data_tables = DataTables(
        quiet={"SecurityEvent", "SecurityLogLimit", "Visit", "InvitationText"},
        # that a notice is sent shows nowhere, and signing in writes to a person's row, too
        columns={
            "PersonNotice": ("person_id", "kind", "about", "made_at"),
            "User": ("name", "email", "is_active", "is_staff", "is_superuser"),
        },
    )

    personal_data = PersonalData(
        held={
            "User": ["id"],
            "PersonNotice": ["person"],
            "CalendarAddress": ["user"],
            "ApiToken": ["user"],
            "Visit": ["user"],
            "AccountInvitation": ["person", "made_by"],
            "InvitationText": ["changed_by"],
            "account.EmailAddress": ["user"],
            "mfa.Authenticator": ["user"],
            "socialaccount.SocialAccount": ["user"],
            "SecurityEvent": ["actor"],
            "WaitingMail": ["to=email"],
            "admin.LogEntry": ["user"],
            "axes.AccessAttempt": ["username=email"],
            "axes.AccessLog": ["username=email"],
            "axes.AccessFailureLog": ["username=email"],
        },
        json_theirs=["socialaccount.SocialAccount.extra_data"],
        json_words={"SecurityEvent.details": _details_in_words},
        json_numbers={"SecurityEvent.details": ["person", "owner", "deputises_for"]},
        json_without={
            "WaitingMail.headers": "what mail servers are told",
            "socialaccount.SocialApp.settings": "logins stand in the settings: the table is empty",
            "django_tasks_database.DBTaskResult.args_kwargs": "which row is worked on",
            "django_tasks_database.DBTaskResult.worker_ids": "which worker did it",
            "django_tasks_database.DBTaskResult.return_value": "tasks give nothing back",
        },
        withheld={
            "mfa.Authenticator.data": _(
                "Secrets by which somebody logs in, as passwords, keys of passkeys and recovery"
                " codes: whoever had the file could log in with them."
            ),
        },
        secret=["password", "secret", "digest", "text", "html", "session_key", "data"],
    )

    def ready(self) -> None:
        from axes.signals import user_locked_out  # needs its models

        from accounts import mail, noticing, traces, visiting
        from accounts.entrance.linking import door_of
        from accounts.factor.codes import renew_secrets
        from accounts.factor.demand import note_demand
        from accounts.invitations import sending as invitations
        from accounts.metrics_read import of_mail
        from accounts.new_browser import note_new_browser
        from accounts.retention import KINDS
        from accounts.sessions import begin_session
        from accounts.slots import way_in_of
        from accounts.throttling import note_failure
        from accounts.told import sending
        from config import metrics, retention, upkeep

        person = get_user_model()
        way_in_of.fill("entrance", door_of)
        upkeep.JOBS["second factors"] = upkeep.Job(
            renew_secrets, _("secrets of second factors encrypted anew")
        )
        upkeep.JOBS["mail"] = upkeep.Job(mail.queue_forgotten, _("mail that was forgotten"))
        upkeep.JOBS["notices"] = upkeep.Job(sending.look_after, _("mail of what is new"))
        metrics.READ["mail"] = of_mail
        retention.KINDS |= KINDS
        user_logged_in.connect(begin_session, dispatch_uid="begin_session")
        receivers: list[tuple[Signal, Callable[..., None], type[Any] | None]] = [
            (user_logged_in, visiting.begin_visit, None),
            (user_logged_in, note_demand, None),
            (user_logged_in, note_new_browser, None),
            (user_logged_in, noticing.note_sign_in, None),
            (user_login_failed, noticing.note_refused_sign_in, None),
            (user_login_failed, note_failure, None),
            (user_locked_out, noticing.note_lock_out, None),
            (user_logged_in, invitations.note_came_in, None),
            (mail.refused, invitations.note_undeliverable, None),
            (user_logged_out, noticing.note_sign_out, None),
            (user_logged_out, visiting.forget_visit, None),
            (pre_save, noticing.remember_rights, person),
            (pre_delete, traces.keep_trail, person),
            (post_save, noticing.note_person, person),
            (post_delete, noticing.note_lost_person, person),
            *((m2m_changed, noticing.note_groups, table) for table in noticing.many_to_many()),
        ]
        for signal, receiver, sender in receivers:
            signal.connect(receiver, sender=sender, dispatch_uid=(receiver.__name__, sender))
