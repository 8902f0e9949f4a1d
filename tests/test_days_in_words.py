"""Days as Danes write them, and the form's one answer as the two we keep."""

import datetime

import pytest

from strategy.days_in_words import last_day
from strategy.models import LocalGoal
from strategy.word_form.effect import EffectAnswer, written

DAYS = {
    "15.11.2026": (2026, 11, 15),
    "d. 1/9-26": (2026, 9, 1),
    "2026-11-15": (2026, 11, 15),
    "15. november 2026": (2026, 11, 15),
    "den 1. dec. 2026": (2026, 12, 1),
    "juni 2026": (2026, 6, 30),
    "Juni måned 2026": (2026, 6, 30),
    "februar 2028": (2028, 2, 29),
    "medio juni 2026": (2026, 6, 15),
    "i maj og november 2026": (2026, 11, 30),
    "november 2026 og maj 2027": (2027, 5, 31),
    "uge 47, 2026": (2026, 11, 20),
    "uge 45-47 2026": (2026, 11, 20),
    "2. kvartal 2026": (2026, 6, 30),
    "1. halvår 2027": (2027, 6, 30),
    "i foråret 2027": (2027, 5, 31),
    "inden sommerferien 2026": (2026, 6, 30),
    "vinteren 2026/27": (2027, 2, 28),
    "skoleåret 2026/27": (2027, 7, 31),
    "ved udgangen af 2026": (2026, 12, 31),
    "ultimo 2026": (2026, 12, 31),
    "i løbet af 2026": (2026, 12, 31),
    "primo 2027": (2027, 1, 31),
    "medio 2027": (2027, 6, 30),
}
NO_DAYS = ["", "november", "løbende", "31.02.2026", "uge 60 2026", "24 børn", "KIDS 2026"]


@pytest.mark.parametrize("words", DAYS)
def test_the_last_day_that_words_name(words):
    assert last_day(f"Vi måler {words}.") == datetime.date(*DAYS[words])


@pytest.mark.parametrize("words", NO_DAYS)
def test_without_a_year_there_is_no_day(words):
    assert last_day(words) is None


@pytest.mark.parametrize(
    ("text", "how", "when_text"),
    [
        ("TOPI og sociogram, juni 2026", "TOPI og sociogram", "juni 2026"),
        ("Børneinterview.\nJuni 2026", "Børneinterview.", "Juni 2026"),
        ("Børneinterview. Vi måler i juni 2026.", "Børneinterview.", "Vi måler i juni 2026"),
        ("Hvordan: TOPI\nHvornår: 30.06.2026", "TOPI", ""),
        ("Hvordan: TOPI. Hvornår: 30.06.2026", "TOPI.", ""),
        ("Hvornår: senest juni 2026", "", "senest juni 2026"),
        ("Inden udgangen af juni 2026", "", "Inden udgangen af juni 2026"),
        ("I juni 2026 laver vi interview", "I juni 2026 laver vi interview", ""),
    ],
)
def test_how_and_when_are_told_apart_where_they_can_be(text, how, when_text):
    effect = EffectAnswer.of(text)

    assert (effect.how, effect.when_text) == (how, when_text)
    assert effect.measured_on == datetime.date(2026, 6, 30)


@pytest.mark.parametrize("day", [None, datetime.date(2026, 11, 15)])
@pytest.mark.parametrize("when_text", ["", "ved måltiderne i maj og november"])
@pytest.mark.parametrize("how", ["", "TOPI", "KIDS i juni 2026.\nOg sociogram", "Samtale, uge 5"])
def test_what_is_written_is_read_again(how, when_text, day):
    goal = LocalGoal(how=how, when_text=when_text, measured_on=day)

    effect = EffectAnswer.of(written(goal))

    assert (effect.how, effect.when_text, effect.measured_on) == (how, when_text, day)


@pytest.mark.parametrize("number", ["1000000000", "99999999999999999999", "0,1234"])
@pytest.mark.parametrize("name", ["udgangspunkt", "måltal"])
def test_a_number_with_more_digits_than_are_kept_stays_words(name, number):
    line = f"I tal: Børn med en ven ({name}: {number})"

    answer = EffectAnswer.of(f"Vi tæller\n{line}")

    assert (answer.how, dict(answer.measure)) == (f"Vi tæller\n{line}", {})
