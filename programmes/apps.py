from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _

from config.data_tables import DataTables
from config.held import PersonalData


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = _("competence programmes")

    personal_data = PersonalData(
        held={
            "AttentionPoint": ["owner"],
            "HistoricalAttentionPoint": ["owner"],
            "Consultant": ["user"],
            "Shift": ["made_by"],
            "Result": ["entered_by"],
            "Survey": ["made_by"],
        },
        json_without={
            "EvaluationPoint.synonyms": "words of a form",
            "EvaluationPoint.retired_codes": "words of a form",
        },
    )

    data_tables = DataTables(
        places={"Anchor": ("local_goal__institution", "local_goal__cluster")},
    )

    def ready(self) -> None:
        from accounts.leaving import person_anonymised
        from config import upkeep
        from imports.kinds import register
        from imports.slots import ways_in
        from measurements.layouts import OTHERS
        from measurements.models import Import
        from programmes.feeding import feed_again, feed_where_a_survey_is_over
        from programmes.importing import ProgrammeSurveyFile
        from programmes.leaving import forget_name
        from programmes.on_local_goals import fill_slots
        from programmes.way_in import ways_of

        upkeep.JOBS["surveys"] = upkeep.Job(
            feed_where_a_survey_is_over, _("surveys that are over"), "SURVEYS_AT"
        )
        OTHERS[ProgrammeSurveyFile.code] = ProgrammeSurveyFile.title
        register(ProgrammeSurveyFile)
        fill_slots()
        ways_in.fill(self.name, ways_of)
        # `measurements` knows nothing of programmes, and its imports can be taken back there
        post_save.connect(feed_again, sender=Import, dispatch_uid="programmes.feed_again")
        person_anonymised.connect(forget_name, dispatch_uid="forget_name")
