from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from config.data_tables import DataTables
from config.held import PersonalData


def _place(goal: str) -> tuple[str, str]:
    """The ways to the place of the local goal that a way leads to."""
    return f"{goal}institution", f"{goal}cluster"


def _answers_in_words(answers: dict[str, Any]) -> str:
    from strategy.form_fields import answers_in_words

    return answers_in_words(answers)


class StrategyConfig(AppConfig):
    name = "strategy"
    verbose_name = _("strategy and local goals")
    data_tables = DataTables(
        places={
            "LocalGoal": _place(""),
            "Effort": _place("local_goal__"),
            "Decision": _place("local_goal__"),
            "StatusUpdate": _place("local_goal__"),
            "LocalGoalFigure": _place("local_goal__"),
            "LearningLoop": _place("local_goal__"),
            "LoopAddition": _place("loop__local_goal__"),
            "Attachment": _place("status_update__local_goal__"),
            "Approval_local_goals": _place("localgoal__"),
            "GoalAssessment": ("cluster",),
            "ProposedAssessment": ("cluster",),
            "MethodUse": ("institution",),
            "KeptText": _place("local_goal__"),
            "AutosavedText": _place(""),
            "HistoricalLocalGoal": _place(""),
        },
    )

    personal_data = PersonalData(
        held={
            "LocalGoal": ["created_by", "updated_by", "shared_by"],
            "Approval": ["approved_by"],
            "Statement": ["owner"],
            "Decision": ["made_by"],
            "StatusUpdate": ["made_by"],
            "LocalGoalFigure": ["made_by"],
            "LearningLoop": ["expected_by", "saved_by"],
            "LoopAddition": ["added_by"],
            "Attachment": ["added_by"],
            "KeptText": ["written_by"],
            "AutosavedText": ["writer"],
            "StatusReport": ["written_by", "approved_by"],
            "RoundReminder": ["recipient"],
            "ProposedAssessment": ["proposed_by"],
        },
        json_theirs=["KeptText.answers", "AutosavedText.answers"],
        json_words=dict.fromkeys(["KeptText.answers", "AutosavedText.answers"], _answers_in_words),
        json_without={
            "HistoricalLocalGoal.efforts_kept": "efforts of a goal: text, which is looked through",
            "Approval.content": "goals as a board approved them: text, which is looked through",
            "StatusReport.content": "a report as it was approved: text, which is looked through",
        },
        excused={
            "HistoricalLocalGoal": "who changed it is its history_user; the rest is the goal",
            "HistoricalStatement": "who changed it is its history_user; the rest is the statement",
            "HistoricalLocalGoalFigure": "as the goal: the rest is the figure",
            "HistoricalLearningLoop": "as the goal: who saved it stands in the loop",
            "HistoricalProposedAssessment": "who proposed it is its history_user",
        },
    )

    def ready(self) -> None:
        from accounts.leaving import person_anonymised
        from config import retention
        from imports.kinds import register
        from imports.slots import ways_in
        from strategy import attaching, autosave
        from strategy.forgetting import old_reminders
        from strategy.leaving import forget_texts
        from strategy.noticing import declare
        from strategy.way_in import ways_of
        from strategy.word_form.kind import LocalGoalsForm

        retention.KINDS |= {
            gettext_noop("autosaved texts"): retention.Retained(
                _("what somebody had begun to write"),
                autosave.left_behind,
                "AUTOSAVE_KEEP_DAYS",
            ),
            gettext_noop("attachments that belong to nothing"): retention.Retained(
                _("files whose status update or agenda item is gone"),
                attaching.orphans,
                until=retention.A_DAY,
            ),
            gettext_noop("reminders sent"): retention.Retained(
                _("who was reminded of a round of local goals"),
                old_reminders,
                "REMINDER_KEEP_DAYS",
            ),
        }
        register(LocalGoalsForm)
        declare()
        ways_in.fill(self.name, ways_of)
        person_anonymised.connect(forget_texts, dispatch_uid="forget_texts")
