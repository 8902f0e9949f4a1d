"""Hints while writing: each rule alone, and where they are shown."""

import datetime

import pytest
from django.urls import reverse

from measurements.reference import load_everything
from strategy.hints import FormHints, hints
from strategy.models import HelpText, LocalGoal
from strategy.names import child_named_in
from tests.factories import LocalGoalFactory, MembershipFactory, UserFactory

GOOD = FormHints(
    text="Børnene vælger ugens fælles aktivitet",
    efforts=["Børnemøde hver onsdag"],
    how="Observation og børneinterview",
    measured_on=datetime.date(2026, 11, 15),
    year=2026,
)


def found(**changes) -> dict[str, str]:
    from dataclasses import replace

    return {hint.field: hint.text for hint in hints(replace(GOOD, **changes))}


def test_a_goal_that_can_be_measured_gets_no_hints():
    assert found() == {}


def test_nothing_is_said_before_anything_is_written():
    assert hints(FormHints()) == ()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"efforts": []}, "efforts", "ikke nævnt nogen indsats"),
        ({"how": " "}, "how", "Hvordan vil I se, at det virker"),
        ({"measured_on": None}, "measured_on", "Uden en dag"),
        ({"measured_on": None, "when_text": "juni 2026"}, "measured_on", "30.06.2026"),
        ({"measured_on": None, "how": "Evalueres løbende"}, "how", "»løbende«"),
        ({"text": "Emma skal have en ven"}, "text", "»Emma«"),
        ({"earlier": [(2023, "Børnene vælger ugens fælles aktivitet.")]}, "text", "siden 2023"),
    ],
)
def test_each_hint_is_about_one_question(changes, field, words):
    [(of, text)] = found(**changes).items()

    assert of == field
    assert words in text


def test_a_goal_of_last_year_or_another_goal_stands_for_no_years():
    assert found(earlier=[(2025, GOOD.text), (2021, "Alle børn har en legekammerat")]) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vi følger Emmas trivsel", "Emma"),
        ("Karla og Noah leger sammen", "Karla"),
        ("Samira på 4 år taler mere", "Samira"),
        ("Samtale om Bertil (3 år)", "Bertil"),
        ("Vi støtter pigen Jasmin", "Jasmin"),
        ("Alle børn på 4 år", ""),
        ("Børnehuset Åkanden måler i August 2026", ""),
        ("TOPI, KIDS og sociogram hos Solsikken", ""),
        ("Pædagogerne på Lærkestuen", ""),
    ],
)
def test_names_of_children_are_told_from_other_words(text, name):
    assert child_named_in(text) == name


@pytest.mark.django_db
class TestOnThePage:
    @pytest.fixture
    def goal(self, client):
        goal = LocalGoalFactory(text="Emma skal have en ven", how="", measured_on=None)
        client.force_login(MembershipFactory(leader=True, institution=goal.institution).user)
        return goal

    def test_hints_stand_beside_the_form_and_stop_nothing(self, client, goal):
        html = client.get(reverse("local_goal_edit", args=[goal.pk])).content.decode()

        assert "3 ting at overveje" in html
        assert "ligner navnet på et barn" in html

    def test_help_texts_are_data(self, client, goal):
        load_everything()
        assert HelpText.objects.count() == len(HelpText.Question)
        HelpText.objects.filter(question="text").update(text="Skriv det, som I plejer.")
        HelpText.objects.filter(question="effect").update(text="Brug vores måleredskaber.")
        load_everything()

        html = client.get(reverse("local_goal_edit", args=[goal.pk])).content.decode()

        assert "Skriv det, som I plejer." in html
        assert "Brug vores måleredskaber." in html
        assert "Hvad gør I helt konkret" in html  # where nothing is written, the standard stands

    def test_administrators_word_the_help_texts(self, client, goal):
        load_everything()
        client.force_login(UserFactory(administrator=True))
        row = HelpText.objects.get(question="how")

        client.post(
            reverse("admin:strategy_helptext_change", args=[row.pk]), {"text": "Vælg TOPI."}
        )

        assert HelpText.objects.get(pk=row.pk).text == "Vælg TOPI."

    def test_the_past_is_asked_about(self, goal):
        years_ago = goal.created_at - datetime.timedelta(days=3 * 365)
        earlier = LocalGoalFactory(
            goal=goal.goal, institution=goal.institution, text=goal.text, reached=True
        )
        LocalGoal.objects.filter(pk=earlier.pk).update(created_at=years_ago)

        assert str(years_ago.year) in goal.hints[0].text
