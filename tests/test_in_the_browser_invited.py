"""Who is asked in, in Chromium: a parent on a telephone, and a municipality's people by a file.

What it costs a person is counted as on the first day (tests/walking.py).
"""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from accounts.invitations import sending
from accounts.models import AccountInvitation, User
from institutions.models import Identifier, Membership
from institutions.roles import BOARD, Role
from tests.browsing import WATCH, _inaccessible
from tests.factories import (
    AreaFactory,
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.meetings import BoardFactory
from tests.first_day_files import CLUSTERS, NORTH, NUMBERS, SOUTH, list_of_people
from tests.mailing import deliver_mail
from tests.second_factors import PASSWORD
from tests.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINK = re.compile(r"https?://[^/]+(/konto/invitation/\S+)")
NEW = "havregrød-og-hjulspor"
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "has_touch": True,
    "is_mobile": True,
}
#: Of what one taps: WCAG 2.5.8 asks for 24 pixels, or that much room around it.
SMALLEST = 24


@pytest.fixture(autouse=True)
def where_the_site_is(settings):
    settings.SITE_URL = "https://ledestjernen.example.dk"


def open_page(new_context, live_server, **options):
    context = new_context(base_url=live_server.url, **options)
    context.set_default_timeout(60_000)
    context.add_init_script(WATCH)
    return context.new_page()


def look_at_phone(page) -> None:
    """Within its width, accessible, and nothing to tap that a thumb would miss."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("window.forbidden") == []
    assert _inaccessible(page, frozenset()) == []
    small = page.evaluate(
        """least => [...document.querySelectorAll("button, input:not([type=hidden]), .btn")]
        .filter(one => one.checkVisibility() && !one.matches("p .term"))  // in a sentence
        .map(one => [one.textContent || one.name, one.getBoundingClientRect()])
        .filter(([_name, box]) => box.width > 1 && (box.width < least || box.height < least))
        .map(([name]) => name)""",
        SMALLEST,
    )
    assert small == []


def test_a_parent_comes_in_on_a_telephone(new_context, live_server):
    place = InstitutionFactory(name="Solsikken", cluster=ClusterFactory(name="Dagtilbud Nord"))
    leader = MembershipFactory(leader=True, institution=place).user
    parent = User.objects.create_user("anja.holm@example.com", name="Anja Holm")
    MembershipFactory(role=Role.BOARD_MEMBER, user=parent, institution=place)
    sending.invite(parent, by=leader, many=True)
    deliver_mail()
    [message] = mail.outbox
    assert message.to == [parent.email]
    page = open_page(new_context, live_server, **PHONE)
    walk = Walk(page)

    page.goto(LINK.search(message.body)[1])
    expect(page.get_by_role("heading", level=1)).to_have_text("Vælg din adgangskode")
    look_at_phone(page)
    for label in ("Ny adgangskode", "Bekræftelse af ny adgangskode"):
        walk.fields += 1
        page.get_by_label(label, exact=True).tap()
        page.keyboard.type(NEW)
    walk.clicks += 1
    page.get_by_role("button", name="Gem, og gå ind").tap()

    expect(page).to_have_url(re.compile(r"/$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look_at_phone(page)
    walk.clicks += 1
    page.locator("main").get_by_role("link", name="Dagtilbud Nord").first.tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dagtilbud Nord")
    look_at_phone(page)
    assert (walk.clicks, walk.fields) <= (3, 2)
    assert walk.minutes <= 1.5, walk.minutes
    parent.refresh_from_db()
    assert parent.check_password(NEW)
    assert not AccountInvitation.objects.waiting().exists()

    # and once more, another day: by address and password, thumb only
    again = open_page(new_context, live_server, **PHONE)
    again.goto("/konto/log-ind/")
    look_at_phone(again)
    again.get_by_label("E-mailadresse").tap()
    again.keyboard.type(parent.email)
    again.get_by_label("Adgangskode").tap()
    again.keyboard.type(NEW)
    again.get_by_role("button", name="Log ind").tap()
    expect(again.get_by_role("heading", level=1)).to_be_visible()
    assert Membership.objects.filter(user=parent).count() == 1


def test_150_people_are_asked_in_within_five_minutes(new_context, live_server):
    """A messy file of leaders, boards and councils: uploaded, looked at, written, asked in."""
    area = AreaFactory(name="Område Vest")
    for name, places in zip(CLUSTERS, (NORTH, SOUTH), strict=True):
        cluster = ClusterFactory(name=name, area=area)
        BoardFactory(cluster=cluster)
        for place in places:
            institution = InstitutionFactory(name=place, cluster=cluster)
            Identifier.objects.create(
                institution=institution, kind=Identifier.Kind.LOCAL, value=NUMBERS[place]
            )
    chief = UserFactory(name="Anne Berg", is_superuser=True, is_staff=True)
    before = User.objects.count()
    walk = Walk(open_page(new_context, live_server))
    page = walk.page

    page.goto("/konto/log-ind/?next=/personer/")
    walk.fill("E-mailadresse", chief.email)
    walk.fill("Adgangskode", PASSWORD)
    walk.press("Log ind")
    walk.follow(re.compile("fil", re.IGNORECASE))
    walk.attach("Ledere og bestyrelser.xlsx", list_of_people(council=12))
    walk.press("Tjek filen")
    expect(page.get_by_role("button", name=re.compile(r"^Opret \d+ personer$"))).to_be_visible()
    written = page.get_by_role("button", name=re.compile(r"^Opret \d+ personer$")).inner_text()
    walk.press(written)
    walk.goes("asks them in")

    made = User.objects.count() - before
    assert written == f"Opret {made} personer"
    assert made >= 150
    assert Membership.objects.filter(role__in=BOARD).count() >= 10 * 12
    assert AccountInvitation.objects.waiting().count() + AccountInvitation.objects.open().count()
    deliver_mail()
    assert len({message.to[0] for message in mail.outbox}) == made
    assert walk.minutes < 5, (walk.minutes, walk.steps)
    assert walk.minutes < 2.5, (walk.minutes, walk.steps)  # what it costs now, and a little more
