from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from config.data_tables import DataTables
from config.held import PersonalData


class VoicesConfig(AppConfig):
    name = "voices"
    verbose_name = _("children's and parents' voices")
    data_tables = DataTables(
        places={
            "UnitLink": ("institution",),
            "Tally": ("link__institution",),
            "SentSheet": ("link__institution",),
            "CountedReport": ("result__institution",),
        }
    )

    personal_data = PersonalData(held={"VoiceRound": ["opened_by"]}, secret=["UnitLink.token"])

    def ready(self) -> None:
        from config import upkeep
        from imports.slots import ways_in
        from indicators.slots import said_about
        from measurements.reference import also_load
        from voices.feeding import feed_where_a_round_is_over
        from voices.said import said_part
        from voices.shipped import load_asked
        from voices.way_in import ways_of

        upkeep.JOBS["voices"] = upkeep.Job(
            feed_where_a_round_is_over, _("rounds of answers that are over"), "SURVEYS_AT"
        )
        also_load(load_asked)
        said_about.fill(self.name, said_part)
        ways_in.fill(self.name, ways_of)
