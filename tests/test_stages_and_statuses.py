"""Where something is in its life and how it goes are two things, and never share a word."""

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from config.templatetags.components import STATUS_WORDS
from leadership.workflow import PlanStage as PlanStage
from meetings.workflow import MeetingStatus
from strategy import progress
from strategy.models import Strategy
from strategy.report_life import ReportStage
from strategy.workflow import LocalGoalStatus, Outcome, Progress


def in_words(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """(stage → of what, status → of what), in small letters."""
    with translation.override(language):
        stages = {
            "local goal": LocalGoalStatus.labels,
            "local goal, short": progress._STAGES.values(),
            "status report": ReportStage.labels,
            "strategy": Strategy.Stage.labels,
            "plan": PlanStage.labels,
            "meeting": MeetingStatus.labels,
        }
        statuses = {
            "progress": Progress.labels,
            "outcome": Outcome.labels,
            "mark": STATUS_WORDS.values(),
            "after a count": progress.STATES.values(),
        }
        return tuple(
            {str(word).lower(): of for of, words in found.items() for word in words}
            for found in (stages, statuses)
        )


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_stage_and_a_status_never_share_a_word(language):
    stages, statuses = in_words(language)

    shared = {word: (stages[word], statuses[word]) for word in stages if word in statuses}
    assert not shared


def test_every_stage_of_a_model_is_looked_at():
    """A model that gets stages of its own is held against the statuses, too."""
    seen = {"LocalGoal", "Decision", "StatusReport", "Strategy", "DevelopmentPlan", "Meeting"}
    for model in apps.get_models():
        if not model.__module__.startswith(("strategy.", "meetings.", "leadership.")):
            continue
        for field in model._meta.get_fields():
            is_of_life = isinstance(field, models.CharField) and field.name in {"stage", "status"}
            if is_of_life and field.choices and not model.__name__.startswith("Historical"):
                assert model.__name__ in seen, f"{model.__name__}.{field.name}"
