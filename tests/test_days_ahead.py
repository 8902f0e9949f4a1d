"""Deadlines lie ahead, days come in order, and of what has not been yet nothing has come."""

import datetime

import pytest
from django import forms
from django.utils import timezone

from config.days import YEARS_BACK
from config.deadlines import MindsDays
from config.forms import DateInput
from duties.report_forms import ReportForm
from leadership.forms.plans import ActionForm, FollowUpDaysForm
from leadership.models import Action, ThemeAction
from leadership.workplace.forms import ThemeActionForm
from meetings.forms.years import YearStepForm
from meetings.models import YearStep
from strategy.effort_forms import EffortsField
from tests.every_form import forms_with
from tests.factories import ClusterFactory, InstitutionFactory
from tests.factories.leadership import DevelopmentPlanFactory, FocusAreaFactory

DAY = datetime.timedelta(days=1)


def written(day):
    return f"{day:%d.%m.%Y}"


class Dated(MindsDays, forms.Form):
    ahead = ("due_on",)
    not_before = {"due_on": ("from_on", "Ikke før den begynder.")}

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


#: What a form calls a day by which something is to be done.
DEADLINES = {"due_on", "until_on", "closes_on", "deadline_on", "review_on"}
#: A field of a plan as the plan was, and a look into the log: nothing is planned by them.
NO_PLAN = {("ProcessStepForm", "deadline_on"), ("LogFilter", "day")}
DATED = forms_with(forms.DateField)


def test_the_forms_that_ask_for_days_are_found():
    assert {"RemarkForm", "FollowUpForm", "SurveyForm", "LocalGoalForm"} <= {
        form.__name__ for form, _names in DATED
    }


@pytest.mark.parametrize(("form", "names"), DATED, ids=lambda it: getattr(it, "__name__", ""))
def test_every_form_that_asks_for_days_minds_them(form, names):
    for name in names:
        if (form.__name__, name) in NO_PLAN:
            continue
        assert issubclass(form, MindsDays), name
        if name in DEADLINES:
            assert name in form.ahead or hasattr(form, f"clean_{name}"), name


YEARS = [(form, name) for form, names in forms_with(forms.IntegerField) for name in names]


@pytest.mark.parametrize("told", ["1926", "926", "2206"])
def test_no_year_is_mistyped_by_a_century(told):
    """Those of which the bounds are set when the form is made are tried in their own tests."""
    for form, name in YEARS:
        if name != "year" or form.__name__ == "MappingForm":
            continue
        with pytest.raises(forms.ValidationError):
            form.base_fields[name].clean(told)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (timezone.localdate().year - 100, "Det er over 20 år siden. Er årstallet rigtigt?"),
        (timezone.localdate().year + 100, "Det er mere end 15 år frem. Er årstallet rigtigt?"),
    ],
)
def test_a_day_of_a_mistyped_year_is_asked_about_in_any_form(wrong, told):
    form = Dated({"from_on": f"01.05.{wrong}", "due_on": written(timezone.localdate() + DAY)})

    assert form.errors.get("from_on") == [told]


@pytest.mark.django_db
def test_an_effort_is_not_due_in_the_past_unless_it_stood_so():
    today = timezone.localdate()
    field = EffortsField()
    there = {"row": "7", "text": "Ture", "responsible": "", "due_on": f"{today - DAY}"}
    field.widget.saved = [there]

    assert field.clean([there]) == [there]
    with pytest.raises(forms.ValidationError, match="Dagen er passeret"):
        field.clean([there | {"due_on": f"{today - 2 * DAY}"}])
    with pytest.raises(forms.ValidationError, match="Dagen er passeret"):
        field.clean([there | {"row": ""}])


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
