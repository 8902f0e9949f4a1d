"""Institutions by indicators: what is shown to whom, in how many queries, and in which words."""

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from dashboards.heat_map import HeatMap
from dashboards.heat_map.cells import HeatCell, HeatGroup, HeatRow, SnapshotCell, past_in_words
from dashboards.heat_map.sheets import sheet_for, sheet_for_words
from dashboards.heat_map.words import WordedColumn, Wording
from indicators.evaluation.rules import Rule
from indicators.filters import Filters
from indicators.snapshots import truth
from institutions import page_cache
from institutions.models import Institution, InstitutionKind
from measurements.models import Measurement, ScaleStep, Topic
from measurements.reference import load_reference
from tests.factories import (
    AreaFactory,
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InspectionFactory,
    InstitutionFactory,
    ManualResultFactory,
    MeasurementFactory,
    MembershipFactory,
    StrategyFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
YEAR = TODAY.year


@pytest.fixture
def cluster():
    load_reference()
    return ClusterFactory(name="Klynge Fyr & Flamme", area=AreaFactory(name="Område Vest"))


@pytest.fixture
def rated(cluster):
    """A measuring point of the municipality: a rating of tilsyn, the best of four."""
    indicator = IndicatorFactory(
        goal=GoalFactory(strategy=StrategyFactory()),
        code="T1",
        source="topics",
        topics=[Topic.objects.get(version__code="tilsyn-2023", lineage="tilsyn-relationer")],
    )
    TargetFactory(indicator=indicator, step=step(4), value=None)
    return indicator


@pytest.fixture
def administrator():
    return UserFactory(administrator=True)


def step(rank):
    return ScaleStep.objects.get(scale__code="tilsyn-2023", rank=rank)


def rate(institution, rank, year=YEAR):
    topic = Topic.objects.get(version__code="tilsyn-2023", lineage="tilsyn-relationer")
    MeasurementFactory(topic=topic, institution=institution, year=year, step=step(rank))


@pytest.fixture
def in_figures(monkeypatch):
    """As where there are too many cells for words."""
    monkeypatch.setattr("dashboards.heat_map.columns.MOST_CELLS", 0)


def build(user, *, over_years=False, **asked):
    filters = Filters.of(asked, this_year=YEAR)
    return HeatMap.build(user=user, on=TODAY, filters=filters, over_years=over_years)


def cells(page):
    return [(cell.mark, cell.text) for cell in every_cell(page)]


def every_cell(page):
    return [cell for group in page.groups for row in group.rows for cell in row.cells]


def test_each_cell_has_a_sign_and_a_figure(cluster, rated, administrator):
    for name, rank in (("Ahornen", 4), ("Birken", 2), ("Cypressen", None), ("Dunhammeren", 0)):
        unit = InstitutionFactory(cluster=cluster, name=name)
        if rank:
            rate(unit, rank)
        elif rank is None:
            InspectionFactory(institution=unit, year=YEAR, light=True)

    page = build(administrator)

    assert cells(page) == [("y", "★ 4/4"), ("n", "☆ 2/4"), ("l", "Light"), ("m", "–")]
    assert page.heading == "T1 er nået i 1 af 2 enheder"
    assert [words for _sign, words in page.legend][-1] == "Ingen data"
    assert (page.columns[0].year, page.columns[0].total) == (YEAR, "1 af 2")


def test_it_says_the_same_when_nothing_kept_holds(cluster, rated, administrator):
    for rank in (4, 2, 3):
        rate(InstitutionFactory(cluster=cluster), rank, year=YEAR - 1)
    kept = build(administrator)

    Measurement.objects.update(note="Skrevet uden om alle døre.")

    assert not truth.are_true()
    assert build(administrator) == kept


def test_names_are_escaped_where_the_rows_are_written_out(client, cluster, rated, administrator):
    rate(InstitutionFactory(cluster=cluster, name="<b>Ræven</b>"), 4)
    client.force_login(administrator)

    html = client.get(reverse("heat_map")).content.decode()

    assert "&lt;b&gt;Ræven&lt;/b&gt;" in html
    assert "Klynge Fyr &amp; Flamme" in html
    assert "<b>Ræven" not in html


@pytest.mark.parametrize("cells", [0, 600])
def test_a_figure_leads_to_the_indicator_at_its_institution(
    client, cluster, rated, administrator, monkeypatch, cells
):
    monkeypatch.setattr("dashboards.heat_map.columns.MOST_CELLS", cells)
    unit = InstitutionFactory(cluster=cluster)
    rate(unit, 4, year=YEAR - 2)
    client.force_login(administrator)

    [address] = re.findall(
        r'<a href="([^"#]+)#enhed-', client.get(reverse("heat_map")).content.decode()
    )
    html = client.get(address.replace("&amp;", "&")).content.decode()

    assert f'id="enhed-{unit.slug}"' in html
    assert "1 af 1" in html
    assert str(YEAR - 2) in html


def test_the_filters_stand_in_the_address(client, cluster, rated, administrator):
    nursery = InstitutionFactory(cluster=cluster, kind=InstitutionKind.NURSERY)
    other = InstitutionFactory(cluster=cluster)
    rate(nursery, 4, year=YEAR - 1)
    rate(other, 4)
    client.force_login(administrator)

    html = client.get(reverse("heat_map"), {"type": "nursery", "aar": YEAR - 1}).content.decode()

    assert nursery.name in html
    assert other.name not in html
    assert f'value="{YEAR - 1}" selected' in html
    assert [column.year for column in build(administrator, aar=str(YEAR)).columns] == [YEAR]
    assert build(administrator, redskab="kids").columns == ()
    assert len(build(administrator, redskab="tilsyn").columns) == 1


@pytest.mark.parametrize("asked", ["abcd", "99999", "-1", "1066", "²⁰²⁶"])
def test_what_nobody_offers_is_not_asked(asked):
    assert not Filters.of({"aar": asked, "type": "slot", "ejer": "konge"}, this_year=YEAR)


def test_the_same_indicator_of_several_clusters_is_one_column(administrator):
    load_reference()
    for _number in range(3):
        cluster = ClusterFactory()
        goal = GoalFactory(strategy__vision=True, strategy__cluster=cluster)
        topic = Topic.objects.get(version__code="tilsyn-2023", lineage="tilsyn-relationer")
        indicator = IndicatorFactory(
            goal=goal, code="MP4", short_text="Relationer", source="topics", topics=[topic]
        )
        TargetFactory(indicator=indicator, step=step(4), value=None)
        rate(InstitutionFactory(cluster=cluster), 4)

    page = build(administrator)

    assert [(column.code, column.total) for column in page.columns] == [("MP4", "3 af 3")]
    assert [mark for mark, _text in cells(page)] == ["y", "y", "y"]


def test_boards_see_no_small_numbers(cluster):
    topic = Topic.objects.get(lineage="tu-trivsel-og-motivation")
    IndicatorFactory(
        goal=GoalFactory(strategy=StrategyFactory()),
        source="topics",
        aggregation="mean",
        topics=[topic],
    )
    unit = InstitutionFactory(cluster=cluster)
    MeasurementFactory(topic=topic, institution=unit, year=YEAR, value="6.1", respondents=4)
    parent = MembershipFactory(board_member=True, cluster=cluster).user
    leader = MembershipFactory(leader=True, institution=unit).user

    assert cells(build(parent)) == [("s", "skjult")]
    assert cells(build(leader)) == [("c", "6,1")]


def test_one_sees_the_institutions_one_reads(cluster, rated):
    here = InstitutionFactory(cluster=cluster)
    there = InstitutionFactory(cluster=ClusterFactory(name="Klynge Langtbortistan"))
    for unit in (here, there):
        rate(unit, 4)
    leader = MembershipFactory(leader=True, institution=here).user

    page = build(leader)

    assert page.institutions == 1
    assert there.name not in [row.name for group in page.groups for row in group.rows]
    assert "Langtbortistan" not in [group.name for group in page.groups]


def fill(cluster, *, institutions):
    for unit in InstitutionFactory.create_batch(institutions, cluster=cluster):
        for year in (YEAR - 1, YEAR):
            rate(unit, 3, year=year)


def test_the_pages_cost_the_same_for_five_and_for_many(
    client, queries_for, cluster, rated, administrator
):
    client.force_login(administrator)
    pages = [reverse("heat_map"), reverse("municipality"), cluster.area.get_absolute_url()]
    fill(cluster, institutions=5)
    small = [queries_for(page) for page in pages]

    for _number in range(3):
        fill(ClusterFactory(area=cluster.area), institutions=5)
    IndicatorFactory(goal=rated.goal, source="topics", topics=list(rated.topics.all()), code="T2")

    assert [queries_for(page) for page in pages] == small
    assert max(small) <= 40


@pytest.mark.thorough
@pytest.mark.parametrize("asked", ["", "?udvikling=ja"])
def test_thirty_institutions_by_twenty_indicators_take_fifteen_queries_at_most(
    client, cluster, rated, administrator, asked
):
    client.force_login(administrator)
    fill(cluster, institutions=30)
    for institution in Institution.objects.all():
        for year in range(YEAR - 5, YEAR - 1):
            rate(institution, 2, year=year)
    for nth in range(19):
        IndicatorFactory(
            goal=rated.goal, source="topics", topics=rated.topics.all(), code=f"N{nth}"
        )
    client.get(reverse("heat_map"))  # reads the rules, once
    page_cache.forget()

    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("heat_map") + asked).context["page"]

    assert (page.institutions, len(page.columns)) == (30, 20)
    assert len(queries) <= 15


def test_six_years_stand_in_a_cell_where_they_are_asked_for(client, cluster, rated, administrator):
    unit = InstitutionFactory(cluster=cluster)
    for year, rank in ((YEAR - 6, 1), (YEAR - 5, 2), (YEAR - 3, 3), (YEAR, 4)):
        rate(unit, rank, year=year)

    page = build(administrator, over_years=True)

    assert [(cell.past, cell.text) for cell in every_cell(page)] == [("2 – 3 – –", "★ 4/4")]
    client.force_login(administrator)
    html = client.get(reverse("heat_map"), {"udvikling": "ja"}).content.decode()
    assert re.search(r"<small>2 – 3 – –</small> ★ 4/4</a>", html)
    assert (page.columns[0].first_year, page.columns[0].year) == (YEAR - 5, YEAR)
    assert not [cell for cell in every_cell(build(administrator)) if cell.past]


def test_six_years_say_the_same_when_nothing_kept_holds(cluster, rated, administrator):
    unit = InstitutionFactory(cluster=cluster)
    for year, rank in ((YEAR - 5, 2), (YEAR - 1, 3), (YEAR, 4)):
        rate(unit, rank, year=year)
    kept = build(administrator, over_years=True)

    Measurement.objects.update(note="Skrevet uden om alle døre.")

    assert not truth.are_true()
    assert build(administrator, over_years=True) == kept


def test_a_stroke_stands_where_another_scale_begins(cluster, rated, administrator):
    older = SnapshotCell(YEAR - 2, "not_met", 3, None, 1, False)
    hidden = SnapshotCell(YEAR - 1, "suppressed", None, None, None, False)
    newest = SnapshotCell(YEAR, "met", 4, None, 2, False)

    assert past_in_words([None, older, hidden], newest, topics={}) == "– 3 * |"


def test_a_large_table_has_no_links_in_its_cells(
    client, cluster, rated, administrator, in_figures, monkeypatch
):
    monkeypatch.setattr("dashboards.heat_map.MOST_LINKS", 1)
    fill(cluster, institutions=2)

    page = build(administrator)

    assert not page.has_links
    assert not [cell for cell in every_cell(page) if cell.href]
    client.force_login(administrator)
    html = client.get(reverse("heat_map")).content.decode()
    assert '<td class="n">☆ 3/4</td>' in html


# --- On paper -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "with_years", "name"),
    [
        (4, False, ""),
        (4, True, ""),
        (8, True, "print-wide"),
        (24, False, "print-wide"),
        (40, False, "print-wide print-a3"),
    ],
)
def test_the_paper_is_large_enough_for_every_column(columns, with_years, name):
    codes = [f"MP{nth}" for nth in range(1, columns + 1)]
    assert sheet_for(codes, with_years=with_years).name == name


def test_what_no_paper_is_large_enough_for_has_none():
    assert sheet_for(["MP1"] * 44, with_years=True) is None
    assert sheet_for(["MP1"] * 60, with_years=False) is None


# --- In words -------------------------------------------------------------------------------------


def words(page):
    return [
        (
            group.name,
            [cell.text for cell in group.wholes],
            [[c.text for c in r.cells] for r in group.rows],
        )
        for group in page.worded
    ]


def test_a_small_one_says_what_stands_in_each_cell(cluster, rated, administrator):
    for name, rank in (("Ahornen", 4), ("Birken", 2), ("Cypressen", None), ("Dunhammeren", 0)):
        unit = InstitutionFactory(cluster=cluster, name=name)
        if rank:
            rate(unit, rank)
        elif rank is None:
            InspectionFactory(institution=unit, year=YEAR, light=True)

    [(_name, wholes, rows)] = words(build(administrator))

    assert wholes == ["1 af 2 opfylder det"]
    assert rows == [["Vedligeholde"], ["Ændre"], ["Light-tilsyn"], ["Ingen data"]]


def test_what_a_cluster_has_not_chosen_is_said_once(cluster, administrator):
    goal = GoalFactory(strategy__vision=True, strategy__cluster=cluster)
    IndicatorFactory(goal=goal, code="MP1", source="methods", aggregation="count")
    reported = IndicatorFactory(goal=goal, code="MP2", source="manual")
    ManualResultFactory(
        indicator=reported, institution=InstitutionFactory(cluster=cluster), value=2
    )
    InstitutionFactory.create_batch(2, cluster=ClusterFactory(name="Klynge Sent ude"))

    own, other = words(build(administrator))

    assert own[2] == [["Opgøres for klyngen som helhed", "2"]]
    assert other == (
        "Klynge Sent ude",
        ["Har ikke valgt målepunkter endnu"],
        [["Ingen målepunkter"], []],
    )


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_the_signs_of_a_column_are_as_many_as_its_words_say(drawn):
    """The picture (stars), the words of the cluster, and the head of the same map agree."""
    figures = {
        pk: {1: SnapshotCell(YEAR, "met" if rank == 4 else "not_met", rank, None, None, False)}
        for pk, rank in enumerate(drawn)
        if rank
    }
    column = WordedColumn(frozenset({1}), frozenset({None}), "", {})
    rows = tuple(
        HeatRow(str(pk), str(pk), (HeatCell("y", "", "", ""),)) for pk in range(len(drawn))
    )
    wording = Wording([column], figures, {}, {1: Rule(1, "T1", "topics")})

    [group] = wording.groups(
        [HeatGroup("Klynge", "", rows)], {str(pk): pk for pk in range(len(drawn))}, {}
    )

    signs = [cell.sign for row in group.rows for cell in row.cells]
    met, judged = signs.count("reached"), signs.count("reached") + signs.count("notyet")
    assert judged == sum(rank > 0 for rank in drawn)
    with translation.override("da"):
        expected = f"{met} af {judged} opfylder det" if judged else "–"
    assert group.wholes[0].text.replace("\xa0", " ") == expected


def test_the_paper_has_room_for_seven_columns_of_words():
    assert [sheet_for_words(columns).name for columns in (4, 7)] == ["", "print-wide"]


def test_the_words_of_a_hidden_figure_tell_no_step_even_where_it_has_one():
    steps = [SimpleNamespace(rank=4, short_label="Fully")]
    topics = {7: SimpleNamespace(scale=SimpleNamespace(steps=steps))}
    wording = Wording((), {}, topics, {})

    told = [
        wording.told(SnapshotCell(YEAR, state, 4, None, 7, False))
        for state in ("met", "suppressed")
    ]

    assert told == ["Fully", "skjult"]
