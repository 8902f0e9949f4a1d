from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from config.data_tables import DataTables
from config.held import PersonalData


def _at(hearing: str) -> tuple[str, str]:
    """The ways to the place of the hearing that a way leads to."""
    return f"{hearing}institution", f"{hearing}cluster"


class HearingsConfig(AppConfig):
    name = "hearings"
    verbose_name = _("hearings")
    data_tables = DataTables(
        places={
            "Hearing": _at(""),
            "HearingStep": _at("hearing__"),
            "HearingReceiver": _at("hearing__"),
            "HearingAnswer": _at("hearing__"),
            "AnswerPart": _at("answer__hearing__"),
            "AnswerFile": _at("answer__hearing__"),
        }
    )

    personal_data = PersonalData(
        held={
            "Hearing": ["begun_by"],
            "HearingStep": ["made_by"],
            "HearingAnswer": ["sent_by"],
            "AnswerPart": ["judged_by"],
            "AnswerFile": ["added_by"],
        },
        secret=["Hearing.token"],
        json_without={
            "Hearing.content": "a text as it was sent to hearing: text, which is looked through",
            "Hearing.second": "a text as it was after a hearing: text, which is looked through",
            "HearingAnswer.draft": "what a board is writing: text, which is looked through",
        },
    )

    def ready(self) -> None:
        from config import retention
        from hearings.agenda import answers_to_agree_on
        from hearings.forgetting import old_hearings, old_names, take_names
        from hearings.noticing import declare
        from hearings.on_texts import fill_slots
        from meetings.slots import suggested

        retention.KINDS[gettext_noop("names in answers to hearings")] = retention.Retained(
            _("who answered a hearing by an open link, where they wrote it; the answer stays"),
            old_names,
            until=_("a year after the deadline"),
            take=take_names,
        )
        retention.KINDS[gettext_noop("hearings")] = retention.Retained(
            _("what boards and others answered, and who sent it; hearings that are over"),
            old_hearings,
            "MINUTES_KEEP_DAYS",
            may_be_ever=True,
        )
        declare()
        fill_slots()
        suggested.fill("hearings", answers_to_agree_on)
