"""On an empty installation every page says what comes next and who does it: none is a desert.

Each page is walked to as everybody who uses it. A part of a page that says that something is not
there holds the part `comes_next` as well.
"""

import re
from html import unescape

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client
from django.utils import translation
from django.utils.html import strip_tags

from accounts.models import User
from config.templatetags.components import WHO
from measurements.reference import load_reference
from tests.crawling import Page, walk
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.splitting import long_but

pytestmark = pytest.mark.django_db

ROLES = {
    "cluster_leader": "cluster",
    "leader": "institution",
    "chair": "cluster",
    "board_member": "cluster",
    "staff_member": "cluster",
    "area_head": "area",
    "consultant": "",
}
#: Pages about the product and about oneself, papers, and what others have written.
APART = re.compile(
    r"^/(admin|api|was|konto|min-side|privatliv|saadan-laeser|ordliste|ny-i-bestyrelsen|vaerdigrundlag/.|foerste-trin)"
    r"|/papir|/ny/|/nyt/|/skema/|/profil/"
)
#: How a Danish sentence says that something is not there.
NOTHING = re.compile(
    r"\b(?:der er (?:ingen|ikke|intet)|ingen .*\b(?:endnu|i år)|ikke .*\bendnu|har ingen"
    r"|intet at vise|ingenting|er ikke planlagt)\b",
    re.IGNORECASE,
)
#: Sentences that tell of nothing on purpose: there is nothing to be done about it.
ALL_RIGHT = re.compile(
    r"venter på dig|mangler ingen|intet at se igennem|ændrer den ingenting|opdigtet kommune"
)
PARTS = re.compile(r"<section\b.*?</section>", re.DOTALL)
SAYS = re.compile(r"<(h2|p|li|td)\b[^>]*>(.*?)</\1>", re.DOTALL)


def deserts(page: Page) -> list[str]:
    """The sentences that say that something is not there, in parts that say no more."""
    main = re.search(r"<main\b.*</main>", page.html, re.DOTALL)
    if main is None:
        return []
    parts = PARTS.findall(main[0])
    beside = re.sub(r'<ul class="findings".*?</ul>', "", PARTS.sub("", main[0]), flags=re.DOTALL)
    return [
        sentence
        for part in (*parts, beside)
        if 'class="comes-next"' not in part
        for sentence in _sentences(part)
        if NOTHING.search(sentence) and not ALL_RIGHT.search(sentence)
    ]


def _sentences(part: str) -> list[str]:
    told = (unescape(strip_tags(content)) for _tag, content in SAYS.findall(part))
    return [" ".join(sentence.split()) for sentence in told]


def walked(person: User) -> list[Page]:
    client = Client()
    client.force_login(person)
    pages = [page for page in walk(client, of_one_kind=2) if page.html]
    assert not [page.url for page in pages if page.status != 200]
    return [page for page in pages if not APART.search(page.url)]


def find(pages: list[Page]) -> list[tuple[str, list[str]]]:
    return [(page.url, told) for page in pages if (told := deserts(page))]


def test_no_page_of_an_empty_installation_is_a_desert():
    load_reference()
    pages = walked(UserFactory(administrator=True))
    assert len(pages) > 10
    assert find(pages) == []


@pytest.mark.parametrize("role", long_but("leader", "board_member", of=ROLES))
def test_no_page_is_a_desert_for_who_has_a_role_and_no_data(role):
    load_reference()
    cluster = ClusterFactory()
    institution = InstitutionFactory(cluster=cluster)
    BoardFactory(cluster=cluster)
    places = {"cluster": cluster, "institution": institution, "area": cluster.area, "": None}
    held = {ROLES[role]: places[ROLES[role]]} if ROLES[role] else {}
    pages = walked(MembershipFactory(role=role, **held).user)
    assert len(pages) > 10
    assert find(pages) == []


def test_who_has_no_role_yet_is_told_whom_to_ask():
    pages = walked(UserFactory())
    assert find(pages) == []
    assert "Bed din administrator" in " ".join(_sentences(pages[0].html))


def test_a_desert_would_be_found():
    html = "<main><section><h2>Metoder</h2><p>Der er ingen metoder endnu.</p></section></main>"
    assert deserts(Page("/", 200, html, "")) == ["Der er ingen metoder endnu."]
    told = html.replace("</section>", '<div class="comes-next"></div></section>')
    assert deserts(Page("/", 200, told, "")) == []


@pytest.mark.parametrize("who", WHO)
def test_what_comes_next_names_who_does_it(who):
    source = f'{{% load components %}}{{% comes_next "Skriv mål" who="{who}" %}}'
    with translation.override("da"):
        html = Template(source).render(Context())
    assert "Hvem: " in html
    assert str(WHO[who]) not in ("", who)


def test_nobody_in_particular_is_a_mistake():
    with pytest.raises(TemplateSyntaxError):
        Template('{% load components %}{% comes_next "x" who="nobody" %}').render(Context())
