"""What a page counts it names, and of one name, scope and day there is one number for a reader.

Pages carry `data-scope` and `data-figures` on the elements whose text tells a count. Each count
must stand in that text, and no two places may tell a reader two.
"""

import datetime
import io
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from docx import Document
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.models import ApiToken, User
from dashboards.papers.cluster import ClusterPaper
from institutions.access import scope_of
from institutions.models import Area, Cluster, Institution
from leadership.models import DevelopmentPlan, JobRole
from meetings.models import Meeting, MeetingPaper
from meetings.papers.agenda import Agenda
from programmes.models import Programme
from strategy.models import Goal, GoalRound, StatusReport

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("demo"),
]

PEOPLE = (
    *("administrator", "omraadechef", "konsulent", "udvalg"),
    *("klyngeleder", "leder", "bestyrelse"),
)
WORDS = (
    *("nul", "én", "to", "tre", "fire", "fem", "seks"),
    *("syv", "otte", "ni", "ti", "elleve", "tolv"),
)
#: Papers say the same to whoever fetches them; between them these three fetch each kind.
FETCHING = ("klyngeleder", "bestyrelse", "udvalg")
#: Elements without an end.
VOID = {"br", "use", "img", "input", "hr", "wbr", "meta", "link", "source"}


class Figures(HTMLParser):
    """(scope, name) → how many, of every element that names what it counts; and the texts."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, str, int]] = []
        self.texts: list[tuple[dict[str, int], str]] = []
        self._open: list[list] = []

    def handle_starttag(self, tag, attrs) -> None:
        if tag in VOID:
            return
        for entry in self._open:
            entry[0] += 1
        found = dict(attrs)
        if "data-figures" in found:
            counts = dict(pair.rsplit("=", 1) for pair in found["data-figures"].split())
            counts = {name: int(count) for name, count in counts.items()}
            self.told += [(found["data-scope"], name, count) for name, count in counts.items()]
            self._open.append([1, counts, ""])

    def handle_endtag(self, tag) -> None:
        if tag in VOID:
            return
        for entry in self._open:
            entry[0] -= 1
        for _depth, counts, text in [entry for entry in self._open if not entry[0]]:
            self.texts.append((counts, " ".join(text.split())))
        self._open = [entry for entry in self._open if entry[0]]

    def handle_data(self, data) -> None:
        for entry in self._open:
            entry[2] += f" {data}"


def addresses(user: User) -> list[str]:
    """The pages that count, as far as the person reads them."""
    shown = [
        *Cluster.objects.visible_to(user),
        *Institution.objects.visible_to(user)[:3],
        *StatusReport.objects.visible_to(user),
        *GoalRound.objects.visible_to(user),
    ]
    if scope_of(user).reads.areas or scope_of(user).reads.everything:
        shown += Area.objects.visible_to(user)
    shown += Goal.objects.visible_to(user).common()[:4]
    shown += [*Meeting.objects.visible_to(user), *DevelopmentPlan.objects.visible_to(user)[:2]]
    shown += Programme.objects.all()
    pages = ["/", "/kommunen/", "/kommunen/varmekort/", "/institutioner/", "/maalepunkter/"]
    pages += [
        "/metoder/",
        "/procesplan/",
        "/sammenligning/",
        "/programmer/",
        "/ledelse/",
        "/moeder/",
    ]
    pages += ["/vaerdigrundlag/", "/eksempler/", "/min-side/"]
    of_clusters = Cluster.objects.visible_to(user)[:2]
    pages += [reverse("cluster_paper_page", args=[one.slug]) for one in of_clusters]
    roles = JobRole.objects.filter(group__base__from_on__isnull=False)[:3]
    pages += [reverse("job_role_detail", args=[role.pk]) for role in roles]
    return [*pages, *(place.get_absolute_url() for place in shown)]


@dataclass
class Reader:
    """A person who reads the demo. kept: (person, address) → what was answered to any test here.

    Each page is read once: the demo is the same for every test, and they leave it as it is.
    """

    person: str
    kept: dict[tuple[str, str], bytes]

    @cached_property
    def user(self) -> User:
        return User.objects.get(email=f"{self.person}@example.com")

    @cached_property
    def client(self) -> Client:
        client = Client()
        client.force_login(self.user, "django.contrib.auth.backends.ModelBackend")
        return client

    def content(self, address: str) -> bytes:
        key = (self.person, address)
        if key not in self.kept:
            answer = self.client.get(address)
            assert answer.status_code == 200, address
            self.kept[key] = b"".join(answer)
        return self.kept[key]

    def figures(self, address: str) -> Figures:
        parser = Figures()
        parser.feed(self.content(address).decode())
        return parser


@pytest.fixture(scope="module")
def kept() -> dict[tuple[str, str], bytes]:
    return {}


@pytest.fixture
def reader(request, kept) -> Reader:
    return Reader(request.param, kept)


def each_of(*people: str):
    return pytest.mark.parametrize("reader", people, indirect=True)


def of_workbook(reader: Reader):
    """What the workbook of the municipality counts, by the same names."""
    book = load_workbook(io.BytesIO(reader.content("/kommunen/data.xlsx")), read_only=True)
    slugs = dict(Cluster.objects.visible_to(reader.user).values_list("name", "slug"))
    for _area, name, units, reached, of, *_rest in book["Klynger"].iter_rows(
        min_row=2, values_only=True
    ):
        if name:
            yield f"cluster:{slugs[name]}", "units", units
            if of:
                yield f"cluster:{slugs[name]}", "indicators_reached", reached
                yield f"cluster:{slugs[name]}", "indicators", of
    for row in book["Mål pr. klynge"].iter_rows(min_row=2, values_only=True):
        if row[1]:
            scope = f"cluster:{slugs[row[1]]}/goal:{row[2]}"
            yield scope, "covered", row[11]
            yield scope, "expected", row[12]
    shown, whole, _day = next(book["Det, du ser"].iter_rows(min_row=2, values_only=True))
    yield "municipality, in part" if shown < whole else "municipality", "units", shown


def of_programs(reader: Reader):
    """What the API counts for a key of the person, by the same names."""
    ends = timezone.now() + datetime.timedelta(days=1)
    key = ApiToken(user=reader.user, name="Regneark", expires_at=ends).issue()
    answer = reader.client.get("/api/v1/institutions", headers={"authorization": f"Bearer {key}"})
    count = len(answer.json())
    is_part = count < Institution.objects.open().count()
    yield "municipality, in part" if is_part else "municipality", "units", count


def of_papers(reader: Reader):
    """What papers count, by the same names: in the words of their first lines."""
    for cluster in Cluster.objects.visible_to(reader.user)[:2]:
        text = of_pdf(reader, f"/klynger/{cluster.slug}/papir.pdf")
        yield from named(text, f"cluster:{cluster.slug}", units="Klynge", children="Børn")
    for place in Institution.objects.visible_to(reader.user).open()[:2]:
        text = of_pdf(reader, f"/institutioner/{place.slug}/papir.pdf")
        yield from named(text, f"institution:{place.slug}", children="Børn")


def files_of(user: User) -> list[str]:
    """The papers and documents that count, as far as the person reads them."""
    found = [f"/klynger/{one.slug}/papir.pdf" for one in Cluster.objects.visible_to(user)[:2]]
    places = Institution.objects.visible_to(user).open()[:3]
    found += [f"/institutioner/{one.slug}/papir.pdf" for one in places]
    for report in StatusReport.objects.visible_to(user):
        found += [reverse("status_report_paper", args=[report.pk])]
        found += [reverse("status_report_document", args=[report.pk])]
    frozen = MeetingPaper.objects.visible_to(user)
    found += [reverse("meeting_paper_pdf", args=[paper.pk]) for paper in frozen]
    found += [reverse("programme_paper", args=[one.slug]) for one in Programme.objects.all()]
    roles = JobRole.objects.filter(group__base__from_on__isnull=False)[:3]
    found += [reverse("job_role_paper", args=[role.pk]) for role in roles]
    plans = DevelopmentPlan.objects.visible_to(user)[:2]
    return [*found, *(reverse("plan_paper", args=[plan.pk]) for plan in plans)]


def by_keywords(reader: Reader, files: list[str]):
    """What papers and documents tell machines that they count: (file, scope, name, count)."""
    for address in files:
        for told in filter(None, keywords_of(reader.content(address)).split(", ")):
            scope, *pairs = told.split()
            for pair in pairs:
                name, count = pair.split("=")
                yield address, scope, name, int(count)


def keywords_of(content: bytes) -> str:
    if content.startswith(b"PK"):
        return Document(io.BytesIO(content)).core_properties.keywords
    return (PdfReader(io.BytesIO(content)).metadata or {}).get("/Keywords", "")


def of_pdf(reader: Reader, address: str) -> str:
    pages = PdfReader(io.BytesIO(reader.content(address))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def named(text: str, scope: str, **words: str):
    """The number right behind each word."""
    for name, word in words.items():
        found = re.search(rf"\b{word}\s+(\d+)", text)
        if found:
            yield scope, name, int(found[1])


@pytest.mark.thorough
@each_of(*PEOPLE)
def test_no_two_places_tell_a_reader_two_numbers(reader: Reader):
    found: dict[tuple[str, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for address in addresses(reader.user):
        for scope, name, count in reader.figures(address).told:
            found[scope, name][count].add(address)
    for scope, name, count in of_workbook(reader):
        found[scope, name][count].add("data.xlsx")
    papers = list(of_papers(reader))
    assert papers
    for scope, name, count in papers:
        found[scope, name][count].add("paper")
    files = files_of(reader.user) if reader.person in FETCHING else []
    told = list(by_keywords(reader, files))
    assert {address for address, *_told in told} == set(files)
    for address, scope, name, count in told:
        if "/moeder/" in address and not scope.startswith("meeting:"):
            continue  # frozen on another day
        if reader.person == "bestyrelse":  # “board/…”: with the board's eyes, whoever fetches it
            scope = scope.removeprefix("board/")
        found[scope, name][count].add(address)
    for scope, name, count in of_programs(reader):
        found[scope, name][count].add("API")

    assert not {key: dict(told) for key, told in found.items() if len(told) > 1}
    several = [key for key, told in found.items() if len(next(iter(told.values()))) > 1]
    assert len(several) >= 10  # else the pages have stopped naming what they count


@each_of(*PEOPLE)
def test_a_count_that_is_named_stands_in_the_text_beside_it(reader: Reader):
    for address in addresses(reader.user):
        for counts, text in reader.figures(address).texts:
            numbers = {int(number) for number in re.findall(r"\d+", text)}
            spoken = text.lower().replace("ét", "én").split()
            for name, count in counts.items():
                is_said = count in numbers or (
                    count <= 12 and any(word.strip(",.;:") == WORDS[count] for word in spoken)
                )
                assert is_said or not count, (address, name, count, text)


#: “3 af 7”, “tre af de fire”, “alle seks”.
A_PART = re.compile(rf"\b(?:(?:\d+|{'|'.join(WORDS)}) af|alle) (?:de )?(?:\d+|{'|'.join(WORDS)})\b")


@each_of("leder", "bestyrelse", "klyngeleder", "udvalg")
def test_a_heading_that_tells_a_part_of_a_whole_names_what_it_counts(reader: Reader):
    told, unnamed = 0, []
    kept = {row.get_absolute_url() for row in StatusReport.objects.all()}  # as words, once sent
    for address in addresses(reader.user):
        if address in kept:
            continue
        page = html.fromstring(reader.content(address))
        for one in page.xpath("//main//h2 | //main//p[contains(@class, 'lead')]"):
            text = " ".join(one.text_content().split())
            if A_PART.search(text.lower().replace("ét", "én")):
                told += 1
                if not one.xpath("ancestor-or-self::*[@data-figures] | .//*[@data-figures]"):
                    unnamed.append((address, text))

    assert told > 3
    assert not unnamed, unnamed


@each_of(*PEOPLE)
def test_what_is_expected_adds_up_wherever_it_is_told(reader: Reader):
    for address in addresses(reader.user):
        for counts, _text in reader.figures(address).texts:
            if "adopted" in counts:
                parts = counts["adopted"] + counts["awaiting"] + counts["missing"]
                assert counts["expected"] == parts, address


@each_of("klyngeleder", "bestyrelse")
def test_a_paper_counts_the_local_goals_of_the_page_without_its_drafts(reader: Reader):
    seen = 0
    for place in Institution.objects.visible_to(reader.user).open()[:3]:
        scope = f"institution:{place.slug}"
        told = reader.figures(place.get_absolute_url()).told
        page = {name: count for where, name, count in told if where == scope}
        text = of_pdf(reader, f"/institutioner/{place.slug}/papir.pdf")
        paper = re.search(r"\b(\w+) lokale mål:", text)
        if paper is None:
            continue
        seen += 1
        assert WORDS.index(paper[1].lower()) == page["local_goals"] - page.get("unfinished", 0)

    assert seen >= 2


@pytest.mark.parametrize("slug", ["fyrtaarnet", "kompasset", "sekstanten"])
def test_the_heading_over_what_is_followed_up_counts_the_rows_below_it(slug):
    user = User.objects.get(email="administrator@example.com")
    cluster = Cluster.objects.get(slug=slug)
    agenda = Agenda.next_of(cluster, user=user, on=timezone.localdate())
    with translation.override("da"):
        told = ClusterPaper.passed_on(cluster, user=user, on=timezone.localdate()).facts
    followed = told["follow_up"]
    spoken = followed["heading"].lower().replace("ét ", "én ").split()
    late = sum(row["status"].word == "Forsinket" for row in followed["rows"])
    counted = [
        int(word) if word.isdigit() else WORDS.index(word)
        for word in spoken
        if word.isdigit() or word in WORDS
    ]

    if agenda.follow_ups:
        hidden = int((re.findall(r"\d+", followed.get("note", "")) or ["0"])[0])
        steps = len(followed["rows"]) - len(agenda.follow_ups) + hidden
        wanted = [count for count in (len(agenda.follow_ups), steps) if count]
        assert counted[: len(wanted)] == wanted
        told_late = sum(counted[len(wanted) :])
        # the late stand first, so some are hidden only where every row is late
        assert told_late == late or (
            late == len(followed["rows"]) and late < told_late <= late + hidden
        )
    else:
        assert any("forsinke" in word for word in spoken) == bool(late)
