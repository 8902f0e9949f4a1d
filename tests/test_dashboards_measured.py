"""What has been measured at an institution, as its page shows it."""

import datetime
from decimal import Decimal

import pytest

from dashboards.institution import InstitutionPage
from dashboards.institution.shared_out import keys_of
from files.papers.colours import tokens
from indicators.models import Indicator
from indicators.pages.indicator import IndicatorPage
from measurements.models import (
    AnswerCount,
    Import,
    Inspection,
    InstrumentVersion,
    Measurement,
    ScaleStep,
    Topic,
)
from measurements.reference import load_reference
from strategy.models import LocalGoal
from strategy.pages.local_goals.side import SidePanel
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InspectionFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
    StrategyFactory,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 6, 9)


@pytest.fixture(autouse=True)
def reference():
    load_reference()


@pytest.fixture
def institution():
    return InstitutionFactory(name="Åkanden", cluster=ClusterFactory())


@pytest.fixture
def leader(institution):
    return MembershipFactory(leader=True, institution=institution).user


@pytest.fixture
def member(institution):
    return MembershipFactory(board_member=True, cluster=institution.clusters.get()).user


def page_for(user, institution) -> InstitutionPage:
    return InstitutionPage.build(institution, user=user, on=TODAY)


def rate(institution, year: int, rank: int, *, number: int = 1, version: str = "", **fields):
    """A rating of a theme of tilsyn."""
    version = version or ("tilsyn-2023" if year >= 2023 else "tilsyn-2020")
    return MeasurementFactory(
        institution=institution,
        topic=Topic.objects.get(version__code=version, number=number),
        step=ScaleStep.objects.get(scale__code=version, rank=rank),
        year=year,
        **fields,
    )


def test_the_break_of_the_scale_is_marked_where_it_is(client, institution, leader):
    for year, rank in ((2021, 2), (2022, 3), (2023, 3), (2025, 4)):
        rate(institution, year, rank)

    tilsyn = page_for(leader, institution).inspections
    client.force_login(leader)
    html = client.get(institution.get_absolute_url()).content.decode()

    assert [(column.year, column.is_break) for column in tilsyn.columns] == [
        (2021, False),
        (2022, False),
        (2023, True),
        (2025, False),
    ]
    assert [(stretch.label, stretch.span) for stretch in tilsyn.stretches] == [
        ("Skala til og med 2022", 2),
        ("Ny skala fra 2023", 2),
    ]
    assert [(cell.rank, cell.of) for cell in tilsyn.themes[0].cells] == [
        (2, 3),
        (3, 3),
        (3, 4),
        (4, 4),
    ]
    assert html.count('class="break"') == 3  # two heads and one rating
    assert "kan ikke sammenlignes" in html


def test_a_rating_on_another_scale_is_no_step_up_or_down(institution, leader):
    rate(institution, 2022, 3)
    rate(institution, 2023, 2)

    heading = page_for(leader, institution).inspections.heading

    assert (
        heading == "Tilsyn 2023: Det ene vurderede tema er ikke vurderet »Vedligeholde indsatsen«"
    )


def test_a_light_inspection_is_shown_as_one(client, institution, leader):
    rate(institution, 2025, 4)
    InspectionFactory(institution=institution, year=2026, light=True)

    tilsyn = page_for(leader, institution).inspections
    client.force_login(leader)

    assert [cell.light for cell in tilsyn.themes[0].cells] == [False, True]
    assert tilsyn.heading == (
        "Tilsynet i 2026 var et Light-tilsyn uden vurderinger; de seneste er fra 2025"
    )
    assert "Light-tilsyn</span>" in client.get(institution.get_absolute_url()).content.decode()


def test_orders_and_the_source_of_the_newest_ratings_stand_beside_them(institution, leader):
    batch = Import.objects.create(file_name="tilsyn.csv", sha256="0", size=1, layout="tilsyn_wide")
    rate(institution, 2025, 2, note="En gammel anvisning.")
    rate(institution, 2026, 2, note="Gør legezonerne tydelige.", batch=batch, row_number=7)
    InspectionFactory(
        institution=institution, year=2026, report_url="https://eksempel.dk/rapport.pdf"
    )

    tilsyn = page_for(leader, institution).inspections

    assert tilsyn.orders == (("Samspil og relationer", "Gør legezonerne tydelige."),)
    assert (tilsyn.source.file, tilsyn.source.first_row, tilsyn.source.last_row) == (
        "tilsyn.csv",
        7,
        7,
    )
    assert tilsyn.newest.report_url == "https://eksempel.dk/rapport.pdf"


def test_the_source_of_ratings_is_told_with_their_year_beside_a_newer_visit(
    client, institution, leader
):
    batch = Import.objects.create(file_name="tilsyn.csv", sha256="0", size=1, layout="tilsyn_wide")
    rate(institution, 2025, 2, batch=batch, row_number=15)
    InspectionFactory(institution=institution, year=2025)
    InspectionFactory(institution=institution, year=2026, kind=Inspection.Kind.FOLLOW_UP)
    client.force_login(leader)

    page = " ".join(client.get(institution.get_absolute_url()).text.split())

    assert "Vurderingerne fra 2025 er fra filen tilsyn.csv, række 15, indlæst" in page
    assert "Fra filen" not in page


def test_two_inspections_in_a_year_leave_the_newest_rating(institution, leader):
    rate(institution, 2026, 2, period="2026-02-01")
    rate(institution, 2026, 4, period="2026-11-01")
    InspectionFactory(institution=institution, year=2026)
    InspectionFactory(institution=institution, year=2026, kind=Inspection.Kind.FOLLOW_UP)

    tilsyn = page_for(leader, institution).inspections

    assert [cell.rank for cell in tilsyn.themes[0].cells] == [4]


def kids(
    institution,
    year: int,
    value: str,
    *,
    group: str = "",
    version: str = "kids-2020",
    period: str = "",
):
    return MeasurementFactory(
        institution=institution,
        topic=Topic.objects.get(version__code=version, number=2),
        year=year,
        period=period or str(year),
        group=group,
        value=Decimal(value),
    )


def test_kids_is_the_mean_of_the_groups_among_the_cluster(institution, leader):
    cluster = institution.clusters.get()
    for group, value in (("Bækken", "3.2"), ("Søen", "3.6")):
        kids(institution, 2026, value, group=group)
    kids(institution, 2025, "3.0")
    for value in ("3.9", "4.2"):
        kids(InstitutionFactory(cluster=cluster), 2026, value)
    kids(InstitutionFactory(cluster=ClusterFactory()), 2026, "1.0")

    profile = page_for(leader, institution).profile

    (area,) = profile.areas
    assert (area.own, area.was, area.others, area.band) == (
        "3,4",
        "3,0",
        "3,4–4,2",
        "Tilstrækkelig",
    )
    assert (profile.year, profile.was_year, profile.groups) == (2026, 2025, 2)
    assert profile.heading == (
        "KIDS 2026: Åkanden ligger lavere end de fleste i klyngen på det ene område, der er målt;"
        " om det er tilfældigt, kan ikke afgøres"
    )


def test_groups_measured_on_days_of_their_own_have_one_mean_wherever_it_stands(institution, leader):
    measured = [("2026-02-04", "Rød", "3.3"), ("2026-02-05", "Blå", "3.6")]
    measured += [("2026-05-01", "Rød", "3.4")]  # again: this counts, the first no longer
    for period, group, value in measured:
        kids(institution, 2026, value, group=group, period=period)
    goal = GoalFactory(strategy=StrategyFactory(vision=True, cluster=institution.clusters.get()))
    topic = Topic.objects.get(version__code="kids-2020", number=2)
    indicator = IndicatorFactory(
        goal=goal, source="topics", aggregation="mean", topics=[topic], year=2026
    )

    (area,) = page_for(leader, institution).profile.areas
    side = SidePanel.build(LocalGoal(goal=goal, institution=institution), user=leader)
    (beside,) = side.own_data.facts
    page = IndicatorPage.build(indicator, cluster=institution.clusters.get(), user=leader, on=TODAY)
    (unit,) = (row.result for row in page.units)

    assert (area.own, beside.number, unit.label, unit.value) == (
        "3,5",
        "3,5",
        "3,5",
        Decimal("3.5"),
    )


def test_kids_of_another_edition_is_not_compared_with(institution, leader):
    kids(institution, 2025, "4.5", version="kids-2014")
    kids(institution, 2026, "3.5")

    profile = page_for(leader, institution).profile

    assert (profile.was_year, profile.areas[0].was) == (None, "")


def topi(institution, period: str, *counts: int):
    """A round of TOPI: children in green, yellow and red."""
    measurement = MeasurementFactory(
        institution=institution,
        topic=Topic.objects.get(version__code="topi", number=1),
        year=int(period[:4]),
        period=period,
        value=Decimal(80),
        respondents=sum(counts),
    )
    for rank, count in zip((3, 2, 1), counts, strict=True):
        step = ScaleStep.objects.get(scale__code="topi", rank=rank)
        AnswerCount.objects.create(measurement=measurement, step=step, count=count)


def test_small_numbers_are_hidden_with_what_would_tell_them(client, institution, leader, member):
    topi(institution, "2026-1", 70, 13, 4)

    shown = page_for(leader, institution).surveys.counted[0]
    hidden = page_for(member, institution).surveys.counted[0]
    client.force_login(member)
    html = client.get(institution.get_absolute_url()).content.decode()

    assert [cell for _step, cell in shown.rounds[0].cells] == ["70", "13", "4"]
    assert shown.heading == "TOPI, forår 2026: 70 af 87 børn er i grøn position"
    assert [cell for _step, cell in hidden.rounds[0].cells] == ["70", None, None]
    assert "færre end 5 børn eller svar" in html


def test_a_mean_of_few_answers_is_hidden_from_the_board(institution, leader, member):
    MeasurementFactory(
        institution=institution,
        topic=Topic.objects.get(version__code="tu", number=1),
        year=2025,
        value=Decimal("5.8"),
        respondents=4,
    )

    (seen,) = page_for(leader, institution).surveys.asked
    (hidden,) = page_for(member, institution).surveys.asked

    assert seen.answers[0].value == "5,8"
    assert (hidden.answers[0].value, hidden.answers[0].respondents) == (None, None)
    assert hidden.heading == "TU 2025: svarene er skjult, fordi for få har svaret"


def test_a_question_is_compared_with_itself_in_the_same_edition_only(institution, leader):
    """One asked anew is not called better than another one was; nor is another edition."""
    for lineage, year, mean in (
        ("tu-krav", 2023, "5.2"),
        ("tu-krav", 2025, "6.6"),
        ("tu-samarbejde", 2025, "3.0"),
    ):
        topic = Topic.objects.get(version__code="tu", lineage=lineage)
        MeasurementFactory(
            institution=institution, topic=topic, year=year, value=mean, respondents=400
        )

    (asked,) = page_for(leader, institution).surveys.asked

    assert asked.heading == "TU 2025: én bedre end i 2023, ingen ringere"
    tu = InstrumentVersion.objects.get(code="tu")
    older = InstrumentVersion.objects.create(
        instrument=tu.instrument, code="tu-gammel", name="TU", scale=tu.scale, from_year=2010
    )
    krav = Topic.objects.get(version=tu, lineage="tu-krav")
    elder = Topic.objects.create(
        version=older, number=1, lineage="tu-krav", name=krav.name, short_name=krav.short_name
    )
    Measurement.objects.filter(year=2023).update(topic=elder)
    (asked,) = page_for(leader, institution).surveys.asked
    assert asked.heading == "TU 2025: to spørgsmål, som er stillet første gang i denne udgave"
    assert asked.was_year is None


def test_steps_that_are_named_for_colours_are_drawn_in_them_with_their_words(institution, leader):
    scale = Topic.objects.get(version__code="topi", number=1).version.scale
    columns = list(scale.steps.order_by("-rank"))

    assert [key for key, _word in keys_of(columns)] == ["seg-green", "seg-yellow", "seg-red"]
    for step in columns:
        step.label = "Trin"
    assert [key for key, _word in keys_of(columns)] == ["seg-4", "seg-3", "seg-2"]
    colours, ink, paper = tokens(), "ink", "paper"
    for fill, text in (("green", paper), ("yellow", ink), ("red", paper)):
        assert contrast(colours[fill], colours[text]) >= 4.5


def contrast(one: str, other: str) -> float:
    """Of two colours, as WCAG has it."""
    lights = sorted(_light(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    lit = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * lit[0] + 0.7152 * lit[1] + 0.0722 * lit[2]


def test_the_page_costs_the_same_with_many_years_of_data(client, queries_for, institution, leader):
    client.force_login(leader)
    cluster = institution.clusters.get()

    def measure(years):
        for year in years:
            rate(institution, year, 3)
            kids(institution, year, "3.5")
            kids(InstitutionFactory(cluster=cluster), year, "3.9")
            topi(institution, f"{year}-1", 70, 13, 8)

    measure([2026])
    small = queries_for(institution.get_absolute_url())

    measure([2023, 2024, 2025])

    assert queries_for(institution.get_absolute_url()) == small


def test_a_result_that_lacks_units_says_which(client, institution, leader):
    InstitutionFactory(name="Regnbuen", cluster=institution.clusters.get())
    theme = Topic.objects.get(version__code="tilsyn-2023", number=1)
    indicator = IndicatorFactory(
        goal__strategy=StrategyFactory(vision=True, cluster=institution.clusters.get()),
        number=4,
        source=Indicator.Source.TOPICS,
        aggregation=Indicator.Aggregation.ALL,
        year=2026,
    )
    indicator.topics.add(theme)
    indicator.targets.create(step=ScaleStep.objects.get(scale__code="tilsyn-2023", rank=4))
    rate(institution, 2026, 4)
    client.force_login(leader)

    page = client.get(institution.clusters.get().get_absolute_url()).content.decode()

    assert "1 af 1" in page
    assert "Målepunkt 4: Der mangler endnu data for Regnbuen." in page
