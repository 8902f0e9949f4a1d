from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from config.data_tables import DataTables
from config.held import PersonalData


class ImportsConfig(AppConfig):
    name = "imports"
    verbose_name = _("imports")
    #: What is remembered of files is shown to whoever reads files in, and on no page that is kept.
    data_tables = DataTables(quiet={"LearnedAnswer"})

    personal_data = PersonalData(
        held={"LearnedAnswer": ["learned_by"], "HistoricalLearnedAnswer": ["learned_by"]}
    )

    def ready(self) -> None:
        from accounts.leaving import person_anonymised
        from config import retention
        from imports import remembering, tickets

        retention.KINDS["uploads between preview and confirmation"] = tickets.purge
        retention.KINDS["answers about files"] = remembering.forget_old
        person_anonymised.connect(tickets.drop_naming, dispatch_uid="drop_uploads_naming")
