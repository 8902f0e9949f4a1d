from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from config.data_tables import DataTables
from config.held import PersonalData


class DutiesConfig(AppConfig):
    name = "duties"
    verbose_name = _("duties of the year")
    data_tables = DataTables(
        places={
            "BoardTold": ("institution",),
            "EnvironmentAnswer": ("evaluation__institution",),
            "EnvironmentEvaluation": ("institution",),
            "HistoricalEnvironmentAnswer": ("evaluation__institution",),
            "Remark": ("institution",),
            "Remark_local_goals": ("remark__institution",),
            "RemarkStep": ("remark__institution",),
            "ReportCorrection": ("institution",),
        }
    )

    personal_data = PersonalData(
        held={
            "BoardTold": ["noted_by"],
            "EnvironmentAnswer": ["written_by"],
            "HistoricalEnvironmentAnswer": ["written_by"],
            "Remark": ["person"],
            "RemarkStep": ["made_by"],
            "ReportCorrection": ["made_by"],
        }
    )

    def ready(self) -> None:
        from config import retention
        from duties.forgetting import old_notes
        from duties.noticing import declare
        from duties.reports import due_after_year
        from duties.rules import load_rules
        from indicators.slots import not_due
        from measurements.reference import also_load

        declare()
        also_load(load_rules)
        not_due.fill("duties", due_after_year)
        retention.KINDS[gettext_noop("remarks of inspections")] = retention.Retained(
            _("who followed up a remark that is closed, and what they and the board wrote"),
            old_notes,
            "MINUTES_KEEP_DAYS",
            may_be_ever=True,
        )
