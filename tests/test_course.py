"""Whether a cluster is on course: the sentence and the strip say what its board has said."""

import datetime
import itertools

import pytest
from django.utils import translation

from dashboards.findings.verdict import CourseVerdict
from strategy.pages.course import DAYS_SHOWN, CourseStrip
from strategy.workflow import Assessment
from tests.factories import GoalFactory

FIRST, LATE = datetime.date(2024, 3, 1), datetime.date(2026, 3, 1)
DAYS = [datetime.date(2025, month, 1) for month in range(1, 9)]


def verdict(words, *, on=LATE, has_local_goals=True, years=(2024, 2027)):
    with translation.override("da"):
        found = CourseVerdict.of(
            list(enumerate(words, start=1)), years=years, on=on, has_local_goals=has_local_goals
        )
        return found and (found.sentence, found.then)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["onway"] * 4, ("Vi er på kurs med alle fire mål.", "")),
        (["reached", "partly", "onway", "onway"], ("Vi er på kurs med alle fire mål.", "")),
        (["onway"], ("Vi er på kurs med det ene mål.", "")),
        (
            ["onway", "onway", "onway", "missed"],
            ("Vi er på kurs med tre af fire mål.", "Mål 4 er ikke opnået"),
        ),
        (["onway", None], ("Vi er på kurs med ét af to mål.", "Mål 2 er ikke vurderet")),
        (
            ["onway", "missed", "missed", "waiting"],
            (
                "Vi er ikke på kurs: ét af fire mål er på vej.",
                "Mål 4 er ikke startet. Mål 2 og 3 er ikke opnået",
            ),
        ),
        (
            ["missed", "missed"],
            ("Vi er ikke på kurs: ingen af de to mål er på vej.", "Mål 1 og 2 er ikke opnået"),
        ),
        ([None, None], ("Bestyrelsen har ikke vurderet kursen endnu.", "")),
        ([], None),
    ],
)
def test_the_verdict_is_made_of_the_words_of_the_board(words, told):
    assert verdict(words) == told


def test_before_half_of_the_years_have_passed_nobody_is_off_course():
    assert (
        verdict(["started"] * 4, on=FIRST)[0]
        == "Vi er endnu ikke på kurs med nogen af de fire mål."
    )
    assert verdict(["onway", *["started"] * 3], on=FIRST)[0] == "Vi er på kurs med ét af fire mål."
    assert verdict(["started"] * 4)[0] == "Vi er ikke på kurs: ingen af de fire mål er på vej."


def test_without_words_it_says_why():
    assert verdict([None], on=FIRST)[0] == "Vi er lige begyndt."
    assert verdict([None], on=FIRST, has_local_goals=False) == (
        "Vi kan ikke sige, om vi er på kurs.",
        "Der er ikke vedtaget lokale mål under de fælles mål endnu",
    )
    assert verdict([None], years=None)[0] == "Bestyrelsen har ikke vurderet kursen endnu."


@pytest.mark.parametrize("words", itertools.product([*Assessment.values, None], repeat=3))
def test_it_never_says_more_are_on_course_than_the_board_has_said(words):
    good = sum(word in ("onway", "partly", "reached") for word in words)
    told = verdict(words)
    said = {0: "ingen|nogen", 1: "ét af", 2: "to af", 3: "alle"}[good]

    if any(words):
        assert any(part in told[0] for part in said.split("|")), told
        assert ("ikke" in told[0]) is (good < 2), told
    else:
        assert told == ("Bestyrelsen har ikke vurderet kursen endnu.", "")


@pytest.fixture
def goals():
    return [
        GoalFactory.build(pk=number, number=number, short_name=f"Mål {number}") for number in (1, 2)
    ]


def test_the_strip_has_each_day_and_marks_what_has_changed(goals):
    told = [
        (1, DAYS[0], "started"),
        (2, DAYS[0], "waiting"),
        (1, DAYS[2], "onway"),
        (2, DAYS[2], "waiting"),
    ]

    strip = CourseStrip.of(goals, told=told)

    assert strip.days == (DAYS[0], DAYS[2])
    assert strip.years == [(2025, 2)]
    assert [[(cell.progress, cell.is_new) for cell in row.cells] for row in strip.rows] == [
        [("started", False), ("onway", True)],
        [("waiting", False), ("waiting", False)],
    ]


def test_a_goal_not_assessed_on_a_day_has_no_word_there_and_no_line_beyond_its_last(goals):
    told = [(1, DAYS[0], "started"), (1, DAYS[2], "started"), (2, DAYS[1], "onway")]

    first, second = CourseStrip.of(goals, told=told).rows

    assert [(c.progress, c.is_new, c.is_last) for c in first.cells] == [
        ("started", False, False),
        (None, False, False),
        ("started", False, True),
    ]
    assert [(c.progress, c.is_last) for c in second.cells] == [
        (None, False),
        ("onway", True),
        (None, True),
    ]


def test_of_many_days_the_last_are_shown_and_a_change_from_before_them_is_one(goals):
    words = ["started", "started", *["onway"] * 6]
    told = [(1, day, word) for day, word in zip(DAYS, words, strict=True)]

    strip = CourseStrip.of(goals[:1], told=told)

    assert len(strip.days) == DAYS_SHOWN
    assert [cell.is_new for cell in strip.rows[0].cells] == [True, *[False] * 5]


def test_nobody_has_assessed_anything(goals):
    assert not CourseStrip.of(goals, told=[]).is_shown
