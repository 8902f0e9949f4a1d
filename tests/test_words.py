"""Words are explained where they stand, from one glossary that is a page as well."""

import re

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

from measurements.models import Instrument
from measurements.words import OWN, all_words
from tests.markup import tight


def draw(source: str, **context) -> str:
    return tight(Template("{% load words %}" + source).render(Context(context)))


@pytest.fixture
def kids(db):
    return Instrument.objects.create(
        code="kids", name="KIDS – Kvalitet", short_name="KIDS", description="Fra 1 til 5."
    )


@pytest.mark.parametrize("word", OWN, ids=lambda word: word.key)
def test_a_word_unfolds_what_it_means_without_script(word, db):
    html = draw(f"{{% term '{word.key}' %}}")

    note = re.search(r'popovertarget="([^"]+)"', html)[1]
    assert re.search(rf'id="{note}"\s+popover', html)
    assert str(word.meaning) in html
    assert f'href="{reverse("glossary")}"' in html
    assert "<script" not in html


def test_an_instrument_is_explained_as_the_municipality_words_it(kids, client):
    Instrument.objects.filter(pk=kids.pk).update(description="Vores <egne> ord.")

    for html in (draw("{% term 'kids' %}"), client.get(reverse("glossary")).content.decode()):
        assert "KIDS – Kvalitet. Vores &lt;egne&gt; ord." in html


def test_what_nobody_has_explained_is_said_and_no_more(db):
    assert draw("{% term 'kids' %}") == "KIDS"


def test_what_a_sentence_says_is_escaped(db):
    assert "<b>" not in draw("{% term 'goal' said %}", said="<b>")
    assert "<b>" not in draw("{% term 'nothing' said %}", said="<b>")


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
    html = client.get(reverse("new_on_a_board")).content.decode()

    for part in ("bestyrelsen", "strategien", "tallene", "naeste"):
        assert f'id="{part}"' in html
    notes = re.findall(r'id="(ord-[^"]+)"', html)
    assert len(notes) == len(set(notes)) >= 6
