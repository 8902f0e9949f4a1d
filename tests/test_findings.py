"""Sentences made from figures: true whatever the figures are, and as a Dane would write them."""

import datetime

import pytest
from django.utils import translation

from config import phrases as words
from dashboards.findings import (
    cluster,
    cluster_goals,
    cluster_year,
    institution,
    municipality,
    my_work,
)
from meetings.pages.findings import since_heading
from strategy.pages import findings as goal
from strategy.progress import GoalTally

TODAY = datetime.date(2026, 6, 9)


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


def tally(*, awaiting: int = 0, unfinished: int = 0, **counts: int) -> GoalTally:
    return GoalTally(tuple(counts.items()), awaiting, unfinished)


@pytest.mark.parametrize(
    ("count", "word"), [(0, "ingen"), (1, "én"), (2, "to"), (12, "tolv"), (13, "13")]
)
def test_counts_are_words_up_to_twelve(count, word):
    assert words.number(count) == word


def test_one_has_two_genders():
    assert words.number(1, neuter=True) == "ét"


@pytest.mark.parametrize(
    ("goals", "written"),
    [
        ([4], "4"),
        ([2, 4], "2 og 4"),
        ([1, 2], "1 og 2"),
        ([3, 1, 2], "1–3"),
        ([1, 2, 3, 5], "1–3 og 5"),
    ],
)
def test_numbers_of_goals_are_drawn_together(goals, written):
    assert words.numbers(goals) == written


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (datetime.date(2026, 5, 1), datetime.date(2026, 11, 30), "maj–nov."),
        (datetime.date(2026, 12, 8), datetime.date(2026, 12, 8), "8. dec."),
        (datetime.date(2027, 1, 1), datetime.date(2027, 1, 31), "jan. 2027"),
        (datetime.date(2026, 12, 1), datetime.date(2027, 1, 31), "dec. 2026–jan. 2027"),
        (datetime.date(2026, 10, 5), datetime.date(2026, 11, 27), "5. okt.–27. nov."),
    ],
)
def test_a_stretch_of_time_fits_a_narrow_column(first, last, written):
    assert words.stretch(first, last, today=TODAY).replace(words.NBSP, " ") == written


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        (
            {"reached": 1, "open_": 3, "without_target": 1, "unknown": 0},
            ("1 af 5", "målepunkter er nået. Tre er ikke nået endnu, og ét har intet måltal."),
        ),
        (
            {"reached": 5, "open_": 0, "without_target": 0, "unknown": 0},
            ("5 af 5", "målepunkter er nået."),
        ),
        (
            {"reached": 0, "open_": 0, "without_target": 0, "unknown": 1},
            ("0 af 1", "målepunkt er nået. Ét kan ikke opgøres endnu."),
        ),
        (
            {"reached": 0, "open_": 0, "without_target": 0, "unknown": 0},
            ("Ingen", "Strategien har endnu ingen målepunkter."),
        ),
    ],
)
def test_the_first_finding_is_about_indicators(figures, found):
    assert cluster.indicators_in_brief(**figures) == found


@pytest.mark.parametrize(
    ("goals", "found"),
    [
        (
            tally(reached=5, onway=12, started=9, waiting=2, missed=1),
            (
                "17 af 29",
                "lokale mål er på vej eller opnået. Ét er ikke opnået, og to er ikke startet.",
            ),
        ),
        (tally(onway=1), ("1 af 1", "lokalt mål er på vej eller opnået.")),
        (tally(awaiting=3), ("0", "lokale mål er vedtaget indtil nu.")),
    ],
)
def test_the_second_finding_is_about_local_goals(goals, found):
    assert cluster.local_goals_in_brief(goals) == found


@pytest.mark.parametrize(
    ("count", "institutions", "overdue", "found"),
    [
        (0, [], 0, ("0 lokale mål", "venter på bestyrelsens beslutning.")),
        (
            1,
            ["Solsikken"],
            0,
            ("1 lokalt mål", "venter på bestyrelsens beslutning, fra Solsikken."),
        ),
        (
            4,
            ["A", "B", "C", "D"],
            1,
            (
                "4 lokale mål",
                "venter på bestyrelsens beslutning. Ét trin i procesplanen er forsinket.",
            ),
        ),
    ],
)
def test_the_third_finding_is_about_what_awaits_the_board(count, institutions, overdue, found):
    told = cluster.awaiting_in_brief(count, institutions=institutions, overdue=overdue)

    assert told == found


@pytest.mark.parametrize(
    ("tallies", "heading"),
    [
        (
            [(1, tally(reached=2, onway=1, started=1)), (2, tally()), (3, tally(started=2))],
            "Lokale mål på vej eller opnået: 3 af 4 under mål 1 og 0 af 2 under mål 3",
        ),
        (
            [(1, tally(missed=1, partly=1))],
            "Lokale mål på vej eller helt eller delvist opnået: 1 af 2 under mål 1",
        ),
        ([(1, tally(unfinished=2))], "De fælles mål"),
        ([], "Der er ingen fælles mål for i år"),
    ],
)
def test_the_goals_are_told_by_their_local_goals_and_not_as_the_verdict_tells(tallies, heading):
    assert cluster_goals.goals_heading(tallies) == heading


@pytest.mark.parametrize(
    ("missing", "heading"),
    [
        ({}, "Alle enheder har skrevet lokale mål under mål 1–4"),
        (
            {4: ["Stjerneskuddet"]},
            "Alle enheder har skrevet lokale mål under mål 1–3. "
            "Stjerneskuddet mangler et lokalt mål under mål 4",
        ),
        (
            {2: ["A", "B"], 4: ["A", "B"]},
            "Alle enheder har skrevet lokale mål under mål 1 og 3. "
            "A og B mangler lokale mål under mål 2 og 4",
        ),
        (
            {4: ["A", "B", "C"]},
            "Alle enheder har skrevet lokale mål under mål 1–3. "
            "Tre enheder mangler et lokalt mål under mål 4",
        ),
        (
            {1: ["A"], 2: ["B"], 3: ["C"], 4: ["A", "B"]},
            "Tre enheder mangler lokale mål under et eller flere af målene",
        ),
        (
            {number: list("ABCDEFG") for number in range(1, 5)},
            "Ingen enhed har et lokalt mål endnu",
        ),
    ],
)
def test_the_matrix_tells_where_goals_are_missing(missing, heading):
    assert cluster.matrix_heading([1, 2, 3, 4], missing=missing, units=7) == heading


def test_an_empty_cluster_has_nothing_missing():
    assert cluster.matrix_heading([1], missing={}, units=0) == "Klyngen har ingen åbne enheder"


@pytest.mark.parametrize(
    ("figures", "heading"),
    [
        (
            {
                "reached": ["målepunkt 2"],
                "lacking": [("målepunkt 4", 2), ("målepunkt 5", 3)],
                "others": ["målepunkt 1"],
            },
            "Målepunkt 2 er nået;"
            " to enheder opfylder ikke målepunkt 4 endnu og tre ikke målepunkt 5;"
            " målepunkt 1 er ikke nået endnu",
        ),
        (
            {"reached": ["målepunkt 1", "målepunkt 2"], "lacking": [], "others": []},
            "Målepunkt 1 og målepunkt 2 er nået",
        ),
        (
            {"reached": [], "lacking": [("målepunkt 4", 1)], "others": []},
            "Én enhed opfylder ikke målepunkt 4 endnu",
        ),
        (
            {"reached": [], "lacking": [], "others": ["målepunkt 3"]},
            "Ingen målepunkter er nået endnu",
        ),
        (
            {
                "reached": ["målepunkt 2"],
                "lacking": [],
                "others": ["målepunkt 1"],
                "without_target": ["målepunkt 3"],
            },
            "Målepunkt 2 er nået; målepunkt 1 er ikke nået endnu; målepunkt 3 har intet måltal",
        ),
        ({"reached": [], "lacking": [], "others": []}, "Der er ingen resultater endnu"),
    ],
)
def test_indicators_tell_what_is_reached_and_who_is_missing(figures, heading):
    assert cluster.indicators_heading(**figures) == heading


def test_news_begin_with_what_weighs_most_and_tell_three_kinds():
    since = datetime.date(2026, 3, 17)

    heading = since_heading(since, today=TODAY, ratings=2, reached=2, adopted=1, updates=9)

    assert heading == (
        "Siden 17. marts: to tilsynsvurderinger er ændret, to mål er opnået, og ét mål er vedtaget"
    )


def test_no_news_are_told_as_such_with_the_year_of_a_day_long_ago():
    heading = since_heading(datetime.date(2025, 12, 9), today=TODAY)

    assert heading == "Der er ikke registreret nyt siden 9. december 2025"


def test_what_comes_is_decisions_steps_and_the_next_date():
    comes = {"awaiting": 2, "overdue": 0, "under_way": 1, "next_on": datetime.date(2026, 6, 30)}

    heading = cluster_year.next_heading(today=TODAY, meets_on=None, **comes)
    meeting = cluster_year.next_heading(today=TODAY, meets_on=datetime.date(2026, 9, 8), **comes)

    assert heading == (
        "Bestyrelsen skal tage stilling til to lokale mål, ét trin i planen er i gang,"
        " og næste frist er 30. juni"
    )
    assert meeting.endswith("ét trin i planen er i gang, og bestyrelsen mødes 8. september")


def test_an_empty_plan_is_told_as_such():
    heading = cluster_year.next_heading(
        today=TODAY, awaiting=0, overdue=0, under_way=0, meets_on=None, next_on=None
    )

    assert heading == "Procesplanen har ikke flere trin"


def test_local_goals_of_an_institution_are_counted_in_every_state():
    heading = institution.local_goals_heading(tally(onway=1, started=3, unfinished=1))

    assert heading == "Fem lokale mål: ét er på vej, tre er i gang, og ét er stadig en kladde"


@pytest.mark.parametrize(
    ("figures", "heading"),
    [
        (
            {"best": 2, "rated": 6, "lower": 2, "higher": 0, "compared_with": 2025},
            "Tilsyn 2026: To af de seks temaer er vurderet »Vedligeholde indsatsen«,"
            " og to er vurderet lavere end i 2025",
        ),
        (
            {"best": 0, "rated": 6, "lower": 1, "higher": 2, "compared_with": 2025},
            "Tilsyn 2026: Ingen af de seks temaer er vurderet »Vedligeholde indsatsen«,"
            " og ét er vurderet lavere og to højere end i 2025",
        ),
        (
            {"best": 6, "rated": 6, "lower": 0, "higher": 0, "compared_with": 2024},
            "Tilsyn 2026: Alle seks temaer er vurderet »Vedligeholde indsatsen«,"
            " og ingen er vurderet anderledes end i 2024",
        ),
        (
            {"best": 1, "rated": 6, "lower": 0, "higher": 0, "compared_with": None},
            "Tilsyn 2026: Ét af de seks temaer er vurderet »Vedligeholde indsatsen«",
        ),
    ],
)
def test_tilsyn_tells_the_best_and_what_moved_on_the_same_scale(figures, heading):
    told = institution.inspection_heading(2026, best_label="Vedligeholde indsatsen", **figures)

    assert told == heading


def test_a_light_inspection_is_no_missing_rating():
    heading = institution.unrated_inspection(2026, light=True, rated_in=2025)

    assert heading == "Tilsynet i 2026 var et Light-tilsyn uden vurderinger; de seneste er fra 2025"


def test_the_lead_names_themes_only_where_they_are_few():
    told = institution.lead(
        tally(onway=1, started=3),
        highest=["Forældresamarbejde", "Overgange"],
        lowest=["A", "B", "C"],
        year=2026,
    )

    assert told == (
        "Ét af de fire vedtagne lokale mål er på vej eller opnået."
        " Tilsynet i 2026 vurderer »Forældresamarbejde« og »Overgange« højest."
    )


def test_when_all_goals_move_the_lead_says_all():
    told = institution.lead(tally(reached=2, onway=2), highest=[], lowest=[], year=None)

    assert told == "Alle fire vedtagne lokale mål er på vej eller opnået."


def test_the_lead_of_a_new_institution_is_neutral():
    told = institution.lead(tally(), highest=[], lowest=[], year=None)

    assert told == "Bestyrelsen har endnu ikke vedtaget lokale mål."


@pytest.mark.parametrize(
    ("below", "above", "heading"),
    [
        (
            4,
            1,
            "KIDS 2026: Åkanden ligger lavere end de fleste i klyngen på fire af de fem områder",
        ),
        (1, 3, "KIDS 2026: Åkanden ligger højere end de fleste i klyngen på tre af de fem områder"),
        (
            2,
            2,
            "KIDS 2026: Åkanden ligger højere end de fleste i klyngen"
            " på lige så mange områder som lavere",
        ),
        (5, 0, "KIDS 2026: Åkanden ligger lavere end de fleste i klyngen på alle fem områder"),
        (0, 0, "KIDS 2026: Åkanden ligger midt i klyngen"),
    ],
)
def test_kids_tells_on_which_side_of_the_cluster_most_areas_lie(below, above, heading):
    told = institution.profile_heading(
        2026, name="Åkanden", areas=5, compared=5, below=below, above=above
    )

    own, _separator, clause = told.partition("; ")
    assert own == heading
    assert clause == ("om det er tilfældigt, kan ikke afgøres" if below or above else "")


def test_goals_of_all_institutions_are_told_with_how_they_move():
    heading = goal.local_goals_heading(tally(reached=2, started=5), places=7, with_goals=7)

    assert heading == (
        "Alle syv enheder har et lokalt mål;"
        " to af de syv vedtagne lokale mål er på vej eller opnået"
    )


@pytest.mark.parametrize(
    ("clusters", "complete", "gaps", "heading"),
    [
        (3, 3, 0, "Alle enheder har et lokalt mål under alle mål"),
        (
            3,
            0,
            14,
            "Ingen klynge har lokale mål i alle enheder under alle mål; 14 lokale mål mangler",
        ),
        (
            3,
            1,
            1,
            "Én af de tre klynger har lokale mål i alle enheder under alle mål;"
            " ét lokalt mål mangler",
        ),
        (1, 0, 2, "To lokale mål mangler"),
        (0, 0, 0, "Der er ingen klynger at vise"),
    ],
)
def test_the_municipality_tells_how_complete_its_clusters_are(clusters, complete, gaps, heading):
    told = municipality.goals_heading(clusters=clusters, complete=complete, gaps=gaps, goals=4)

    assert told == heading


@pytest.mark.parametrize(
    ("tasks", "overdue", "heading"),
    [
        (0, 0, "Der er ikke noget, der venter på dig lige nu"),
        (1, 0, "Én opgave venter på dig"),
        (7, 2, "Syv opgaver venter på dig, og to er forsinkede"),
    ],
)
def test_my_work_tells_how_much_awaits_a_person(tasks, overdue, heading):
    assert my_work.tasks_heading(tasks, overdue=overdue) == heading


def test_what_awaits_the_team_is_told_in_other_words_than_what_awaits_a_person():
    told = my_work.team_heading(7, overdue=2)  # both may stand on one page, with one count

    assert told == "Syv opgaver for ledelsesteamet venter på dig, og to er forsinkede"
