"""The files of the first day, as the municipality has them: nothing in them is tidy."""

from tests.messy.writing import text, xlsx

NORTH = ("Tumlehøj", "Skovbrynet", "Bakketoppen", "Lærkereden", "Mariehønen", "Åkanden")
SOUTH = ("Søstjernen", "Havblik", "Strandskaden", "Klitrosen")
CLUSTERS = ("Dagtilbud Nord", "Dagtilbud Syd")
NUMBERS = {name: str(8101 + n) for n, name in enumerate((*NORTH, *SOUTH))}


def list_of_places() -> bytes:
    """A cover sheet, a title, headings of their own, merged clusters, subtotals and a footnote."""
    head = ("Inst.nr.", "Navn", "Type", "Driftsform", "Område", "Dagtilbud", "Leder", "Pladser")

    def rows(names: tuple[str, ...], cluster: str) -> list[tuple[object, ...]]:
        return [
            (
                NUMBERS[name],
                name,
                "Integreret institution" if n % 2 else "Børnehave",
                "Kommunal",
                "Område Vest" if n == 0 else "",
                cluster if n == 0 else "",
                "Ida Holm",
                60 + n,
            )
            for n, name in enumerate(names)
        ]

    north, south = rows(NORTH, CLUSTERS[0]), rows(SOUTH, CLUSTERS[1])

    def shape(sheet: object) -> None:
        for first, last in ((4, 9), (11, 14)):
            for column in "EF":
                sheet.merge_cells(f"{column}{first}:{column}{last}")  # type: ignore[attr-defined]

    table = [
        ["Daginstitutioner i Solby Kommune"],
        ["Opgjort pr. 1. januar 2026"],
        head,
        *north,
        ("", "Dagtilbud Nord i alt", "", "", "", "", "", sum(row[7] for row in north)),  # type: ignore[misc]
        *south,
        ("", "Dagtilbud Syd i alt", "", "", "", "", "", sum(row[7] for row in south)),  # type: ignore[misc]
        [],
        ["* Pladser er normerede pladser"],
    ]
    return xlsx(table, shape=shape)


# --- The people -----------------------------------------------------------------------------------

#: Who comes in by their link on the walk: a leader and a parent of the first institution.
LEADER, PARENT = "leder.8101@solby.example.com", "foraelder.1.8101@mail.example.com"
#: Parents on each council, and members of each cluster's board.
COUNCIL, MEMBERS = 11, 8
PEOPLE = 2 + 2 + len(NUMBERS) * (1 + COUNCIL) + 2 * (1 + MEMBERS + 1) + 1
FIRST = ("Anna", "Bo", "Carla", "Dan", "Elif", "Freja", "Gorm", "Hanne", "Ibrahim", "Jonna", "Kim")
LAST = ("Ager", "Bech", "Carlsen", "Dahl", "Enevoldsen", "Friis", "Gram", "Hald", "Iversen", "Juhl")


def list_of_people(council: int = COUNCIL) -> bytes:
    """Roles as they are said there, groups with a heading each, names of clusters for short.

    One address has a comma for a point, one place is misspelled, one word is no role of ours, and
    the telephone numbers are nobody's business.
    """
    head = ("Navn", "Mailadresse", "Titel", "Arbejdssted", "Tlf.nr.")
    count = iter(range(10_000))

    def person(email: str, role: str, place: str) -> tuple[str, ...]:
        n = next(count)
        first, last = FIRST[n % len(FIRST)], LAST[n // len(FIRST) % len(LAST)]
        return (f"{first} {last}-{n}", email, role, place, f"20 30 {n // 100:02} {n % 100:02}")

    rows: list[tuple[str, ...]] = [
        ("Ledelse og forvaltning", "", "", "", ""),
        person("chef@solby.example.com", "Dagtilbudschef", "Område Vest"),
        person("Konsulent <konsulent@solby.example.com>", "Pæd. konsulent", "Hele kommunen"),
        person("nord@solby.example.com", "Dagtilbudsleder", "Dagtilbud Nord"),
        person("syd@solby.example,com", "Dagtilbudsleder", "Dagtilbud Syd"),
    ]
    for name, number in NUMBERS.items():
        rows.append(person(f" Leder.{number}@solby.example.com", "Pæd. leder", name))
    rows += [("Bestyrelser", "", "", "", "")]
    for place, short in zip(CLUSTERS, ("nord", "syd"), strict=True):
        rows.append(person(f"formand.{short}@mail.example.com", "Formand", place))
        for n in range(MEMBERS):
            rows.append(person(f"bestyrelse.{n}.{short}@mail.example.com", "Best.", place))
        rows.append(person(f"medarbejder.{short}@solby.example.com", "Medarb.", place))
    rows += [("Forældreråd", "", "", "", "")]
    for name, number in NUMBERS.items():
        written = "Lærkeredden" if name == "Lærkereden" else name
        for n in range(1, council + 1):
            rows.append(person(f"foraelder.{n}.{number}@mail.example.com", "FR", written))
    rows.append(person("souschef@solby.example.com", "Souschef", "Tumlehøj"))
    return xlsx([["Ledere og bestyrelser i Solby"], [], head, *rows, ["I alt", str(len(rows) - 3)]])


MEAN = "gennemsnittet af alle"
THEMES = ("Samspil og relationer mellem børn og voksne", "Børnefællesskaber og leg")
QUESTIONS = (
    "Jeg er tryg ved at aflevere mit barn",
    "Mit barn har gode venner",
    "Personalet lytter til mig",
)


def inspections(year: int) -> bytes:
    """Themes with numbers before them, steps in short, and a line of explanation below."""
    head = ("Inst.nr.", "Navn", "Årstal", "Tilsynstype", *(f"Tema {n}: {t}" for n, t in _numbered))
    rows = [
        (NUMBERS[name], name, year, "Ordinært tilsyn", "V" if n % 3 else "J", "V")
        for n, name in enumerate(NUMBERS)
    ]
    return xlsx([["Pædagogisk tilsyn"], head, *rows, ["V = vedligeholde, J = justere"]])


_numbered = tuple(enumerate(THEMES, start=1))


def absence(year: int) -> bytes:
    """Per cent as text, units in the headings, a mean below."""
    head = ("Inst.nr.", "Institution", "År", "Sygefravær (pct.)")
    rows = [(NUMBERS[name], name, year, f"{4 + n % 4},{n} %") for n, name in enumerate(NUMBERS)]
    return xlsx([["Fravær, løn og personale"], [], head, *rows, ("", "Gennemsnit", "", "5,6 %")])


def absence_before(year: int) -> bytes:
    """The years beside each other, as a text that Excel wrote in Windows' own letters."""
    years = [f"Sygefravær i procent {year - n}" for n in (2, 1)]
    rows = [
        (NUMBERS[name], name, f"{5 + n % 3},2", f"{4 + n % 4},8") for n, name in enumerate(NUMBERS)
    ]
    head = ("Inst.nr.", "Institution", *years)
    return text([["Fravær, tidligere år"], [], head, *rows], encoding="cp1252")


def observations(year: int) -> bytes:
    """By names alone, with dates as people write them."""
    head = ("Institution", "Måledato", "Stue", "KIDS-udgave", "Relationer")
    rows = [
        (name, f"12/5-{year % 100}", "Bierne", "KIDS 2. udgave (2020)", f"{2 + n % 3},5")
        for n, name in enumerate(NUMBERS)
    ]
    return xlsx([["KIDS-resultater"], head, *rows])


def survey(year: int) -> bytes:
    """A survey of the municipality's own, which nobody has told us of."""
    rows = [
        (NUMBERS[name], name, *(round(3.8 + (n * 7 + m * 3) % 12 / 10, 1) for m in range(3)))
        for n, name in enumerate(NUMBERS)
    ]
    title = [f"Forældrenes stemme {year}"]
    return xlsx([title, [], ("Inst.nr.", "Dagtilbud", *QUESTIONS), *rows])
