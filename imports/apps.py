from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

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

        retention.KINDS |= {
            gettext_noop("uploads between preview and confirmation"): retention.Retained(
                _(
                    "files that nobody has confirmed, those that are being mended on a page too;"
                    " with a CPR number none is kept"
                ),
                tickets.unconfirmed,
                until=retention.A_DAY,
            ),
            gettext_noop("answers about files"): retention.Retained(
                _("what a heading or a text in files means, who said so, and from which file"),
                remembering.long_unused,
                "IMPORT_MEMORY_DAYS",
                _("%(days)s after it was last of use"),
            ),
        }
        person_anonymised.connect(tickets.drop_naming, dispatch_uid="drop_uploads_naming")
