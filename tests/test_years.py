"""A cluster's year: what stands in it, the ring it is drawn as, and templates to begin from."""

import datetime

import pytest
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar

from charts import RingSpan, year_ring
from dashboards.year import YearWheel
from meetings.models import TemplateStep, YearStep, YearTemplate
from meetings.reference import load_year_template
from meetings.years import CopiedYear
from strategy.models import ProcessStep
from strategy.pages.process_plan import Stretch, Timeline
from strategy.process_plan import ProcessPlan
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.factories.meetings import MeetingFactory, YearStepFactory

TODAY = datetime.date(2026, 11, 25)


def day(month: int, number: int, year: int = 2026) -> datetime.date:
    return datetime.date(year, month, number)


@pytest.fixture
def cluster():
    return ClusterFactory()


@pytest.fixture
def secretary(cluster):
    return MembershipFactory(cluster_leader=True, cluster=cluster).user


def step(cluster=None, **fields) -> ProcessStep:
    strategy = StrategyFactory(cluster=cluster)
    fields = {"from_on": day(5, 1), "to_on": day(11, 30), "text": "Lokale mål"} | fields
    return ProcessStep.objects.create(strategy=strategy, when_text="Maj", **fields)


def wheel(cluster, user, year: int = 2026) -> YearWheel:
    with translation.override("da"):
        return YearWheel.build(cluster, year=year, user=user, on=TODAY)


@pytest.mark.django_db
def test_the_year_is_made_of_the_plan_the_meetings_and_what_is_measured(cluster, secretary):
    unit = InstitutionFactory(cluster=cluster)
    YearStepFactory(cluster=cluster, title="Budget", from_on=day(2, 1), to_on=day(2, 28))
    step(cluster)
    MeetingFactory(board=BoardFactory(cluster=cluster), held_on=day(12, 8))
    for number in (3, 17):
        LocalGoalFactory(institution=unit, adopted=True, measured_on=day(11, number))
    YearStepFactory(title="En anden klynges budget")
    MeetingFactory(held_on=day(12, 9))
    LocalGoalFactory(institution=unit, measured_on=day(11, 20))

    year = wheel(cluster, secretary)

    words = [point.what for month in year.months for point in month.points]
    assert words[:3] == ["Budget", "Lokale mål", "Effekten af 2 lokale mål måles"]
    assert words[3].startswith("Møde: ")
    assert len(words) == 4
    assert [arc.number for arc in sorted(year.ring.arcs, key=lambda arc: arc.number)] == [
        1,
        2,
        3,
        4,
    ]


@pytest.mark.django_db
def test_a_closed_board_meets_unseen_by_others(cluster):
    member = MembershipFactory(board_member=True, cluster=cluster).user
    leader = MembershipFactory(leader=True, institution=InstitutionFactory(cluster=cluster)).user
    MeetingFactory(board=BoardFactory(cluster=cluster), held_on=day(12, 8))

    assert len(wheel(cluster, member).entries) == 1
    assert len(wheel(cluster, leader).entries) == 0


@pytest.mark.django_db
def test_only_what_somebody_reports_is_called_done_or_overdue(cluster, secretary):
    step(cluster, from_on=day(1, 1), to_on=day(1, 31), done_on=day(1, 30))
    step(cluster, from_on=day(2, 1), to_on=day(2, 28))
    YearStepFactory(cluster=cluster, from_on=day(3, 1), to_on=day(3, 31))
    step(cluster, from_on=day(11, 1), to_on=day(11, 30))

    points = [point for month in wheel(cluster, secretary).months for point in month.points]

    assert [point.state for point in points] == ["done", "overdue", "", "now"]


@pytest.mark.django_db
def test_the_year_costs_the_same_however_much_is_in_it(client, cluster, secretary, queries_for):
    def fill() -> None:
        YearStepFactory(cluster=cluster)
        step(cluster)
        MeetingFactory(board=BoardFactory(cluster=cluster), held_on=day(12, 8))
        LocalGoalFactory(
            institution=InstitutionFactory(cluster=cluster), adopted=True, measured_on=day(6, 1)
        )

    address = f"{reverse('year_wheel', args=[cluster.slug])}?aar=2026"
    client.force_login(secretary)
    fill()
    small = queries_for(address)
    for _again in range(3):
        fill()

    assert queries_for(address) == small


@pytest.mark.django_db
def test_a_template_is_put_into_a_year_with_two_clicks_and_only_once(client, cluster, secretary):
    load_year_template()
    client.force_login(secretary)
    address = f"{reverse('year_begin', args=[cluster.slug])}?aar=2027"

    assert "Trivselsundersøgelse" in client.get(address).content.decode()
    client.post(address, {"skabelon": "klynge"})
    client.post(address, {"skabelon": "klynge"})

    assert YearStep.objects.filter(cluster=cluster).count() == TemplateStep.objects.count()
    assert not YearStep.objects.exclude(from_on__year=2027).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("year", "is_there"), [(2026, False), (2027, True)])
def test_what_happens_every_other_year_stands_in_every_other_year(cluster, year, is_there):
    load_year_template()

    copied = CopiedYear.of(YearTemplate.objects.get(), cluster=cluster, year=year)

    assert (
        any("(TU)" in step.title and step.from_on.month == 3 for step in copied.steps) == is_there
    )


@pytest.mark.django_db
def test_a_template_keeps_its_local_changes():
    assert load_year_template() == {"year_templates": 1}
    TemplateStep.objects.filter(title="KIDS-måling").delete()

    assert load_year_template() == {"year_templates": 0}
    assert not TemplateStep.objects.filter(title="KIDS-måling").exists()


@pytest.mark.django_db
def test_the_year_can_be_taken_along_in_a_calendar(client, cluster, secretary):
    YearStepFactory(cluster=cluster, title="Budget")
    MeetingFactory(board=BoardFactory(cluster=cluster), held_on=day(12, 8))
    client.force_login(secretary)

    answer = client.get(f"{reverse('year_calendar', args=[cluster.slug])}?aar=2026")

    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer["Content-Type"].startswith("text/calendar")
    assert len(events) == 2
    assert str(events[1]["dtstart"].dt.date()) == "2026-12-08"


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["0", "99999", "-1", "x"])
def test_a_year_that_is_none_is_not_there(client, cluster, secretary, year):
    client.force_login(secretary)

    assert client.get(reverse("year_wheel", args=[cluster.slug]), {"aar": year}).status_code == 404


# --- The ring -------------------------------------------------------------------------------------


def ring(*spans: tuple[str, datetime.date, datetime.date]):
    numbered = [RingSpan(n, *span) for n, span in enumerate(spans, start=1)]
    return year_ring(2026, spans=numbered, bands=["plan", "meetings"], today=TODAY)


def test_january_is_at_the_top_and_the_year_goes_clockwise():
    march, september = ring(
        ("meetings", day(4, 1), day(4, 1)), ("meetings", day(10, 1), day(10, 1))
    ).arcs

    assert float(march.x) > 320 > float(september.x)
    assert abs(float(march.y) - 320) < 12
    assert abs(float(september.y) - 320) < 12


def test_what_lasts_is_an_arc_and_a_day_is_a_dot():
    lasting, one_day = ring(("plan", day(5, 1), day(11, 30)), ("plan", day(12, 8), day(12, 8))).arcs

    assert lasting.path
    assert one_day.path == ""


def test_nothing_lies_over_anything_else():
    arcs = ring(
        ("plan", day(1, 1), day(6, 30)),
        ("plan", day(3, 1), day(4, 30)),
        ("plan", day(7, 1), day(8, 31)),
        ("meetings", day(3, 17), day(3, 17)),
    ).arcs

    def radius(arc) -> int:
        return round(((float(arc.x) - 320) ** 2 + (float(arc.y) - 320) ** 2) ** 0.5)

    assert radius(arcs[0]) == radius(arcs[2])
    assert len({radius(arc) for arc in arcs}) == 3


def test_what_reaches_beyond_the_year_is_cut_at_its_ends():
    [whole] = ring(("plan", day(6, 1, 2025), day(6, 1, 2027))).arcs

    assert whole.path.startswith("M320 38")


def test_today_is_drawn_in_its_own_year_only():
    assert year_ring(2026, spans=[], bands=[], today=TODAY).today is not None
    assert year_ring(2027, spans=[], bands=[], today=TODAY).today is None


# --- The process plan -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_step_is_drawn_where_it_lies_in_the_years_of_its_plan():
    first = step(from_on=day(1, 1, 2025), to_on=day(12, 31, 2025), done_on=day(12, 1, 2025))
    ProcessStep.objects.create(
        strategy=first.strategy,
        when_text="2026",
        from_on=day(1, 1),
        to_on=day(12, 31),
        text="Arbejdet er i gang",
    )

    plan = ProcessPlan.of(first.strategy, on=TODAY)
    line = Stretch.of(plan.steps, on=TODAY)

    bars = [(row.bar.key, row.bar.x, row.bar.width) for year in line.years for row in year.rows]
    assert bars == [("span-late", "0%", "50%"), ("span", "50%", "50%")]
    assert line.edges == (("0%", 2025), ("50%", 2026))
    assert line.today == "94.93%"


@pytest.mark.django_db
def test_a_plan_is_shown_from_today_on_and_what_is_done_is_folded(client, cluster):
    done = step(cluster, from_on=day(1, 1, 2025), to_on=day(3, 1, 2025), done_on=day(2, 1, 2025))
    late = ProcessStep.objects.create(
        strategy=done.strategy, when_text="2026", from_on=day(1, 1), to_on=day(1, 31), text="Sent"
    )

    line = Timeline.of(ProcessPlan.of(done.strategy, on=TODAY), on=TODAY, written=())

    def steps_of(stretch):
        return [row.planned.step for year in stretch.years for row in year.rows]

    assert (steps_of(line.ahead), steps_of(line.past)) == ([late], [done])
    assert line.ahead.edges == (("0%", 2026),)
    client.force_login(MembershipFactory(board_member=True, cluster=cluster).user)
    page = client.get(reverse("process_plan")).content.decode()
    shown, folded = page.split("1 trin er gennemført</summary>")
    assert "Sent" in shown
    assert "Gennemført 1. februar 2025" in folded


@pytest.mark.django_db
def test_a_step_that_is_late_says_so_in_words(client, cluster):
    step(cluster, from_on=day(1, 1), to_on=day(1, 31))
    client.force_login(MembershipFactory(board_member=True, cluster=cluster).user)

    page = client.get(reverse("process_plan")).content.decode()

    assert "Forsinket siden 31. januar 2026" in page
    assert "span-missed" in page
