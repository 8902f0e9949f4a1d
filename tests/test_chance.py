"""Chance or change: the tests are exact, and where nothing changes nothing is said to."""

import ast
import os
import random
import re
from decimal import Decimal
from statistics import NormalDist

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from chance import (
    Movement,
    extremes,
    funnel,
    judge_counts,
    judge_means,
    judge_pairs,
    judge_rating,
    judge_register,
    judge_value,
    not_judged,
)
from chance.exact import at_least, at_most, interval, of_signs, of_two_counts
from chance.judging import LEVEL
from chance.templatetags.shifts import MARKS
from chance.words import LEAST_ALIKE, clause, how, word
from tests.catalogues import ROOT

#: Municipalities in which nothing changes; ten thousand in the long run.
TOWNS = int(os.environ.get("STEADY_TOWNS", "200"))
SAID = {Movement.UP, Movement.DOWN, Movement.HIGHER, Movement.LOWER}

# Tables of scipy 1.17.1: binomtest(…).proportion_ci("exact"), fisher_exact, binomtest.
INTERVALS = [
    (0, 5, 0.000000000, 0.521823750),
    (1, 5, 0.005050763, 0.716417936),
    (5, 5, 0.478176250, 1.000000000),
    (3, 7, 0.098988278, 0.815948432),
    (17, 20, 0.621073173, 0.967929063),
    (41, 50, 0.685630589, 0.914237922),
    (160, 200, 0.737773635, 0.853105512),
    (0, 200, 0.000000000, 0.018275340),
    (199, 200, 0.972458102, 0.999873419),
    (420, 1000, 0.389183590, 0.451288770),
]
FISHER = [
    (3, 7, 6, 7, 0.265734266),
    (20, 50, 35, 50, 0.004635020),
    (0, 5, 5, 5, 0.007936508),
    (41, 50, 30, 50, 0.026605202),
    (160, 200, 140, 200, 0.027946894),
    (1, 3, 1, 3, 1.000000000),
    (9, 10, 90, 200, 0.007011524),
    (0, 40, 3, 60, 0.272727273),
    (72, 104, 90, 100, 0.000248675),
]
SIGNS = [
    (6, 0, 0.03125),
    (5, 0, 0.0625),
    (5, 1, 0.21875),
    (8, 1, 0.0390625),
    (7, 2, 0.1796875),
    (30, 14, 0.022628841),
    (3, 3, 1.0),
    (0, 9, 0.00390625),
]


# --- The numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "of", "low", "high"), INTERVALS)
def test_intervals_are_those_of_the_tables(count, of, low, high):
    assert interval(count, of) == pytest.approx((low, high), abs=1e-8)


@pytest.mark.parametrize(("count", "of", "other", "other_of", "chance"), FISHER)
def test_two_counts_are_as_unlikely_as_in_the_tables(count, of, other, other_of, chance):
    assert of_two_counts(count, of, other, other_of) == pytest.approx(chance, abs=1e-8)


@pytest.mark.parametrize(("up", "down", "chance"), SIGNS)
def test_signs_are_as_unlikely_as_in_the_tables(up, down, chance):
    assert of_signs(up, down) == pytest.approx(chance, abs=1e-8)


@given(st.integers(1, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_count_and_its_ends_are_where_it_becomes_unlikely(drawn):
    count, of = drawn
    low, high = interval(count, of)

    assert low <= count / of <= high
    assert count == 0 or at_least(count, of, low) == pytest.approx(0.025, abs=1e-6)
    assert count == of or at_most(count, of, high) == pytest.approx(0.025, abs=1e-6)


# --- What is said where nothing has changed -------------------------------------------------------


def drawn_count(dice: random.Random, of: int, share: float) -> int:
    return sum(dice.random() < share for _one in range(of))


def answers_mean(dice: random.Random, of: int, spread: float) -> Decimal:
    """Of answers from 1 to 5, as parents give them: most of them high."""
    given_ = [min(5, max(1, round(dice.gauss(4.2, spread)))) for _one in range(of)]
    return Decimal(sum(given_)) / of


def statements_of_a_steady_town(dice: random.Random):
    """(kind, whether a change or a difference is said) of everything told of one municipality."""
    places = dice.randint(4, 30)
    share = dice.uniform(0.1, 0.95)
    for _indicator in range(5):  # units that meet something or not, each by its own nature
        natures = [dice.betavariate(4, 2) for _place in range(places)]
        was, now = ([Decimal(dice.random() < nature) for nature in natures] for _year in (1, 2))
        pairs = list(zip(was, now, strict=True))
        yield "units", judge_pairs(pairs, difference=sum(now) - sum(was)).shift in SAID
        figures = [dice.gauss(3.5, 0.5) for _place in range(places)]
        was, now = (
            [Decimal(f"{figure + dice.gauss(0, 0.3):.2f}") for figure in figures]
            for _year in (1, 2)
        )
        pairs = list(zip(was, now, strict=True))
        yield "figures", judge_pairs(pairs, difference=sum(now) - sum(was)).shift in SAID
    counted = []
    for _place in range(places):
        of = dice.randint(5, 120)
        counts = [(drawn_count(dice, of, share), of) for _round in range(2)]
        counted.append(("", *counts[1]))
        yield "children", judge_counts(*counts).shift in SAID
        spread = dice.choice([0.4, 0.9, 2.5])
        means = [(answers_mean(dice, n, spread), n) for n in (dice.randint(5, 100), 30)]
        judged = judge_means(
            *means, lowest=Decimal(1), highest=Decimal(5), least=Decimal("0.6")
        ).shift
        yield "answers", judged in SAID
    if shown := funnel(counted):
        yield "outside", any(place.is_certain for place in shown.places)
    asked = [(answers_mean(dice, of, 0.9), of) for of in [dice.randint(5, 80)] * 3]
    yield "highest", extremes(asked, lowest=Decimal(1), highest=Decimal(5)).shift in SAID


def told_of(towns: int) -> dict[str, tuple[int, int]]:
    """Of each kind of statement: (how often a change was said, how often one could have been)."""
    dice = random.Random(20261129)
    found: dict[str, list[bool]] = {}
    for _town in range(towns):
        for kind, is_said in statements_of_a_steady_town(dice):
            found.setdefault(kind, []).append(is_said)
    return {kind: (sum(said), len(said)) for kind, said in found.items()}


def most_by_chance(of: int) -> float:
    """So many of five in a hundred that more is no bad luck of the dice."""
    return LEVEL * of + NormalDist().inv_cdf(0.9999) * (LEVEL * (1 - LEVEL) * of) ** 0.5


def test_where_nothing_changes_at_most_one_statement_in_twenty_says_so():
    for kind, (said, of) in told_of(TOWNS).items():
        assert said <= most_by_chance(of), (kind, said, of)


@pytest.mark.long("test_where_nothing_changes_at_most_one_statement_in_twenty_says_so")
def test_where_nothing_changes_in_ten_thousand_municipalities():
    for kind, (said, of) in told_of(10_000).items():
        assert said <= LEVEL * of, (kind, said, of)


# --- What is found where something has ------------------------------------------------------------


def found_of(judge, times: int = 200) -> float:
    dice = random.Random(7)
    return sum(judge(dice) == Movement.UP for _time in range(times)) / times


@pytest.mark.parametrize(("of", "was", "now", "at_least_"), [
    (50, 0.5, 0.85, 0.9), (100, 0.7, 0.9, 0.85), (200, 0.7, 0.85, 0.85), (20, 0.3, 0.9, 0.9),
])  # fmt: skip
def test_a_real_change_among_children_is_found(of, was, now, at_least_):
    def judge(dice):
        counts = [(drawn_count(dice, of, share), of) for share in (was, now)]
        return judge_counts(*counts).shift

    assert found_of(judge) >= at_least_


@pytest.mark.parametrize(("units", "was", "now", "at_least_"), [
    (16, 0.2, 0.8, 0.85), (40, 0.4, 0.75, 0.8), (7, 0.02, 0.98, 0.75),
])  # fmt: skip
def test_a_real_change_among_units_is_found(units, was, now, at_least_):
    def judge(dice):
        years = [[Decimal(dice.random() < p) for _unit in range(units)] for p in (was, now)]
        return judge_pairs(zip(*years, strict=True)).shift

    assert found_of(judge) >= at_least_


def test_a_real_change_in_answers_is_found():
    def judge(dice):
        means = [(Decimal(f"{mean + dice.gauss(0, 0.1):.2f}"), 60) for mean in (3.3, 4.2)]
        return judge_means(
            *means, lowest=Decimal(1), highest=Decimal(5), least=Decimal("0.6")
        ).shift

    assert found_of(judge) >= 0.9


# --- The rule -------------------------------------------------------------------------------------

ONE, TWO = Decimal(1), Decimal(2)


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 5))
def test_units_are_judged_by_how_many_go_either_way(up, down, still):
    pairs = [(ONE, TWO)] * up + [(TWO, ONE)] * down + [(ONE, ONE)] * still
    judged = judge_pairs(pairs)

    assert (judged.ups, judged.downs, judged.of) == (up, down, up + down + still)
    assert (judged.shift == Movement.SAME) == (up == down == 0)
    assert judged.shift not in SAID or abs(up - down) >= 6
    mirrored = judge_pairs(((now, was) for was, now in pairs))
    assert mirrored.sign == -judged.sign
    assert judge_pairs(pairs, good=-1).sign == -judged.sign
    assert judge_pairs(pairs, good=0).shift not in {Movement.UP, Movement.DOWN}


def test_a_result_is_never_called_better_against_its_own_direction():
    pairs = [(ONE, TWO)] * 8 + [(Decimal(99), ONE)]

    assert judge_pairs(pairs).shift == Movement.UP
    assert judge_pairs(pairs, difference=Decimal(-10)).shift == Movement.CHANCE
    assert judge_pairs(pairs, difference=Decimal("0.3"), least=Decimal("0.6")).is_small


def test_the_instruments_own_difference_is_asked_for_beside_chance():
    ends = {"lowest": Decimal(1), "highest": Decimal(5)}
    large = [(Decimal("4.0"), 900), (Decimal("4.5"), 900)]

    assert judge_means(*large, **ends).shift == Movement.UP
    assert judge_means(*large, **ends, least=Decimal("0.6")).shift == Movement.CHANCE
    few = [(Decimal("4.0"), 6), (Decimal("4.9"), 6)]
    assert judge_means(*few, **ends, least=Decimal("0.6")).shift == Movement.CHANCE


def test_nothing_is_said_where_it_is_not_known_how_many_there_are():
    assert judge_value(ONE, TWO).shift == Movement.UNKNOWN
    assert judge_value(ONE, TWO, least=ONE).shift == Movement.UP
    assert judge_value(ONE, TWO, least=TWO).shift == Movement.CHANCE
    assert judge_counts((0, 0), (3, 5)).shift == Movement.UNKNOWN
    far = [(ONE, 90), (Decimal(5), 90)]
    near = [(ONE, 3), (TWO, 3)]
    assert extremes([(ONE, None), far[1]], lowest=ONE, highest=Decimal(5)).shift == Movement.UNKNOWN
    assert extremes(far, lowest=None, highest=Decimal(5)).shift == Movement.UNKNOWN
    assert extremes(near, lowest=ONE, highest=Decimal(5)).shift == Movement.CHANCE
    assert extremes(far, lowest=ONE, highest=Decimal(5)).shift == Movement.UP


def test_what_is_recorded_is_told_as_recorded():
    assert judge_rating(3, 4).shift == Movement.RATED_UP
    assert judge_rating(3, 4).sign == 0  # one visit is no progress
    assert judge_register(Decimal(5), Decimal(7)).shift == Movement.MORE
    assert judge_register(Decimal(7), Decimal(7)).shift == Movement.SAME


# --- The funnel -----------------------------------------------------------------------------------


def test_a_place_lies_outside_where_the_exact_limits_say_so():
    shown = funnel(
        [("Ahornen", 82, 100), ("Birken", 84, 100), ("Cederen", 66, 100), ("Dal", 95, 100)]
    )

    sides = {place.name: place.side for place in shown.places}
    assert sides == {"Ahornen": 0, "Birken": 0, "Cederen": -1, "Dal": 1}
    for place in shown.places:
        for limits, level in ((shown.inner, 0.05), (shown.outer, 0.002)):
            _of, low, high = min(limits, key=lambda one: abs(one[0] - place.of))
            tail = min(
                at_least(place.count, place.of, shown.share),
                at_most(place.count, place.of, shown.share),
            )
            assert (low < place.share < high) == (tail > level / 2)


def test_too_few_places_or_all_alike_make_no_funnel():
    assert funnel([("a", 1, 2)] * 3) is None
    assert funnel([("a", 2, 2)] * 9) is None
    assert funnel([("a", 0, 0)] * 9) is None


# --- Pictures and words ---------------------------------------------------------------------------

UPWARDS = re.compile("frem|højere|flere|bedre", re.I)
DOWNWARDS = re.compile("tilbage|lavere|færre|ringere", re.I)


@pytest.mark.parametrize("shift", list(Movement))
def test_the_mark_and_the_words_of_a_judgement_say_the_same(shift):
    with translation.override("da"):
        said = f"{word(not_judged(shift))} {clause(not_judged(shift))}"
        known = how(not_judged(shift))

    assert (MARKS[shift] == "shift-up") == bool(UPWARDS.search(said))
    assert (MARKS[shift] == "shift-down") == bool(DOWNWARDS.search(said))
    assert ("sikker" in said.lower()) == (shift in SAID)
    assert known
    assert all(each.endswith(".") for each in known)
    sprite = (ROOT / "templates/components/_sprite.html").read_text("utf-8")
    assert f'id="i-{MARKS[shift]}"' in sprite


@pytest.mark.parametrize(("up", "down"), [(up, down) for up in range(5) for down in range(5)])
def test_no_more_is_said_to_have_gone_both_ways_alike_than_did(up, down):
    pairs = [(Decimal(1), Decimal(2))] * up + [(Decimal(2), Decimal(1))] * down
    with translation.override("da"):
        known = how(judge_pairs([*pairs, (Decimal(1), Decimal(1))]))

    alike = [one for one in known if one.startswith("Lige mange")]
    assert not alike or up == down
    always = [one for one in known if "altid mindst" in one]
    assert bool(always) == (abs(up - down) == 1)


#: What makes a mark of change, and where alone it may stand.
ITS_MARKS = re.compile(r"i-shift-|[▲▼△▽⬆⬇↑↓↗↘]|class=\"shift\b")
ONLY_IN = {
    *("templates/components/shift.html", "templates/components/_sprite.html"),
    "imports/arranging/cells/in_brackets.py",  # reads the marks that others have made
}
#: Words of change or of a first and a last place, in the source strings of the code.
ITS_WORDS = re.compile(
    r"\b(has (certainly )?gone (back|forward)|progress of|has (risen|fallen|improved)|improved"
    r"|(?<!rates )%\(\w+\)s (highest|lowest)|lies highest|(is|are) better|(is|are) worse)\b"
)
SPEAKS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "ngettext_lazy"}
SAYS = {
    "indicators/pages/compared_findings.py",  # of `Movement`
    "indicators/pages/findings.py",  # of `Movement`
    "dashboards/findings/comparison.py",  # where `extremes` says so
    "dashboards/findings/institution.py",  # where `extremes` says so
    "dashboards/findings/measured.py",  # of `Judged.way`
}


def sources(*suffixes: str):
    for path in sorted(ROOT.rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in suffixes and name.partition("/")[0] not in {
            *(".venv", "var", "tests", "locale", "static", "docs", "demo", "bench", "typings"),
        }:
            yield name, path.read_text("utf-8")


def told_in(name: str, text: str):
    """What a file tells its reader: of a module its strings to translate, of a template all."""
    if not name.endswith(".py"):
        yield re.sub(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", text, flags=re.S)
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SPEAKS:
            yield from (str(one.value) for one in node.args if isinstance(one, ast.Constant))


def test_no_template_or_module_makes_a_mark_of_change_of_its_own():
    found = {
        name for name, text in sources(".html", ".py", ".typ") if ITS_MARKS.search(text)
    } - ONLY_IN

    assert found == set()


def test_words_of_change_are_only_where_the_rule_is_asked():
    speaking = {
        name: text
        for name, text in sources(".html", ".py", ".typ")
        if any(ITS_WORDS.search(each) for each in told_in(name, text))
    }

    assert set(speaking) <= SAYS
    assert all("from chance import" in text for text in speaking.values())


def test_so_many_have_to_go_the_same_way_as_the_sentences_say():
    assert of_signs(LEAST_ALIKE, 0) <= LEVEL < of_signs(LEAST_ALIKE - 1, 0)


@pytest.mark.parametrize("units", range(1, 9))
def test_it_is_never_asked_for_more_units_than_there_are(units):
    """Of four houses six cannot go the same way."""
    with translation.override("da"):
        known = " ".join(how(judge_pairs([(Decimal(1), Decimal(2))] * units)))
    says_that_all_are_too_few = f"her er der {units} i alt" in known
    assert says_that_all_are_too_few == (units < 6)
    assert ("skal mindst 6 gå samme vej" in known) == (units >= 6)


def test_units_that_meet_what_is_asked_are_not_called_better():
    """A house that still meets it may be rated lower, which its own page says."""
    pairs = [(Decimal(0), Decimal(1)), (Decimal(1), Decimal(1)), (Decimal(1), Decimal(0))]
    with translation.override("da"):
        met = " ".join(how(judge_pairs(pairs, of_meeting=True)))
        rated = " ".join(how(judge_pairs(pairs)))
    assert "1 opfylder det nu og gjorde det ikke før, 1 opfylder det ikke længere" in met
    assert "bedre" not in met
    assert "1 bedre, 1 ringere, 1 som før" in rated
