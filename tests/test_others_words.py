"""Two who edit one row at once: nobody's words go, whatever the form."""

import importlib
import json
import pkgutil
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.crossed import VersionReadForm
from config.others_words import KeepsOthersWords, KeepsWhatStood
from leadership.forms import ProgressForm
from leadership.forms.everyday import StepsForm
from leadership.value_base.citing import CitationForm
from leadership.workplace.economy import SharedEconomyForm
from meetings.models import AgendaItem
from tests.factories import BoardFactory, ClusterFactory, LocalGoalFactory, MembershipFactory
from tests.factories.everyday import OnboardingFactory
from tests.factories.leadership import ActionFactory, CommitmentFactory, FocusAreaFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.workplace import SharedEconomyFactory

#: Forms of rows that hold nobody else's words back, and why not by `KeepsOthersWords`.
OTHERWISE = {
    "MinutesForm": "marks of its own, and of who wrote last",
    "AttendanceForm": "puts together what each has ticked",
    "AssessmentForm": "a mark of its own",
    "LocalGoalForm": "versions, laid side by side",
    "RowForm": "versions, laid side by side",
    "ValueBaseForm": "versions",
    "FollowUpForm": "makes a row",
    "MinutesRemarkForm": "makes a row",
    "DissentForm": "makes a row",
    "StatusUpdateForm": "makes a row",
    "ReportForm": "makes a row, and refuses a report that is there",
    "ApiTokenForm": "makes a row",
    "UserCreationForm": "of the administration",
    "UserChangeForm": "of the administration",
}


def _every(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _every(each)


def _forms_of_rows():
    """Those of the pages; the administration has its own ways."""
    for app in settings.INSTALLED_APPS:
        name = app.partition(".")[0]
        package = importlib.import_module(name)
        if not hasattr(package, "__path__") or not (settings.BASE_DIR / name).is_dir():
            continue
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not {"migrations", "management", "tests"} & set(module.name.split(".")):
                importlib.import_module(module.name)
    for form in set(_every(forms.ModelForm)):
        root = settings.BASE_DIR / form.__module__.partition(".")[0]
        is_ours = (
            root.is_dir() and "admin" not in form.__module__ and "tests" not in form.__module__
        )
        if is_ours and getattr(form, "_meta", None) and form._meta.model:
            yield form


#: Plain forms, that are of no row by themselves, and hold nobody else's words back: why.
PLAIN = {
    "signing in, keys and codes: one's own": (
        *("ConfirmForm", "CodeForm", "NewAppForm", "NewPasskeyForm", "PasskeyAnswerForm"),
        *("PasskeyForm", "FirstPasswordForm", "ForgottenPasswordForm", "NewPasswordForm"),
        *("PasswordByAdministratorForm", "PasswordChangeForm", "SignInForm"),
    ),
    "part of others": (
        *("_ChoosesPassword", "_ClosesKeys", "_StartsAtTheHeading", "_ToPassages", "LifeMoveForm"),
        *("AttachesFiles", "WithFigure", "GoalWordsForm", "MindsDays", "SentenceForm", "PartForm"),
        *("PeriodForm", "TargetRow", "SharedRowForm", "EffortRowForm"),
    ),
    "asks, and writes nothing": (
        *("LogFilter", "LookForm", "ExportForm", "TemplateForm", "LinksForm"),
    ),
    "adds something of its own": (
        *("ClosingForm", "SplitForm", "PublicAnswerForm", "HearingToAgendaForm", "NewPersonForm"),
        *("DeputyForm", "GiveRoleForm", "RenewalForm", "EditionForm", "OwnInstrumentForm"),
        *("ContributionForm", "MemoToAgendaForm", "ResultForm", "SurveyAnswerForm", "AnswersForm"),
        *("FigureForm", "ManualResultForm", "MappingAnswerForm"),
    ),
    "a public release: what one has looked at whole, beside those before": ("OpenDataForm",),
    "a move of a life: of two at once the second is told that it was made": (
        *("RemarkMoveForm", "HearingMoveForm", "PlanMoveForm", "ChoiceForm", "TransitionForm"),
        *("ApprovalForm", "ReopenForm", "MoveForm", "EndRoleForm", "ChangeRoleForm"),
        *("RescheduleForm", "OverlapForm", "PictureForm", "ApprovedAtForm", "ExpectedForm"),
    ),
    "files and numbers: what they replace is told before, and can be undone": (
        *("UploadForm", "MeasurementFilesForm", "EntryForm", "TalksForm", "WordFileForm"),
    ),
    "versions, and what the other has saved is told": (
        *("BoardAnswerForm", "SharedEconomyForm", "LoopForm"),
    ),
    "of a sheet, which tells what has been saved since it was read": (
        *("RuleForm", "VisionThemeForm"),
    ),
}


def _plain_forms():
    """Those that are of no row by themselves."""
    list(_forms_of_rows())  # every module has been read
    for form in set(_every(forms.BaseForm)):
        root = settings.BASE_DIR / form.__module__.partition(".")[0]
        is_ours = (
            root.is_dir() and "admin" not in form.__module__ and "tests" not in form.__module__
        )
        if is_ours and not issubclass(form, forms.BaseModelForm):
            yield form


def test_every_other_form_keeps_what_others_have_written_or_says_why_it_need_not():
    found = {form.__name__: form for form in _plain_forms()}

    assert len(found) > 50
    without = {name for name, form in found.items() if not issubclass(form, KeepsWhatStood)}
    told = [name for names in PLAIN.values() for name in names]
    assert len(told) == len(set(told))
    assert without - set(told) == set()
    assert set(told) - without == set()


def test_every_form_of_a_row_keeps_what_others_have_saved_meanwhile():
    found = {form.__name__: form for form in _forms_of_rows()}

    assert len(found) > 30
    kept = (KeepsOthersWords, VersionReadForm)
    without = {name for name, form in found.items() if not issubclass(form, kept)}
    assert without == OTHERWISE.keys()


@pytest.fixture
def table(db):
    """An item that the secretary and the chair have open at once."""
    cluster = ClusterFactory()
    meeting = MeetingFactory(
        board=BoardFactory(cluster=cluster), called=True, held_on=timezone.localdate()
    )
    item = AgendaItemFactory(meeting=meeting, title="Budget", text="Som det er.")
    people = (
        MembershipFactory(cluster_leader=True, cluster=cluster).user,
        MembershipFactory(chair=True, cluster=cluster).user,
    )
    return SimpleNamespace(
        item=item,
        cluster=cluster,
        address=reverse("agenda_item_edit", args=[item.pk]),
        pages=[FormOpen(person, item) for person in people],
        people=people,
    )


class FormOpen:
    """The form as somebody has it open."""

    def __init__(self, person, item):
        self.client = Client()
        self.client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        self.address = reverse("agenda_item_edit", args=[item.pk])
        self.read(self.client.get(self.address))

    def read(self, answer):
        form = answer.context["form"]
        self.told = {
            field.html_name: field.value()
            for field in form
            if field.value() not in (None, False) and field.name != "attachment"
        }
        self.told |= {
            name: [getattr(row, "pk", row) for row in value]
            for name, value in self.told.items()
            if isinstance(value, list)
        }
        assert 'name="seen"' in answer.content.decode()

    def save(self, **words):
        self.told |= words
        return self.client.post(self.address, self.told)


def test_each_changes_a_field_of_their_own(table):
    secretary, chair = table.pages

    assert secretary.save(text="Som det bliver.").status_code == 302
    assert chair.save(further="Vi vender tilbage.").status_code == 302

    table.item.refresh_from_db()
    assert (table.item.text, table.item.further) == ("Som det bliver.", "Vi vender tilbage.")


def test_of_two_in_one_field_the_second_is_shown_the_first_and_puts_it_together(table):
    secretary, chair = table.pages
    secretary.save(text="Sekretærens ord.")

    answer = chair.save(text="Formandens ord.")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "imens: »Sekretærens ord.« Skriv det sammen" in page  # one stop
    assert "Formandens ord." in page
    table.item.refresh_from_db()
    assert table.item.text == "Sekretærens ord."
    chair.read(answer)
    assert chair.save(text="Formandens ord. Sekretærens ord.").status_code == 302
    table.item.refresh_from_db()
    assert table.item.text == "Formandens ord. Sekretærens ord."


def test_whoever_has_seen_what_stands_may_write_over_it(table):
    secretary, chair = table.pages
    secretary.save(text="Sekretærens ord.")
    chair.read(chair.save(text="Formandens ord."))

    assert chair.save().status_code == 302

    table.item.refresh_from_db()
    assert table.item.text == "Formandens ord."


def test_what_is_ticked_by_each_is_ticked(table):
    goals = [
        LocalGoalFactory(cluster=table.cluster, institution=None, sent=True) for _n in range(3)
    ]
    table.item.local_goals.set([goals[0]])
    pages = [FormOpen(person, table.item) for person in table.people]
    chosen = [goal.pk for goal in goals]

    pages[0].save(local_goals=chosen[:2])
    pages[1].save(local_goals=[chosen[2]])  # unticks the first, ticks the third

    assert set(table.item.local_goals.values_list("pk", flat=True)) == set(chosen[1:])


@pytest.mark.parametrize("seen", ["", "nonsense", "[]", json.dumps({"text": 3, "title": None})])
def test_a_form_that_does_not_tell_what_it_saw_is_saved_or_asked_and_never_fails(table, seen):
    answer = table.pages[0].save(seen=seen, text="Ord")

    assert answer.status_code in (200, 302)
    assert AgendaItem.objects.get().title == "Budget"


# --- Forms that are of no row by themselves ---------------------------------------------------


def _as_opened(form, **changed):
    """What is sent of a form as it was opened, and changed."""
    told = QueryDict(mutable=True)
    for field in form:
        value = changed.pop(field.html_name, field.value())
        if isinstance(value, list | tuple):
            told.setlist(field.html_name, [str(getattr(one, "pk", one)) for one in value])
        elif value is not None:
            told[field.html_name] = str(value)
    assert not changed
    return told


def test_of_two_who_say_how_it_goes_with_actions_each_keeps_their_words(db):
    focus = FocusAreaFactory()
    first, second = ActionFactory(focus=focus), ActionFactory(focus=focus)
    rows = focus.actions.order_by("pk")
    opened = [ProgressForm(actions=rows) for _person in range(2)]

    mine = ProgressForm(
        _as_opened(opened[0], **{f"note_{first.pk}": "Mine ord"}), actions=rows.all()
    )
    assert mine.is_valid()
    mine.save()
    theirs = ProgressForm(
        _as_opened(opened[1], **{f"note_{second.pk}": "Dine ord"}), actions=rows.all()
    )
    assert theirs.is_valid()
    theirs.save()

    assert list(rows.values_list("note", flat=True)) == ["Mine ord", "Dine ord"]
    again = ProgressForm(
        _as_opened(opened[1], **{f"note_{first.pk}": "Andre ord"}), actions=rows.all()
    )
    assert "Mine ord" in str(again.errors)


def test_what_two_tick_of_an_introduction_is_all_ticked(db):
    cell = CommitmentFactory().cell
    first, second = cell.commitments.first(), CommitmentFactory(role=cell.role)
    onboarding = OnboardingFactory(role=cell.role)
    opened = [StepsForm(onboarding=onboarding) for _person in range(2)]

    for form, step in zip(opened, (first, second), strict=True):
        sent = StepsForm(_as_opened(form, steps=[step]), onboarding=onboarding)
        assert sent.is_valid(), sent.errors
        sent.save()

    done = onboarding.steps.values_list("commitment", flat=True)
    assert set(done) == {first.pk, second.pk}


def test_what_two_choose_of_the_value_base_is_all_chosen(db):
    cell = CommitmentFactory().cell
    first, second = cell.commitments.first(), CommitmentFactory(role=cell.role)
    rows = [(row.pk, row.text) for row in (first, second)]
    offer = SimpleNamespace(cites="commitment", parts=[("area_1", "Faglighed", rows)])
    name, chosen = "area_1", set()
    opened = [CitationForm(offer=offer, chosen=chosen) for _person in range(2)]

    for form, pk in zip(opened, (first.pk, second.pk), strict=True):
        sent = CitationForm(_as_opened(form, **{name: [pk]}), offer=offer, chosen=chosen)
        assert sent.is_valid(), sent.errors
        chosen = sent.chosen

    assert chosen == {first.pk, second.pk}


def test_of_two_who_write_what_is_shared_the_second_reads_the_rows_of_the_first(db):
    economy = SharedEconomyFactory(rows=[])
    opened = [SharedEconomyForm(economy=economy) for _person in range(2)]
    rows = [{"what": "Rengøring", "key": "efter børnetal", "amount": ""}]
    first, second = (SharedEconomyForm(_as_opened(form), economy=economy) for form in opened)
    assert first.is_valid()
    assert first.save(rows)

    assert second.is_valid()
    assert not second.save([{"what": "Vikarer", "key": "efter timer", "amount": ""}])

    assert "»Rengøring: efter børnetal«" in str(second.errors)
