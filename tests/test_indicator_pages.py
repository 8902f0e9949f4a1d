"""The pages of indicators: what they say, to whom, at what cost, and what is reported on them."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from duties.rules import load_rules
from indicators.models import Indicator, ManualResult
from indicators.pages.indicator import IndicatorPage
from indicators.vision import load_indicators
from measurements.models import Import, Inspection, ScaleStep, Topic
from measurements.reference import load_reference
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InspectionFactory,
    InstitutionFactory,
    ManualResultFactory,
    MeasurementFactory,
    MembershipFactory,
    MethodFactory,
    MethodUseFactory,
    StrategyFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def cluster():
    """A cluster with the vision and its five indicators."""
    load_reference()
    cluster = ClusterFactory(name="Klynge Fyrtårnet")
    vision = StrategyFactory(vision=True, cluster=cluster)
    for number in range(1, 5):
        GoalFactory(strategy=vision, number=number)
    load_indicators(vision)
    return cluster


def rate(institution, rank, *, year=2026, version="tilsyn-2023", **fields):
    topic = Topic.objects.get(version__code=version, lineage="tilsyn-relationer")
    step = ScaleStep.objects.get(scale__code=version, rank=rank)
    return MeasurementFactory(topic=topic, institution=institution, year=year, step=step, **fields)


def url_of(code):
    return reverse("indicator_detail", args=[Indicator.objects.get(code=code).pk])


def sign_in(client, **membership):
    user = MembershipFactory(**membership).user
    client.force_login(user)
    return user


def text_of(response):
    return " ".join(response.content.decode().split())


def page(code, cluster):
    indicator = Indicator.objects.get(code=code)
    reader = UserFactory(administrator=True)
    return IndicatorPage.build(indicator, cluster=cluster, user=reader, on=TODAY)


def test_the_page_says_who_lacks_and_where_it_says_so(client, cluster):
    sign_in(client, cluster_leader=True, cluster=cluster)
    batch = Import.objects.create(file_name="tilsyn-2026.xlsx", sha256="0", size=1, layout="x")
    there = InstitutionFactory(name="Solsikken", cluster=cluster)
    lacking = InstitutionFactory(name="Åkanden", cluster=cluster)
    rate(there, 4)
    traced = {"batch": batch, "row_number": 8, "measured_on": datetime.date(2026, 5, 8)}
    rate(lacking, 3, raw="Justere  indsatsen", **traced)

    text = text_of(client.get(url_of("MP4")))

    assert "1 af 2" in text
    assert "Åkanden opfylder det ikke endnu" in text
    assert "Justere indsatsen" in text
    assert "08.05.2026" in text
    assert "række 8" in text
    assert "tilsyn-2026.xlsx" in text
    assert "Ikke nået endnu" in text


def test_the_heading_says_who_went_back_only_within_a_version(cluster):
    here, there = InstitutionFactory.create_batch(2, cluster=cluster)
    rate(here, 4, year=2025)
    rate(here, 2)
    rate(there, 3, year=2022, version="tilsyn-2020")
    rate(there, 2)

    found = page("MP4", cluster)

    notes = {row.result.name: row.note for row in found.units}
    assert notes == {here.name: "Vedligeholde indsatsen i 2025: vurderet lavere", there.name: ""}
    assert found.units_heading.endswith(f"{here.name} er vurderet lavere end året før")


def test_the_years_have_a_break_where_the_scale_changed(client, cluster):
    sign_in(client, cluster_leader=True, cluster=cluster)
    unit = InstitutionFactory(cluster=cluster)
    rate(unit, 3, year=2022, version="tilsyn-2020")
    rate(unit, 4, year=2023)
    rate(unit, 4)

    text = text_of(client.get(url_of("MP4")))

    assert "Ny skala fra 2023: 4 trin i stedet for 3" in text
    assert "Det samme i 2023 og 2026: én af én enhed" in text


def test_other_rules_for_light_inspections_are_worked_out(cluster):
    rate(InstitutionFactory(cluster=cluster), 3)
    light = InstitutionFactory(cluster=cluster)
    rate(light, 4, year=2025)
    InspectionFactory(institution=light, light=True)

    found = page("MP4", cluster)

    assert [(a.result, a.is_ours) for a in found.alternatives] == [
        ("0 af 1", True),
        ("1 af 2", False),
        ("1 af 2", False),
        ("0 af 2", False),
    ]
    assert found.rule_heading == (
        "Light-tilsyn tæller ikke med; derfor er målepunktet opgjort for én enhed"
    )


def test_a_share_that_moves_with_the_number_counted_is_explained(cluster):
    here, there = InstitutionFactory.create_batch(2, cluster=cluster)
    rate(here, 4, year=2025)
    rate(there, 3, year=2025)
    rate(here, 4)
    InspectionFactory(institution=there, light=True)

    assert page("MP4", cluster).years_note.startswith("Antallet, der opfylder målet, er det samme")


@pytest.mark.parametrize("code", ["MP1", "MP2", "MP3", "MP4", "MP5"])
def test_without_data_every_page_stands_and_says_so(client, cluster, code):
    sign_in(client, leader=True, institution=InstitutionFactory(cluster=cluster))

    text = text_of(client.get(url_of(code)))

    assert "None" not in text
    assert "Der er endnu ikke målt noget" in text


def test_methods_are_listed_with_where_they_are_not_used(client, cluster):
    user = InstitutionFactory(cluster=cluster)
    other = InstitutionFactory(cluster=cluster)
    everywhere = MethodFactory(cluster=cluster, name="Børnemøder")
    somewhere = MethodFactory(cluster=cluster, name="Legemanuskripter")
    for method, place in [(everywhere, user), (everywhere, other), (somewhere, user)]:
        MethodUseFactory(method=method, institution=place)
    sign_in(client, leader=True, institution=user)

    text = text_of(client.get(url_of("MP1")))

    assert "Én metode er i brug så mange steder" in text
    assert text.index("Børnemøder") < text.index("Legemanuskripter") < text.rindex(other.name)


def test_a_composite_shows_each_part(cluster):
    unit = InstitutionFactory(cluster=cluster)
    kids = Topic.objects.get(version__code="kids-2020", lineage="kids-relationer")
    MeasurementFactory(topic=kids, institution=unit, value="3.2")
    rate(unit, 4)

    found = page("MP5", cluster)

    assert found.part_names == ("KIDS, Relationer", "Tilsyn, samspil og relationer")
    assert [part.state for _name, part, _url in found.units[0].parts] == ["not_met", "met"]


def test_what_too_few_have_answered_is_not_on_the_board_s_page(client, cluster):
    topic = Topic.objects.get(lineage="tu-naermeste-leder")
    goal = Indicator.objects.get(code="MP3").goal
    indicator = IndicatorFactory(goal=goal, source="topics", aggregation="mean", topics=[topic])
    small = InstitutionFactory(cluster=cluster)
    MeasurementFactory(topic=topic, institution=small, value="6.7", respondents=4)
    sign_in(client, board_member=True, cluster=cluster)

    text = text_of(client.get(indicator.get_absolute_url()))

    assert "6,7" not in text
    assert "Skjult: for få svar" in text


@pytest.mark.parametrize("role", ["cluster_leader", "board_member", "area_head"])
def test_another_clusters_indicator_is_not_found(client, cluster, role):
    place = (
        {"area": ClusterFactory().area} if role == "area_head" else {"cluster": ClusterFactory()}
    )
    sign_in(client, **{role: True}, **place)

    assert client.get(url_of("MP4")).status_code == 404
    assert "MP4" not in text_of(client.get(reverse("indicator_list")))


def test_an_indicator_of_the_municipality_is_shown_for_the_cluster_asked_for(client, cluster):
    indicator = IndicatorFactory(goal__strategy__cluster=None)
    foreign = ClusterFactory()
    sign_in(client, board_member=True, cluster=cluster)
    address = indicator.get_absolute_url()

    assert "Klynge Fyrtårnet" in text_of(client.get(address))
    assert client.get(address, {"klynge": cluster.slug}).status_code == 200
    assert client.get(address, {"klynge": foreign.slug}).status_code == 404


def test_the_list_shows_each_cluster_the_person_reads(client, cluster):
    sign_in(client, area_head=True, area=cluster.area)
    ClusterFactory(area=cluster.area, name="Klynge Kompasset")

    text = text_of(client.get(reverse("indicator_list")))

    assert "0 af 5 målepunkter er nået" in text
    assert "Klynge Kompasset har ingen målepunkter endnu" in text


def test_of_many_clusters_the_list_shows_the_one_that_is_chosen(client, cluster, queries_for):
    client.force_login(UserFactory(administrator=True))
    foreign, *_others = ClusterFactory.create_batch(5)
    assert "Målepunkt 4" in text_of(client.get(reverse("indicator_list")))
    ClusterFactory()

    all_of_them = text_of(client.get(reverse("indicator_list")))
    chosen = text_of(client.get(reverse("indicator_list"), {"klynge": cluster.slug}))

    assert "0 af 5 målepunkter er nået" in all_of_them
    assert f'href="/maalepunkter/?klynge={cluster.slug}"' in all_of_them
    assert "Målepunkt 4" not in all_of_them
    assert "Målepunkt 4" in chosen
    assert foreign.name not in chosen
    ClusterFactory()
    few = queries_for(reverse("indicator_list"))
    ClusterFactory.create_batch(4)
    assert queries_for(reverse("indicator_list")) == few


def test_a_cluster_one_does_not_read_is_not_chosen(client, cluster):
    other = ClusterFactory(name="Klynge Kompasset")
    sign_in(client, board_member=True, cluster=cluster)

    text = text_of(client.get(reverse("indicator_list"), {"klynge": other.slug}))

    assert "Klynge Kompasset" not in text
    assert "Målepunkt 4" in text


REPORT = {"year": 2026, "is_met": "yes", "value": "2", "narrative": "To runder."}


def test_a_leader_reports_for_the_own_unit_and_corrects_it(client, cluster):
    own = InstitutionFactory(cluster=cluster)
    leader = sign_in(client, leader=True, institution=own)

    client.post(url_of("MP2"), {**REPORT, "institution": own.pk, "is_met": "no"})
    response = client.post(url_of("MP2"), {**REPORT, "institution": own.pk}, follow=True)

    result = ManualResult.objects.get()
    assert (result.is_met, result.value, result.reported_by) == (True, 2, leader)
    assert result.reported_on == TODAY
    assert [past.is_met for past in result.history.all()] == [True, False]
    assert "Tak. Resultatet er indberettet." in text_of(response)


def test_nobody_reports_for_a_unit_that_is_not_theirs(client, cluster):
    other = InstitutionFactory(cluster=cluster)
    sign_in(client, leader=True, institution=InstitutionFactory(cluster=cluster))

    response = client.post(url_of("MP2"), {**REPORT, "institution": other.pk})

    assert response.status_code == 200
    assert not ManualResult.objects.exists()


def test_the_board_reads_and_does_not_report(client, cluster):
    unit = InstitutionFactory(cluster=cluster)
    sign_in(client, board_member=True, cluster=cluster)

    text = text_of(client.get(url_of("MP2")))
    client.post(url_of("MP2"), {**REPORT, "institution": unit.pk})

    assert 'id="indberet"' not in text
    assert not ManualResult.objects.exists()


def test_only_the_clusters_leader_reports_for_the_whole(client, cluster):
    own = InstitutionFactory(cluster=cluster)
    sign_in(client, leader=True, institution=own)
    assert 'id="indberet"' not in text_of(client.get(url_of("MP3")))

    sign_in(client, cluster_leader=True, cluster=cluster)
    client.post(url_of("MP3"), {"year": 2026, "value": "5,9", "narrative": ""})

    assert str(ManualResult.objects.get(institution=None).value) == "5.900"


def test_a_report_that_looks_like_it_tells_of_one_child_is_refused(client, cluster):
    own = InstitutionFactory(cluster=cluster)
    sign_in(client, leader=True, institution=own)
    about_one = {**REPORT, "institution": own.pk, "narrative": "Talte med 010120-1234"}

    response = client.post(url_of("MP2"), about_one)

    assert "Resultatet er ikke indberettet endnu" in text_of(response)
    assert not ManualResult.objects.exists()


def fill(cluster, *, institutions):
    manual = Indicator.objects.get(code="MP2")
    for unit in InstitutionFactory.create_batch(institutions, cluster=cluster):
        for year in (2022, 2023, 2025):
            rate(unit, 3, year=year, version="tilsyn-2020" if year == 2022 else "tilsyn-2023")
        InspectionFactory(institution=unit, light=True)
        MethodUseFactory(institution=unit, method=MethodFactory(cluster=cluster))
        ManualResultFactory(indicator=manual, institution=unit, is_met=True)


@pytest.mark.thorough
@pytest.mark.parametrize("code", ["MP1", "MP2", "MP4", "MP5"])
def test_the_page_costs_the_same_for_one_unit_and_for_fifty(client, cluster, queries_for, code):
    sign_in(client, cluster_leader=True, cluster=cluster)
    fill(cluster, institutions=1)
    few = queries_for(url_of(code))

    fill(cluster, institutions=49)

    assert queries_for(url_of(code)) == few


def test_the_list_costs_the_same_for_one_cluster_and_for_many(client, cluster, queries_for):
    client.force_login(UserFactory(administrator=True))
    fill(cluster, institutions=1)
    few = queries_for(reverse("indicator_list"))

    for other in ClusterFactory.create_batch(5):
        goal = GoalFactory(strategy=StrategyFactory(vision=True, cluster=other))
        TargetFactory(indicator=IndicatorFactory(goal=goal), value=1)
        InstitutionFactory.create_batch(3, cluster=other)

    assert queries_for(reverse("indicator_list")) == few


def test_what_is_reported_for_the_whole_is_not_told_unit_by_unit(client, cluster):
    unit = InstitutionFactory(cluster=cluster, name="Solsikken")
    mp3 = Indicator.objects.get(code="MP3")
    ManualResultFactory(indicator=mp3, value="5.8", year=2025, narrative="Kollegerne bærer.")
    sign_in(client, board_member=True, cluster=cluster)

    text = text_of(client.get(url_of("MP3")))

    assert "5,8 er indberettet for 2025" in text
    assert "Kollegerne bærer." in text
    assert unit.name not in text


def test_a_rating_stands_from_the_day_the_inspection_was_closed(cluster):
    unit = InstitutionFactory(cluster=cluster)
    closed = datetime.date(2026, 4, 10)
    rate(unit, 4, measured_on=datetime.date(2026, 3, 3))
    InspectionFactory(institution=unit, closed_on=closed)

    found = page("MP4", cluster)

    assert found.units[0].result.measured_on == found.found.as_of == closed


def test_the_page_says_who_is_counted_and_who_is_left_out_and_why(client, cluster):
    rated = InstitutionFactory(cluster=cluster, name="Ahornen")
    rate(rated, 4)
    light = InstitutionFactory(cluster=cluster, name="Birken")
    InspectionFactory(institution=light, year=TODAY.year, light=True)
    InstitutionFactory(cluster=cluster, name="Cypressen")

    told = dict(page("MP4", cluster).pairs)

    assert told["Tæller med"] == "1: Ahornen"
    assert told["Tæller ikke med"] == (
        "2: Birken (tilsyn uden vurderinger) og Cypressen (ingen data)"
    )
    assert told["Kort sagt"].startswith("1 af 1 vurderede enheder har »Vedligeholde indsatsen«")


def test_an_inspection_that_is_due_after_the_year_counted_is_not_called_missing(client, cluster):
    """The indicator is about 2026; a house inspected in 2025 is due by 2027."""
    load_rules()
    sign_in(client, board_member=True, cluster=cluster)
    rated = InstitutionFactory(name="Solsikken", cluster=cluster)
    later = InstitutionFactory(name="Åkanden", cluster=cluster)
    unknown = InstitutionFactory(name="Ørnen", cluster=cluster)
    rate(rated, 3)
    InspectionFactory(institution=later, year=2025, closed_on=datetime.date(2025, 5, 9))

    text = text_of(client.get(url_of("MP4")))

    assert "1 enhed skal først have tilsyn igen efter 2026." in text
    assert "Der mangler data for 1 enhed." in text
    assert "næste tilsyn senest 9. maj 2027" in text
    rows = {row.result.name: row.word for row in page("MP4", cluster).units}
    assert rows[later.name] == "Ikke tid endnu"
    assert rows[unknown.name] == "Data mangler"
    told = text_of(client.get(cluster.get_absolute_url()))
    assert "Åkanden skal først have tilsyn igen i 2027, altså efter 2026." in told
    assert "Der mangler endnu data for Ørnen" in told
    Inspection.objects.update(closed_on=datetime.date(2024, 5, 9), year=2024)
    assert "Ikke tid endnu" not in text_of(client.get(url_of("MP4")))  # it was due this year
