"""Texts for boards are read without effort: their LIX, the Danish measure of how hard a text is."""

import re
from statistics import median

import pytest
from django.test import Client
from lxml import html

from accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

#: What a member of a board reads before and at a meeting.
READ = [
    "/",
    "/klynger/fyrtaarnet/",
    "/klynger/fyrtaarnet/papir/",
    "/maal/1/",
    "/maal/2/",
    "/moeder/3/",
    "/moeder/4/",
    "/institutioner/solsikken/",
    "/institutioner/stjerneskuddet/",
    "/tilsyn/",
    "/maalepunkter/2/",
    "/ordliste/",
    "/ny-i-bestyrelsen/",
    "/lokale-maal/1/",
    "/strategi/1/",
]
TEXTS = (
    ".//p | .//li[not(.//li) and not(.//p)] | .//h1 | .//h2 | .//h3"
    " | .//blockquote[not(.//p)] | .//dd[not(.//p)]"
)
#: A label of a few words is no text.
SHORTEST, LONG_WORD = 5, 6
#: Up to 40 is a newspaper or a magazine; a single page may be a little harder.
EASY, HARDEST = 40, 45


def lix(text: str) -> float:
    """Words a sentence, and how many in a hundred have more than six letters."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
    sentences = [one for one in re.split(r"[.!?:;]+(?=\s|$)", text) if re.search(r"\w", one)]
    long_words = sum(len(word) > LONG_WORD for word in words)
    return len(words) / len(sentences) + 100 * long_words / len(words)


def texts_of(page: str) -> str:
    (main,) = html.fromstring(page).xpath("//main")
    told = (" ".join(part.text_content().split()) for part in main.xpath(TEXTS))
    whole = (text for text in told if len(text.split()) >= SHORTEST)
    return " ".join(text if text[-1] in ".!?:;" else f"{text}." for text in whole)


def test_the_measure_is_that_of_the_books():
    assert lix("Det er en bog. Den er god.") == 3.5
    assert lix("Forældrebestyrelsen behandler bogen i dag.") == 5 + 40


def test_what_boards_read_is_easy_to_read():
    reader = Client()
    reader.force_login(
        User.objects.get(email="bestyrelse@example.com"),
        "django.contrib.auth.backends.ModelBackend",
    )

    found = {url: lix(texts_of(reader.get(url).content.decode())) for url in READ}

    assert median(found.values()) <= EASY, found
    assert {url: value for url, value in found.items() if value > HARDEST} == {}
