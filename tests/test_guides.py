"""Guides lead somewhere, show what there is, and let nothing through."""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver, reverse

from accounts.models import User
from guides.shelf import SECTIONS, Guide, _guide, guide_by_path, guides_of, shelf
from guides.written import written
from tests.factories import MembershipFactory, UserFactory
from tests.guided import FOLDER, steps_of

FOR_PEOPLE = [guide for guide in shelf().values() if "hjaelp" in guide.path.parts]


def links_of(guide: Guide) -> list[str]:
    text = guide.path.read_text(encoding="utf-8")
    return [link for link in re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", text) if ":" not in link]


def own(tmp_path: Path, text: str) -> Guide:
    path = tmp_path / "prøve.md"
    path.write_text(text, encoding="utf-8")
    return Guide("leder", "proeve", path, "Prøve", "", ())


def test_every_reader_has_guides():
    assert {guide.section for guide in FOR_PEOPLE} == SECTIONS.keys() - {"udvikler"}
    assert len(FOR_PEOPLE) > 12


@pytest.mark.parametrize("guide", FOR_PEOPLE, ids=lambda guide: guide.name)
def test_a_guide_says_what_it_is_for(guide):
    assert guide.lead
    assert len(guide.lead) <= 200


@pytest.mark.parametrize("guide", FOR_PEOPLE, ids=lambda guide: guide.name)
def test_its_links_lead_to_guides(guide):
    for link in links_of(guide):
        assert (guide.path.parent / link).resolve() in guide_by_path(), link
    assert "<span>" not in written(guide).html


def test_a_link_to_a_part_of_a_guide_finds_the_part():
    by_url = {guide.url: guide for guide in shelf().values()}
    led = {
        (address, part)
        for guide in shelf().values()
        for address, part in re.findall(r'href="(/hjaelp/[^"#]+)#([^"]+)"', written(guide).html)
    }
    assert led
    lost = [one for one in led if f'id="{one[1]}"' not in written(by_url[one[0]]).html]
    assert lost == []


def test_the_pages_that_guides_help_with_are_pages():
    named = [page for guide in shelf().values() for page in guide.pages]
    known = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert named
    assert set(named) <= known
    assert len(named) == len(set(named)), "one page, one guide"


def test_every_picture_is_shown_and_every_one_shown_is_there():
    shown = {
        picture
        for guide in FOR_PEOPLE
        for step in steps_of(guide.section, guide.name)
        for picture in step.pictures
    }
    assert shown
    assert shown == {path.name for path in FOLDER.iterdir()}


def test_a_page_leads_to_its_guide_and_another_to_all(client, demo):
    client.force_login(User.objects.get(email="leder@example.com"))
    form = client.get("/lokale-maal/nyt/?maal=1&institution=solsikken").content.decode()
    assert 'href="/hjaelp/leder/lokalt-maal/">Hjælp til siden<' in form
    assert 'href="/hjaelp/">Hjælp<' in client.get("/metoder/").content.decode()


def test_guides_are_found_by_what_they_are_about(client, demo):
    client.force_login(User.objects.get(email="leder@example.com"))
    found = client.get("/soeg/", {"q": "regneark"}).content.decode()
    assert "/hjaelp/administrator/regneark/" in found


def test_a_word_that_is_explained_is_found_by_itself(client, demo):
    client.force_login(User.objects.get(email="bestyrelse@example.com"))
    found = client.get("/soeg/", {"q": "TOPI"}).content.decode()
    assert '/ordliste/#topi">Hvad betyder »TOPI«?<' in found


def test_whoever_cannot_come_in_reads_them_too(client, db):
    assert client.get("/hjaelp/").status_code == 200
    assert client.get("/hjaelp/drift/login/").status_code == 200
    assert client.get("/hjaelp/leder/findes-ikke/").status_code == 404
    assert client.post("/hjaelp/").status_code == 405


def test_html_and_addresses_that_run_are_let_through_as_text_only(tmp_path):
    text = '# A\n\nb\n\n<b onclick="x">c</b> [d](javascript:alert(1))\n'
    html = written(own(tmp_path, text)).html
    assert "<b" not in html
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html)


def test_a_link_to_what_is_no_guide_is_words(tmp_path):
    html = written(own(tmp_path, "# A\n\nb\n\n[koden](../manage.py) og [hjælp](/hjaelp/)\n")).html
    assert "<span>koden</span>" in html
    assert '<a href="/hjaelp/">hjælp</a>' in html


def test_headings_are_where_the_contents_lead(tmp_path):
    text = written(own(tmp_path, "# A\n\nb\n\n## Når **noget** er galt\n"))
    assert text.headings == (("naar-noget-er-galt", "Når noget er galt"),)
    assert '<h2 id="naar-noget-er-galt">' in text.html


def test_a_file_that_says_nothing_of_itself_is_refused(tmp_path):
    path = tmp_path / "tom.md"
    path.write_text("intet\n", encoding="utf-8")
    with pytest.raises(ValueError, match="title"):
        _guide("leder", path)


def test_guides_say_the_municipalitys_word_for_cluster(client, settings):
    settings.CLUSTER_WORD = "dagtilbud"
    assert "Læs dagtilbuddets side på ét minut" in client.get("/hjaelp/").content.decode()
    page = client.get("/hjaelp/bestyrelse/klyngens-side/").content.decode()
    text = re.sub(r"<[^>]*>", " ", page.split('class="guide"')[1])
    assert "Vælg  Dagtilbuddet  i menuen" in text
    assert "klynge" not in text.replace("Klynge Fyrtårnet", "").lower()

    settings.CLUSTER_WORD = "klynge"
    assert "Læs klyngens side på ét minut" in client.get("/hjaelp/").content.decode()


def test_what_is_written_for_who_keeps_the_site_is_one_line_to_everybody_else(client, db):
    board, keeper = MembershipFactory(board_member=True).user, UserFactory(administrator=True)
    for user, is_keeper in ((None, False), (board, False), (keeper, True)):
        client.logout()
        if user:
            client.force_login(user)
        html = client.get(reverse("guide_list")).content.decode()
        assert ('id="udvikler"' in html) is is_keeper
        assert html.count('href="/hjaelp/udvikler/') == (
            len(guides_of("udvikler").guides) if is_keeper else 1
        )
        assert is_keeper or "(på engelsk)" in html
