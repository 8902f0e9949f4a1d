"""Headings never contradict the numbers: read back as a reader would, whatever the numbers are.

Each sentence is taken apart again by its Danish words, and what it says is held against a count of
its own, made from the numbers that were drawn.
"""

import datetime
import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from chance import Movement, judge_means, not_judged
from dashboards.findings import (
    cluster,
    cluster_goals,
    cluster_year,
    counted,
    heat_map,
    institution,
)
from dashboards.findings import municipality as town
from dashboards.municipality.rows import ClusterGoalCell as TownCell
from dashboards.municipality.rows import GoalLine
from indicators.evaluation import UnitState, comparing
from indicators.evaluation.attainments import IndicatorStatus, YearResult
from indicators.evaluation.results import UnitResult
from indicators.evaluation.rules import Rule, Unit
from indicators.models import Indicator
from indicators.pages import compared_findings
from indicators.pages import findings as indicator
from meetings.pages.findings import since_heading
from strategy.pages import findings as goal
from strategy.pages import local_goal_findings as local_goals
from strategy.progress import GoalTally

TODAY = datetime.date(2026, 6, 9)
WORDS = (
    *("ingen", "én", "to", "tre", "fire", "fem", "seks"),
    *("syv", "otte", "ni", "ti", "elleve", "tolv"),
)
COUNT = rf"({'|'.join(WORDS)}|ét|intet|\d+)"
PLACES = ("Ahornen", "Birken", "Cederen", "Dueslaget", "Egetræet", "Fyrren", "Granen")
STATES = {
    "reached": "opnået",
    "partly": "delvist opnået",
    "onway": "på vej",
    "started": "i gang",
    "waiting": "ikke startet",
    "missed": "ikke opnået",
}

few = st.integers(0, 4)
ahead = st.none() | st.dates(TODAY, TODAY + datetime.timedelta(days=400))
many = st.integers(0, 14)
tallies = st.builds(
    lambda counts, awaiting, unfinished: GoalTally(
        tuple((key, count) for key, count in zip(STATES, counts, strict=True) if count),
        awaiting,
        unfinished,
    ),
    st.tuples(*[few] * len(STATES)),
    few,
    few,
)


@pytest.fixture(autouse=True, scope="module")
def danish():
    with translation.override("da"):
        yield


def read(word: str) -> int:
    """The number that a Danish word says."""
    word = word.lower()
    if word.isdigit():
        return int(word)
    return {"ét": 1, "intet": 0}.get(word, WORDS.index(word) if word in WORDS else -1)


def said(pattern: str, text: str) -> int:
    """The count before some words; 0 where the sentence does not speak of it."""
    found = re.search(rf"\b{COUNT} (?:{pattern})", text, re.IGNORECASE)
    return read(found[1]) if found else 0


def goals_in(text: str) -> set[int]:
    """The goals of “1–3 og 5”."""
    found: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:–(\d+))?", text):
        found |= set(range(int(first), int(last or first) + 1))
    return found


def is_well_written(text: str) -> None:
    """A capital or a number at the beginning, nothing left open, no two blanks, “én enheder”."""
    assert text
    assert text == text.strip()
    assert text[0].upper() == text[0]
    assert "%(" not in text
    assert "  " not in text
    assert not re.search(r"\b(én enheder|ét temaer|ét områder|ét målepunkter|én klynger)\b", text)
    assert not re.search(r"\baf (de )?(én|ét) (enheder|temaer|områder|klynger|vedtag)", text)


def moving(counts: GoalTally) -> tuple[int, int]:
    """(goals that move, agreed goals), counted again."""
    agreed = dict(counts.counts)
    return sum(agreed.get(key, 0) for key in ("reached", "partly", "onway")), sum(agreed.values())


def tells_moving(text: str, counts: GoalTally) -> None:
    part, whole = moving(counts)
    found = re.search(rf"{COUNT} af de {COUNT} vedtagne", text, re.IGNORECASE)
    if found:
        assert (read(found[1]), read(found[2])) == (part, whole)
    elif every := re.search(rf"alle {COUNT} vedtagne", text, re.IGNORECASE):
        assert part == whole == read(every[1])
    else:
        assert whole == 1
        assert ("hverken på vej eller opnået" in text) == (part == 0)


# --- The cluster ----------------------------------------------------------------------------------


@given(many, many, many, many)
def test_indicators_in_brief_are_those_there_are(reached, open_, without_target, unknown):
    figure, text = cluster.indicators_in_brief(
        reached=reached, open_=open_, without_target=without_target, unknown=unknown
    )

    total = reached + open_ + without_target + unknown
    if not total:
        assert (figure, text) == ("Ingen", "Strategien har endnu ingen målepunkter.")
        return
    assert figure == f"{reached} af {total}"
    assert text.startswith("målepunkt er nået." if total == 1 else "målepunkter er nået.")
    assert said("er ikke nået endnu", text) == open_
    assert said("har intet måltal", text) == without_target
    assert said("kan ikke opgøres endnu", text) == unknown


@given(tallies)
def test_local_goals_in_brief_are_those_there_are(counts):
    figure, text = cluster.local_goals_in_brief(counts)

    part, whole = moving(counts)
    assert figure == (f"{part} af {whole}" if whole else "0")
    assert said("er ikke opnået", text) == (counts.count("missed") if whole else 0)
    assert said("er ikke startet", text) == (counts.count("waiting") if whole else 0)


@given(st.lists(st.sampled_from(PLACES), max_size=9), few)
def test_what_awaits_the_board_comes_from_those_named(places, overdue):
    names = list(dict.fromkeys(places))

    figure, text = cluster.awaiting_in_brief(len(places), institutions=names, overdue=overdue)

    assert figure == f"{len(places)} {'lokalt' if len(places) == 1 else 'lokale'} mål"
    named = {name for name in PLACES if name in text}
    assert named == (set(names) if len(names) <= 3 else set())
    assert said("trin i procesplanen er forsinke(?:t|de)", text) == overdue


@given(
    st.lists(
        st.sampled_from(["reached", "onway", "started", "waiting", "missed", None]), min_size=1
    )
)
def test_each_goal_is_told_once_as_the_board_assessed_it(progress):
    assessed = list(enumerate(progress, 1))

    heading = cluster_goals.by_words(assessed)

    is_well_written(heading)
    told: dict[int, str] = {}
    for part in heading.split(". "):
        if found := re.match(r"Mål ([\d–, og]+) er (.+)", part):
            told |= dict.fromkeys(goals_in(found[1]), found[2])
    words = {**STATES, "started": "i gang, men endnu uden tydelig effekt", None: "ikke vurderet"}
    assert told == {number: words[word] for number, word in assessed}


@given(
    st.integers(1, 7),
    st.dictionaries(st.integers(1, 5), st.sets(st.sampled_from(PLACES))),
    st.integers(0, 5),
)
def test_the_matrix_never_says_all_where_one_is_missing(units, drawn, goals):
    numbers = list(range(1, goals + 1))
    places = PLACES[:units]
    missing = {goal: [name for name in places if name in drawn.get(goal, ())] for goal in numbers}

    heading = cluster.matrix_heading(numbers, missing=missing, units=units)

    is_well_written(heading)
    complete: set[int] = set()
    lacking: dict[int, set[str] | int] = {}
    for part in heading.split(". "):
        if found := re.match(
            r"(Alle enheder|Enheden) har (?:skrevet )?lokale mål under mål (.+)", part
        ):
            complete = goals_in(found[2])
            assert (found[1] == "Enheden") == (units == 1)
        elif found := re.match(rf"{COUNT} enheder mangler .*under mål (.+)", part, re.IGNORECASE):
            lacking |= dict.fromkeys(goals_in(found[2]), read(found[1]))
        elif found := re.match(r"(.+) mangler .*under mål (.+)", part):
            names = {name for name in PLACES if name in found[1]}
            lacking |= dict.fromkeys(goals_in(found[2]), names)
        elif found := re.match(rf"{COUNT} enhed(er)? mangler lokale mål under et", part, re.I):
            assert read(found[1]) == len({name for names in missing.values() for name in names})
            return
    assert complete == {goal for goal in numbers if not missing[goal]}
    for goal_number, names in lacking.items():
        assert names in (set(missing[goal_number]), len(missing[goal_number]))
    if not lacking and numbers and len(complete) < len(numbers):
        assert heading == "Ingen enhed har et lokalt mål endnu"
        assert all(len(missing[goal]) == units for goal in numbers)


KINDS = ["reached", "lacking", "other", "aimless"]


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 9))))
def test_the_indicators_told_as_reached_are_those(drawn):
    rows = [(f"målepunkt {place}", *row) for place, row in enumerate(drawn, 1)]
    reached = [name for name, kind, _units in rows if kind == "reached"]
    lacking = [(name, units) for name, kind, units in rows if kind == "lacking"]
    others = [name for name, kind, _units in rows if kind == "other"]

    aimless = [name for name, kind, _units in rows if kind == "aimless"]

    heading = cluster.indicators_heading(
        reached=reached, lacking=lacking, others=others, without_target=aimless
    )

    is_well_written(heading)
    if aimless:
        heading, _semicolon, last = heading.rpartition("; ")
        assert re.findall(r"målepunkt \d+", last.lower()) == aimless
        assert "intet måltal" in last
    if not (reached or lacking or others):
        assert heading in {"", "Der er ingen resultater endnu"}
        return
    first = heading.split(";")[0] if " er nået" in heading else ""
    if "Ingen målepunkter er nået" in heading:
        assert not reached
    else:
        assert re.findall(r"målepunkt \d+", first.lower()) == reached
    told = re.findall(rf"{COUNT} (?:enhed(?:er)? opfylder )?ikke (målepunkt \d+)", heading, re.I)
    assert [(name, read(count)) for count, name in told] == lacking
    if others and (reached or lacking):
        assert re.findall(r"målepunkt \d+", heading.split(";")[-1].lower()) == others
    assert ("Der er ingen resultater" in heading) == (not rows)


@given(st.fixed_dictionaries(dict.fromkeys(
    ["ratings", "reached", "evaluated", "adopted", "sent", "methods", "updates"], many
)))  # fmt: skip
def test_news_are_counted_and_nothing_new_is_said_only_then(kinds):
    heading = since_heading(datetime.date(2026, 3, 17), today=TODAY, **kinds)

    is_well_written(heading)
    patterns = {
        "ratings": "tilsynsvurdering(er)? er ændret",
        "reached": "mål er opnået",
        "evaluated": "mål er evalueret",
        "adopted": "mål er vedtaget",
        "sent": "mål er sendt til bestyrelsen",
        "methods": "metoder? er taget i brug",
        "updates": "mål har fået (?:en )?ny status",
    }
    told = {kind: said(pattern, heading) for kind, pattern in patterns.items()}
    happened = {kind: kinds[kind] for kind in patterns if kinds[kind]}
    assert {kind: count for kind, count in told.items() if count} == dict(
        list(happened.items())[:3]
    )
    assert ("ikke registreret nyt" in heading) == (not happened)


@given(many, many, many, ahead, ahead)
def test_what_comes_is_counted_and_the_plan_has_no_more_only_when_it_has_none(
    awaiting, overdue, under_way, meets_on, next_on
):
    heading = cluster_year.next_heading(
        today=TODAY,
        awaiting=awaiting,
        overdue=overdue,
        under_way=under_way,
        meets_on=meets_on,
        next_on=next_on,
    )

    is_well_written(heading)
    decide = re.search(rf"stilling til {COUNT} lokal", heading)
    assert (read(decide[1]) if decide else 0) == awaiting
    assert said("trin i planen er forsinke(?:t|de)", heading) == overdue
    assert said("trin i planen er i gang", heading) == (0 if overdue else under_way)
    assert ("bestyrelsen mødes" in heading.lower()) == (meets_on is not None)
    assert ("næste frist er" in heading.lower()) == (meets_on is None and next_on is not None)
    nothing = not (awaiting or overdue or under_way or meets_on or next_on)
    assert ("ikke flere trin" in heading) == nothing


# --- Goals ----------------------------------------------------------------------------------------


@given(tallies.filter(lambda counts: counts.agreed))
def test_goals_that_move_are_those(counts):
    tells_moving(local_goals.moving(counts), counts)


@given(tallies, st.integers(0, 9), st.data())
def test_a_goal_tells_how_many_institutions_work_on_it(counts, places, data):
    with_goals = data.draw(st.integers(1, places)) if places and counts.total else 0

    heading = goal.local_goals_heading(counts, places=places, with_goals=with_goals)

    is_well_written(heading)
    if not places or not counts.total:
        assert heading.startswith("Der skrives ikke" if not places else "Ingen enhed har")
        return
    first, *rest = heading.split("; ")
    if found := re.match(rf"{COUNT} af (?:de )?{COUNT} enhed", first, re.I):
        assert (read(found[1]), read(found[2])) == (with_goals, places)
    else:
        assert with_goals == places
        assert first == "Enheden har et lokalt mål" or read(first.split()[1]) == places
    assert bool(rest) == bool(counts.agreed)
    if rest:
        tells_moving(rest[0], counts)


# --- The institution ------------------------------------------------------------------------------


@given(tallies)
def test_the_states_of_an_institutions_goals_add_up(counts):
    heading = institution.local_goals_heading(counts)

    is_well_written(heading)
    if not counts.total:
        assert heading == "Der er ingen lokale mål endnu"
        return
    first, states = heading.split(": ")
    assert said("lokalt? ?(e )?mål|lokale mål", first) == counts.total
    if counts.total == 1:
        only = [STATES[key] for key, _count in counts.counts]
        waits = "venter på bestyrelsen" if counts.awaiting_board else "stadig en kladde"
        assert states == (only[0] if only else waits)
        return
    if of_all := re.match(r"(begge|alle) ", states):
        assert (of_all[1] == "begge") == (counts.total == 2)
        states = states.replace(of_all[1], str(counts.total), 1)
    told = {key: said(rf"er {word}(,|$)", states) for key, word in STATES.items()}
    assert {key: count for key, count in told.items() if count} == dict(counts.counts)
    assert said("venter på bestyrelsen", states) == counts.awaiting_board
    assert said("er stadig (en kladde|kladder)", states) == counts.unfinished


themes = st.sets(st.sampled_from(PLACES), max_size=4).map(sorted)


@given(tallies, themes, themes)
def test_the_lead_never_rates_a_theme_highest_and_lowest_at_once(counts, highest, lowest):
    text = institution.lead(counts, highest=highest, lowest=lowest, year=2026)

    is_well_written(text)
    if counts.agreed:
        tells_moving(text, counts)
    else:
        assert "endnu ikke vedtaget lokale mål" in text
    rated = text.partition("vurderer ")[2]
    best, _between, least = rated.partition("højest")
    if "højest" not in rated:
        best, least = "", rated
    assert not set(re.findall("»(.+?)«", best)) - set(highest)
    assert not set(re.findall("»(.+?)«", least)) - set(lowest)
    assert not set(re.findall("»(.+?)«", best)) & set(re.findall("»(.+?)«", least))


@given(st.integers(1, 9), st.data(), st.none() | st.integers(2020, 2025))
def test_tilsyn_counts_the_themes_that_are_best_and_that_moved(rated, data, before):
    best = data.draw(st.integers(0, rated))
    lower = data.draw(st.integers(0, rated)) if before else 0
    higher = data.draw(st.integers(0, rated - lower)) if before else 0

    heading = institution.inspection_heading(
        2026,
        best_label="Vedligeholde",
        best=best,
        rated=rated,
        lower=lower,
        higher=higher,
        compared_with=before,
    )

    is_well_written(heading)
    text = heading.removeprefix("Tilsyn 2026: ")
    if found := re.match(rf"{COUNT} af de {COUNT} temaer er vurderet »", text, re.I):
        assert (read(found[1]), read(found[2])) == (best, rated)
    elif found := re.match(rf"Alle {COUNT} temaer er vurderet »", text):
        assert best == rated == read(found[1])
    else:
        assert rated == 1
        assert text.startswith("Det ene vurderede tema er ")
        assert ("er ikke vurderet" in text) == (best == 0)
    both = re.search(rf"{COUNT} er vurderet lavere og {COUNT} højere", text)
    if both:
        assert (read(both[1]), read(both[2])) == (lower, higher)
    else:
        assert said("er vurderet lavere end", text) == lower
        assert said("er vurderet højere end", text) == higher
    assert ("ingen er vurderet anderledes" in text) == (bool(before) and not lower + higher)
    assert not before or str(before) in text


@given(st.integers(1, 9), st.data())
def test_kids_says_all_areas_only_of_all_areas(areas, data):
    compared = data.draw(st.integers(0, areas))
    below = data.draw(st.integers(0, compared))
    above = data.draw(st.integers(0, compared - below))

    heading = institution.profile_heading(
        2026, name="Ahornen", areas=areas, compared=compared, below=below, above=above
    )

    is_well_written(heading)
    if not compared:
        assert said("områder? er målt", heading) == areas
        return
    assert ("ligger lavere end de fleste" in heading) == (below > above)
    assert ("ligger midt i klyngen" in heading) == (below == above == 0)
    assert ("lige så mange områder som lavere" in heading) == (below == above > 0)
    if below == above:
        return
    assert heading.endswith("; om det er tilfældigt, kan ikke afgøres")
    where = heading.partition("klyngen på ")[2]
    part = max(below, above)
    if found := re.match(rf"{COUNT} af de {COUNT} områder", where):
        assert (read(found[1]), read(found[2])) == (part, compared)
    elif found := re.match(rf"alle {COUNT} områder", where):
        assert part == compared == read(found[1])
    else:
        assert where.startswith("det ene område")
        assert part == compared == 1
    assert ("der kan sammenlignes" in where) == (compared < areas)


means = st.none() | st.integers(10, 50).map(lambda drawn: Decimal(drawn) / 10)


@given(st.lists(st.tuples(means, means), min_size=1, max_size=6))
def test_a_question_is_held_against_itself_and_never_against_another(drawn):
    """Each is (mean before, mean now); None where it was not asked, or is hidden."""
    shown = [str(now).replace(".", ",") for _was, now in drawn if now is not None]
    judged = [
        judge_means((was, 400), (now, 400), lowest=Decimal(1), highest=Decimal(5))
        for was, now in drawn
        if was is not None and now is not None
    ]

    heading = institution.asked_heading(
        "BTU", year=2026, was_year=2022, shown=shown, judged=judged, highest=Decimal(5)
    )

    is_well_written(heading)
    if not shown:
        assert "svarene er skjult" in heading
    elif not judged:
        assert "2022" not in heading
        assert (f"{shown[0]} på en skala til 5" in heading) == (len(shown) == 1)
    else:
        assert "2022" in heading
        told = re.findall(r"\d+(?:,\d+)?", heading)
        assert not {*told} & {*shown}  # no answer beside another's
        ups, downs = (sum(one.way * way > 0 for one in judged) for way in (1, -1))
        if found := re.search(r": (\w+) bedre end i 2022, (\w+) ringere", heading):
            assert (read(found[1]), read(found[2])) == (ups, downs)
        else:
            assert not ups
            assert not downs


@given(st.none() | many, st.none() | st.integers(0, 100), many)
def test_counted_children_are_told_or_hidden_never_both(count, share, total):
    heading = counted.counted_heading(
        "TOPI",
        when="forår 2026",
        label="Grøn",
        count=count,
        share=None if share is None else Decimal(share) / 100,
        total=total,
    )

    is_well_written(heading)
    assert ("skjult" in heading) == (count is None and share is None)
    if count is not None:
        assert f"{count} af {total} børn er i grøn" in heading
    elif share is not None:
        assert f"{share}\N{NO-BREAK SPACE}% af børnene er i grøn" in heading


# --- The indicator --------------------------------------------------------------------------------

CHANGES = st.sampled_from([*map(not_judged, Movement), None])
units = st.lists(st.tuples(st.sampled_from(list(UnitState)), CHANGES), max_size=len(PLACES)).map(
    lambda drawn: tuple(
        UnitResult(Unit(pk, name), state, change=change if state.is_counted else None)
        for pk, (name, (state, change)) in enumerate(zip(PLACES, drawn, strict=False), 1)
    )
)


def attained(results: tuple[UnitResult, ...], trend=()) -> SimpleNamespace:
    """What an evaluation of these units counts."""
    states = [result.state for result in results]
    return SimpleNamespace(
        year=2026,
        status=IndicatorStatus.UNKNOWN,
        is_whole=False,
        result_text="",
        units=len(states),
        counted=sum(state.is_counted for state in states),
        met=states.count(UnitState.MET),
        not_rated=states.count(UnitState.NOT_RATED),
        missing=states.count(UnitState.MISSING),
        suppressed=states.count(UnitState.SUPPRESSED),
        unit_results=results,
        trend=trend,
    )


def named_or_counted(text: str) -> set[str] | int:
    found = re.search(rf"{COUNT} enheder", text, re.I)
    return read(found[1]) if found else {name for name in PLACES if name in text}


@given(units)
def test_an_indicator_says_all_only_of_all_and_names_who_is_missing(results):
    rule = SimpleNamespace(source=Indicator.Source.TOPICS, unrated=Indicator.Unrated.LEAVE_OUT)
    found = attained(results)

    heading = indicator.units_finding(rule, found)

    is_well_written(heading)
    lacking = {result.name for result in results if result.state == UnitState.NOT_MET}

    def moved_to(shift: Movement) -> set[str]:
        return {one.name for one in results if one.change and one.change.shift == shift}

    if not found.counted:
        assert heading.startswith("Ingen enhed")
        return
    if told := re.match(rf"{COUNT} af {COUNT} enhed(er)? har et resultat", heading, re.I):
        assert not lacking
        assert not found.met
        assert (read(told[1]), read(told[2])) == (found.counted, found.units)
        return
    heading, _but, waiting = heading.partition(", men ")
    without = {UnitState.MISSING, UnitState.SUPPRESSED}
    if waiting:  # not all, where some have nothing to count yet
        assert not lacking
        assert heading.lower().startswith(("alle", "den ene"))
        told = re.search(rf"{COUNT} enhed", waiting, re.I)
        assert read(told[1]) == sum(one.state in without for one in results) > 0
    for part in heading.split("; "):
        names = named_or_counted(part)
        assert "mangler" not in part
        if "opfylder det ikke endnu" in part:
            assert names in (lacking, len(lacking))
            assert "vurderet lavere" not in part or lacking == moved_to(Movement.RATED_DOWN)
        elif told := re.search(
            "sikkert gået tilbage|sikkert gået frem|vurderet (?:lav|høj)ere", part
        ):
            moved = moved_to(
                {
                    "sikkert gået tilbage": Movement.DOWN,
                    "sikkert gået frem": Movement.UP,
                    "vurderet lavere": Movement.RATED_DOWN,
                    "vurderet højere": Movement.RATED_UP,
                }[told[0]]
            )
            assert names in (moved, len(moved))
        elif part.lower().startswith("alle"):
            assert not lacking
            assert found.met == found.counted == names
        elif part.lower().startswith("den ene"):
            assert found.met == found.counted == 1
        elif "opfylder" in part:
            assert said("af de", part) == found.met < found.counted
    assert not lacking or "opfylder det ikke endnu" in heading


@given(units)
def test_the_rule_tells_for_how_many_the_result_stands(results):
    rule = SimpleNamespace(source=Indicator.Source.TOPICS, unrated=Indicator.Unrated.LEAVE_OUT)
    found = attained(results)

    heading = indicator.rule_finding(rule, found)

    is_well_written(heading)
    if not results:
        assert heading.startswith("Ingen enheder hørte til")
    elif "alle klyngens enheder" in heading:
        assert found.counted == found.units
    elif told := re.search(rf"for {COUNT} af {COUNT} enhed", heading):
        assert (read(told[1]), read(told[2])) == (found.counted, found.units)
    else:
        told = re.search(rf"for {COUNT} enhed", heading)
        assert read(told[1]) == found.counted
        assert found.counted + found.not_rated == found.units  # nothing else is the reason
    assert ("Light-tilsyn" in heading) == bool(found.not_rated)


JUDGED = Rule(1, "MP4", Indicator.Source.TOPICS)

trends = st.lists(
    st.tuples(
        st.dictionaries(st.integers(1, 4), st.booleans(), min_size=1),
        st.booleans(),
        st.booleans(),
    ),
    max_size=6,
).map(
    lambda drawn: tuple(
        YearResult(
            2021 + place,
            value=None if is_missing else Decimal(100 * sum(met.values())) / len(met),
            met=sum(met.values()),
            counted=len(met),
            is_break=is_break and place > 0,
            stands=tuple((unit, Decimal(is_met)) for unit, is_met in met.items()),
        )
        for place, (met, is_break, is_missing) in enumerate(drawn)
    )
)


def over_years(trend) -> SimpleNamespace:
    found = attained((UnitResult(Unit(1, "Ahornen"), UnitState.MET),), trend)
    found.since_first = comparing.since_first(JUDGED, trend)
    found.since_last = comparing.since_last(JUDGED, trend)
    return found


def known_years(trend) -> list[YearResult]:
    """The years on the newest scale with a value, found in another way than the code does."""
    last_break = max((year.year for year in trend if year.is_break), default=0)
    return [year for year in trend if year.year >= last_break and year.value is not None]


@given(trends)
def test_years_are_compared_only_within_one_scale_and_over_the_same_units(trend):
    heading = compared_findings.years_finding(over_years(trend))

    is_well_written(heading)
    known = known_years(trend)
    if not known:
        assert heading == "Der er endnu ikke målt noget"
        return
    first, last = known[0], known[-1]
    assert {int(year) for year in re.findall(r"\b20\d\d\b", heading)} <= {first.year, last.year}
    pairs = [
        (read(met), read(counted))
        for met, counted in re.findall(rf"{COUNT} af {COUNT}", heading, re.I)
    ]
    was, now = dict(first.stands), dict(last.stands)
    ends = [(year.met, year.counted) for year in (first, last)]
    if len(known) == 1 or was.keys() == now.keys():
        # only what has moved beyond chance goes “from … to”; else the newest year is told first
        in_order = ends if heading.startswith("Fra ") else ends[::-1]
        assert pairs == (in_order if ends[0] != ends[1] else ends[:1])
        return
    assert pairs == [ends[1]]  # the year before is told over the units of both, or not at all
    common = was.keys() & now.keys()
    if told := re.search(rf"var tallet {COUNT} i {first.year} og {COUNT} i {last.year}", heading):
        assert [read(told[1]), read(told[2])] == [
            sum(year[unit] for unit in common) for year in (was, now)
        ]
    elif told := re.search(rf"er tallet det samme: {COUNT}", heading):
        assert read(told[1]) == sum(was[u] for u in common) == sum(now[u] for u in common)
    else:
        assert "kan ikke sammenlignes" in heading
        assert not common


@given(trends)
def test_a_year_with_other_units_is_never_without_a_word(trend):
    note = compared_findings.units_note(over_years(trend))

    known = known_years(trend)
    if len(known) < 2 or dict(known[-2].stands).keys() == dict(known[-1].stands).keys():
        assert not note
        return
    before, now = known[-2:]
    told = [int(number) for number in re.findall(r"\d+", note)]
    if "Andelen ændrer sig" in note:
        assert before.met == now.met > 0
        assert told == [
            *(before.year, now.year, now.met),
            *(now.counted, now.year, before.counted, before.year),
        ]
    else:
        assert told[:4] == [now.counted, now.year, before.counted, before.year]


# --- The municipality -----------------------------------------------------------------------------


@given(st.lists(st.tuples(st.booleans(), st.lists(few, min_size=3, max_size=3)), max_size=5))
def test_the_municipality_says_every_only_where_none_is_missing(drawn):
    rows = [(is_cluster, gaps) for is_cluster, gaps in drawn]
    clusters = [gaps for is_cluster, gaps in rows if is_cluster]
    complete = sum(not any(gaps) for gaps in clusters)
    gaps = sum(sum(gaps) for _is_cluster, gaps in rows)

    heading = town.goals_heading(clusters=len(clusters), complete=complete, gaps=gaps, goals=3)

    is_well_written(heading)
    if not clusters:
        assert heading == "Der er ingen klynger at vise"
        return
    assert (heading == "Alle enheder har et lokalt mål under alle mål") == (gaps == 0)
    assert said("lokalt mål mangler|lokale mål mangler", heading) == gaps
    if told := re.match(rf"{COUNT} af de {COUNT} klynger har", heading, re.I):
        assert (read(told[1]), read(told[2])) == (complete, len(clusters))
    assert ("Ingen klynge har" in heading) == (len(clusters) > 1 and not complete)
    assert ("uden for klyngerne" in heading) == (complete == len(clusters) and gaps > 0)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=5))
def test_the_goal_that_lacks_most_is_the_one_that_does(drawn):
    lines = [
        (number, min(covered, units), units) for number, (covered, units) in enumerate(drawn, 1)
    ]

    heading = town.lines_heading(lines)

    is_well_written(heading)
    missing = {number: units - covered for number, covered, units in lines if units}
    most = max(missing.values(), default=0)
    if not missing:
        assert heading == "Der er ingen mål at gå igennem"
    elif not most:
        assert heading == "Intet mål mangler lokale mål"
    else:
        *full, second = heading.split(". ")
        told = re.match(rf"Flest mangler mål (.+): {COUNT} enhed(er)? har intet", second)
        assert goals_in(told[1]) == {number for number, count in missing.items() if count == most}
        assert read(told[2]) == most
        covered = {number for number, count in missing.items() if not count}
        assert (goals_in(full[0]) if full else set()) == covered


@given(
    st.dictionaries(st.sampled_from(PLACES), st.integers(1, 9)),
    st.dictionaries(st.sampled_from(PLACES), st.integers(1, 9)),
)
def test_help_is_needed_where_something_is_missing_or_missed(lacking, missed):
    places = {*lacking, *missed}
    figure, text = town.help_in_brief(lacking, missed, clusters=len(places) + 1)

    assert figure == (
        "Ingen" if not places else f"{len(places)} klynge{'r' if len(places) > 1 else ''}"
    )
    named = [name for name in PLACES if name in text]
    others = re.search(r"(\d+) andre", text)
    assert set(named) <= places
    assert len(named) + (int(others[1]) if others else 0) == len(places)
    assert said("lokalt mål mangler dér|lokale mål mangler dér", text) == sum(lacking.values())
    assert said("er ikke opnået", text) == sum(missed.values())


@given(
    st.dictionaries(st.sampled_from(PLACES), st.integers(1, 9)),
    st.dictionaries(st.sampled_from(PLACES), st.integers(1, 9)),
    few,
)
def test_a_warning_that_covers_every_cluster_names_none_and_tells_the_figure(
    lacking, missed, outside
):
    places = {*lacking, *missed}
    assume(places)

    figure, text = town.help_in_brief(lacking, missed, clusters=len(places), outside=outside)

    told = f"{figure} {text}"
    assert "brug for hjælp" not in told
    assert not [name for name in PLACES if name in told]
    assert said("lokalt mål mangler|lokale mål mangler", told) == sum(lacking.values())
    assert said("mangler uden for klyngerne", told) == outside
    assert said("(?:lokalt mål |lokale mål )?er ikke opnået", told) == sum(missed.values())


@given(many, many, many, many)
def test_what_is_expected_is_adopted_awaits_the_board_or_is_missing(
    adopted, awaiting, missing, more
):
    expected = adopted + awaiting + missing

    figure, text = town.agreed_in_brief(
        *(adopted, expected),
        awaiting=awaiting,
        total=adopted + more if adopted else 0,
        sent=awaiting + more,
    )

    if not expected:
        assert figure == "Ingen"
        return
    assert figure == f"{adopted} af {expected}"
    assert said("venter på bestyrelsen", text) == awaiting
    assert said("mangler", text) == missing
    assert said("vedtagne i alt", text) == (adopted + more if adopted and more else 0)


@given(st.lists(st.tuples(few, few, few, few), min_size=1, max_size=5), st.sets(few))
def test_it_goes_well_where_it_does_and_never_where_help_is_needed(drawn, needing):
    cells = [
        (
            f"Klynge {place}",
            TownCell(
                GoalTally((("onway", moving), ("started", begun), ("missed", missed)), 0, 0),
                covered=moving + begun + missed,
                adopted=moving + begun + missed,
                units=moving + begun + missed + lacking,
            ),
        )
        for place, (moving, begun, missed, lacking) in enumerate(drawn)
    ]
    in_need = {f"Klynge {place}" for place in needing}

    line = GoalLine.of((1, "Trivsel", "/"), cells, in_need=in_need)

    by_name = dict(cells)
    shares = [cell.tally.moving / cell.tally.agreed for _n, cell in cells if cell.tally.agreed > 1]
    for name, moving, agreed in line.well:
        assert moving / agreed == max(shares) > min(shares)
        assert moving / agreed >= 0.5
        assert name not in in_need
        assert not by_name[name].lacking
        assert not by_name[name].tally.count("missed")
    assert line.adopted + line.awaiting + line.missing == line.units


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=8), st.integers(0, 9))
def test_the_heat_map_names_the_indicators_that_all_meet_and_ranks_none(drawn, units):
    rows = [(f"MP{place}", min(met, of), of) for place, (met, of) in enumerate(drawn, 1)]

    heading = heat_map.heading(rows, institutions=units)

    is_well_written(heading)
    shares = {code: met / of for code, met, of in rows if of}
    if not units or not shares:
        assert heading.startswith("Der er ingen enheder" if not units else "Ingen enhed")
    elif found := re.match(r"(\d+) af (\d+) målepunkter er nået i alle .+: (.+)$", heading):
        full = [code for code, share in shares.items() if share == 1]
        named = re.findall(r"MP\d", found[3])
        others = re.search(r"(\d+) andre", found[3])
        assert (int(found[1]), int(found[2])) == (len(full), len(shares))
        assert 0 < len(full) < len(shares)
        assert set(named) <= set(full)
        assert len(named) + (int(others[1]) if others else 0) == len(full)
    elif len(shares) == 1:
        [(code, met, of)] = [row for row in rows if row[2]]
        assert f"{code} er nået i {met} af {of} enhed" in heading
    else:
        found = set(shares.values())
        assert heading.startswith("Alle målepunkter er nået") == (found == {1})
        assert heading.startswith("Ingen målepunkter er nået") == (found == {0})
        assert heading.startswith("Intet målepunkt er nået i alle") == (
            1 not in found and found != {0}
        )


@given(many, many, st.integers(1, 9))
def test_indicators_and_goals_of_the_municipality_are_parts_of_a_whole(part, more, clusters):
    figure, text = town.reached_in_brief(part, part + more, clusters=clusters)
    agreed, _text = town.agreed_in_brief(part, part + more)

    if part + more:
        assert figure == agreed == f"{part} af {part + more}"
        assert text.startswith("målepunkt er" if part + more == 1 else "målepunkter er")
        assert said("klynger?", text) == clusters
    else:
        assert figure == agreed == "Ingen"
