"""The attractive workplace: talks held by month, figures with a rhythm, actions, what is shared."""

import datetime
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from dashboards.cluster import ClusterDashboard
from dashboards.year.workplace import workplace_figures
from indicators.freshness import months_after
from indicators.models import Indicator, IndicatorOwner, Target
from indicators.vision import load_workplace
from leadership.models import SharedEconomy, ThemeAction
from leadership.workplace.entry import TalksForm
from leadership.workplace.pages import WorkplacePage
from leadership.workplace.rhythm import renewals
from measurements.models import Import, Measurement, Topic
from measurements.reference import load_reference
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.factories.workplace import SharedEconomyFactory, ThemeActionFactory, survey_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def instruments():
    load_reference()


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def cluster():
    return ClusterFactory(name="Klynge Prøve", slug="proeve")


@pytest.fixture
def house(cluster):
    return InstitutionFactory(name="Solsikken", slug="solsikken", number="9101", cluster=cluster)


@pytest.fixture
def leader(house):
    return MembershipFactory(leader=True, institution=house).user


@pytest.fixture
def head(cluster):
    return MembershipFactory(cluster_leader=True, cluster=cluster).user


def text_of_pdf(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def mus(house, period, share, planned):
    return MeasurementFactory(
        topic=Topic.objects.get(lineage="samtaler-mus"),
        institution=house,
        period=period,
        year=int(period[:4]),
        value=Decimal(share),
        respondents=planned,
        step=None,
    )


def numbers_of(form, **told):
    """What the form sends: by the short name of a kind, held and planned."""
    sent = {}
    for name, (held, planned) in told.items():
        topic = Topic.objects.get(lineage=f"samtaler-{name}")
        sent |= {f"held-{topic.pk}": held, f"planned-{topic.pk}": planned}
    return sent | form


def test_a_month_of_talks_is_a_file_of_few_rows(client, leader, house, today):
    client.force_login(leader)
    month = f"{today:%Y-%m}"

    answer = client.post(
        reverse("talks_edit", args=["solsikken"]),
        numbers_of({"month": month}, mus=(14, 21), grus=(0, 4)),
    )

    assert answer.status_code == 302, answer.context["form"].errors
    told = Measurement.objects.order_by("topic__number")
    assert [(one.topic.short_name, one.period, one.respondents) for one in told] == [
        ("MUS", month, 21),
        ("GRUS", month, 4),
    ]
    assert told[0].value == Decimal("66.667")
    assert Import.objects.get().imported_by == leader
    page = client.get(answer.url).content.decode()
    assert "14 af 21" in page
    assert "0 af 4" in page


def test_what_was_told_last_stands_in_the_form_and_is_corrected(client, leader, house, today):
    client.force_login(leader)
    address = reverse("talks_edit", args=["solsikken"])
    sent = {"month": f"{today:%Y-%m}"}
    client.post(address, numbers_of(sent, mus=(14, 21)))

    assert 'value="14"' in client.get(address).content.decode()
    client.post(address, numbers_of(sent, mus=(15, 21)))

    assert Measurement.objects.get().value == Decimal("71.429")


def test_of_all_institutions_the_page_says_what_is_counted_and_what_lacks(
    client, cluster, house, head, today
):
    other = InstitutionFactory(name="Regnbuen", cluster=cluster)
    goal = GoalFactory(strategy=StrategyFactory(vision=True, cluster=cluster))
    load_workplace(goal, owner=head)
    mus(house, f"{today.year}-01", "100", 20)
    client.force_login(head)

    page = WorkplacePage.build(cluster, user=head, on=today)
    row = next(one for one in page.followed if "MUS" in one.indicator.short_text)
    assert (row.found.status, row.counts_units, row.found.missing) == ("on_track", True, 1)
    told = " ".join(client.get(reverse("workplace_detail", args=["proeve"])).text.split())
    own = " ".join(client.get(row.href).text.split())

    assert "1 af 1 enheder" in told
    assert "1 enhed mangler tal" in told
    assert "men 1 enhed mangler tal" in own or "men én enhed mangler tal" in own
    mus(other, f"{today.year}-01", "100", 20)
    assert "mangler tal" not in client.get(reverse("workplace_detail", args=["proeve"])).text


AUTUMN = datetime.date(2026, 11, 15)


def test_the_month_that_is_chosen_has_its_own_numbers(house):
    mus(house, "2026-05", "25", 20)
    mus(house, "2026-07", "90", 20)

    def shown(month):
        form = TalksForm(institution=house, on=AUTUMN, month=month)
        held = next(form[name] for name in form.fields if name.startswith("held-"))
        return form.when, held.value(), form.stands_from

    assert shown("2026-05") == ("maj 2026", 5, "")
    assert shown("2026-06") == ("juni 2026", 5, "maj 2026")
    assert shown("2026-07") == ("juli 2026", 18, "")
    assert shown("2026-04") == ("april 2026", None, "")


@pytest.mark.parametrize(
    ("month", "held", "named"),
    [
        ("2026-06", 11, ("juni 2026", "juli 2026")),
        ("2026-06", 2, ("maj 2026", "juni 2026")),
        ("2026-08", 4, ("maj 2026", "august 2026")),
    ],
)
def test_figures_since_new_year_do_not_fall_from_month_to_month(house, month, held, named):
    mus(house, "2025-12", "100", 20)
    mus(house, "2026-05", "25", 20)
    mus(house, "2026-07", "50", 20)

    form = TalksForm(numbers_of({"month": month}, mus=(held, 20)), institution=house, on=AUTUMN)

    assert not form.is_valid()
    (said,) = form.errors.values()
    assert all(month in str(said) for month in named)


def test_figures_since_new_year_may_rise(house):
    mus(house, "2026-05", "25", 20)
    mus(house, "2026-07", "50", 20)
    sent = numbers_of({"month": "2026-06"}, mus=(7, 20))

    assert TalksForm(sent, institution=house, on=AUTUMN).is_valid()


@pytest.mark.parametrize("told", [{"mus": (5, 4)}, {"mus": (5, "")}, {"mus": ("", "")}])
def test_numbers_that_cannot_be_are_not_saved(client, leader, house, today, told):
    client.force_login(leader)

    answer = client.post(
        reverse("talks_edit", args=["solsikken"]),
        numbers_of({"month": f"{today:%Y-%m}"}, **told),
    )

    assert answer.status_code == 422
    assert not Measurement.objects.exists()


def test_few_planned_talks_are_hidden_from_the_board_and_left_out_of_the_sum(
    cluster, house, head, today
):
    other = InstitutionFactory(name="Regnbuen", cluster=cluster)
    mus(house, f"{today.year}-01", "50", 20)
    mus(other, f"{today.year}-01", "75", 4)
    member = MembershipFactory(board_member=True, cluster=cluster).user

    seen = {
        who: WorkplacePage.build(cluster, user=user, on=today).talks
        for who, user in [("board", member), ("leader", head)]
    }

    assert seen["board"].totals[0] == (10, 20)
    assert seen["board"].has_hidden
    assert seen["leader"].totals[0] == (13, 24)
    assert not seen["leader"].has_hidden


def test_the_newest_month_of_the_year_counts_and_others_are_told_by_month(
    cluster, house, head, today
):
    mus(house, f"{today.year - 1}-12", "100", 20)
    mus(house, f"{today.year}-01", "10", 20)
    mus(house, f"{today.year}-02", "30", 20)

    talks = WorkplacePage.build(cluster, user=head, on=today).talks

    assert talks.totals[0] == (6, 20)
    kind, rows = talks.tables[0]
    assert kind == "MUS"
    assert [one and one.held for one in rows[0][1]][:3] == [2, 6, None]


def theme_of(cluster, **kwargs):
    return GoalFactory(strategy=StrategyFactory(cluster=cluster, **kwargs), number=3)


def test_the_cluster_leader_follows_the_workplace_with_one_press(client, head, cluster, house):
    theme = theme_of(cluster)
    client.force_login(head)
    page = client.get(reverse("workplace_detail", args=["proeve"])).content.decode()
    assert "Følg arbejdspladsen" in page or "Follow the workplace" in page

    answer = client.post(reverse("workplace_begin", args=["proeve"]), {"tema": theme.pk})

    assert answer.status_code == 302
    followed = Indicator.objects.beside()
    assert followed.count() == 13
    assert not Indicator.objects.whole().exists()  # none of them is a measuring point
    assert set(IndicatorOwner.objects.values_list("person", flat=True)) == {head.pk}
    assert Target.objects.filter(indicator__code="AA5", value=6).exists()
    load_workplace(theme)
    assert followed.count() == 13


def test_a_figure_says_its_target_when_the_next_is_due_and_whose_it_is(cluster, house, head, today):
    load_workplace(theme_of(cluster), owner=head)
    topic = Topic.objects.get(lineage="personale-sygefravaer")
    year = today.year - 1
    MeasurementFactory(
        topic=topic, institution=house, period=str(year), year=year, value=Decimal(5), step=None
    )

    rows = WorkplacePage.build(cluster, user=head, on=today).followed

    absence = next(row for row in rows if row.indicator.code == "AA5")
    assert absence.found.status == "met"
    assert absence.fresh.owner == str(head)
    assert absence.fresh.due_on == datetime.date(today.year, 12, 31)
    assert not absence.fresh.is_stale
    assert next(row for row in rows if row.indicator.code == "AA6").fresh.is_stale


def test_the_page_costs_the_same_however_much_it_shows(
    client, cluster, house, head, queries_for, today
):
    load_workplace(theme_of(cluster))
    mus(house, f"{today.year}-01", "50", 20)
    ThemeActionFactory(cluster=cluster)
    client.force_login(head)
    address = reverse("workplace_detail", args=["proeve"])
    one = queries_for(address)
    for nth in range(4):
        other = InstitutionFactory(cluster=cluster)
        mus(other, f"{today.year}-01", "50", 20)
        ThemeActionFactory(cluster=cluster, what=f"Handling {nth}")

    assert queries_for(address) == one


def test_an_action_on_a_theme_is_written_and_finished(client, leader, cluster, house, today):
    client.force_login(leader)
    theme = survey_topic()
    until = today + datetime.timedelta(days=20)

    client.post(
        reverse("theme_action_create", args=["proeve", theme.pk]),
        {"what": "Fast mødeleder", "who": "Lederen", "until_on": f"{until:%d.%m.%Y}"},
    )
    action = ThemeAction.objects.get()
    page = WorkplacePage.build(cluster, user=leader, on=today)
    assert [theme.open_actions for theme in page.surveyed] == [1]
    client.post(
        reverse("theme_action_edit", args=[action.pk]),
        {
            "what": "Fast mødeleder",
            "who": "Lederen",
            "until_on": f"{until:%d.%m.%Y}",
            "done_on": f"{today:%d.%m.%Y}",
            "outcome": "Møderne er kortere.",
        },
    )

    action.refresh_from_db()
    assert (action.done_on, action.outcome) == (today, "Møderne er kortere.")
    assert action.history.count() == 2
    page = WorkplacePage.build(cluster, user=leader, on=today)
    assert [theme.open_actions for theme in page.surveyed] == [0]


def rows_sent(*rows, version, **told):
    sent = {"linje-TOTAL_FORMS": len(rows), "linje-INITIAL_FORMS": 0, "version": version}
    for nth, (what, key, amount) in enumerate(rows):
        sent |= {f"linje-{nth}-what": what, f"linje-{nth}-key": key, f"linje-{nth}-amount": amount}
    return sent | told


def test_what_is_shared_is_a_draft_until_the_team_has_agreed(client, leader, cluster, house, today):
    client.force_login(leader)
    client.post(reverse("shared_economy_begin", args=["proeve"]))
    economy = SharedEconomy.objects.get()
    address = reverse("shared_economy_edit", args=[economy.pk])
    row = ("Vikarpulje", "Efter antal børn", "420000")
    member = MembershipFactory(board_member=True, cluster=cluster).user
    client.post(address, rows_sent(row, version=1))
    assert not SharedEconomy.objects.visible_to(member).exists()

    client.post(address, rows_sent(row, version=2, agreed_on=f"{today:%d.%m.%Y}"))

    economy.refresh_from_db()
    assert economy.rows == [{"what": row[0], "key": row[1], "amount": row[2]}]
    assert economy.agreed_on == today
    assert SharedEconomy.objects.visible_to(member).get() == economy
    client.force_login(member)
    page = client.get(economy.get_absolute_url()).content.decode()
    assert "420.000" in page
    assert address not in page


def test_nobody_writes_over_a_newer_table(client, leader, cluster, house):
    economy = SharedEconomyFactory(cluster=cluster)
    client.force_login(leader)
    address = reverse("shared_economy_edit", args=[economy.pk])
    client.post(address, rows_sent(("Vikarer", "Efter antal børn", ""), version=1))

    answer = client.post(address, rows_sent(("Oplæg", "Ligeligt", ""), version=1))

    assert answer.status_code == 422
    assert "Oplæg" in answer.content.decode()
    economy.refresh_from_db()
    assert [row["what"] for row in economy.rows] == ["Vikarer"]
    again = rows_sent(("Oplæg", "Ligeligt", ""), version=answer.context["form"]["version"].value())
    assert client.post(address, again).status_code == 302
    page = client.get(economy.get_absolute_url())
    assert [version.lines[0].what for version in page.context["page"].versions] == [
        "Vikarer",
        "Vikarpulje",
    ]


def test_a_table_is_carried_on_to_the_next_year_as_a_draft(client, leader, cluster, house, today):
    economy = SharedEconomyFactory(cluster=cluster, agreed_on=today)
    client.force_login(leader)

    client.post(reverse("shared_economy_begin", args=["proeve"]), {"aar": economy.year + 1})

    following = SharedEconomy.objects.get(year=economy.year + 1)
    assert (following.rows, following.agreed_on) == (economy.rows, None)


def test_an_incomplete_row_is_told_of(client, leader, cluster, house):
    economy = SharedEconomyFactory(cluster=cluster)
    client.force_login(leader)

    answer = client.post(
        reverse("shared_economy_edit", args=[economy.pk]),
        rows_sent(("Vikarer", "", ""), version=1),
    )

    assert answer.status_code == 422
    economy.refresh_from_db()
    assert economy.rows[0]["what"] == "Vikarpulje"


def test_the_page_of_the_cluster_leads_to_what_is_agreed_alone(client, leader, cluster, house):
    economy = SharedEconomyFactory(cluster=cluster)
    client.force_login(leader)
    assert economy.get_absolute_url() not in client.get(cluster.get_absolute_url()).content.decode()

    SharedEconomy.objects.update(agreed_on=timezone.localdate())
    economy.refresh_from_db()
    economy.save()

    assert economy.get_absolute_url() in client.get(cluster.get_absolute_url()).content.decode()


def test_what_the_page_of_the_workplace_tells_stands_on_no_other_page_of_the_cluster(
    cluster, house, head, today
):
    topic = Topic.objects.get(lineage="rekruttering-ansoegere")
    period = {"year": today.year, "period": str(today.year)}
    MeasurementFactory(topic=topic, institution=house, value=4, **period)
    name = topic.version.instrument.short_name

    def told() -> set[str]:
        page = ClusterDashboard.build(cluster, user=head, on=today)
        return {one.name for one in page.measured.tables}

    assert name in told()  # nobody follows the workplace yet
    load_workplace(theme_of(cluster))
    assert name not in told()


# --- In the year, and on paper --------------------------------------------------------------------


def due(house, cluster, head, *, months_ago, rhythm, on):
    """A figure followed here, whose newest is so many months old."""
    load_workplace(theme_of(cluster), owner=head)
    indicator = Indicator.objects.beside().filter(source="topics").order_by("number")[0]
    IndicatorOwner.objects.exclude(indicator=indicator).delete()
    IndicatorOwner.objects.update(rhythm=rhythm)
    day = months_after(on, -months_ago)
    MeasurementFactory(
        institution=house,
        topic=indicator.topics.get(),
        measured_on=day,
        year=day.year,
        period=f"{day:%Y-%m}",
        value=5,
    )
    return indicator


@pytest.mark.parametrize(
    ("months_ago", "rhythm", "days"),
    [
        pytest.param(3, 6, ["2026-09-30"], id="to come"),
        pytest.param(5, 3, ["2026-04-30", "2026-07-31", "2026-10-31"], id="overdue once"),
        pytest.param(1, 24, [], id="not in this year"),
    ],
)
def test_figures_stand_in_the_year_when_they_are_due(
    house, cluster, head, months_ago, rhythm, days
):
    on = datetime.date(2026, 6, 15)
    due(house, cluster, head, months_ago=months_ago, rhythm=rhythm, on=on)

    found = renewals(cluster, user=head, on=on, until=datetime.date(2026, 12, 31))

    assert [row.day.isoformat() for row in found] == days
    assert [row.is_overdue for row in found] == [day < on.isoformat() for day in days]


def test_the_year_wheel_names_what_is_due_and_leads_to_the_workplace(
    client, house, cluster, head, today
):
    indicator = due(house, cluster, head, months_ago=1, rhythm=1, on=today)
    client.force_login(head)

    page = client.get(reverse("year_wheel", args=["proeve"])).content.decode()
    outsider = MembershipFactory(cluster_leader=True, cluster=ClusterFactory()).user
    client.force_login(outsider)

    assert f"Nye tal for arbejdspladsen: {indicator.short_text}"[:60] in page
    assert reverse("workplace_detail", args=["proeve"]) in page
    assert client.get(reverse("year_wheel", args=["proeve"])).status_code == 404


def test_several_figures_of_a_month_are_counted(house, cluster, head, today):
    first = due(house, cluster, head, months_ago=1, rhythm=1, on=today)
    other = Indicator.objects.beside().filter(source="topics").exclude(pk=first.pk)[0]
    IndicatorOwner.objects.create(indicator=other, person=head, rhythm=1)
    newest = Measurement.objects.get()
    MeasurementFactory(
        institution=house,
        topic=other.topics.first(),
        measured_on=newest.measured_on,
        year=newest.year,
        period=newest.period,
        value=5,
    )
    year = datetime.date(today.year, 1, 1), datetime.date(today.year, 12, 31)

    found = list(workplace_figures(cluster, *year, head))

    assert any(row.entry.what.startswith("2 nye tal") for row in found)


def test_the_paper_of_the_shared_economy_is_its_table(client, cluster, head, today):
    rows = [
        {"what": "Vikarpulje", "key": "Efter børnetal", "amount": "120000"},
        {"what": "Fælles dag", "key": "Ligeligt", "amount": ""},
    ]
    economy = SharedEconomyFactory(cluster=cluster, rows=rows, agreed_on=today)
    draft = SharedEconomyFactory(cluster=cluster, rows=rows, year=economy.year + 1)
    client.force_login(head)

    told, unagreed = (
        client.get(reverse("shared_economy_paper", args=[one.pk])) for one in (economy, draft)
    )

    text, other = (text_of_pdf(answer.content) for answer in (told, unagreed))
    assert told.headers["Content-Type"] == "application/pdf"
    assert "Vikarpulje Efter børnetal 120.000" in text
    assert "Fælles dag Ligeligt –" in text
    assert "I alt 120.000" in text
    assert "Udkast" not in text
    assert "Udkast" in other
