from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    name = "strategy"
    verbose_name = _("strategy and local goals")

    def ready(self) -> None:
        from institutions.versions import note_changes

        wanted = ["Strategy", "Goal", "Statement", "GoalAssessment", "ProcessStep"]
        done = ["LocalGoal", "Effort", "Decision", "StatusUpdate", "Method", "MethodUse"]
        note_changes("strategies", app="strategy", of=wanted)
        note_changes("local goals", app="strategy", of=done)
