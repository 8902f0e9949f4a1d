"""Words are explained where they stand, from one glossary that is a page as well."""

import datetime
import re

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone, translation
from lxml import html as lxml_html

from accounts.models import User
from config.templatetags.components import SAID_OF_GOALS, STATUS_WORDS
from measurements.models import GlossaryWording, Instrument
from measurements.own_words import OWN, SAID
from measurements.words import all_words, load_wordings
from tests.crawling import walk
from tests.factories import ClusterFactory, InstitutionFactory, MembershipFactory, UserFactory
from tests.markup import tight
from tests.splitting import long_but


def draw(source: str, **context) -> str:
    return tight(Template("{% load words %}" + source).render(Context(context)))


@pytest.fixture
def kids(db):
    return Instrument.objects.create(
        code="kids", name="KIDS – Kvalitet", short_name="KIDS", description="Fra 1 til 5."
    )


@pytest.mark.parametrize("word", [word for word in OWN if word.forms], ids=lambda word: word.key)
def test_a_word_unfolds_what_it_means_without_script_where_it_stands_first(word, db):
    with translation.override("da"):
        for form in str(word.forms).split("|"):
            html = draw(f"{{% explained %}}<p>Om {form}, og om {form}.</p>{{% endexplained %}}")

            assert html.count('class="term"') == html.count('class="term-close"') == 1, form
            note = re.search(r'popovertarget="([^"]+)"', html)[1]
            assert re.search(rf'id="{note}"\s+popover', html)
            assert str(word.meaning) in html
            assert f'href="{reverse("glossary")}"' in html
            assert "<script" not in html
            assert f">{form}</button>, og om {form}." in html


def test_an_instrument_is_explained_as_the_municipality_words_it(kids, client):
    Instrument.objects.filter(pk=kids.pk).update(description="Vores <egne> ord.")

    drawn = draw("{% explained %}<p>Målt med KIDS.</p>{% endexplained %}")
    for html in (drawn, client.get(reverse("glossary")).content.decode()):
        assert "KIDS – Kvalitet. Vores &lt;egne&gt; ord." in html


def test_a_word_of_the_program_is_explained_as_the_municipality_words_it(client, db):
    load_wordings()
    GlossaryWording.objects.filter(key="indicator").update(meaning="Det, vi tæller <hos os>.")
    with translation.override("da"):
        drawn = draw("{% explained %}<p>Et målepunkt.</p>{% endexplained %}")

    for html in (drawn, client.get(reverse("glossary")).content.decode()):
        assert "Det, vi tæller &lt;hos os&gt;." in html
    GlossaryWording.objects.update(meaning="")
    shipped = next(word for word in OWN if word.key == "indicator")
    with translation.override("da"):
        assert str(shipped.meaning) in client.get(reverse("glossary")).content.decode()


def test_an_administrator_words_it_and_what_it_was_is_kept(client, db):
    load_wordings()
    load_wordings()
    row = GlossaryWording.objects.get(key="indicator")
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    client.post(
        reverse("admin:measurements_glossarywording_change", args=[row.pk]),
        {"meaning": "Vores ord."},
    )

    row.refresh_from_db()
    assert row.meaning == "Vores ord."
    assert next(old.meaning for old in row.history.all()) == "Vores ord."
    assert GlossaryWording.objects.count() == len(OWN)


def test_an_administrator_adds_a_word_of_the_municipalitys_own_and_takes_it_away(client, db):
    load_wordings()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    add = reverse("admin:measurements_glossarywording_add")
    told = {"own_name": "privilegeret position|privilegerede", "meaning": "Barnet bliver set."}

    refused = client.post(add, {**told, "meaning": ""})
    client.post(add, told)
    twice = client.post(add, told)

    assert refused.status_code == twice.status_code == 200
    row = GlossaryWording.objects.get(own_name=told["own_name"])
    drawn = draw("{% explained %}<p>En Privilegeret position.</p>{% endexplained %}")
    assert 'class="term"' in drawn
    for html in (drawn, client.get(reverse("glossary")).content.decode()):
        assert "Privilegeret position" in html
        assert "Barnet bliver set." in html
    shipped = GlossaryWording.objects.get(key="indicator")
    for held, answer in ((row, 302), (shipped, 403)):
        address = reverse("admin:measurements_glossarywording_delete", args=[held.pk])
        assert client.post(address, {"post": "yes"}).status_code == answer
    assert not GlossaryWording.objects.filter(pk=row.pk).exists()
    load_wordings()
    assert GlossaryWording.objects.count() == len(OWN)


@pytest.mark.parametrize(
    "around",
    [
        "<h2>{}</h2>",
        '<p><a href="/">{}</a></p>',
        "<p><button>{}</button></p>",
        "<div>{}</div>",
        "<table><tr><td><p>{}</p></td></tr></table>",
        '<p><span class="visually-hidden">{}</span></p>',
        "<p>Brug{}en</p>",
        "<p>{}-tallet</p>",
    ],
)
def test_names_ways_fields_and_other_words_are_left_as_they_are(kids, around):
    html = around.format("KIDS")

    assert draw(f"{{% explained %}}{html}{{% endexplained %}}") == tight(html)


def test_a_quotation_mark_stays_with_the_word_that_it_opens_before(kids):
    assert '<span class="text-nowrap">»<button' in draw(
        "{% explained %}<p>Målt med »KIDS«.</p>{% endexplained %}"
    )


def test_how_a_goal_goes_is_explained_at_its_first_mark_with_who_says_it(db):
    with translation.override("da"):
        html = draw(
            "{% load components %}{% explained %}<a href='/'>{% status 'onway' %}</a><table><tr>"
            "<td>{% status 'onway' %}</td><td>{% status 'onway' %}</td></tr></table>"
            "<p>{% status 'started' word='I gang' %}</p>{% endexplained %}"
        )

    assert html.count('class="term"') == html.count("popover>") == 1
    assert html.index("<td>") < html.index('class="term"') < html.index("</td>")
    told = next(word for word in OWN if word.key == "said-onway")
    assert str(told.meaning) in html
    with translation.override("da"):
        assert "Bestyrelsen siger det" in str(told.meaning)


@pytest.mark.parametrize("key", sorted(SAID_OF_GOALS))
def test_every_word_of_how_a_goal_goes_says_who_says_it(key):
    word = next(word for word in OWN if word.key == f"{SAID}{key}")

    assert word.name == STATUS_WORDS[key]
    with translation.override("da"):
        assert "Bestyrelsen siger det" in str(word.meaning)
        assert "lederen om et lokalt mål" in str(word.meaning)


def test_what_nobody_has_explained_is_said_and_no_more(db):
    assert draw("{% explained %}<p>KIDS</p>{% endexplained %}") == "<p>KIDS</p>"


#: Every page that a board reads and that speaks of what is measured explains it.
@pytest.mark.parametrize("who", long_but("bestyrelse", of=["bestyrelse", "formand", "leder"]))
def test_every_page_explains_its_words_once(client, demo, who):
    """Of all pages that somebody reaches: where a word stands in a text, it is explained there."""
    client.force_login(User.objects.get(email=f"{who}@example.com"))
    words = ("KIDS", "BTU", "TU", "TOPI", "lokale mål", "lokalt mål", "målepunkt", "Light-tilsyn")
    seen = dict.fromkeys(("KIDS", "BTU", "TU", "TOPI", "lokal", "målepunkt"), 0)
    for page in walk(client, of_one_kind=1):
        if not page.html or "<main" not in page.html or page.url.startswith("/admin/"):
            continue
        main = lxml_html.fromstring(page.html).xpath("//main")[0]
        notes = [note.get("id") for note in main.xpath(".//*[@popover]")]
        assert len(notes) == len(set(notes)), page.url
        buttons = [button.text for button in main.xpath(".//button[@class='term']")]
        for part in main.xpath(".//table | .//a | .//button[not(@class='term')] | .//summary"):
            part.drop_tree()
        told = " ".join(" ".join(main.xpath(".//p/text() | .//li/text() | .//dd/text()")).split())
        for word in words:
            if re.search(rf"(?<![\w-]){word}(?![\w-])", told):
                start = word.split()[0][:5].lower()
                assert any(said.lower().startswith(start) for said in buttons), (page.url, word)
        for word in seen:
            seen[word] += any(said.lower().startswith(word.lower()) for said in buttons)
    assert all(seen.values()), seen


def test_the_page_has_every_word_once_in_the_order_of_its_language(kids, client):
    with translation.override("da"):
        told = [str(word.name) for word in all_words()]

    assert told == sorted(told, key=str.casefold)
    assert len({word.key for word in all_words()}) == len(OWN) + 1
    html = client.get(reverse("glossary")).content.decode()
    assert re.findall(r'<dt id="([^"]+)"', html).count("kids") == 1


def test_the_meaning_of_a_word_is_short():
    for word in OWN:
        assert len(str(word.meaning).split()) <= 30, word.key


def test_a_new_member_finds_board_strategy_figures_and_what_awaits(kids, client):
    client.force_login(MembershipFactory(board_member=True).user)

    page = client.get(reverse("new_on_a_board")).content.decode()

    for part in ("bestyrelsen", "strategien", "tallene", "naeste"):
        assert f'id="{part}"' in page
    notes = re.findall(r'id="(ord-[^"]+)"', page)
    assert len(notes) == len(set(notes)) >= 3


def test_who_is_new_on_a_board_is_led_there_at_first_sight_until_it_is_read(client, db):
    member = MembershipFactory(board_member=True, cluster=ClusterFactory()).user
    client.force_login(member)
    address = reverse("new_on_a_board")
    start = client.get("/").content.decode()
    assert start.index(f'class="bar-new" href="{address}"') < start.index("<main")
    assert f'href="{address}"' in start[start.index("<main") : start.index("</main")]
    assert "Jeg har læst det" in client.get(address).content.decode()

    assert client.post(address).status_code == 302

    start = client.get("/").content.decode()
    assert "bar-new" not in start
    assert f'href="{address}"' not in start[start.index("<main") : start.index("</main")]
    assert f'href="{address}"' in start[start.index("<footer") :]  # and is found there
    assert "Jeg har læst det" not in client.get(address).content.decode()


@pytest.mark.parametrize(("days", "leads"), [(120, True), (121, False)])
def test_nobody_is_new_for_ever(client, db, days, leads):
    member = MembershipFactory(board_member=True, cluster=ClusterFactory()).user
    created = timezone.now() - datetime.timedelta(days=days)
    User.objects.filter(pk=member.pk).update(created_at=created)
    client.force_login(member)

    assert ("bar-new" in client.get("/").content.decode()) == leads


def test_a_leader_is_not_new_on_a_board(client, db):
    client.force_login(MembershipFactory(leader=True, institution=InstitutionFactory()).user)

    assert "bar-new" not in client.get("/").content.decode()


def test_a_page_without_a_way_to_it_has_no_empty_list(kids, client):
    assert 'class="crumbs"' not in client.get(reverse("glossary")).content.decode()
