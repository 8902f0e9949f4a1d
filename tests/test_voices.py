"""Children and parents answer by the link of their unit; what they say becomes measurements."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.secret_links import WRONG_LINKS, AlreadyAnswered
from dashboards.institution.surveys import newest_of_each_year
from indicators.models import ManualResult
from measurements.models import AnswerCount, Measurement
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    MembershipFactory,
    StrategyFactory,
    UserFactory,
)
from tests.factories.voices import UnitLinkFactory, VoiceRoundFactory, asked_of
from voices.answering import MOST_SHEETS, NoRoom, new_sheet, take
from voices.feeding import close, feed, feed_where_a_round_is_over, withdraw
from voices.models import SentSheet, Tally, UnitLink, VoiceRound

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    return UnitLinkFactory()


@pytest.fixture
def parents():
    return UnitLinkFactory(round__audience="parents")


def address(link: UnitLink) -> str:
    return reverse("voice_answer", args=[link.token])


def steps_of(link: UnitLink) -> list[int]:
    """The answers of the scale, the best first."""
    return list(link.round.edition.scale.steps.order_by("-rank").values_list("pk", flat=True))


def topics_of(link: UnitLink) -> list[int]:
    return list(link.round.edition.topics.order_by("number").values_list("pk", flat=True))


def answered(link: UnitLink, *ranks: int) -> None:
    """So many have answered every question, each with a place on the scale: 0 is best."""
    steps = steps_of(link)
    for rank in ranks:
        take(link, dict.fromkeys(topics_of(link), steps[rank]), sheet=new_sheet())


def counts(link: UnitLink, topic: int) -> dict[int, int]:
    steps = steps_of(link)
    rows = link.tallies.filter(topic=topic).values_list("step", "count")
    return {steps.index(step): count for step, count in rows}


def interview(client, link, *answers):
    """A child's way through the questions: a step, or “” for one left out. The last page."""
    sent = {"nr": "0", "sheet": "et-ark-papir", "svar": ""}
    page = client.post(address(link), sent)
    for number, (topic, step) in enumerate(zip(topics_of(link), answers, strict=True), start=1):
        page = client.post(address(link), sent | {"nr": str(number), "svar": str(step)})
        if step:
            sent[f"question_{topic}"] = str(step)
    return sent | {"nr": str(len(answers) + 1), "send": "1"}, page


def test_a_child_answers_question_by_question_and_nothing_counts_before_it_is_sent(client, link):
    best, _middle, worst = steps_of(link)

    begun = client.get(address(link))
    sent, end = interview(client, link, best, worst)
    before = Tally.objects.count()
    thanks = client.post(address(link), sent)

    assert "Begynd" in begun.text
    assert "Det var det hele" not in end.text
    assert "ikke sendt endnu" in end.text
    assert "Det var det hele" in thanks.text
    assert before == 0
    assert "Det næste barn" in thanks.text
    first, second = topics_of(link)
    assert (counts(link, first), counts(link, second)) == ({0: 1}, {2: 1})
    link.refresh_from_db()
    assert link.answered == 1


def test_a_question_may_be_left_out_and_one_goes_back_to_change_an_answer(client, link):
    best, middle, _worst = steps_of(link)
    first, second = topics_of(link)

    sent, _end = interview(client, link, best, "")
    carried = {name: value for name, value in sent.items() if name != "send"}
    back = client.post(address(link), carried | {"tilbage": "1", "nr": "2"})
    assert "Er du glad 1?" in back.text
    again = client.post(
        address(link),
        {"nr": "1", "sheet": "et-ark-papir", f"question_{first}": best, "svar": middle},
    )
    assert f'name="question_{first}" value="{middle}"' in again.text
    client.post(address(link), sent | {f"question_{first}": str(middle)})

    assert counts(link, first) == {1: 1}
    assert counts(link, second) == {}


def test_one_sheet_counts_once_and_the_second_is_told(client, link):
    sent, _end = interview(client, link, *steps_of(link)[:2])

    client.post(address(link), sent)
    again = client.post(address(link), sent)

    assert again.status_code == 410
    assert "er talt med" in again.text or "brugt" in again.text
    assert counts(link, topics_of(link)[0]) == {0: 1}


def test_what_is_no_answer_to_the_question_is_left_out(client, link):
    other = UnitLinkFactory(round__audience="parents")
    first, second = topics_of(link)
    sent = {"nr": "3", "sheet": "et-ark-papir", "send": "1"}

    client.post(
        address(link),
        sent | {f"question_{first}": str(steps_of(other)[0]), f"question_{second}": "x" * 50},
    )
    client.post(address(link), {"nr": "9" * 40, "sheet": "<script>", "svar": "-1"})

    assert not Tally.objects.exists()
    assert not SentSheet.objects.exists()


def test_parents_answer_on_one_page_and_a_browser_that_has_answered_is_told(client, parents):
    best = steps_of(parents)[0]
    first, _second = topics_of(parents)
    page = client.get(address(parents))
    sheet = page.context["form"].initial["sheet"]

    sent = client.post(address(parents), {"sheet": sheet, f"question_{first}": best})
    again = client.get(address(parents))
    other = again.context["form"].initial["sheet"]
    client.post(address(parents), {"sheet": other, f"question_{first}": best})

    assert sent.headers["Location"] == reverse("voice_thanks")
    assert "Der er allerede svaret" not in page.text
    assert "Der er allerede svaret" in again.text
    parents.refresh_from_db()
    assert (parents.answered, parents.again) == (2, 1)
    cookie = client.cookies["besvaret"]
    assert (cookie.value, cookie["path"], cookie["httponly"]) == ("ja", address(parents), True)


def test_parents_who_answer_nothing_are_told(client, parents):
    page = client.post(address(parents), {"sheet": "et-ark-papir"})

    assert page.status_code == 422
    assert "Besvar mindst ét spørgsmål" in page.text
    assert not SentSheet.objects.exists()


def test_no_more_answer_than_the_round_takes(client, link):
    VoiceRound.objects.update(most=1)
    answered(link, 0)

    page = client.get(address(link))

    assert page.status_code == 410
    assert "ikke plads til flere" in page.text
    with pytest.raises(NoRoom):
        answered(link, 0)
    assert counts(link, topics_of(link)[0]) == {0: 1}


def test_a_network_that_sends_more_than_people_do_must_wait(client, parents):
    VoiceRound.objects.update(most=500)
    first, best = topics_of(parents)[0], steps_of(parents)[0]

    def send(number):
        sheet = f"ark-nummer-{number}"
        return client.post(address(parents), {"sheet": sheet, f"question_{first}": best})

    for number in range(MOST_SHEETS):
        assert send(number).status_code == 302
    assert send(MOST_SHEETS).status_code == 429
    parents.refresh_from_db()
    assert parents.answered == MOST_SHEETS


def test_whoever_guesses_links_must_wait(client, link):
    wrong = reverse("voice_answer", args=["gaet"])

    assert {client.get(wrong).status_code for _try in range(WRONG_LINKS)} == {404}
    assert client.get(address(link)).status_code == 429


def test_nobody_answers_after_the_last_day(client, link):
    sent, _end = interview(client, link, *steps_of(link)[:2])
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    VoiceRound.objects.update(opens_on=yesterday, closes_on=yesterday)

    assert client.post(address(link), sent).status_code == 410
    with pytest.raises(AlreadyAnswered):
        answered(link, 0)
    assert not Tally.objects.exists()


def test_nothing_leads_from_an_answer_to_who_gave_it(client, link):
    sent, _end = interview(client, link, *steps_of(link)[:2])
    client.post(address(link), sent, REMOTE_ADDR="203.0.113.7")

    kept = [
        str(value)
        for rows in (Tally.objects.values(), SentSheet.objects.values(), UnitLink.objects.values())
        for row in rows
        for value in row.values()
    ]

    assert not [value for value in kept if "203.0.113" in value or "et-ark-papir" in value]
    columns = {field.name for model in (Tally, SentSheet) for field in model._meta.fields}
    assert columns == {"id", "link", "topic", "step", "count", "digest"}


def test_a_round_that_is_over_becomes_measurements_and_not_before(link):
    answered(link, 0, 0, 1, 2)
    feed(link.round)
    before = Measurement.objects.count()

    close(link.round)

    assert before == 0
    row = Measurement.objects.get(topic=topics_of(link)[0])
    period = link.round.period
    assert (row.institution, row.period, row.respondents) == (link.institution, period, 4)
    assert row.value == Decimal("2.250")
    of_steps = dict(AnswerCount.objects.filter(measurement=row).values_list("step", "count"))
    assert [of_steps[step] for step in steps_of(link)] == [2, 1, 1]


def test_the_night_after_the_last_day_the_answers_count(link):
    answered(link, 0, 1)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    VoiceRound.objects.update(opens_on=yesterday, closes_on=yesterday)

    assert feed_where_a_round_is_over() == 2
    assert feed_where_a_round_is_over() == 2
    assert Measurement.objects.count() == 2


def test_a_round_withdrawn_takes_its_figures_along_and_no_others(link):
    answered(link, 0, 1)
    other = UnitLinkFactory(round=link.round)
    answered(other, 2)
    close(link.round)
    own = Measurement.objects.filter(institution=other.institution)
    own.update(raw="3,0")  # since then read in from a file

    withdraw(link.round)

    assert [row.raw for row in Measurement.objects.all()] == ["3,0", "3,0"]
    assert not Tally.objects.exists()


def test_what_a_file_says_of_the_half_year_stands(link):
    first = topics_of(link)[0]
    Measurement.objects.create(
        topic_id=first,
        institution=link.institution,
        period=link.round.period,
        year=link.round.year,
        value=1,
        raw="1",
    )
    answered(link, 0)

    close(link.round)

    assert Measurement.objects.get(topic=first).raw == "1"


@pytest.fixture
def indicator():
    """A measuring point that counts rounds of children's interviews, two a year."""
    asked = asked_of("children")
    goal = GoalFactory(strategy=StrategyFactory(vision=True, cluster=ClusterFactory()))
    row = IndicatorFactory(goal=goal, source="manual")
    row.topics.set(asked.instrument.versions.get().topics.all())
    return row


def test_rounds_are_counted_as_reports_of_the_measuring_point(indicator):
    unit = InstitutionFactory(cluster=indicator.goal.strategy.cluster)
    elsewhere = InstitutionFactory()
    year = timezone.localdate().year + 1
    spring, autumn = datetime.date(year, 5, 1), datetime.date(year, 10, 1)
    first = UnitLinkFactory(institution=unit, round__closes_on=spring)
    second = UnitLinkFactory(institution=unit, round__closes_on=autumn)
    other = UnitLinkFactory(institution=elsewhere, round=second.round)

    for one in (first, second, other):
        answered(one, 0)
    close(first.round)
    once = ManualResult.objects.get().value
    close(second.round)

    result = ManualResult.objects.get()
    assert (once, result.value, result.institution, result.year) == (1, 2, unit, year)
    assert result.narrative == f"Talt op ud fra runderne: forår {year} og efterår {year}"
    withdraw(second.round)
    assert ManualResult.objects.get().value == 1
    withdraw(first.round)
    assert not ManualResult.objects.exists()


def test_what_somebody_has_reported_stands(indicator):
    unit = InstitutionFactory(cluster=indicator.goal.strategy.cluster)
    link = UnitLinkFactory(institution=unit)
    answered(link, 0)
    close(link.round)
    counted = ManualResult.objects.get()
    counted.value, counted.reported_by = 2, UserFactory()
    counted.save()

    withdraw(link.round)

    assert ManualResult.objects.get().value == 2


def test_what_children_say_stands_at_the_measuring_point_and_few_are_hidden(client, indicator):
    cluster = indicator.goal.strategy.cluster
    many, few = (InstitutionFactory(cluster=cluster, name=name) for name in ("Mange", "Få"))
    link = UnitLinkFactory(institution=many)
    small = UnitLinkFactory(institution=few, round=link.round)
    answered(link, *[0] * 12)
    answered(small, 0, 2)
    close(link.round)
    client.force_login(MembershipFactory(board_member=True, cluster=cluster).user)

    page = client.get(indicator.get_absolute_url()).text

    rows = page.split('id="stemmer"')[1].split("</table>")[0].split("<tr>")
    [of_many] = [row for row in rows if "Mange" in row]
    [of_few] = [row for row in rows if "Få" in row]
    assert "3,0" in of_many
    assert "For få svar" in of_few
    assert "2,0" not in of_few
    assert "Åbn en runde" not in page


def test_a_leader_opens_a_round_for_her_unit_and_not_twice_in_a_half_year(client):
    own, other = InstitutionFactory(), InstitutionFactory()
    asked = asked_of("children")
    client.force_login(MembershipFactory(leader=True, institution=own).user)
    day = timezone.localdate() + datetime.timedelta(days=14)
    form = {"asked": asked.pk, "institutions": own.pk, "closes_on": f"{day:%d.%m.%Y}", "most": 30}
    create = reverse("voice_round_create")

    refused = client.post(create, form | {"institutions": other.pk})
    late = client.post(create, form | {"closes_on": "01.01.2020"})
    opened = client.post(create, form)
    twice = client.post(create, form)

    assert (refused.status_code, late.status_code, twice.status_code) == (422, 422, 422)
    assert "allerede en runde i dette halvår" in twice.text
    link = UnitLink.objects.get()
    assert opened.headers["Location"] == link.round.get_absolute_url()
    assert (link.institution, link.round.most) == (own, 30)


def test_a_round_of_several_units_is_closed_by_whoever_leads_them_all(client):
    cluster = ClusterFactory()
    one, two = (InstitutionFactory(cluster=cluster) for _unit in range(2))
    link = UnitLinkFactory(institution=one)
    UnitLinkFactory(institution=two, round=link.round)
    close_it = reverse("voice_round_close", args=[link.round_id])

    client.force_login(MembershipFactory(leader=True, institution=one).user)
    page = client.get(link.round.get_absolute_url())
    refused = client.post(close_it, {"sure": "yes"})
    client.force_login(MembershipFactory(cluster_leader=True, cluster=cluster).user)
    client.post(close_it, {"sure": "yes"})

    assert two.name not in page.text
    assert refused.status_code == 404
    link.round.refresh_from_db()
    assert not link.round.is_open


def test_the_page_of_a_round_costs_the_same_however_many_units(client, queries_for):
    cluster = ClusterFactory()
    link = UnitLinkFactory(institution=InstitutionFactory(cluster=cluster))
    client.force_login(MembershipFactory(cluster_leader=True, cluster=cluster).user)
    one = queries_for(link.round.get_absolute_url())
    for _unit in range(5):
        UnitLinkFactory(institution=InstitutionFactory(cluster=cluster), round=link.round)

    assert queries_for(link.round.get_absolute_url()) == one


def test_a_round_stays_in_its_half_year_when_its_day_is_corrected(client):
    today = timezone.localdate()
    link = UnitLinkFactory(round=VoiceRoundFactory(closes_on=datetime.date(today.year + 1, 5, 1)))
    client.force_login(MembershipFactory(leader=True, institution=link.institution).user)
    edit = reverse("voice_round_edit", args=[link.round_id])

    refused = client.post(edit, {"closes_on": f"01.09.{today.year + 1}", "most": 50})
    saved = client.post(edit, {"closes_on": f"01.06.{today.year + 1}", "most": 50})

    assert (refused.status_code, saved.status_code) == (422, 302)
    link.round.refresh_from_db()
    assert (link.round.closes_on.month, link.round.most) == (6, 50)


def test_of_two_rounds_in_a_year_the_page_of_a_unit_tells_the_newest():
    spring, autumn = (
        Measurement(topic_id=1, year=2026, period=period) for period in ("2026-1", "2026-2")
    )
    before, other = Measurement(topic_id=1, year=2025), Measurement(topic_id=2, year=2026)

    assert newest_of_each_year([autumn, spring, before, other]) == [autumn, before, other]


def test_a_round_over_new_year_is_of_the_autumn(link):
    winter = VoiceRound(
        opens_on=datetime.date(2026, 11, 30),
        closes_on=datetime.date(2027, 1, 29),
        asked=link.round.asked,
    )
    begun_after = VoiceRound(
        opens_on=datetime.date(2027, 1, 4), closes_on=datetime.date(2027, 1, 29)
    )

    assert (winter.period, winter.year) == ("2026-2", 2026)
    assert str(winter).endswith("efterår 2026")
    assert begun_after.period == "2027-1"


def test_closing_says_how_many_there_are_and_how_many_are_needed(client, link):
    answered(link, 0, 1)
    leader = MembershipFactory(leader=True, institution=link.institution).user
    client.force_login(leader)
    closing = reverse("voice_round_close", args=[link.round.pk])

    asked = client.post(closing).text
    closed = client.post(closing, {"sure": "yes"}, follow=True).text

    assert f"{link.institution}: 2 har svaret" in asked
    assert "Mindst 3 skal have svaret" in asked
    assert "Luk runden uden tal" in asked
    assert "svarene er nu tal" not in closed
    assert "skjult, fordi færre end 3 har svaret" in closed
    assert "For få svar til at blive vist" in closed
    assert "Sidste dag" not in closed


def test_closing_a_round_that_enough_have_answered_promises_figures(client, link):
    answered(link, 0, 1, 2)
    client.force_login(MembershipFactory(leader=True, institution=link.institution).user)
    closing = reverse("voice_round_close", args=[link.round.pk])

    assert "Luk runden, og vis tallene" in client.post(closing).text
    assert "svarene er nu tal" in client.post(closing, {"sure": "yes"}, follow=True).text


def test_whoever_opens_a_round_is_told_of_the_one_there_is(client, link):
    today = timezone.localdate()
    VoiceRound.objects.update(opens_on=today, closes_on=today)
    client.force_login(MembershipFactory(leader=True, institution=link.institution).user)

    page = client.get(reverse("voice_round_create")).text

    assert "allerede en runde i dette halvår" in page
    assert str(VoiceRound.objects.get()) in page


def test_the_link_to_send_stands_on_the_page_of_the_round(client, link):
    client.force_login(MembershipFactory(leader=True, institution=link.institution).user)

    assert f"http://testserver{address(link)}" in client.get(link.round.get_absolute_url()).text
