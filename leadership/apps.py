from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from config.data_tables import DataTables
from config.held import PersonalData


class LeadershipConfig(AppConfig):
    name = "leadership"
    verbose_name = _("leadership")
    data_tables = DataTables(
        places={
            "BasedOn": ("local_goal__institution", "local_goal__cluster"),
            "HistoricalBasedOn": ("local_goal__institution", "local_goal__cluster"),
            "Onboarding": ("institution",),
            "OnboardingStep": ("onboarding__institution",),
            "Reflection": ("institution", "cluster"),
            "HistoricalSharedEconomy": ("cluster",),
            "SharedEconomy": ("cluster",),
            "ThemeAction": ("cluster",),
        }
    )

    personal_data = PersonalData(
        held={
            "Answer": ["person"],
            "Agreement": ["team_signed_by", "head_signed_by", "ended_by"],
            "Onboarding": ["made_by"],
            "PlanFollowUp": ["written_by"],
            "Reflection": ["written_by"],
            "ThemeAction": ["written_by"],
            "TimeShare": ["person"],
            "ValueBaseImport": ["imported_by"],
        },
        json_without={
            "SharedEconomy.rows": "what a cluster shares: text, which is looked through",
            "Profile.focus_points": "how teams of a cluster lead",
            "Profile.process": "how teams of a cluster lead",
            "Agreement.content": "a plan as it was signed: text, which is looked through",
            "ValueBaseImport.mended": "cells of a value base",
            "ValueBaseImport.left_out": "rows of a value base",
            "ValueBaseImport.answered": "what words of a value base mean",
            "ValueBaseImport.written": "sentences of a value base",
        },
    )

    def ready(self) -> None:
        from config import retention
        from imports.kinds import register
        from imports.slots import ways_in
        from leadership.closing import close_overdue, old_mappings, old_onboardings
        from leadership.noticing import declare
        from leadership.on_local_goals import fill_slots
        from leadership.shipped import load_shipped
        from leadership.value_base.citing import carry_over
        from leadership.value_base.spreadsheet import ValueBaseSheet
        from leadership.way_in import ways_of
        from measurements.reference import also_load
        from strategy.events import goal_begun

        retention.KINDS[gettext_noop("answers of mappings")] = retention.Retained(
            _("how each leader rated competences"),
            old_mappings,
            until=_("until the mapping’s last day; then averages remain"),
            take=lambda: close_overdue(timezone.localdate()),
        )
        retention.KINDS[gettext_noop("introductions of new staff")] = retention.Retained(
            _("the initials or first name of who was new, their role and mentor"),
            old_onboardings,
            "ONBOARDING_KEEP_DAYS",
            until=_("%(days)s after they ended or were to end"),
        )
        also_load(load_shipped)
        fill_slots()
        declare()
        register(ValueBaseSheet)
        ways_in.fill(self.name, ways_of)
        goal_begun.connect(carry_over, dispatch_uid="leadership.carry_over")
