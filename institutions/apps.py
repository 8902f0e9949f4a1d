from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class InstitutionsConfig(AppConfig):
    name = "institutions"
    verbose_name = _("places and boards")

    def ready(self) -> None:
        from accounts.leaving import person_anonymised
        from accounts.rights import also_compare
        from institutions.leaving import end_memberships, reaches_as_far
        from institutions.versions import note_changes
        from institutions.visits import shorten_board_visits

        post_migrate.connect(note_changes, dispatch_uid="note_changes")
        user_logged_in.connect(shorten_board_visits, dispatch_uid="shorten_board_visits")
        also_compare(reaches_as_far)
        person_anonymised.connect(end_memberships, dispatch_uid="end_memberships")
