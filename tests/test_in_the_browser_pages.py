"""Every main page in Chromium, wide and narrow, as those who use it."""

import re

import pytest

from tests.browsing import faults_in
from tests.splitting import long_but

pytestmark = pytest.mark.browser

#: Whose page, where it begins, and the link that is followed from there.
PAGES = {
    "my work, leader": ("leder", "/"),
    "my work, cluster leader": ("klyngeleder", "/"),
    "my work, area head": ("omraadechef", "/"),
    "my work, board member": ("bestyrelse", "/"),
    "my work, chair": ("formand", "/"),
    "my work, administrator": ("administrator", "/"),
    "my work, consultant": ("konsulent", "/"),
    "my work, politician": ("udvalg", "/"),
    "municipality": ("omraadechef", "/kommunen/"),
    "municipality, committee": ("udvalg", "/kommunen/"),
    "register of tilsyn": ("klyngeleder", "/tilsyn/"),
    "register of tilsyn, municipality": ("konsulent", "/tilsyn/"),
    "report of tilsyn to register": ("konsulent", "/tilsyn/enheder/soestjernen/rapport/"),
    "report of tilsyn to correct": ("konsulent", "/tilsyn/1/ret/"),
    "tilsyn of an institution": ("administrator", "/tilsyn/enheder/soestjernen/"),
    "remark of tilsyn": (
        "administrator",
        "/tilsyn/enheder/soestjernen/",
        r"/tilsyn/bemaerkninger/\d+/",
    ),
    "remark of tilsyn, written": (
        "administrator",
        "/tilsyn/enheder/soestjernen/",
        r"/tilsyn/\d+/bemaerkninger/ny/",
    ),
    "board told of tilsyn": (
        "formand",
        "/tilsyn/enheder/solsikken/",
        r"/tilsyn/\d+/bestyrelsen/",
    ),
    "rules": ("bestyrelse", "/regler/"),
    "open data chosen": ("administrator", "/aabne-data/vaelg/"),
    "meeting handed over": ("klyngeleder", "/moeder/4/", r"/moeder/\d+/aflevering/"),
    "heat map": ("konsulent", "/kommunen/varmekort/"),
    "heat map in words": ("klyngeleder", "/kommunen/varmekort/"),
    "heat map of six years": ("konsulent", "/kommunen/varmekort/?udvikling=ja"),
    "area": ("omraadechef", "/omraader/omraade-vest/"),
    "comparison": ("klyngeleder", "/sammenligning/?redskab=tilsyn"),
    "comparison of numbers": ("omraadechef", "/sammenligning/?redskab=kids"),
    "cluster": ("bestyrelse", "/klynger/fyrtaarnet/"),
    "how things hang together": ("bestyrelse", "/klynger/fyrtaarnet/sammenhaeng/"),
    "comparison of shares": ("omraadechef", "/sammenligning/?redskab=topi&klynge=fyrtaarnet"),
    "large screen": ("bestyrelse", "/moeder/4/moedet/5/skaerm/"),
    "large screen, local goals": ("formand", "/moeder/4/moedet/4/skaerm/"),
    "large screen, closed": ("formand", "/moeder/4/moedet/7/skaerm/"),
    "items that wait": ("formand", "/moeder/senere/"),
    "what the leader may do for the board": ("formand", "/moeder/lov/"),
    "local goal, returned, for its board": (
        *("bestyrelse", "/institutioner/moellehoej/"),
        *(r"/lokale-maal/\d+/", "Se hvorfor"),
    ),
    "ask before the meeting": ("bestyrelse", "/moeder/4/", r"/moeder/punkter/\d+/spoerg/"),
    "proposals": ("klyngeleder", "/moeder/4/", r"/moeder/punkter/\d+/forslag/"),
    "cluster with gaps": ("omraadechef", "/klynger/kompasset/"),
    "institution": ("leder", "/institutioner/solsikken/"),
    "institution with light inspection": ("administrator", "/institutioner/maelkeboetten/"),
    "institutions": ("bestyrelse", "/institutioner/"),
    "statement of a vision": ("klyngeleder", "/klynger/fyrtaarnet/", r"/udsagn/\d+/"),
    "close a cluster": ("administrator", "/klynger/fyrtaarnet/luk/"),
    "help": ("bestyrelse", "/hjaelp/"),
    "guide": ("leder", "/hjaelp/leder/lokalt-maal/"),
    "guide of operations": ("administrator", "/hjaelp/drift/haendelse/"),
    "guide for developers": ("administrator", "/hjaelp/udvikler/structure/"),
    "search": ("bestyrelse", "/soeg/?q=b%C3%B8rn"),
    "search, misspelt": ("administrator", "/soeg/?q=solzikken"),
    "goal": ("bestyrelse", "/klynger/fyrtaarnet/", r"/maal/\d+/"),
    "indicators": ("bestyrelse", "/maalepunkter/"),
    "indicator": ("bestyrelse", "/maalepunkter/", r"/maalepunkter/\d+/", "Målepunkt 4"),
    "indicator to report for": ("leder", "/maalepunkter/", r"/maalepunkter/\d+/", "Målepunkt 2"),
    "imported row": ("leder", "/maalepunkter/4/", r"/indlaesninger/\d+/raekke/\d+/"),
    "local goal": ("leder", "/institutioner/solsikken/", r"/lokale-maal/\d+/"),
    "local goal, sent": ("formand", "/moeder/4/", r"/lokale-maal/\d+/"),
    "local goal, which": ("leder", "/lokale-maal/nyt/?institution=solsikken"),
    "local goal, form": ("leder", "/lokale-maal/nyt/?maal=1&institution=solsikken"),
    "form in word": ("leder", "/lokale-maal/skema/"),
    "examples": ("leder", "/eksempler/?q=b%C3%B8rn"),
    "example": ("bestyrelse", "/eksempler/", r"/eksempler/\d+/"),
    "round of local goals": ("leder", "/lokale-maal/runder/1/"),
    "round to remind of": ("administrator", "/lokale-maal/runder/1/"),
    "methods": ("leder", "/metoder/"),
    "new method": ("leder", "/metoder/ny/"),
    "process plan": ("bestyrelse", "/procesplan/"),
    "year wheel": ("klyngeleder", "/klynger/fyrtaarnet/aarshjul/"),
    "year wheel, template": ("klyngeleder", "/klynger/fyrtaarnet/aarshjul/skabelon/?aar=2027"),
    "year wheel, new step": ("klyngeleder", "/klynger/fyrtaarnet/aarshjul/nyt/"),
    "decide on an institution's goals": ("formand", "/institutioner/laerkereden/beslutninger/"),
    "status of a local goal": ("leder", "/lokale-maal/1/status/"),
    "number of a local goal": ("leder", "/lokale-maal/3/tal/"),
    "learning loops": ("bestyrelse", "/lokale-maal/1/laering/"),
    "learning loop, expected": ("leder", "/lokale-maal/1/laering/skriv/"),
    "learning loop, seen": ("leder", "/lokale-maal/1/laering/skriv/?runde=2"),
    "approve the steering concept": ("udvalg", "/kommunen/godkendelser/ny/"),
    "steering concept": ("bestyrelse", "/strategi/1/styringskoncept/"),
    "approval": ("udvalg", "/kommunen/", r"/kommunen/godkendelser/\d+/"),
    "approval at": ("udvalg", "/kommunen/godkendelser/1/", r"/kommunen/godkendelser/\d+/moede/"),
    "my page": ("leder", "/min-side/"),
    "status reports": ("udvalg", "/kommunen/status/"),
    "write a status report": ("konsulent", "/kommunen/status/ny/"),
    "programmes": ("bestyrelse", "/programmer/"),
    "programme": ("bestyrelse", "/programmer/dagtilbud-for-alle/"),
    "programme, results": ("leder", "/programmer/dagtilbud-for-alle/resultater/"),
    "programme, results, planner": ("konsulent", "/programmer/dagtilbud-for-alle/resultater/"),
    "memo": ("bestyrelse", "/programmer/memoer/1/"),
    "memo, writer": ("konsulent", "/programmer/memoer/1/"),
    "memo, written": ("konsulent", "/programmer/dagtilbud-for-alle/memoer/nyt/"),
    "memo, to an agenda": ("konsulent", "/moeder/memoer/1/"),
    "attention point": ("konsulent", "/programmer/dagtilbud-for-alle/opmaerksomhed/nyt/"),
    "programme, carried on": ("leder", "/programmer/dagtilbud-for-alle/forankring/"),
    "evaluation closed": ("konsulent", "/programmer/dagtilbud-for-alle/maalinger/9/luk/"),
    "groups": ("klyngeleder", "/moeder/grupper/"),
    "group": ("klyngeleder", "/moeder/grupper/", r"/moeder/grupper/\d+/"),
    "group, made": ("klyngeleder", "/moeder/grupper/ny/"),
    "programme, written": ("administrator", "/programmer/dagtilbud-for-alle/ret/"),
    "programme, theory": ("administrator", "/programmer/dagtilbud-for-alle/ret/indsatsteori/"),
    "programme, stages": ("administrator", "/programmer/dagtilbud-for-alle/ret/trin/"),
    "programme, point": ("administrator", "/programmer/dagtilbud-for-alle/ret/maalinger/1/"),
    "programme, begun": ("administrator", "/programmer/nyt/"),
    "instruments": ("administrator", "/maaleredskaber/"),
    "instrument": ("administrator", "/maaleredskaber/redskab/btu/"),
    "instrument, new": ("administrator", "/maaleredskaber/nyt/"),
    "instrument, edition": ("administrator", "/maaleredskaber/redskab/btu/ny-udgave/"),
    "files to read in": ("administrator", "/indlaes/"),
    "remembered of files": ("administrator", "/indlaes/husket/"),
    "where strategies are written": ("administrator", "/strategi/"),
    "two that are one": ("administrator", "/institutioner/solsikken/slaa-sammen/"),
    "a cluster in two": ("administrator", "/klynger/fyrtaarnet/del/"),
    "programme, plan": ("konsulent", "/programmer/dagtilbud-for-alle/plan/"),
    "course": ("leder", "/programmer/dagtilbud-for-alle/forloeb/13/"),
    "course, planner": ("konsulent", "/programmer/dagtilbud-for-alle/forloeb/32/"),
    "course, new": ("konsulent", "/programmer/dagtilbud-for-alle/forloeb/nyt/"),
    "course, moved": ("konsulent", "/programmer/dagtilbud-for-alle/forloeb/32/flyt/"),
    "answers, which": ("konsulent", "/programmer/dagtilbud-for-alle/resultater/nyt/"),
    "answers, by hand": (
        "konsulent",
        "/programmer/dagtilbud-for-alle/resultater/nyt/?spoergsmaal=1",
    ),
    "answers, from a file": ("konsulent", "/programmer/dagtilbud-for-alle/resultater/indlaes/"),
    "survey, new": ("konsulent", "/programmer/dagtilbud-for-alle/spoergeskemaer/nyt/"),
    "survey, over": ("konsulent", "/programmer/spoergeskemaer/1/"),
    "survey, thanks": (None, "/programmer/svar/tak/"),
    "voices": ("leder", "/boern-og-foraeldre/"),
    "voices, new": ("klyngeleder", "/boern-og-foraeldre/nyt/"),
    "voices, round": ("klyngeleder", "/boern-og-foraeldre/2/"),
    "voices, open": ("leder", "/boern-og-foraeldre/3/"),
    "voices, notice": ("leder", "/boern-og-foraeldre/3/", r"/boern-og-foraeldre/opslag/\d+/"),
    "hearings": ("formand", "/hoeringer/"),
    "hearing, open": ("klyngeleder", "/hoeringer/3/"),
    "hearing, decided": ("formand", "/hoeringer/1/"),
    "hearing, gone through": ("administrator", "/hoeringer/2/"),
    "hearing, new": ("klyngeleder", "/hoeringer/ny/"),
    "hearing, edited": ("klyngeleder", "/hoeringer/3/ret/"),
    "hearing, own deadline": ("klyngeleder", "/hoeringer/3/", r"/hoeringer/modtager/\d+/frist/"),
    "hearing, answered": ("klyngeleder", "/hoeringer/3/", r"/hoeringer/svar/\d+/"),
    "hearing, an answer": ("klyngeleder", "/hoeringer/3/", r"/hoeringer/laes/\d+/"),
    "hearing, judged": ("administrator", "/hoeringer/2/", r"/hoeringer/forslag/\d+/"),
    "hearing, closed": ("klyngeleder", "/hoeringer/3/skift/close/"),
    "hearing, thanks": (None, "/hoeringer/aaben/tak/"),
    "value base, lived": ("leder", "/vaerdigrundlag/hverdag/"),
    "value base, commitment": (
        "leder",
        "/vaerdigrundlag/hverdag/",
        r"/vaerdigrundlag/hverdag/forpligtelser/\d+/",
    ),
    "workplaces": ("omraadechef", "/ledelse/arbejdspladsen/"),
    "workplace": ("klyngeleder", "/ledelse/arbejdspladsen/fyrtaarnet/"),
    "workplace, board": ("bestyrelse", "/ledelse/arbejdspladsen/fyrtaarnet/"),
    "talks of a month": ("leder", "/ledelse/arbejdspladsen/samtaler/solsikken/"),
    "action on a theme": (
        "klyngeleder",
        "/ledelse/arbejdspladsen/fyrtaarnet/",
        r"/ledelse/arbejdspladsen/fyrtaarnet/tema/\d+/",
    ),
    "shared economy": (
        "bestyrelse",
        "/ledelse/arbejdspladsen/fyrtaarnet/",
        r"/ledelse/arbejdspladsen/oekonomi/\d+/",
    ),
    "shared economy, written": ("klyngeleder", "/ledelse/arbejdspladsen/oekonomi/2/ret/"),
    "value base, reflection": (
        "leder",
        "/vaerdigrundlag/hverdag/forpligtelser/41/ny/",
    ),
    "value base, introduced": ("leder", "/vaerdigrundlag/hverdag/nye/1/"),
    "value base, introduce": ("leder", "/vaerdigrundlag/hverdag/nye/ny/"),
    "comments": ("konsulent", "/programmer/dagtilbud-for-alle/kommentarer/"),
    "board paper": ("bestyrelse", "/klynger/fyrtaarnet/papir/"),
    "papers for all": ("klyngeleder", "/institutioner/papirer/"),
    "status report": ("udvalg", "/kommunen/status/1/"),
    "access from outside": ("leder", "/konto/adgang-udefra/"),
    "people": ("administrator", "/personer/"),
    "people, asked for": ("klyngeleder", "/personer/?invitation=mangler&q=a"),
    "people, from a file": ("administrator", "/personer/indlaes/"),
    "person, new": ("leder", "/personer/ny/"),
    "person, new on a board": ("leder", "/personer/ny/?rolle=chair"),
    "board, new members": ("klyngeleder", "/personer/bestyrelse/1/ny/"),
    "person": ("administrator", "/personer/2/"),
    "person, seen by a leader": ("klyngeleder", "/personer/9/"),
    "person, role": ("administrator", "/personer/2/rolle/"),
    "person, consultant": ("administrator", "/personer/2/rolle/?rolle=consultant"),
    "person, board": ("administrator", "/personer/2/rolle/?rolle=chair"),
    "person, twice": ("administrator", "/personer/7/slaa-sammen/?med=9"),
    "how long data are kept": ("administrator", "/konto/opbevaring/"),
    "invitation, its text": ("administrator", "/personer/invitationer/tekst/"),
    "invitation, seen by a leader": ("leder", "/personer/invitationer/tekst/"),
    "people to look through": ("administrator", "/personer/oprydning/"),
    "who sees a place": ("klyngeleder", "/personer/hvem/institution/solsikken/"),
    "person, held": ("administrator", "/personer/2/udlevering/"),
    "person, anonymised": ("administrator", "/personer/2/anonymiser/"),
    "what is held about me": ("leder", "/min-side/udlevering/"),
    "person, seen as": ("administrator", "/personer/2/se-som/"),
    "two steps": ("leder", "/min-side/to-trin/"),
    "logins of the municipality": ("leder", "/min-side/kommunens-login/"),
    "where one is signed in": ("leder", "/min-side/logget-ind/"),
    "how a person logs in": ("administrator", "/konto/personer/2/adgang/"),
    "leadership": ("klyngeleder", "/ledelse/"),
    "leadership profile": ("bestyrelse", "/ledelse/profil/klyngeledelsesprofil/"),
    "chapter of the profile": ("bestyrelse", "/ledelse/kapitler/5/"),
    "chapter, being edited": ("administrator", "/ledelse/kapitler/1/ret/"),
    "team": ("klyngeleder", "/ledelse/", r"/ledelse/team/\d+/"),
    "mapping, closed": ("klyngeleder", "/ledelse/", r"/ledelse/afdaekning/\d+/"),
    "evaluation culture": ("klyngeleder", "/evalueringskultur/"),
    "evaluation": ("bestyrelse", "/evalueringskultur/", r"/evalueringskultur/\d+/"),
    "evaluation, form": ("leder", "/evalueringskultur/2/ret/"),
    "tasks of a team": ("klyngeleder", "/ledelse/team/1/opgaver/"),
    "support and time": ("klyngeleder", "/ledelse/afdaekning/1/stoette-og-tid/"),
    "profile of another level": ("leder", "/ledelse/profil/skolelederprofil/"),
    "mapping, open": ("omraadechef", "/ledelse/", r"/ledelse/afdaekning/\d+/", "indtil"),
    "development plan": ("klyngeleder", "/ledelse/", r"/ledelse/planer/\d+/"),
    "value base": ("bestyrelse", "/vaerdigrundlag/?q=pædagogisk"),
    "value base, everything": ("bestyrelse", "/vaerdigrundlag/matrix/"),
    "value base, role": ("leder", "/vaerdigrundlag/", r"/vaerdigrundlag/roller/\d+/"),
    "value base, from a file": ("administrator", "/indlaes/vaerdigrundlag/1/"),
    "value base, choosing": ("klyngeleder", "/lokale-maal/1/bygger-paa/?rolle=1"),
    "value base, two roles": ("leder", "/vaerdigrundlag/sammenlign/"),
    "places": ("administrator", "/steder/"),
    "an institution, corrected": ("administrator", "/steder/institutioner/solsikken/"),
    "an institution, moved": ("administrator", "/steder/institutioner/solsikken/flyt/"),
    "files of figures that were read in": ("administrator", "/indlaes/tal/kvitteringer/"),
    "a receipt of figures": ("administrator", "/indlaes/tal/kvitteringer/1/"),
    "a row typed in": ("administrator", "/indlaes/tal/tast-ind/kids_wide/"),
    "read in data": ("administrator", "/indlaes/tal/"),
    "read in institutions": ("administrator", "/indlaes/institutioner/"),
    "sign in": (None, "/konto/log-ind/"),
    "roles by claims": ("administrator", "/roller/"),
    "roles by claims, new": ("administrator", "/roller/ny/"),
    "forgotten password": (None, "/konto/glemt-adgangskode/"),
    "privacy": (None, "/privatliv/"),
    "how to read the figures": (None, "/saadan-laeser-du-tallene/"),
    "words": (None, "/ordliste/"),
    "new on a board": (None, "/ny-i-bestyrelsen/"),
    "nothing there": ("leder", "/klynger/findes-ikke/"),
}
#: What a page answers that is there for what is not.
STATUS = {"nothing there": 404}
#: One of each kind: a start page, tables, drawings, a form, and what nobody has signed in for.
LOOKED_AT_ALWAYS = (
    *(
        "my work, leader",
        "municipality",
        "heat map",
        "heat map in words",
        "cluster",
        "institution",
        "local goal",
    ),
    *("local goal, form", "indicator", "sign in"),
)


@pytest.mark.parametrize("name", long_but(*LOOKED_AT_ALWAYS, of=PAGES))
def test_a_page_is_accessible_fits_and_keeps_to_itself(name, as_person):
    page = open_page(name, as_person)

    faults = faults_in(page)
    assert not faults, "\n".join(faults)


def open_page(name, as_person):
    """The page, as whoever uses it has it open."""
    person, address, *link = PAGES[name]
    page = as_person(person)
    answer = page.goto(address)
    if link:
        pattern, *words = link
        links = page.locator("main a").filter(has_text=words[0] if words else re.compile("."))
        address = next(
            href
            for href in (found.get_attribute("href") for found in links.all())
            if re.fullmatch(pattern, href)
        )
        answer = page.goto(address)

    assert answer.status == STATUS.get(name, 200), f"{address} answers {answer.status}"
    return page


#: For Django to mend: the field that looks things up says not what it opens, the bar at the side is
#: said to be open, its lists have heads without a cell, and rows to edit a column without a head.
DJANGOS = frozenset({"QW-ACT-R25", "QW-ACT-R28", "QW-ACT-R39", "empty-table-header"})

ADMINISTRATION = [
    "/admin/",
    "/admin/institutions/institution/",
    "/admin/institutions/institution/1/change/",
    "/admin/institutions/institutionimport/",
    "/admin/strategy/localgoal/",
    "/admin/strategy/goal/1/change/",
    "/admin/measurements/import/",
    "/admin/indicators/indicator/",
    "/admin/measurements/measurement/",
    "/admin/measurements/measurement/export/",
    "/admin/accounts/user/",
    "/admin/leadership/team/",
    "/admin/leadership/valuebase/1/change/",
    "/admin/leadership/valuebaseimport/",
    "/admin/leadership/valuebase/1/indlaes/",
]


@pytest.mark.parametrize("address", long_but("/admin/strategy/goal/1/change/", of=ADMINISTRATION))
def test_a_page_of_the_administration_is_accessible_and_keeps_to_itself(address, as_person):
    page = as_person("administrator")
    answer = page.goto(address)

    assert answer.ok, f"{address} answers {answer.status}"
    faults = faults_in(page, allowed=DJANGOS)
    assert not faults, "\n".join(faults)


def test_the_first_visit_to_a_cluster_weighs_little(as_person):
    page = as_person("bestyrelse")
    weights: dict[str, int] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.loadingFinished",
        lambda event: weights.update({event["requestId"]: int(event["encodedDataLength"])}),
    )

    page.goto("/klynger/fyrtaarnet/", wait_until="networkidle")

    assert 0 < sum(weights.values()) <= 150_000, weights
