"""What a cluster is called here is said everywhere: dagtilbuddet, distriktets, netværkslederen."""

import html
import json
import re
from dataclasses import replace

import polib
import pytest
from django.apps import apps
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Replace
from django.utils import translation
from django.utils.translation import gettext, ngettext

from config.cluster_word import KNOWN, NEUTER, USUAL, said, use_the_word, word_of
from tests.crawling import walk
from tests.splitting import long_but
from tests.test_cpr_nowhere import signed_in

OTHERS = [word for word in KNOWN.values() if word.singular != USUAL]
#: The heading in files is read whatever the word, and is named as it is.
HEADING = "»Klynge«"
ATTRIBUTES = re.compile(r'\b(?:aria-label|title|alt|placeholder|content)="([^"]*)"')


@pytest.fixture
def called(settings):
    """Have clusters called something else: `called("dagtilbud")`."""

    def called(word: str) -> None:
        settings.CLUSTER_WORD = word
        use_the_word()
        translation.activate("da")

    yield called
    settings.CLUSTER_WORD = USUAL
    use_the_word()
    translation.activate("da")


def danish() -> list[str]:
    entries = polib.pofile(str(project.BASE_DIR / "locale/da/LC_MESSAGES/django.po"))
    return [text for one in entries for text in (one.msgstr, *one.msgstr_plural.values())]


@pytest.mark.parametrize(
    ("usual", "dagtilbud", "distrikt", "gruppe"),
    [
        ("Vælg en klynge", "Vælg et dagtilbud", "Vælg et distrikt", "Vælg en gruppe"),
        ("Klyngens enheder", "Dagtilbuddets enheder", "Distriktets enheder", "Gruppens enheder"),
        ("Alle klynger", "Alle dagtilbud", "Alle distrikter", "Alle grupper"),
        ("klyngernes", "dagtilbuddenes", "distrikternes", "gruppernes"),
        ("hver klynges mål", "hvert dagtilbuds mål", "hvert distrikts mål", "hver gruppes mål"),
        ("Klyngelederen", "Dagtilbudslederen", "Distriktslederen", "Gruppelederen"),
        ("din egen klynge", "dit eget dagtilbud", "dit eget distrikt", "din egen gruppe"),
        ("en anden klynge", "et andet dagtilbud", "et andet distrikt", "en anden gruppe"),
        ("sin gamle klynge", "sit gamle dagtilbud", "sit gamle distrikt", "sin gamle gruppe"),
        ("Ingen klynge har", "Intet dagtilbud har", "Intet distrikt har", "Ingen gruppe har"),
        ("hele klyngen", "hele dagtilbuddet", "hele distriktet", "hele gruppen"),
        ("ingen i klyngen", "ingen i dagtilbuddet", "ingen i distriktet", "ingen i gruppen"),
        ("kolonnen »Klynge«", "kolonnen »Klynge«", "kolonnen »Klynge«", "kolonnen »Klynge«"),
    ],
)  # fmt: skip
def test_the_word_is_inflected(usual, dagtilbud, distrikt, gruppe):
    told = [said(usual, KNOWN[word]) for word in ("dagtilbud", "distrikt", "gruppe", "klynge")]

    assert told == [dagtilbud, distrikt, gruppe, usual]


@pytest.mark.parametrize("word", OTHERS, ids=lambda word: word.singular)
def test_every_sentence_says_the_word_and_agrees_with_it(word):
    common = re.compile(rf"\b({'|'.join(NEUTER)})\s+{word.singular}s?\b", re.IGNORECASE)
    for text in danish():
        told = said(text, word)
        assert "klyng" not in told.lower().replace(HEADING.lower(), ""), told
        if word.is_neuter:  # »ingen dagtilbud« is right of several
            told = said(text, replace(word, plural="flere"))
            assert not common.search(told), told


def test_translations_follow_the_setting(called):
    called("distrikt")

    assert gettext("cluster leader") == "distriktsleder"
    assert ngettext("%(count)s cluster", "%(count)s clusters", 2) == "%(count)s distrikter"
    called(USUAL)
    assert gettext("cluster leader") == "klyngeleder"


def test_another_word_is_written_in_its_forms(called):
    called("kreds/kredsen/kredse/kredsene/kreds")

    assert gettext("Outside clusters") == "Uden for kredse"
    assert gettext("The cluster") == "Kredsen"


@pytest.mark.parametrize("setting", ["", "kreds", "kreds/kredsen", "a/b/c/d/"])
def test_a_word_whose_forms_nobody_knows_is_refused(setting):
    with pytest.raises(ImproperlyConfigured, match="five forms"):
        word_of(setting)


def visible(page: str) -> str:
    """What is read or read aloud of a page."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    named = " ".join(ATTRIBUTES.findall(page))
    return html.unescape(re.sub(r"<[^>]*>", " ", page) + " " + named)


#: What rows are found by; the rest of a text is people's own.
KEYS = {"slug", "email", "key", "name_key", "token"}


def without_the_word_in_the_data() -> None:
    """People's own texts are theirs: what they call a cluster there is taken out."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.JSONField):
                for row in models.QuerySet(model):
                    told = json.dumps(held := getattr(row, field.attname), default=str)
                    if held is not None and USUAL in told.lower():
                        told = told.replace("Klynge", "Sted").replace("klynge", "sted")
                        models.QuerySet(model).filter(pk=row.pk).update(
                            **{field.name: json.loads(told)}
                        )
            elif isinstance(field, models.CharField | models.TextField) and field.name not in KEYS:
                for old, new in (("Klynge", "Sted"), ("klynge", "sted")):
                    rows = models.QuerySet(model).filter(**{f"{field.name}__contains": old})
                    if rows.exists():
                        told = Replace(F(field.name), Value(old), Value(new))
                        rows.update(**{field.name: told})


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("reader", long_but("klyngeleder", of=["administrator", "klyngeleder"]))
def test_no_page_says_the_usual_word(reader, called):
    without_the_word_in_the_data()
    client = signed_in(f"{reader}@example.com")
    called("dagtilbud")
    said_somewhere = 0
    for page in walk(client, of_one_kind=1):
        text = visible(page.html).replace(HEADING, "")
        held = re.findall(r".{0,40}klyng.{0,40}", text, re.IGNORECASE)
        assert [one for one in held if "@example.com" not in one] == [], page.url
        said_somewhere += "dagtilbud" in text.lower()
    assert said_somewhere > 10
