"""An instrument of one's own, from one page to figures: no code, both forms, nothing in silence."""

import io
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from files.spreadsheets import read
from files.spreadsheets.danish_values import MISSING, fold
from imports import background
from imports.tickets import Upload
from measurements.importing import prepare
from measurements.models import ImportUnderWay, Instrument, Measurement, Scale, Topic
from measurements.own.guessing import FoundColumn, prefilled
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    MembershipFactory,
    StrategyFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

IMPORT = "/indlaes/tal/"
CONFIRM = "/indlaes/tal/bekraeft/"
TASTE, FRUIT, CALM = (
    "Maden smager godt",
    "Der er frisk frugt hver dag",
    "Der er ro omkring måltidet",
)
MEALS = {
    "name": "Måltidsundersøgelse",
    "short_name": "Måltid",
    "kind": "survey",
    "year": "2025",
    "measured": "numeric",
    "lowest": "1",
    "highest": "5",
    "decimals": "1",
    "steps": "Helt uenig\nUenig\nHverken eller\nEnig\nHelt enig",
    "high_is_good": "on",
    "questions": f"1. {TASTE}\n2. {FRUIT}\n• {CALM}\n",
}


@pytest.fixture(autouse=True)
def sunflower(reference, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True, name="Henrik Dalgaard")
    client.force_login(user)
    return user


def define(client, **changes):
    return client.post(reverse("own_instrument_create"), MEALS | changes)


def meals(client):
    assert define(client).status_code == 302
    return Instrument.objects.get(name=MEALS["name"])


def fetched(client, layout):
    answer = client.get(reverse("template_list"), {"layout": layout})
    return load_workbook(io.BytesIO(answer.content))


def filled_in(book, *rows):
    """The template as somebody filled it in: cells by the heading they stand under."""
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for heading, value in row.items():
            sheet.cell(number, columns[heading], value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def ticket(response):
    return re.search(r'name="upload" value="([^"]+)"', response.content.decode())[1]


def read_in(client, content, name="maaltid.xlsx"):
    preview = client.post(IMPORT, {"import_file": SimpleUploadedFile(name, content)}, follow=True)
    return client.post(CONFIRM, {"upload": ticket(preview)}, follow=True)


WIDE = {
    "Institutionsnummer": "9101",
    "År": 2026,
    "Antal svar": 24,
    TASTE: 4.3,
    FRUIT: 4.6,
    CALM: 3.2,
}
LONG = [
    {"Institutionsnummer": "9101", "År": 2026, "Antal svar": 24, "Spørgsmål": name, "Værdi": value}
    for name, value in ((TASTE, 4.3), (FRUIT, 4.6), (CALM, 3.2))
]


@pytest.mark.parametrize(
    ("suffix", "rows"), [("", [WIDE]), ("-long", LONG)], ids=["a column each", "a row each"]
)
def test_from_one_page_to_figures_by_its_own_template(
    client, administrator, sunflower, suffix, rows
):
    instrument = meals(client)
    book = fetched(client, instrument.code + suffix)

    read_in(client, filled_in(book, *rows))

    stored = Measurement.objects.order_by("topic__number")
    assert [(one.topic.name, float(one.value), one.respondents) for one in stored] == [
        (TASTE, 4.3, 24), (FRUIT, 4.6, 24), (CALM, 3.2, 24),
    ]  # fmt: skip
    assert {(one.institution, one.year) for one in stored} == {(sunflower, 2026)}


def test_what_was_read_in_comes_out_and_in_again_unchanged(client, administrator):
    instrument = meals(client)
    read_in(client, filled_in(fetched(client, instrument.code), WIDE))

    for code in (instrument.code, f"{instrument.code}-long"):
        address = reverse("measurement_export")
        out = client.get(address, {"layout": code, "format": "xlsx"})
        diff = prepare(read(out.content, name="ud.xlsx"))

        assert diff.layout.code == code
        assert diff.is_clean
        assert not diff.has_work


def test_its_layouts_are_offered_wherever_files_are_chosen_and_typed(client, administrator):
    instrument = meals(client)
    for address in (
        IMPORT,
        reverse("template_list"),
        reverse("measurement_export"),
    ):
        page = client.get(address).content.decode()
        assert f'value="{instrument.code}"' in page
        assert f'value="{instrument.code}-long"' in page
    typed = client.get(reverse("measurement_entry", args=[instrument.code]))
    assert CALM in typed.content.decode()


def test_a_row_is_typed_in_by_hand(client, administrator, sunflower):
    instrument = meals(client)
    page = reverse("measurement_entry", args=[instrument.code])
    names = dict(
        re.findall(
            r'<label[^>]*for="id_(felt\d+)"[^>]*>\s*([^<*]+?)\s*<',
            client.get(page).content.decode(),
        )
    )
    answers = {
        name: {"År": "2026", "Antal svar": "24", CALM: "3,2"}.get(label, "")
        for name, label in names.items()
    }

    preview = client.post(page, {"institution": sunflower.pk} | answers)
    client.post(CONFIRM, {"upload": ticket(preview)})

    assert [float(one.value) for one in Measurement.objects.all()] == [3.2]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Navn"),
        ({"name": "pædagogisk tilsyn"}, "Der er allerede et måleredskab"),
        ({"questions": ""}, "Spørgsmålene"),
        ({"questions": " \n•\n"}, "Skriv mindst ét spørgsmål"),
        ({"questions": f"{TASTE}\nmaden  smager godt!"}, "står der to gange"),
        ({"questions": "Institution\nMaden"}, "»Institution« er navnet på en anden kolonne"),
        ({"questions": "Ring til 010190-1234"}, "CPR"),
        ({"questions": "a" * 201}, "et spørgsmål har højst 200 tegn"),
        ({"group_name": "Måltid", "questions": "Måltid"}, "navnet på en anden kolonne"),
        ({"highest": "1"}, "Den højeste værdi skal ligge over den laveste"),
        ({"lowest": ""}, "hvor skalaen begynder og slutter"),
        ({"lowest": "mange"}, "ikke et tal"),
        ({"steps": "Nej\nJa"}, "Der er 2 trin, men 5 tal"),
        ({"measured": "ordinal", "steps": "Kun ét"}, "mindst to trin"),
        ({"measured": "ordinal", "steps": "Ja\nja"}, "hedder det samme"),
        ({"measured": "known"}, "Vælg skalaen"),
        ({"year": "26"}, "1990"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_instrument_is_told_and_nothing_is_made(
    client, administrator, changes, sentence
):
    before = (Instrument.objects.count(), Scale.objects.count(), Topic.objects.count())

    answer = define(client, **changes)

    assert answer.status_code == 422
    assert sentence in answer.content.decode().replace("&quot;", '"')
    assert (Instrument.objects.count(), Scale.objects.count(), Topic.objects.count()) == before


@pytest.mark.parametrize(
    ("changes", "kind", "ends", "low_is_good"),
    [
        ({"measured": "percent", "high_is_good": ""}, "percent", (0, 100), True),
        ({"measured": "count", "unit": "timer"}, "count", (0, None), False),
        ({"measured": "ordinal", "steps": "Rød\nGul\nGrøn"}, "ordinal", (None, None), False),
    ],
)
def test_a_scale_is_made_of_what_was_told(client, administrator, changes, kind, ends, low_is_good):
    define(client, **changes)

    [version] = Instrument.objects.get(name=MEALS["name"]).versions.all()
    scale = version.scale
    assert (scale.kind, (scale.lowest, scale.highest)) == (kind, ends)
    assert scale.low_is_good == low_is_good
    labels = list(scale.steps.order_by("rank").values_list("label", flat=True))
    assert labels == (["Rød", "Gul", "Grøn"] if kind == "ordinal" else [])


# --- Where its figures are told -------------------------------------------------------------------


def two_years(client, **changes):
    """An instrument with figures of 2025 and of 2026, as they were read in."""
    assert define(client, **changes).status_code == 302
    instrument = Instrument.objects.get(name=MEALS["name"])
    was = WIDE | {"År": 2025, TASTE: 4.0, CALM: 3.9}
    has_answers = instrument.kind == "survey"
    rows = [
        {key: row[key] for key in row if has_answers or key != "Antal svar"} for row in (WIDE, was)
    ]
    read_in(client, filled_in(fetched(client, instrument.code), *rows))
    return instrument


def page_of(client, sunflower):
    return client.get(reverse("institution_detail", args=[sunflower.slug])).content.decode()


def tells_of_differences(scale, least="0.1"):
    """Said of a scale: from which difference on it is one, whatever stands behind it."""
    scale.smallest_difference = Decimal(least)
    scale.save()


def scale_of_meals():
    return Instrument.objects.get(name=MEALS["name"]).versions.get().scale


def test_means_stand_on_the_page_of_the_institution_beside_the_year_before(
    client, administrator, sunflower
):
    two_years(client)

    page = page_of(client, sunflower)

    told = "Måltid 2026 sammenlignet med 2025; forskellen kan ikke skelnes fra tilfældighed"
    assert told in page
    row = re.sub(r"<[^>]+>|\s+", " ", page[page.rindex(CALM) :]).split()
    assert row[5:8] == ["3,2", "3,9", "24"]


@pytest.mark.parametrize(
    ("high_is_good", "told"),
    [("on", "én bedre end i 2025, én ringere"), ("", "én bedre end i 2025, én ringere")],
)
def test_counts_stand_there_with_their_unit(client, administrator, sunflower, high_is_good, told):
    two_years(client, kind="count", measured="count", unit="timer", high_is_good=high_is_good)
    told_of_nothing = "Måltid 2026 sammenlignet med 2025; om det er tilfældigt, kan ikke afgøres"
    assert told_of_nothing in page_of(client, sunflower)
    tells_of_differences(scale_of_meals())

    page = page_of(client, sunflower)

    assert f"Måltid 2026: {told}" in page
    assert "3,2\N{NO-BREAK SPACE}timer" in page


def test_a_low_number_that_is_good_is_told_as_better(client, administrator, sunflower):
    two_years(client, kind="count", measured="count")
    Measurement.objects.filter(topic__name=TASTE).delete()
    scale = scale_of_meals()
    tells_of_differences(scale)
    assert "ingen bedre end i 2025, én ringere" in page_of(client, sunflower)

    scale.low_is_good = True
    scale.save()

    assert "én bedre end i 2025, ingen ringere" in page_of(client, sunflower)


def test_of_key_figures_without_a_scale_nothing_is_told_that_may_be_chance(
    client, administrator, sunflower
):
    topic = Topic.objects.get(lineage="personale-sygefravaer")
    for year, value in ((2025, 5), (2026, 6)):
        Measurement.objects.create(
            topic=topic, institution=sunflower, period=str(year), year=year, value=value
        )

    page = page_of(client, sunflower)

    assert "Personale 2026 sammenlignet med 2025; om det er tilfældigt, kan ikke afgøres" in page
    assert "6,0\N{NO-BREAK SPACE}%" in page


def test_what_was_rated_in_words_stands_there_in_words(client, administrator, sunflower):
    define(
        client, kind="observation", measured="ordinal", steps="Rød\nGul\nGrøn", group_name="Stue"
    )
    instrument = Instrument.objects.get(name=MEALS["name"])
    row = {"Institutionsnummer": "9101", "År": 2026, "Stue": "Bierne", CALM: "Gul", TASTE: "Grøn"}
    read_in(client, filled_in(fetched(client, instrument.code), row))

    page = page_of(client, sunflower)

    assert "Måltid 2026: to tal, de første af deres slags" in page
    row = page[page.index("Måltid 2026") :]
    assert row.index("Stue") < row.index("Bierne") < row.index("Gul")


@pytest.mark.parametrize("word", sorted(filter(fold, MISSING)))
def test_a_step_that_is_called_as_a_gap_is_a_step(client, administrator, word):
    define(client, kind="observation", measured="ordinal", steps=f"Gul\nGrøn\n{word}")
    instrument = Instrument.objects.get(name=MEALS["name"])
    row = {"Institutionsnummer": "9101", "År": 2026, CALM: "Gul", TASTE: word}

    read_in(client, filled_in(fetched(client, instrument.code), row))

    stored = Measurement.objects.order_by("topic__number").values_list("step__label", flat=True)
    assert [*stored] == [word, "Gul"]


@pytest.mark.parametrize("word", ["#I/T", "#i/t", "#REF!", "Err:502"])
@pytest.mark.parametrize("field", ["steps", "questions"])
def test_nothing_is_called_what_a_spreadsheet_shows_for_an_error(
    client, administrator, field, word
):
    """A file with such a cell is refused, so its own template could never be read."""
    page = define(
        client, kind="observation", measured="ordinal", **{field: f"Rød\nGul\n{word}"}
    ).content.decode()

    assert f"»{word}« er det, regneark viser for en fejl. Kald det noget andet." in page
    assert not Instrument.objects.filter(name=MEALS["name"]).exists()


def test_few_answers_are_hidden_from_boards(client, administrator, sunflower):
    instrument = meals(client)
    read_in(client, filled_in(fetched(client, instrument.code), WIDE | {"Antal svar": 2}))
    member = UserFactory()
    MembershipFactory(user=member, role="board_member", institution=sunflower)
    client.force_login(member)

    page = page_of(client, sunflower)

    assert "4,6" not in page
    assert "for få har svaret" in page


def test_its_figures_are_compared_and_taken_along(client, administrator, sunflower):
    instrument = two_years(client, kind="count", measured="count", unit="timer")

    compared = client.get(reverse("comparison"), {"redskab": instrument.code}).content.decode()
    assert CALM in compared
    assert "3,2" in compared
    address = reverse("institution_figures", args=[sunflower.slug])
    book = load_workbook(io.BytesIO(client.get(address).content))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert CALM in cells
    assert "3,2\N{NO-BREAK SPACE}timer" in cells


def test_an_indicator_of_it_is_worked_out(client, administrator, sunflower):
    two_years(client)
    strategy = StrategyFactory(vision=True, cluster=sunflower.clusters.get())
    topic = Topic.objects.get(name=CALM)
    indicator = IndicatorFactory(
        goal=GoalFactory(strategy=strategy), source="topics", aggregation="mean", topics=[topic],
        year=2026,
    )  # fmt: skip
    TargetFactory(indicator=indicator, value="3.5")

    page = client.get(indicator.get_absolute_url()).content.decode()

    assert "3,2" in page
    assert "Solsikken" in page


# --- Editions -------------------------------------------------------------------------------------


def edition(client, instrument, **changes):
    page = reverse("own_edition_create", args=[instrument.code])
    topics = instrument.versions.order_by("-from_year").first().topics.all()
    answers = {f"text-{one.pk}": one.name for one in topics}
    answers |= {f"relation-{one.pk}": "same" for one in topics}
    answers |= {"year": "2026", "scale": instrument.versions.first().scale_id, "overlap": "close"}
    return client.post(page, answers | changes)


def test_a_new_edition_keeps_what_is_the_same_in_other_words_and_shows_it_beside(
    client, administrator
):
    instrument = meals(client)
    taste, fruit, calm = instrument.versions.get().topics.all()

    answer = edition(
        client,
        instrument,
        **{
            f"text-{taste.pk}": "Børnene kan lide maden",
            f"relation-{fruit.pk}": "out",
            "more": "Vi taler om maden",
        },
    )

    assert answer.status_code == 302
    old, new = instrument.versions.order_by("from_year")
    assert (old.to_year, new.from_year, new.to_year) == (2025, 2026, None)
    assert [one.lineage for one in new.topics.all()][:2] == [taste.lineage, calm.lineage]
    page = client.get(reverse("own_instrument_detail", args=[instrument.code])).content.decode()
    assert "To spørgsmål er de samme som i 2025, og ét er nyt" in page
    assert "Med andre ord" in page
    assert FRUIT in page


def test_editions_of_the_same_years_are_asked_about(client, administrator):
    instrument = meals(client)

    asked = edition(client, instrument, overlap="")
    assert asked.status_code == 422
    assert "2025 er i brug i de samme år" in asked.content.decode()

    assert edition(client, instrument, overlap="both").status_code == 302
    assert instrument.versions.get(from_year=2025).to_year is None
    twice = edition(client, instrument, year="2025")
    assert "Der er allerede en udgave fra det år" in twice.content.decode()


def test_an_edition_of_earlier_years_ends_where_the_first_begins(client, administrator):
    instrument = meals(client)

    assert edition(client, instrument, year="2023", overlap="").status_code == 302

    assert instrument.versions.get(from_year=2023).to_year == 2024


@pytest.mark.parametrize("text", ["", TASTE])
def test_a_new_question_needs_words_of_its_own(client, administrator, text):
    instrument = meals(client)
    taste = instrument.versions.get().topics.first()

    answer = edition(
        client, instrument, **{f"text-{taste.pk}": text, f"relation-{taste.pk}": "new"}
    )

    assert answer.status_code == 422
    assert instrument.versions.count() == 1


def test_the_words_of_files_are_written_on_a_page_and_read_at_once(client, administrator):
    instrument = meals(client)
    version = instrument.versions.get()
    taste, _fruit, _calm = version.topics.all()
    page = reverse("own_edition_words", args=[instrument.code, version.code])

    refused = client.post(page, {f"topic-{taste.pk}": FRUIT})
    assert refused.status_code == 422
    assert f"»{FRUIT}« betyder allerede" in refused.content.decode()
    assert client.post(page, {f"topic-{taste.pk}": "Smag\nSpm. 1"}).status_code == 302

    taste.refresh_from_db()
    assert taste.synonyms == ["Smag", "Spm. 1"]
    content = "Institutionsnummer;År;Smag;Spm. 2\n9101;2026;4,1;\n".encode()
    assert prepare(read(content, name="fil.csv")).is_clean


def test_two_who_write_the_words_of_files_keep_each_others(client, administrator):
    instrument = meals(client)
    version = instrument.versions.get()
    taste, fruit, _calm = version.topics.all()
    page = reverse("own_edition_words", args=[instrument.code, version.code])
    html = client.get(page).content.decode()
    seen = client.get(page).context["form"]["seen"].value()
    assert 'name="seen"' in html
    client.post(page, {f"topic-{taste.pk}": "Smag", "seen": seen})

    assert client.post(page, {f"topic-{fruit.pk}": "Frugt", "seen": seen}).status_code == 302

    taste.refresh_from_db()
    fruit.refresh_from_db()
    assert (taste.synonyms, fruit.synonyms) == (["Smag"], ["Frugt"])


# --- Its end --------------------------------------------------------------------------------------


def test_one_without_figures_goes_without_a_trace_and_one_with_figures_is_closed(
    client, administrator
):
    before = (Scale.objects.count(), Topic.objects.count())
    instrument = meals(client)
    end = reverse("own_instrument_end", args=[instrument.code])

    assert client.post(end).status_code == 200  # it asks first
    assert Instrument.objects.filter(pk=instrument.pk).exists()
    client.post(end, {"sure": "yes"})
    assert (Scale.objects.count(), Topic.objects.count()) == before

    instrument = meals(client)
    read_in(client, filled_in(fetched(client, instrument.code), WIDE))
    client.post(end, {"sure": "yes"})
    assert instrument.versions.get().to_year
    assert Measurement.objects.count() == 3


def test_nobody_but_administrators_makes_instruments(client, sunflower, administrator):
    instrument = meals(client)
    leader = UserFactory()
    MembershipFactory(user=leader, role="leader", institution=sunflower)
    client.force_login(leader)

    for name in ("own_instrument_list", "own_instrument_create"):
        assert client.get(reverse(name)).status_code == 404
    assert client.get(reverse("own_instrument_detail", args=[instrument.code])).status_code == 404
    assert define(client, name="Andet").status_code == 404
    assert not Instrument.objects.filter(name="Andet").exists()


def test_an_administrator_who_may_not_read_files_in_meets_no_door_that_is_closed(client, sunflower):
    user = MembershipFactory(role="administrator").user
    client.force_login(user)
    instrument = meals(client)

    page = client.get(reverse("own_instrument_detail", args=[instrument.code])).content.decode()

    assert "Hent skabelonen" in page
    assert "/admin/" not in page


# --- Made of a file -------------------------------------------------------------------------------


def test_the_columns_of_a_file_fill_the_page_in():
    answers = prefilled(
        "maaltid_2026.xlsx",
        [
            FoundColumn("Institution", ["Solsikken", "Egernet"]),
            FoundColumn("År", ["2026", "2026"]),
            FoundColumn("Antal svar", [34, 12]),
            FoundColumn(TASTE, ["4,3", 4.1]),
            FoundColumn(CALM, [2.4, "*"]),
            FoundColumn("Kommentar", ["God mad", "Ok"]),
        ],
    )

    assert answers["questions"].splitlines() == [TASTE, CALM]
    assert answers["name"] == "Maaltid"
    assert (answers["measured"], answers["lowest"], answers["highest"]) == ("numeric", "1", "5")
    assert (answers["year"], answers["kind"]) == (2026, "survey")


def test_rows_that_name_their_question_fill_the_page_in_with_those():
    answers = prefilled(
        "Hygiejne",
        [
            FoundColumn("Institutionsnummer", ["9101", "9101"]),
            FoundColumn("Kriterium", ["Køkken", "Toilet"]),
            FoundColumn("Vurdering", ["Grøn", "Rød"]),
        ],
    )

    assert answers["questions"] == "Køkken\nToilet"
    assert answers["measured"] == "ordinal"
    assert answers["steps"] == "Grøn\nRød"
    assert answers["kind"] == "observation"


UNKNOWN = f"Institutionsnummer;År;{TASTE};{CALM}\n9101;2026;4,3;3,2\n".encode()


def test_a_file_that_was_not_recognised_becomes_an_instrument_and_is_read(client, administrator):
    refused = client.post(IMPORT, {"import_file": SimpleUploadedFile("maaltid-2026.csv", UNKNOWN)})
    address = re.search(
        r'href="([^"]*maaleredskaber/nyt/\?upload=[^"]+)"', refused.content.decode()
    )[1]

    page = client.get(address)
    assert TASTE in page.content.decode()
    made = client.post(
        reverse("own_instrument_create"),
        MEALS | {"questions": f"{TASTE}\n{CALM}", "upload": ticket(page)},
        follow=True,
    )
    preview = client.post(IMPORT, {"upload": ticket(made)})
    client.post(CONFIRM, {"upload": ticket(preview)})

    assert sorted(float(one.value) for one in Measurement.objects.all()) == [3.2, 4.3]


def test_a_file_taken_for_another_survey_offers_to_become_one(client, administrator):
    content = f"Institutionsnummer;År;Spørgsmål;Gennemsnit (1-5)\n9101;2026;{TASTE};4,3\n".encode()

    preview = client.post(IMPORT, {"import_file": SimpleUploadedFile("m.csv", content)})

    page = preview.content.decode()
    assert "maaleredskaber/nyt/?upload=" in page
    assert "tilføjer" not in page


def test_a_file_with_a_cpr_number_is_not_kept_to_be_made_an_instrument_of(client, administrator):
    content = f"Institutionsnummer;År;{TASTE};{CALM}\n9101;2026;4,3;010190-1234\n".encode()

    page = client.post(IMPORT, {"import_file": SimpleUploadedFile("m.csv", content)})

    assert "maaleredskaber/nyt/?upload=" not in page.content.decode()


def test_a_file_of_its_form_whose_questions_no_instrument_has_is_never_read_as_one(
    client, administrator
):
    meals(client)
    content = "Institutionsnummer;År;Spørgsmål;Værdi\n9101;2026;Noget helt andet;4,3\n".encode()

    page = client.post(IMPORT, {"import_file": SimpleUploadedFile("m.csv", content)})

    assert "maaleredskaber/nyt/?upload=" in page.content.decode()
    assert not Measurement.objects.exists()


# --- Of the columns of a file, and an edition of a file -------------------------------------------


def offered(page):
    found = re.search(r'href="([^"]*/maaleredskaber/[^"]*\?upload=[^"]+)"', page.text)
    return found and found[1]


def test_columns_nobody_knows_offer_to_become_an_instrument_where_they_are_asked_about(
    client, administrator
):
    rows = f"Institutionsnummer;Institution;{TASTE};{CALM}\n9101;Solsikken;4,3;3,2\n"
    content = f"Måltider\n\n{rows}".encode()

    asked = client.post(IMPORT, {"import_file": SimpleUploadedFile("m.csv", content)})

    assert asked.context["in_doubt"]
    page = client.get(offered(asked))
    assert page.context["form"]["questions"].value() == f"{TASTE}\n{CALM}"


def test_a_file_of_a_known_survey_in_its_columns_offers_nothing(client, administrator):
    meals(client)
    content = f"Måltider\nInstitutionsnummer;{TASTE}\n9101;4,3\n".encode()

    asked = client.post(IMPORT, {"import_file": SimpleUploadedFile("m.csv", content)})

    assert asked.context["in_doubt"]
    assert offered(asked) is None


def test_a_file_with_the_questions_of_an_instrument_fills_a_new_edition_in(client, administrator):
    instrument = meals(client)
    taste, fruit, calm = instrument.versions.get().topics.all()
    changed = f"{CALM} hver dag"
    content = f"Institutionsnummer;År;{TASTE};{changed};Vi taler om maden\n9101;2027;4;3;2\n"
    kept = Upload.keep(content.encode(), name="maaltid-2027.csv", user=administrator)

    page = client.get(f"{reverse('own_instrument_create')}?upload={kept.ticket}")
    address = reverse("own_edition_create", args=[instrument.code])
    assert f"{address}?upload=" not in page.text  # only one of the three is in its words
    kept_alike = content.replace(changed, CALM).encode()
    alike = Upload.keep(kept_alike, name="maaltid-2027.csv", user=administrator)
    page = client.get(f"{reverse('own_instrument_create')}?upload={alike.ticket}")
    assert f"{address}?upload=" in page.text

    form = client.get(f"{address}?upload={kept.ticket}").context["form"]
    told = {one.topic: (one.text.value(), one.relation.value()) for one in form.asked_again}
    assert told == {
        taste: (TASTE, "same"),
        fruit: (FRUIT, "out"),
        calm: (changed, "same"),
    }
    assert form["more"].value() == "Vi taler om maden"
    assert form["year"].value() == 2027


def test_a_new_edition_of_a_file_leads_on_to_its_figures(client, administrator):
    instrument = meals(client)
    content = f"Institutionsnummer;År;{TASTE};Vi taler om maden\n9101;2027;4;2\n".encode()
    kept = Upload.keep(content, name="maaltid-2027.csv", user=administrator)

    made = edition(client, instrument, year="2027", more="Vi taler om maden", upload=kept.ticket)

    assert made.status_code == 302
    page = client.get(made.url)
    preview = client.post(IMPORT, {"upload": ticket(page)})
    assert not preview.context["preview"].errors.rows
    client.post(CONFIRM, {"upload": ticket(preview)})
    assert Measurement.objects.filter(year=2027).count() == 2


def test_a_large_file_of_another_survey_offers_to_become_one(client, administrator, settings):
    settings.IMPORT_BACKGROUND_ROWS = 0
    content = f"Institutionsnummer;År;Spørgsmål;Gennemsnit (1-5)\n9101;2026;{TASTE};4,3\n".encode()

    followed = client.post(
        IMPORT, {"import_file": SimpleUploadedFile("m.csv", content)}, follow=True
    )
    one = ImportUnderWay.objects.get()
    if one.stage == ImportUnderWay.Stage.RECEIVED:
        background.check.func(ImportUnderWay._meta.label_lower, one.pk, one.attempt)
        followed = client.get(one.get_absolute_url())

    page = client.get(offered(followed))
    assert page.context["form"]["questions"].value() == TASTE


def test_a_large_file_an_instrument_is_made_of_is_under_way_once(client, administrator, settings):
    """What was under way with it ends, as its file goes on: no page is left without its file."""
    settings.IMPORT_BACKGROUND_ROWS = 0
    meals(client)
    content = f"Institutionsnummer;År;{TASTE}\n9101;2026;4\n".encode()
    client.post(IMPORT, {"import_file": SimpleUploadedFile("m.csv", content)})
    first = ImportUnderWay.objects.get()

    client.post(IMPORT, {"upload": background.upload_of(first).ticket})

    second = ImportUnderWay.objects.get()
    assert second.pk != first.pk
    assert background.upload_of(second).read() == content
