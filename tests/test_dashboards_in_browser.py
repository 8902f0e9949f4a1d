"""The pages as a browser shows and prints them."""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from pypdf import PdfReader

from measurements.models import ScaleStep, Topic
from measurements.reference import load_reference
from strategy.models import ProcessStep
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MeasurementFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.splitting import long_but

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cluster():
    """A cluster with seven institutions, goals in several states, tilsyn and KIDS."""
    load_reference()
    cluster = ClusterFactory(name="Klynge Fyrtårnet", slug="fyrtaarnet")
    common, vision = StrategyFactory(), StrategyFactory(vision=True, cluster=cluster)
    goals = [GoalFactory(strategy=common, number=number) for number in (1, 2, 3, 4)]
    year = timezone.localdate().year
    ProcessStep.objects.create(
        strategy=vision,
        when_text="hele året",
        from_on=timezone.localdate().replace(month=1, day=1),
        to_on=timezone.localdate().replace(month=12, day=31),
        text="Lokale mål justeres",
    )
    for _number in range(7):
        institution = InstitutionFactory(cluster=cluster)
        for goal, state in zip(goals, ("in_progress", "reached", "sent", "missed"), strict=True):
            LocalGoalFactory(institution=institution, goal=goal, **{state: True})
        for scale, rated in (("tilsyn-2020", 2022), ("tilsyn-2023", year)):
            MeasurementFactory(
                institution=institution,
                topic=Topic.objects.get(version__code=scale, number=1),
                step=ScaleStep.objects.get(scale__code=scale, rank=2),
                year=rated,
            )
        MeasurementFactory(
            institution=institution,
            topic=Topic.objects.get(version__code="kids-2020", number=2),
            value="3.5",
            year=year,
        )
    return cluster


@pytest.fixture
def visit(page, client, live_server):
    """Open an address as a person with a role in a cluster."""

    def visit(address: str, **membership):
        client.force_login(MembershipFactory(**membership).user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        page.goto(f"{live_server.url}{address}")
        return page

    return visit


@pytest.mark.parametrize("width", long_but(390, of=[320, 390, 1280]))
def test_pages_are_accessible_and_never_scroll_sideways(page, visit, cluster, width):
    page.set_viewport_size({"width": width, "height": 900})
    goal = LocalGoalFactory._meta.model.objects.first().goal
    institution = cluster.institutions.first()

    for address in (
        "/",
        "/kommunen/",
        "/institutioner/",
        cluster.get_absolute_url(),
        institution.get_absolute_url(),
        goal.get_absolute_url(),
    ):
        visit(address, cluster_leader=True, cluster=cluster)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        if width > 320:
            found = Axe().run(page)
            assert not found.response["violations"], (address, found.generate_report())


def test_the_boards_page_prints_on_two_sheets(visit, cluster):
    page = visit(cluster.get_absolute_url(), board_member=True, cluster=cluster)

    printed = page.pdf(prefer_css_page_size=True)

    assert max(map(int, re.findall(rb"/Count (\d+)", printed))) == 2


@pytest.mark.parametrize("count", long_but(40, of=[12, 24, 40]))
def test_a_heat_map_is_printed_with_every_column(visit, cluster, count):
    goal = GoalFactory(strategy=StrategyFactory())
    for nth in range(1, count + 1):
        IndicatorFactory(goal=goal, number=nth, code=f"MP{nth}")
    page = visit("/kommunen/varmekort/?udvikling=ja", cluster_leader=True, cluster=cluster)

    printed = page.pdf(prefer_css_page_size=True)

    paper = float(PdfReader(io.BytesIO(printed)).pages[0].mediabox.width)  # in points
    margins = {595: 32, 842: 24, 1191: 24}[round(paper)] / 25.4 * 72
    page.set_viewport_size({"width": int((paper - margins) / 72 * 96), "height": 900})
    page.emulate_media(media="print")
    table = page.locator(".heat-scroll")
    assert table.evaluate("one => one.scrollWidth - one.clientWidth") <= 0


def test_print_leaves_out_what_is_for_the_screen(visit, cluster):
    page = visit(cluster.get_absolute_url(), board_member=True, cluster=cluster)

    page.emulate_media(media="print")

    assert not page.get_by_role("navigation", name="Hovedmenu").is_visible()
    assert page.get_by_role("heading", level=1, name="Klynge Fyrtårnet").is_visible()
