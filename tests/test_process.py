"""A figure that comes often: its limits are those of the books, and few lie outside by chance."""

import random

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from chance import process, process_words
from chance.process import ENOUGH, FEWEST, MOST
from charts import line_chart
from dashboards.institution.surveys import Surveys
from measurements.models import Instrument, Topic
from measurements.reference import load_reference
from tests.factories import InstitutionFactory, MeasurementFactory, MembershipFactory, UserFactory

TODAY = timezone.localdate()

#: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rates of ten batches.
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]

numbers = st.lists(st.integers(0, 100), min_size=FEWEST, max_size=30)


def test_the_limits_are_those_of_the_handbook():
    found = process(FLOW)

    assert found.mean == pytest.approx(50.81)
    assert found.high == pytest.approx(55.8041, abs=0.002)  # which takes 3 / 1.128 for 2.66
    assert found.low == pytest.approx(45.8159, abs=0.002)
    assert found.outside == ()


def test_too_few_have_no_limits_and_few_have_them_on_trial():
    assert process(FLOW[: FEWEST - 1]) is None
    assert process(FLOW[:FEWEST]).is_trial
    assert process([*FLOW, 50, 51]).is_trial
    assert not process([*FLOW, 50, 51, 49]).is_trial
    assert ENOUGH == 13


def test_a_month_unlike_the_others_lies_outside():
    found = process([5, 6, 5, 6, 5, 6, 14, 5, 6, 5, 6, 5, 6])

    assert found.outside == (6,)
    with translation.override("da"):
        said = process_words.found(found, [f"måned {n}" for n in range(13)])
    assert said == "måned 6 ligger uden for det, tallet plejer at svinge"


def test_no_limit_is_beyond_the_scale():
    found = process([1, 9, 1, 9, 1, 9, 2], lowest=0, highest=100)
    assert (found.low, found.outside) == (0, ())


@given(numbers)
def test_the_drawing_and_the_words_tell_of_the_same_points(values):
    found = process(values)
    times = [f"nr. {n}" for n in range(len(found.values))]
    chart = line_chart(
        list(zip(times, found.values, strict=True)),
        limits=(found.low, found.mean, found.high),
        marked=found.outside,
    )
    with translation.override("da"):
        said = process_words.found(found, times)

    marked = [point.label for point in chart.points if point.is_marked]
    low, _mean, high = (float(limit.y) for limit in chart.limits)
    beyond = [p.label for p in chart.points if not high - 0.06 <= float(p.y) <= low + 0.06]
    assert set(beyond) <= set(marked)
    if not marked:
        assert "alle inden for" in said
    elif len(marked) <= 3:
        assert all(name in said for name in marked)
    else:
        assert said.startswith(f"{len(marked)} af {len(times)} ")


@pytest.mark.parametrize("points", [6, 12, 13, MOST, 60])
def test_where_nothing_changes_hardly_any_chart_says_so(points):
    dice = random.Random(points)
    charts = 3000
    drawn = ([dice.gauss(5, 1) for _n in range(points)] for _chart in range(charts))
    said = sum(bool(process(values).outside) for values in drawn)
    assert said / charts <= 0.055  # 0.05, and what three thousand may miss it by


# --- On the page ----------------------------------------------------------------------------------


@pytest.fixture
def absent(db):
    load_reference()
    topic = Topic.objects.get(lineage="personale-sygefravaer")
    unit = InstitutionFactory()

    def fill(values, **also):
        for nth, value in enumerate(values):
            year, month = TODAY.year - 2 + nth // 12, nth % 12 + 1
            period = f"{year}-{month:02d}"
            MeasurementFactory(
                topic=topic, institution=unit, year=year, period=period, value=value, **also
            )
        return unit

    return fill


def parts_of(unit, user):
    return Surveys.of(unit, user=user, on=TODAY).processes


def test_what_is_counted_up_through_the_year_has_no_course(absent):
    """Of a running total each figure lies above the one before: no change, and none is told."""
    unit = absent([5, 15, 30, 45, 60, 75, 90])
    everybody = UserFactory(administrator=True)
    assert parts_of(unit, everybody)

    Instrument.objects.filter(code="personale").update(is_running=True)

    assert not parts_of(unit, everybody)


def test_monthly_absence_has_a_chart_from_six_months_on(absent):
    everybody = UserFactory(administrator=True)
    unit = absent([5, 6, 5, 6, 5])
    assert not parts_of(unit, everybody)

    topic = Topic.objects.get(lineage="personale-sygefravaer")
    more = {"year": TODAY.year - 2, "period": f"{TODAY.year - 2}-06", "value": 6}
    MeasurementFactory(topic=topic, institution=unit, **more)
    [part] = parts_of(unit, everybody)
    assert part.heading.endswith("6 tal, alle inden for det, tallet plejer at svinge")
    assert any("foreløbige" in sentence for sentence in part.how)


def test_a_page_tells_which_month_lies_outside(client, absent):
    unit = absent([5, 6, 5, 6, 5, 6, 14, 5, 6, 5, 6, 5, 6])
    client.force_login(UserFactory(administrator=True))

    html = client.get(unit.get_absolute_url()).content.decode()

    assert f"Sygefravær i procent: juli {TODAY.year - 2} ligger uden for" in html
    assert html.count("trend-out") == 1
    assert "foreløbige" not in html


def test_yearly_figures_have_none(absent, db):
    unit = absent([])
    topic = Topic.objects.get(lineage="personale-sygefravaer")
    for year in range(TODAY.year - 6, TODAY.year + 1):
        MeasurementFactory(topic=topic, institution=unit, year=year, period=str(year), value=5)
    assert not parts_of(unit, UserFactory(administrator=True))


def test_what_a_board_may_not_see_is_no_point(absent):
    unit = absent([5, 6, 5, 6, 5, 6, 5], respondents=4)
    board = MembershipFactory(board_member=True, institution=unit).user
    leader = MembershipFactory(leader=True, institution=unit).user

    assert not parts_of(unit, board)
    assert len(parts_of(unit, leader)[0].chart.points) == 7
