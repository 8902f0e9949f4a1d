from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.utils.translation import gettext_lazy as _

from accounts.sessions import begin_session


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("people")

    def ready(self) -> None:
        from accounts.throttling import note_failure

        user_logged_in.connect(begin_session, dispatch_uid="begin_session")
        user_login_failed.connect(note_failure, dispatch_uid="note_failure")
