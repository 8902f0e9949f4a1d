"""Comparisons that are fair: what must be said is said, and no heading contradicts its numbers."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from dashboards.comparison import ComparisonPage
from dashboards.findings import comparison, municipality
from indicators.filters import Filters
from measurements.models import ScaleStep, Topic
from measurements.reference import load_reference
from tests.factories import (
    ClusterFactory,
    InspectionFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
    UserFactory,
)

TODAY = timezone.localdate()
YEAR = TODAY.year


# --- Headings -----------------------------------------------------------------------------------

names = st.sampled_from(["Åkanden", "Egernet", "Solsikken", "Møllehøj", "Ørnen"])
values = st.decimals(1, 5, places=2)
named_values = st.lists(st.tuples(names, values), max_size=5, unique_by=lambda row: row[0])
shares = st.lists(
    st.integers(0, 9).flatmap(lambda of: st.tuples(names, st.integers(0, of), st.just(of))),
    max_size=5,
    unique_by=lambda row: row[0],
)


@given(named_values, st.sampled_from([None, Decimal("0.6")]), st.sampled_from([None, 9, 30, 400]))
def test_whoever_is_called_highest_is(rows, least, answers):
    with translation.override("da"):
        said = comparison.numbers_found(
            [(*row, answers) for row in rows],
            least=least,
            decimals=1,
            ends=(Decimal(1), Decimal(5)),
        ).heading

    spread = max((v for _n, v in rows), default=0) - min((v for _n, v in rows), default=0)
    if "højest" in said and "kalde" not in said:
        high, low = re.findall(r"\((\d,\d)\)", said)
        told_high, told_low = said.split("lavest")[0].rsplit(",", 1)
        assert Decimal(high.replace(",", ".")) > Decimal(low.replace(",", "."))
        top = max(rows, key=lambda row: row[1])
        assert top[0] in told_high or "ligger" in told_high
        assert least is None or spread >= least
        del told_low
        assert answers
    elif "for små" in said:
        assert spread < least
    elif "tilfældig" in said:
        assert ("kan ikke afgøres" in said) == (answers is None)
        assert answers != 400 or spread < Decimal("0.6")
    else:
        assert len(rows) < 2 or spread < Decimal("0.1") + Decimal("0.05")


@given(shares)
def test_ratings_are_counted_place_by_place_and_nobody_is_called_first(rows):
    with translation.override("da"):
        said = comparison.ratings_heading(rows, step="Vedligeholde")

    rated = [row for row in rows if row[2]]
    best, of = sum(row[1] for row in rated), sum(row[2] for row in rated)
    assert not re.search("størst|mindst|flest|færrest|bedst|højest|lavest", said)
    if found := re.match(r"(\d+) af (\d+) enheder har »Vedligeholde«(?: \((.+)\))?$", said):
        assert (int(found[1]), int(found[2])) == (best, of)
        each = re.findall(r"(\d+) af (\d+) i (\w+)", found[3] or "")
        assert [(name, int(met), int(whole)) for met, whole, name in each] == (
            rated if len(rated) <= 3 else []
        )
        assert 0 < best < of
    elif said.startswith("Ingen"):
        assert not best
        assert len(rated) >= 2
    elif "overalt" in said:
        assert best == of
    else:
        assert len(rated) < 2


@given(
    st.dictionaries(names, st.integers(1, 9), max_size=5),
    st.dictionaries(names, st.integers(1, 9), max_size=5),
)
def test_help_is_offered_to_those_who_lack_something_and_to_nobody_else(lacking, missed):
    with translation.override("da"):
        places = {*lacking, *missed}
        figure, said = municipality.help_in_brief(lacking, missed, clusters=len(places) + 1)

    assert figure == ("Ingen" if not places else f"{len(places)} klynge{'r' * (len(places) > 1)}")
    told = [
        name for name in ("Åkanden", "Egernet", "Solsikken", "Møllehøj", "Ørnen") if name in said
    ]
    assert set(told) <= places
    assert len(told) == len(places) or "andre" in said


# --- The page -----------------------------------------------------------------------------------


@pytest.fixture
def cluster(db):
    load_reference()
    return ClusterFactory(name="Klynge Fyrtårnet")


def rate(institution, rank, *, year=YEAR, version="tilsyn-2023"):
    MeasurementFactory(
        topic=Topic.objects.get(version__code=version, lineage="tilsyn-relationer"),
        institution=institution,
        year=year,
        step=ScaleStep.objects.get(scale__code=version, rank=rank),
    )


def score(institution, value, **fields):
    topic = Topic.objects.get(version__code="kids-2020", lineage="kids-relationer")
    MeasurementFactory(
        topic=topic, institution=institution, value=value, **{"year": YEAR, **fields}
    )


def build(user, **asked):
    filters = Filters.of(asked, this_year=YEAR)
    return ComparisonPage.build(
        user=user, on=TODAY, filters=filters, cluster=asked.get("klynge", "")
    )


def test_clusters_are_compared_by_counts_of_their_ratings(cluster):
    other = ClusterFactory(name="Klynge Kompasset")
    for where, ranks in ((cluster, (4, 4, 2)), (other, (3,))):
        for rank in ranks:
            rate(InstitutionFactory(cluster=where), rank)

    [part] = build(UserFactory(administrator=True), redskab="tilsyn").parts

    assert [(row.name, row.n) for row in part.rows] == [
        ("Klynge Fyrtårnet", 3),
        ("Klynge Kompasset", 1),
    ]
    assert part.rows[0].text == "2 Vedligeholde, 1 Ændre"
    assert "3 af 4 enheder har" not in part.heading
    assert "(2 af 3 i Klynge Fyrtårnet, 0 af 1 i Klynge Kompasset)" in part.heading
    assert part.warnings == (
        "Bygger på få enheder, så en enkelt af dem afgør det: Klynge Kompasset (1).",
    )


def test_another_version_and_a_light_inspection_are_told_and_not_compared(cluster):
    for name, rank in (("Ahornen", 4), ("Birken", 3)):
        rate(InstitutionFactory(cluster=cluster, name=name), rank)
    rate(InstitutionFactory(cluster=cluster, name="Cedertræet"), 3, version="tilsyn-2020")
    light = InstitutionFactory(cluster=cluster, name="Dunhammeren")
    InspectionFactory(institution=light, year=YEAR, light=True)
    leader = MembershipFactory(cluster_leader=True, cluster=cluster).user

    page = build(leader, redskab="tilsyn")

    assert page.cluster == cluster
    [part] = page.parts
    assert [row.name for row in part.rows] == ["Ahornen", "Birken"]
    assert part.heading.startswith("1 af 2 enheder har »Vedligeholde")
    assert "Cedertræet" in part.warnings[0]
    assert part.warnings[1] == "Light-tilsyn uden vurderinger: Dunhammeren."


def test_boards_see_no_small_numbers_here_either(cluster):
    first, second = InstitutionFactory.create_batch(2, cluster=cluster)
    score(first, "4.2", respondents=4)
    score(second, "3.1", respondents=40)
    parent = MembershipFactory(board_member=True, cluster=cluster).user

    [part] = build(parent, redskab="kids").parts

    assert [row.text for row in part.rows] == ["3,1"]
    assert part.warnings == (f"Skjult, fordi tallet handler om få personer: {first.name}.",)


def test_a_share_that_tells_of_a_few_is_hidden_from_everybody(cluster):
    first, second = InstitutionFactory.create_batch(2, cluster=cluster)
    share = Topic.objects.get(lineage="personale-paedagogandel")
    MeasurementFactory(topic=share, institution=first, year=YEAR, value="95.0", respondents=20)
    MeasurementFactory(topic=share, institution=second, year=YEAR, value="60.0", respondents=20)
    leader = MembershipFactory(cluster_leader=True, cluster=cluster).user

    [part] = build(leader, redskab="personale").parts

    assert [row.text for row in part.rows] == ["60,0"]
    assert part.warnings == (f"Skjult, fordi tallet handler om få personer: {first.name}.",)


def test_last_year_stands_beside_this_one(cluster):
    unit = InstitutionFactory(cluster=cluster)
    score(unit, "3.9")
    score(unit, "3.2", year=YEAR - 1)
    leader = MembershipFactory(leader=True, institution=unit).user

    [part] = build(leader, redskab="kids").parts

    assert (part.rows[0].text, part.rows[0].before) == ("3,9", "3,2")
    assert part.rows[0].chart.was is not None


def test_a_column_is_headed_by_the_round_of_its_figures_and_by_the_year_where_they_are_of_several(
    client, cluster
):
    """Spring held against autumn is said to be that, at each place."""
    first, second = InstitutionFactory.create_batch(2, cluster=cluster)
    share = Topic.objects.get(lineage="topi-position")
    figures = ((first, YEAR, 1, 80), (second, YEAR, 1, 70), (first, YEAR - 1, 1, 75))
    for place, year, part, value in figures:
        MeasurementFactory(
            topic=share,
            institution=place,
            year=year,
            period=f"{year}-{part}",
            value=value,
            respondents=100,
        )
    leader = MembershipFactory(cluster_leader=True, cluster=cluster).user

    page = build(leader, redskab="topi")
    assert (page.now, page.then) == (f"forår {YEAR}", f"forår {YEAR - 1}")
    assert {row.when for part in page.parts for row in part.rows} == {""}

    MeasurementFactory(
        topic=share, institution=second, year=YEAR, period=f"{YEAR}-2", value=72, respondents=100
    )
    page = build(leader, redskab="topi")
    assert page.now == str(YEAR)
    rows = {row.name: row.when for row in page.parts[0].rows}
    assert rows == {first.name: f"forår {YEAR}", second.name: f"efterår {YEAR}"}
    client.force_login(leader)
    html = client.get(reverse("comparison"), {"redskab": "topi"}).content.decode()
    assert f"efterår {YEAR}" in html


@pytest.mark.django_db
def test_the_page_costs_the_same_however_many(client, queries_for, cluster):
    client.force_login(UserFactory(administrator=True))
    address = f"{reverse('comparison')}?redskab=tilsyn"
    for _number in range(2):
        rate(InstitutionFactory(cluster=cluster), 4)
    few = queries_for(address)

    for _number in range(3):
        rate(InstitutionFactory(cluster=ClusterFactory()), 3)

    assert queries_for(address) == few


def test_the_institutions_of_an_area_are_compared_as_those_of_a_cluster(client, cluster):
    elsewhere = ClusterFactory()
    for where in (cluster, elsewhere):
        rate(InstitutionFactory(cluster=where, area=where.area, name=f"I {where}"), 3)
    client.force_login(UserFactory(administrator=True))
    address = reverse("comparison")

    page = client.get(address, {"klynge": f"omraade:{cluster.area.slug}"}).context["page"]

    assert page.of == cluster.area
    [group] = page.matrix.groups if page.matrix else [page.parts[0]]
    assert [row.name for row in group.rows] == [f"I {cluster}"]
    assert f"omraade:{cluster.area.slug}" in client.get(address).content.decode()


def test_nobody_compares_an_area_they_do_not_see(client, cluster):
    unit = InstitutionFactory(cluster=cluster)
    rate(unit, 3)
    hidden = InstitutionFactory(cluster=ClusterFactory(), name="Langt borte")
    rate(hidden, 3)
    client.force_login(MembershipFactory(leader=True, institution=unit).user)

    asked = {"klynge": f"omraade:{hidden.area.slug}"}
    html = client.get(reverse("comparison"), asked).content.decode()

    assert "Langt borte" not in html
