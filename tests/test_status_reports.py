"""The status report to the committee: written, sent, approved, and then as it was that day."""

import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from dashboards.findings import my_work
from strategy.approving import approve
from strategy.models import StatusReport
from strategy.pages.report_facts import facts_of_the_day
from strategy.querysets import Unchangeable
from tests.factories import (
    AreaFactory,
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
    UserFactory,
)
from tests.factories.reports import StatusReportFactory

pytestmark = pytest.mark.django_db

HOSTILE = '#panic("x") $a$ *b* @c <d>'


@pytest.fixture
def goal():
    return GoalFactory(strategy=StrategyFactory(), number=1, text="Alle børn trives")


@pytest.fixture
def unit(goal):
    cluster = ClusterFactory(name="Klynge Prøve")
    unit = InstitutionFactory(cluster=cluster)
    LocalGoalFactory(goal=goal, institution=unit, reached=True)
    return unit


@pytest.fixture
def consultant(client):
    user = MembershipFactory(consultant=True).user
    client.force_login(user)
    return user


def committee():
    return MembershipFactory(board_member=True).user


def address(name: str, report) -> str:
    return reverse(f"status_report_{name}", args=[report.pk])


def text_of(answer) -> str:
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def send(report) -> None:
    today = timezone.localdate()
    report.transition("sent", by=None, content=facts_of_the_day(report, on=today), on=today)


def write(client, goal, **told) -> StatusReport:
    data = {"title": "Årsstatus 2026", "summary": "Kort sagt", f"goal-{goal.pk}": "Om mål 1"}
    client.post(reverse("status_report_create"), data | told)
    return StatusReport.objects.get()


def test_a_report_is_written_sent_and_approved(client, goal, unit, consultant):
    report = write(client, goal)
    assert report.is_draft
    client.post(address("send", report))
    client.force_login(committee())

    page = client.post(address("approve", report)).content.decode()
    report.refresh_from_db()
    assert not report.is_approved
    assert "Derefter kan ingen ændre den" in page

    client.post(address("approve", report), {"sure": "yes"})

    report.refresh_from_db()
    assert report.is_approved
    assert not report.on_behalf_of_committee
    assert report.is_as_it_was
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Om mål 1" in page
    assert "1 opnået" in page
    assert "Godkendt af udvalget" in page


def test_an_approved_report_stays_as_it_was_whatever_happens(client, goal, unit):
    report = StatusReportFactory(strategy=goal.strategy, title="Årsstatus")
    report.parts.create(goal=goal, narrative="Som skrevet")
    send(report)
    client.force_login(committee())
    client.post(address("approve", report), {"sure": "yes"})
    before = {name: client.get(address(name, report)).content for name in ("detail", "paper")}

    LocalGoalFactory(goal=goal, institution=InstitutionFactory(), missed=True)
    report.parts.update(narrative="Ændret bagefter")

    assert client.get(address("paper", report)).content == before["paper"]
    assert "Ændret bagefter" not in client.get(address("detail", report)).content.decode()
    report.refresh_from_db()
    report.title = "Et andet"
    with pytest.raises(Unchangeable):
        report.save()
    with pytest.raises(Unchangeable):
        report.delete()


SHAPES = ("detail", "paper", "document")


def told(client, report) -> tuple[str, ...]:
    """The text of a report in all its shapes."""
    page = client.get(address("detail", report)).content.decode()
    sheet = re.search(r"<article.*</article>", page, re.S)
    document = Document(io.BytesIO(client.get(address("document", report)).content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    paper = text_of(client.get(address("paper", report)))
    return (sheet[0], paper, *(paragraph.text for paragraph in document.paragraphs), *cells)


@pytest.mark.parametrize("stage", ["draft", "sent", "approved"])
def test_a_report_tells_everybody_who_may_read_it_the_same(client, goal, unit, stage):
    area = unit.placements.get().cluster.area
    elsewhere = InstitutionFactory(cluster=ClusterFactory(name="Klynge Anderledes"))
    LocalGoalFactory(goal=goal, institution=elsewhere, missed=True)
    report = StatusReportFactory(strategy=goal.strategy)
    if stage != "draft":
        send(report)
    if stage == "approved":
        report.transition("approved", by=committee(), on=timezone.localdate())
    readers = {
        "head of area": MembershipFactory(area_head=True, area=area).user,
        "consultant": MembershipFactory(consultant=True, cluster=None).user,
        "administrator": UserFactory(administrator=True),
    }
    if stage != "draft":
        readers["committee"] = committee()
    if stage == "approved":
        cluster = unit.placements.get().cluster
        readers["board"] = MembershipFactory(board_member=True, cluster=cluster).user

    found = {}
    for name, reader in readers.items():
        client.force_login(reader)
        found[name] = told(client, report)

    assert len(set(found.values())) == 1, {name: text[0] for name, text in found.items()}
    assert "Klynge Anderledes" in found["head of area"][0]


def test_what_is_sent_stands_with_its_day_whatever_happens_later(client, goal, unit, time_machine):
    time_machine.move_to("2026-03-02 10:00Z")
    report = StatusReportFactory(strategy=goal.strategy)
    client.force_login(UserFactory(administrator=True))
    client.post(address("send", report))
    before = told(client, report)

    time_machine.move_to("2026-03-20 10:00Z")
    client.force_login(committee())
    LocalGoalFactory(goal=goal, institution=InstitutionFactory(), missed=True)

    assert told(client, report) == before
    assert "2. marts 2026" in before[0]
    assert "2. marts 2026" in before[1]
    client.post(address("approve", report), {"sure": "yes"})
    assert [text for text in told(client, report)[2:] if text not in before] == [
        "Godkendt af udvalget 20. marts 2026"
    ]


def test_a_report_taken_back_has_the_figures_of_the_day_again(client, goal, unit, consultant):
    report = StatusReportFactory(strategy=goal.strategy)
    send(report)
    client.post(address("take_back", report), {"sure": "yes"})
    LocalGoalFactory(goal=goal, institution=InstitutionFactory(), missed=True)

    report.refresh_from_db()

    assert (report.content, report.figures_on, report.sha256) == (None, None, "")
    assert "ikke opnået" in told(client, report)[0]


def test_a_report_sent_before_reports_were_kept_is_kept_when_it_is_first_read(client, goal, unit):
    report = StatusReportFactory(strategy=goal.strategy, unkept=True)
    client.force_login(committee())
    before = told(client, report)
    LocalGoalFactory(goal=goal, institution=InstitutionFactory(), missed=True)

    report.refresh_from_db()

    assert report.figures_on == timezone.localdate()
    assert report.is_as_it_was
    assert told(client, report) == before


def test_a_list_without_reports_does_not_say_that_none_is_under_way(client, goal):
    StatusReportFactory(strategy=goal.strategy, sent=True)
    client.force_login(MembershipFactory(board_member=True, cluster=ClusterFactory()).user)

    page = client.get(reverse("status_report_list")).content.decode()

    assert "Der er ingen rapporter endnu" not in page
    assert "Der er ingen godkendte rapporter endnu" in page


def test_until_then_it_is_a_draft_on_paper_too(client, goal, unit, consultant):
    report = StatusReportFactory(strategy=goal.strategy)

    draft = client.get(address("paper", report))

    assert "Udkast" in text_of(draft)
    send(report)
    client.force_login(committee())
    assert "Udkast" not in text_of(client.get(address("paper", report)))


def test_word_and_paper_hold_the_same_figures_and_texts(client, goal, unit, consultant):
    report = write(client, goal, **{f"goal-{goal.pk}": HOSTILE})

    document = Document(io.BytesIO(client.get(address("document", report)).content))
    paper = text_of(client.get(address("paper", report)))

    texts = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert HOSTILE in texts
    assert "".join(HOSTILE.split()) in "".join(paper.split())
    for cell in filter(None, cells):
        for line in cell.split("\n"):
            for part in line.split(", "):
                assert part in paper


def test_the_committee_sees_no_draft_and_others_nothing_before_the_approval(client, goal):
    draft = StatusReportFactory(strategy=goal.strategy)
    sent = StatusReportFactory(strategy=goal.strategy, sent=True)
    client.force_login(committee())
    seen = [client.get(report.get_absolute_url()).status_code for report in (draft, sent)]
    client.force_login(MembershipFactory(board_member=True, cluster=ClusterFactory()).user)
    others = [client.get(report.get_absolute_url()).status_code for report in (draft, sent)]

    assert seen == [404, 200]
    assert others == [404, 404]


def test_an_administrator_approves_on_behalf_of_the_committee_and_it_says_so(client, goal, unit):
    report = StatusReportFactory(strategy=goal.strategy, sent=True)
    client.force_login(UserFactory(administrator=True))

    client.post(address("approve", report), {"sure": "yes"})

    assert "på vegne af udvalget" in client.get(report.get_absolute_url()).content.decode()


def test_the_committee_approves_only_what_is_with_it(client, goal, consultant):
    report = StatusReportFactory(strategy=goal.strategy, sent=True)
    client.post(address("take_back", report), {"sure": "yes"})
    client.force_login(UserFactory(administrator=True))

    client.post(address("approve", report), {"sure": "yes"})

    report.refresh_from_db()
    assert report.is_draft


def test_those_of_the_administration_write_and_send_but_do_not_approve(client, goal):
    report = StatusReportFactory(strategy=goal.strategy, sent=True)
    client.force_login(MembershipFactory(area_head=True, area=AreaFactory()).user)

    assert client.post(address("approve", report), {"sure": "yes"}).status_code == 403


def test_a_civil_registration_number_is_refused(client, goal, consultant):
    data = {"title": "Årsstatus", f"goal-{goal.pk}": "010112-1234"}

    answer = client.post(reverse("status_report_create"), data)

    assert "Rapporten er ikke gemt endnu" in answer.content.decode()
    assert not StatusReport.objects.exists()


def test_a_report_costs_the_same_with_1_and_with_8_institutions(client, queries_for, goal, unit):
    report = StatusReportFactory(strategy=goal.strategy, sent=True)
    client.force_login(committee())
    pages = [address(name, report) for name in ("detail", "paper", "document")]
    small = [queries_for(page) for page in pages]

    for _number in range(7):
        institution = InstitutionFactory(cluster=unit.placements.get().cluster)
        LocalGoalFactory(goal=goal, institution=institution, reached=True)

    assert [queries_for(page) for page in pages] == small


def test_the_committee_finds_what_it_is_to_approve_on_its_first_page(client, goal):
    report = StatusReportFactory(strategy=goal.strategy, sent=True, title="Årsstatus 2026")
    StatusReportFactory(strategy=goal.strategy)  # a draft, and nobody's business yet
    client.force_login(committee())

    page = client.get("/")

    assert [task.href for task in page.context["page"].board.reports] == [address("detail", report)]
    assert "Én statusrapport venter på udvalgets godkendelse" in page.text
    assert "Statusrapporten »Årsstatus 2026« venter på udvalgets godkendelse." in page.text
    client.post(address("approve", report), {"sure": "yes"})
    assert client.get("/").context["page"].board.reports == ()


def test_a_committee_has_words_of_its_own_where_nothing_awaits_it(client, unit):
    politician = committee()
    client.force_login(politician)

    page = client.get("/")

    main = page.text.partition("<main")[2].partition("</main")[0]
    assert "Intet venter på udvalget" in main
    assert "Når en statusrapport bliver sendt til udvalget, står den her." in main
    room = main.partition('aria-labelledby="bestyrelsen')[2].partition("</section")[0]
    assert "klyngens ledere" not in room
    assert "estyrelsen" not in re.sub(r"<[^>]*>", "", room.partition(">")[2])
    assert "Ny i bestyrelsen" not in main
    assert "bar-new" not in page.text
    MembershipFactory(board_member=True, user=politician, institution=unit)
    assert "Ingen lokale mål venter på bestyrelsen" in client.get("/").text


def test_the_committee_answers_hearings_as_a_committee():
    told = my_work.decisions_heading(0, hearings=2, of_committee=True)

    assert told == "To høringer venter på udvalgets svar"


def test_boards_of_institutions_are_not_asked_to_approve_reports(client, goal, unit):
    StatusReportFactory(strategy=goal.strategy, sent=True)
    client.force_login(MembershipFactory(chair=True, institution=unit).user)

    assert client.get("/").context["page"].board.reports == ()


def test_the_report_and_the_approval_of_the_goals_lead_to_each_other(client, goal, unit):
    politician = committee()
    client.force_login(politician)
    report = StatusReportFactory(strategy=goal.strategy, sent=True)
    draft = StatusReportFactory(strategy=goal.strategy)
    approval = approve(goal.strategy, by=politician, approved_on=timezone.localdate())

    there = client.get(approval.get_absolute_url()).text
    here = client.get(address("detail", report)).text

    assert approval.get_absolute_url() in here
    assert address("detail", report) in there
    assert address("detail", draft) not in there
