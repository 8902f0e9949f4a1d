from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from config.data_tables import DataTables
from config.held import PersonalData


def _at(meeting: str) -> tuple[str, str]:
    """The ways to the place of the board whose meeting a way leads to."""
    return f"{meeting}board__institution", f"{meeting}board__cluster"


def _waiting(item: str) -> tuple[str, str]:
    """The ways to the place of the board an item waits for."""
    return f"{item}waits_at__institution", f"{item}waits_at__cluster"


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("meetings")
    data_tables = DataTables(
        places={
            "Meeting": _at(""),
            "AgendaItem": (*_at("meeting__"), *_waiting("")),
            "AgendaItem_goals": (*_at("agendaitem__meeting__"), *_waiting("agendaitem__")),
            "AgendaItem_indicators": (*_at("agendaitem__meeting__"), *_waiting("agendaitem__")),
            "AgendaItem_local_goals": (*_at("agendaitem__meeting__"), *_waiting("agendaitem__")),
            "AgendaItem_inspections": (*_at("agendaitem__meeting__"), *_waiting("agendaitem__")),
            "AgendaItem_development_plans": (
                *_at("agendaitem__meeting__"),
                *_waiting("agendaitem__"),
            ),
            "ItemFile": (*_at("item__meeting__"), *_waiting("item__")),
            "MeetingApproval": _at("item__meeting__"),
            "MeetingDecision": _at("item__meeting__"),
            "Dissent": _at("item__meeting__"),
            "MinutesAnswer": _at("meeting__"),
            "MinutesRemark": _at("meeting__"),
            "PutOff": _at("meeting__"),
            "Apology": _at("meeting__"),
            "BoardQuestion": _at(""),
            "FollowUp": _at("item__meeting__"),
            "MeetingPaper": _at("meeting__"),
            "Handover": _at("meeting__"),
            "YearStep": ("cluster",),
            "Contribution": ("board__institution", "board__cluster"),
        }
    )

    personal_data = PersonalData(
        held={
            "Meeting": ["closed_by"],
            "FollowUp": ["person"],
            "ItemFile": ["added_by"],
            "MeetingPaper": ["made_by"],
            "Handover": ["made_by"],
            "MinutesAnswer": ["person"],
            "MinutesRemark": ["made_by", "settled_by"],
            "PutOff": ["put_off_by"],
            "Dissent": ["noted_by"],
            "Apology": ["person"],
            "BoardQuestion": ["asked_by", "answered_by"],
        },
        json_without={"MeetingPaper.facts": "minutes as printed: text, which is looked through"},
        excused={
            "HistoricalMeeting": "who closed it stands on the meeting itself",
            "HistoricalDissent": "who noted it stands on the statement itself",
            "HistoricalMinutesRemark": "who made and settled it stand on the remark itself",
            "HistoricalBoardQuestion": "who asked and who answered stand on the question itself",
        },
    )

    def ready(self) -> None:
        from config import retention
        from measurements.reference import also_load
        from meetings import on_approvals, on_local_goals, on_programmes
        from meetings.forgetting import old_meetings, take_meetings
        from meetings.noticing import declare
        from meetings.on_goals import followed
        from meetings.reference import load_year_template
        from strategy.slots import goal_followed

        retention.KINDS[gettext_noop("meetings and minutes")] = retention.Retained(
            _("who was present, what was said and decided, by which deadline who follows up"),
            old_meetings,
            "MINUTES_KEEP_DAYS",
            may_be_ever=True,
            take=take_meetings,
        )
        also_load(load_year_template)
        on_approvals.fill_slots()
        on_local_goals.fill_slots()
        on_programmes.fill_slots()
        goal_followed.fill("meetings", followed)
        declare()
