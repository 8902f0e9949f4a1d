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
        held={"LearnedAnswer": ["learned_by"], "HistoricalLearnedAnswer": ["learned_by"]},
        json_without={"LearnedAnswer.choices": "what a word of a file may mean"},
        withheld={
            "uploads": _(
                "Files between preview and confirmation lie without the name of who uploaded them,"
                " for a day at most. Those that name the person are listed; their content, which"
                " names others, is not given along."
            ),
        },
    )

    def ready(self) -> None:
        from accounts.leaving import person_anonymised
        from accounts.slots import files_naming, words_of_detail
        from config import metrics, retention
        from files.number_fields import in_the_administration
        from imports import remembering, tickets
        from imports.kinds import kind_in_words
        from imports.metrics_read import of_imports

        in_the_administration()
        words_of_detail.fill(self.name, kind_in_words)
        metrics.READ["imports"] = of_imports

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
        files_naming.fill(self.name, tickets.waiting_naming)
        person_anonymised.connect(tickets.drop_naming, dispatch_uid="drop_uploads_naming")
