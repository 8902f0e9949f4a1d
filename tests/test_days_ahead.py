"""Deadlines lie ahead, days come in order, and of what has not been yet nothing has come."""

import datetime

import pytest
from django import forms
from django.utils import timezone

from config.days import YEARS_BACK
from config.deadlines import MindsDays
from config.forms import DateInput
from duties.report_forms import ReportForm
from leadership.forms.everyday import OnboardingForm
from leadership.forms.plans import ActionForm, FollowUpDaysForm
from leadership.models import Action, ThemeAction
from leadership.workplace.forms import ThemeActionForm
from meetings.forms.years import YearStepForm
from meetings.models import YearStep
from tests.factories import ClusterFactory, InstitutionFactory
from tests.factories.leadership import DevelopmentPlanFactory, FocusAreaFactory

DAY = datetime.timedelta(days=1)


def written(day):
    return f"{day:%d.%m.%Y}"


class Dated(MindsDays, forms.Form):
    ahead = ("due_on",)
    later = {"due_on": ("from_on", "Ikke før den begynder.")}

    from_on = forms.DateField(widget=DateInput, required=False)
    due_on = forms.DateField(widget=DateInput)


def test_a_deadline_that_is_written_has_not_passed():
    today = timezone.localdate()

    assert "due_on" in Dated({"due_on": written(today - DAY)}).errors
    assert Dated({"due_on": written(today)}).is_valid()


def test_a_deadline_that_stood_already_is_left_alone():
    long_ago = timezone.localdate() - 400 * DAY

    assert Dated({"due_on": written(long_ago)}, initial={"due_on": long_ago}).is_valid()


def test_days_come_in_their_order_and_the_later_one_says_so():
    today = timezone.localdate()
    form = Dated({"from_on": written(today + 9 * DAY), "due_on": written(today + 3 * DAY)})

    assert form.errors == {"due_on": ["Ikke før den begynder."]}


@pytest.mark.parametrize("form", [ThemeActionForm, ActionForm, OnboardingForm, FollowUpDaysForm])
def test_forms_with_deadlines_mind_them(form):
    assert issubclass(form, MindsDays)
    assert form.ahead


@pytest.mark.django_db
def test_an_action_of_a_theme_is_not_due_in_the_past():
    action = ThemeAction()
    told = {"what": "Fast mødeleder", "who": "Lederen", "until_on": "01.01.2020"}

    assert set(ThemeActionForm(told, instance=action).errors) == {"until_on"}


@pytest.mark.django_db
def test_an_agreement_is_due_in_the_year_of_its_plan():
    year = timezone.localdate().year + 1
    action = Action(focus=FocusAreaFactory(plan__year=year))

    def errors(due_on):
        told = {"text": "Datadag", "responsible": "Mette", "due_on": due_on}
        return set(ActionForm(told, instance=action).errors)

    assert errors("30.11.2020") == {"due_on"}
    assert errors(f"01.03.{year + 2}") == {"due_on"}
    assert errors(f"01.03.{year}") == set()


@pytest.mark.django_db
def test_the_year_is_reviewed_after_what_it_reviews():
    plan = DevelopmentPlanFactory(year=timezone.localdate().year + 1)

    def errors(review, *, first="15.06"):
        told = {"day_1": f"{first}.{plan.year}", "review_on": f"{review}.{plan.year}"}
        return set(FollowUpDaysForm(told, plan=plan).errors)

    assert errors("01.03") == {"review_on"}
    assert errors("01.12") == set()


@pytest.mark.django_db
def test_of_what_has_not_been_yet_nothing_has_come():
    today = timezone.localdate()

    def errors(day):
        told = {"title": "Dialogmøde", "kind": "other", "outcome": "Det gik godt"}
        told |= {"from_on": written(day), "to_on": written(day)}
        form = YearStepForm(told, instance=YearStep(cluster=ClusterFactory()))
        return set(form.errors)

    assert errors(today + DAY) == {"outcome"}
    assert errors(today) == set()


@pytest.mark.django_db
def test_a_mistyped_year_is_asked_about():
    """Of whatever has been done: a report of tilsyn of 1926 became one of its place's years."""
    house, today = InstitutionFactory(), timezone.localdate()

    def errors(day):
        form = ReportForm({"kind": "ordinary", "closed_on": written(day)}, institution=house)
        return form.errors.get("closed_on", [])

    assert errors(today.replace(year=today.year - 100)) == [
        "Det er over 20 år siden. Er årstallet rigtigt?"
    ]
    assert errors(today.replace(year=today.year - YEARS_BACK)) == []
    assert errors(today + DAY) == ["Dagen er ikke kommet endnu."]
