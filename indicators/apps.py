from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _

from config.data_tables import DataTables
from config.held import PersonalData


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = _("indicators")
    data_tables = DataTables(
        groups={
            "ManualResult": "figures",
            "Indicator": "rules",
            "Indicator_topics": "rules",
            "Target": "rules",
        },
        places={
            "Indicator_local_goals": ("localgoal__institution",),
            "FrozenFigure": ("status_update__local_goal__institution",),
        },
        quiet={"FollowedFigures", "OpenRelease"},
        derived={"ResultSnapshot": ("rules", "figures", "placements")},
    )

    personal_data = PersonalData(
        held={
            "ManualResult": ["reported_by"],
            "HistoricalManualResult": ["reported_by"],
            "FollowedFigures": ["person"],
            "IndicatorOwner": ["person"],
            "OpenRelease": ["made_by", "withdrawn_by"],
        },
        excused={"HistoricalIndicatorOwner": "as the row itself, which names the responsible"},
        json_without={"OpenRelease.indicators": "numbers of indicators"},
    )

    def ready(self) -> None:
        from accounts.leaving import person_anonymised
        from accounts.slots import on_my_page
        from config import health, upkeep
        from indicators import noticing
        from indicators.building import copying
        from indicators.evidence import IndicatorEvidence
        from indicators.imports import effects, meaning, parts
        from indicators.leaving import forget_follows
        from indicators.models import ManualResult
        from indicators.pages.follows import followed_told
        from indicators.snapshots import following, mending, truth
        from measurements import slots
        from strategy.slots import measured_with, theme_copied, theme_held

        following.subscribe()
        noticing.declare()
        post_save.connect(noticing.note_report, sender=ManualResult, dispatch_uid="note_report")
        on_my_page.fill(self.name, followed_told)
        person_anonymised.connect(forget_follows, dispatch_uid="forget_follows")
        measured_with.fill(self.name, IndicatorEvidence)
        theme_copied.fill(self.name, copying.copy_indicators)
        theme_held.fill(self.name, copying.indicators_held)
        slots.effects.fill(self.name, effects.noted)
        slots.meanings.fill(self.name, meaning.meaning_of)
        slots.receipt_parts.fill(self.name, parts.on_receipt)
        slots.row_parts.fill(self.name, parts.on_row)
        health.READINESS["standings"] = truth.are_true
        upkeep.JOBS["standings"] = upkeep.Job(mending.mend, _("standings mended"))
        post_migrate.connect(following.nothing_yet, sender=self, dispatch_uid="snapshots:nothing")
