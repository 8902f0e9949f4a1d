"""Nobody can tell from all that is shown together what a few have answered."""

import datetime
import io
import os
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.models import ApiToken
from indicators.models import ResultSnapshot
from indicators.snapshots import keeping
from measurements import few, suppression, telling
from measurements.few import Measure, MeasuredFigure
from measurements.models import AnswerCount, Measurement, ScaleStep, Topic
from measurements.reference import load_reference
from measurements.suppression import DistributionCell
from measurements.telling import DisclosedFigure, tell
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
    StrategyFactory,
    TargetFactory,
)
from tests.solving import attack

#: How many towns the suite attacks; `python -m tests.solving 10000` attacks more.
TOWNS = int(os.environ.get("SMALL_TOWNS", "40"))
YEAR = timezone.localdate().year
THREE, FIVE = "3-årige", "5-årige"

GROUPS = Measure("ordinal", steps=(3, 2, 1))
STARS = Measure("numeric", Decimal(1), Decimal(5))


# --- The attacker ---------------------------------------------------------------------------------


def test_no_cell_of_a_small_town_falls():
    score = attack(range(TOWNS))

    assert score.towns == TOWNS
    assert score.cells > 10 * TOWNS
    assert score.fallen == ()


def _only_the_number_of_answers(figure, threshold):
    """As it was: a figure is hidden when few have answered, and for nothing else."""
    few = suppression.is_small(figure.respondents, threshold=threshold)
    found = _alone(figure, threshold)
    return DisclosedFigure(figure.is_suppressed or few, found.distribution)


def _only_two_that_are_not_few(hidden, counts, *, total, threshold):
    """As it was: two hidden cells at least, together no longer few."""
    together = suppression._hidden_sum(hidden, counts, total)
    return len(hidden) >= 2 and (together is None or together >= threshold)


_alone = telling._alone
RULES = {
    "a share, mean or count tells of few": (telling, "_alone", _only_the_number_of_answers),
    "a small count or share stands alone": (
        telling,
        "tells_of_few",
        lambda figure, threshold: False,
    ),
    "a mean near the end of its scale": (few, "_is_near", lambda *given: False),
    "what stands for all beside the groups": (telling, "_tells_of", lambda *given: False),
    "those in none of the groups": (telling, "rest_of", lambda *given: None),
    "the complement is enough": (suppression, "_may_be_anything", _only_two_that_are_not_few),
    "a complement at all": (
        suppression,
        "_with_complement",
        lambda hidden, *given, **named: hidden,
    ),
    "few in a cell": (suppression, "_is_few", lambda count, threshold: False),
}


@pytest.mark.thorough
@pytest.mark.parametrize("rule", RULES)
def test_without_any_one_of_the_rules_a_cell_falls(monkeypatch, rule):
    monkeypatch.setattr(*RULES[rule])

    assert attack(range(300), until_fallen=True).fallen


# --- What may be told -----------------------------------------------------------------------------


def groups(counts, group="", key=None, **fields):
    """Children in three groups of effort, as counts."""
    cells = tuple(DistributionCell(at, count) for at, count in enumerate(counts))
    value = Decimal(100 * counts[0]) / sum(counts)
    return MeasuredFigure(
        key or group, "here", GROUPS, group=group, value=value,
        respondents=sum(counts), cells=cells, **fields,
    )  # fmt: skip


def hidden(*figures, threshold=5):
    return {key for key, told in tell(figures, threshold=threshold).items() if told.is_hidden}


def test_a_share_is_hidden_when_its_cell_is_the_small_ones_neighbour():
    assert hidden(groups((19, 0, 1), FIVE)) == {FIVE}
    assert hidden(groups((5, 12, 3), FIVE)) == {FIVE}
    assert hidden(groups((40, 12, 3), FIVE)) == set()


def test_all_of_one_mind_are_told():
    assert hidden(groups((20, 0, 0)), threshold=5) == set()
    assert hidden(MeasuredFigure(1, 1, STARS, value=Decimal(5), respondents=8)) == set()


def test_what_stands_for_all_is_hidden_with_one_of_its_groups():
    three, five = groups((16, 5, 5), THREE), groups((19, 0, 1), FIVE)
    whole = groups((35, 5, 6))

    told = tell([three, five, whole], threshold=5)

    assert [key for key in told if told[key].is_hidden] == [FIVE, ""]
    assert told[""].distribution.total is None


def test_what_stands_for_all_is_hidden_when_the_group_that_is_not_told_of_is_small():
    three, whole = groups((16, 5, 5), THREE), groups((35, 5, 6))

    assert hidden(three, whole) == {""}
    assert hidden(three, groups((36, 25, 25))) == set()


def test_groups_of_other_periods_tell_nothing_of_each_other():
    before = groups((19, 0, 1), FIVE, key="before")
    whole = MeasuredFigure("now", "now", GROUPS, value=Decimal(50), respondents=40)

    assert hidden(before, whole) == {"before"}


def test_a_share_without_its_distribution_is_hidden_by_its_count_or_its_rest():
    def share(value, n):
        return MeasuredFigure("x", 1, Measure("percent"), value=Decimal(value), respondents=n)

    assert hidden(share("95", 20))
    assert hidden(share("5", 20))
    assert hidden(share("40", 5))
    assert hidden(share("100", 5))
    assert not hidden(share("100", 6))
    assert not hidden(share("75", 20))
    assert not hidden(share("95", None))


def test_a_count_of_few_is_hidden_however_many_there_are():
    def count(value, n=None):
        return MeasuredFigure("x", 1, Measure("count"), value=Decimal(value), respondents=n)

    assert hidden(count(4))
    assert hidden(count(19, 20))
    assert not hidden(count(0))
    assert not hidden(count(12, 40))


def test_a_mean_that_tells_how_few_answered_otherwise_is_hidden():
    def mean(value, n):
        return MeasuredFigure("x", 1, STARS, value=Decimal(value), respondents=n)

    assert hidden(mean("4.90", 10))
    assert hidden(mean("1.20", 10))
    assert hidden(mean("1.83", 6))
    assert not hidden(mean("4.10", 30))


# --- The town of the report, on every page -------------------------------------------------------


@pytest.fixture
def town(db):
    """Five-year-olds 19, 0, 1 of 20; three-year-olds 16, 5, 3 of 24: the indicator was 80,8.

    Nothing is named by a number counted up: it may be the one that is looked for.
    """
    load_reference()
    cluster = ClusterFactory(name="Klynge Prøve", slug="proeve", area__name="Område Prøve")
    unit = InstitutionFactory(cluster=cluster, slug="huset", name="Huset")
    other = InstitutionFactory(cluster=cluster, name="Den anden")
    topic = Topic.objects.get(lineage="sprogvurdering-samlet")
    count(unit, topic, THREE, (16, 5, 3), "66.7")
    count(unit, topic, FIVE, (19, 0, 1), "95.0")
    count(other, topic, THREE, (30, 20, 10), "50.0")
    indicator = IndicatorFactory(
        goal=GoalFactory(
            strategy=StrategyFactory(cluster=cluster, title="Vores vision"),
            number=1,
            text="Alle børn trives",
            short_name="Trivsel",
        ),
        code="MP1",
        number=1,
        text="Sproget er i trivsel",
        short_text="Sproget trives",
        source="topics",
        aggregation="mean",
        topics=[topic],
    )
    TargetFactory(indicator=indicator, value=60)
    keeping.rebuild()
    return cluster, unit, indicator


def count(unit, topic, group, counts, value):
    measurement = MeasurementFactory(
        institution=unit, topic=topic, group=group, year=YEAR, period=str(YEAR),
        measured_on=datetime.date(YEAR, 1, 5), value=value, respondents=sum(counts),
    )  # fmt: skip
    for rank, number in zip((3, 2, 1), counts, strict=True):
        step = ScaleStep.objects.get(scale__code="sprogvurdering", rank=rank)
        share = (Decimal(number) / sum(counts)).quantize(Decimal("0.00001"))
        AnswerCount.objects.create(measurement=measurement, step=step, share=share)


def everything(client, user, cluster, unit, indicator) -> dict[str, str]:
    """Address → text of all that a reader can get of the institution's figures."""
    client.force_login(user)
    pages = [
        unit.get_absolute_url(),
        cluster.get_absolute_url(),
        indicator.get_absolute_url(),
        f"{indicator.get_absolute_url()}?klynge={cluster.slug}&aar={YEAR}",
        reverse("heat_map"),
        f"{reverse('heat_map')}?udvikling=ja",
        reverse("comparison") + "?redskab=sprogvurdering",
        f"{reverse('comparison')}?redskab=sprogvurdering&klynge={cluster.slug}",
        reverse("municipality"),
        reverse("cluster_paper_page", args=[cluster.slug]),
        reverse("cluster_paper", args=[cluster.slug]),
        reverse("institution_paper", args=[unit.slug]),
        reverse("cluster_figures", args=[cluster.slug]),
        reverse("institution_figures", args=[unit.slug]),
        reverse("municipality_figures"),
    ]
    found = {}
    for page in pages:
        answer = client.get(page)
        if answer.status_code not in (403, 404):  # boards read no comparison of others, for one
            assert answer.status_code == 200, page
            found[page] = text_of(answer)
    ends = timezone.now() + datetime.timedelta(days=1)
    scope = ApiToken.Scope.FIGURES
    key = ApiToken(user=user, name="Power BI", scope=scope, expires_at=ends).issue()
    for table in ("clusters/proeve/indicators", "clusters/proeve/indicator_units",
                  "institutions/huset/counts"):  # fmt: skip
        answer = client.get(f"/api/v1/{table}", headers={"authorization": f"Bearer {key}"})
        if answer.status_code == 200:
            found[table] = answer.content.decode()
    return found


def text_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        book = load_workbook(io.BytesIO(content), read_only=True)
        cells = (
            cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        )
        return " ".join(str(cell) for cell in cells if cell is not None)
    html = re.sub(r"<(script|style|svg).*?</\1>", " ", content.decode(), flags=re.S)
    return re.sub(r"<[^>]*>", " ", html)


@pytest.mark.parametrize("role", ["board_member", "cluster_leader"])
def test_the_town_of_the_report_tells_nobody_of_the_one_child(client, town, role):
    cluster, unit, indicator = town
    reader = MembershipFactory(**{role: True}, cluster=cluster, user__name="Ada Læser").user

    pages = everything(client, reader, cluster, unit, indicator)

    assert len(pages) > 10
    for page, text in pages.items():
        # the mean of both groups, and the share of the five-year-olds
        for told in ("80,8", "80.8", "95", "95,0", "95.0", "0.95"):
            assert not re.search(rf"(?<![\d.,-]){re.escape(told)}(?![\d-])", text), (page, told)
    of_five = pages[unit.get_absolute_url()].split(FIVE)[1].split(THREE)[0]
    assert "20" in of_five
    assert "19" not in of_five
    sentence, row = pages[unit.get_absolute_url()].split(THREE)[1:3]
    assert "67\N{NO-BREAK SPACE}% af børnene" in sentence
    assert "67 %" in row
    assert "kjult" in pages[indicator.get_absolute_url()]
    assert "kjult" in pages[reverse("heat_map")]


def test_what_boards_may_not_see_is_kept_in_a_row_of_its_own(town):
    _cluster, unit, indicator = town
    count(unit, indicator.topics.get(), "4-årige", (20, 10, 4), "58.8")
    Measurement.objects.get(group=FIVE).delete()
    count(unit, indicator.topics.get(), FIVE, (5, 12, 3), "25.0")  # 5 is the small one's neighbour
    keeping.rebuild()

    rows = ResultSnapshot.objects.filter(institution=unit, indicator=indicator)

    assert {(row.audience, row.state, row.value) for row in rows} == {
        ("everybody", "counted", Decimal("50.166667")),
        ("boards", "suppressed", None),
    }
