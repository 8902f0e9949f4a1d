"""Pages of help and lists that a search leads to, by what they are about."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.search import stem, words
from dashboards.search.documents import documents_of
from dashboards.search.kinds import Hit
from duties.discussion import may_discuss
from guides.shelf import shelf
from institutions.access import Reader, scope_of
from measurements.words import all_words

#: Address, name, and what one may call it (data: Danish words that people type).
GUIDES = (
    (
        "reading_guide",
        _("How to read the figures"),
        "hjælp tal små antal skala kids tilsyn btu",
    ),
    ("glossary", _("Glossary"), "ordliste ord begreb forklaring hjælp betyder forkortelse"),
    ("new_on_a_board", _("New on a board"), "ny bestyrelse hjælp begynd introduktion forælder"),
    ("privacy", _("Privacy and data"), "gdpr personoplysninger databeskyttelse sletning cookies"),
    ("accessibility", _("Accessibility statement"), "was hjælp skærmlæser"),
    ("my_page", _("My page"), "adgangskode profil kalender nøgle besked notifikation logget"),
    ("municipality", _("The municipality"), "overblik alle"),
    ("heat_map", _("Heat map"), "varmekort overblik kids tilsyn"),
    ("comparison", _("Comparison"), "sammenlign sammenligning"),
    ("indicator_list", _("Indicators"), "målepunkt tal kids tilsyn btu topi trivsel sygefravær"),
    ("process_plan", _("Process plan"), "tidsplan årshjul frist"),
    ("meeting_list", _("Meetings"), "møde dagsorden referat bestyrelse"),
    ("example_list", _("Good examples"), "eksempel gode delte mål"),
    ("value_base", _("Value base"), "værdi kerneopgave forpligtelse"),
    ("hearing_list", _("Hearings"), "høring høringssvar høringspart med-udvalg"),
    ("method_list", _("Methods"), "metode arbejdsgang videndeling"),
    ("inspection_register", _("Register of tilsyn"), "tilsyn tilsynsrapport anvisning påbud"),
    ("evaluation_culture", _("Evaluation culture"), "evaluering læringsmiljø læreplan drøftelse"),
    ("programme_list", _("Programmes"), "program kompetenceprogram kursus forløb efteruddannelse"),
    ("rule_list", _("Rules"), "regel lov dagtilbudsloven normering frist"),
    ("group_list", _("Networks and groups"), "netværk gruppe med-udvalg sprognetværk"),
    ("status_report_list", _("Status reports"), "statusrapport årsstatus udvalg"),
    ("workplace_list", _("The attractive workplace"), "arbejdsplads mus trivsel personale"),
    ("leadership_home", _("Leadership"), "ledelse ledelsesteam teamudviklingsplan"),
)
#: The same, for those who write somewhere; others do not come there.
OF_WRITERS = (
    (
        "everyday",
        _("Values in everyday life"),
        "mentor ny medarbejder nyansat introduktion onboarding refleksion personalemøde hverdag",
    ),
    (
        "voice_rounds",
        _("Children's and parents' voices"),
        "børneinterview børnemiljø forældrepuls børn forældre spørgeskema stemmer trivsel",
    ),
)
#: And for those who are chair of a board.
OF_CHAIRS = (
    (
        "board_leave",
        _("What the leader may do on behalf of the board"),
        "lov tilladelse fuldmagt bemyndigelse give vedtage lokale mål mellem møder møderne lederen",
    ),
)
#: And for those who prepare or hold the political discussion of learning environments.
OF_DISCUSSERS = (
    (
        "discussion_paper",
        _("A paper for the political discussion (PDF)"),
        "politisk drøftelse evalueringskultur kvalitet læringsmiljøer oplæg udvalg hvert andet år",
    ),
)


def guides_that_say(typed: str, *, user: Reader) -> tuple[Hit, ...]:
    """Those named by every word of what was typed: pages of the product, then guides to read."""
    wanted = [stem(word) for word in words(typed)]
    reach = scope_of(user)
    open_ones = (
        *GUIDES,
        *(OF_WRITERS if reach.edits else ()),
        *(OF_CHAIRS if reach.chairs_a_board else ()),
        *(OF_DISCUSSERS if may_discuss(user) else ()),
    )
    pages = [(str(title), reverse(name), f"{title} {called}") for name, title, called in open_ones]
    named = [(title, url, f"{title} {called}") for title, url, called in documents_of(user)]
    return tuple(
        Hit(title, url)
        for title, url, said in (*_words(), *pages, *named, *_for_people())
        if all(any(one.startswith(word) for one in said.casefold().split()) for word in wanted)
    )


def _words() -> Iterator[tuple[str, str, str]]:
    """What each word of the glossary means: by the word itself."""
    glossary = reverse("glossary")
    for word in all_words():
        title = gettext("What does “%(word)s” mean?") % {"word": word.name}
        yield title, f"{glossary}#{word.key}", str(word.name)


def _for_people() -> Iterator[tuple[str, str, str]]:
    """Each guide that is in Danish, by its title: not what developers read."""
    for guide in shelf().values():
        if guide.language == "da":
            yield guide.title, guide.url, guide.title
