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
            "Remark": ("institution",),
            "RemarkStep": ("remark__institution",),
        }
    )

    personal_data = PersonalData(
        held={"BoardTold": ["noted_by"], "Remark": ["person"], "RemarkStep": ["made_by"]}
    )

    def ready(self) -> None:
        from config import retention
        from duties.forgetting import old_notes
        from duties.rules import load_rules
        from measurements.reference import also_load

        also_load(load_rules)
        retention.KINDS[gettext_noop("remarks of inspections")] = retention.Retained(
            _("who followed up a remark that is closed, and what they and the board wrote"),
            old_notes,
            "MINUTES_KEEP_DAYS",
            may_be_ever=True,
        )
