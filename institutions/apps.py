from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _

from institutions.visits import shorten_board_visits


class InstitutionsConfig(AppConfig):
    name = "institutions"
    verbose_name = _("places and boards")

    def ready(self) -> None:
        user_logged_in.connect(shorten_board_visits, dispatch_uid="shorten_board_visits")
