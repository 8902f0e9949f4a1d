"""How files call the columns of people, and the roles in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from files.spreadsheets import Cell, Sheet
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.cells import DatedCells
from imports.arranging.words import DATE, NAME, NUMBER, OTHER, KnownWord, Vocabulary
from imports.columns import SheetColumns
from institutions.models import Area, Cluster, Identifier, Institution
from institutions.roles import BoardKind, Role


class PersonMeaning(StrEnum):
    """What a column says of the person in its row."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    ROLE = "role"
    NUMBER = "number"
    PLACE = "place"
    CLUSTER = "cluster"
    BOARD = "board"
    FROM = "from"
    TO = "to"


#: Our own heading first, then how others call the column.
HEADINGS: dict[PersonMeaning, tuple[str, ...]] = {
    PersonMeaning.NAME: (
        *("Navn", "Fulde navn", "Person", "Medlem", "Medarbejder", "Kontaktperson"),
        *("DisplayName", "Vist navn"),
    ),
    PersonMeaning.FIRST_NAME: ("Fornavn", "Fornavne", "GivenName"),
    PersonMeaning.LAST_NAME: ("Efternavn", "Efternavne", "Surname"),
    PersonMeaning.EMAIL: (
        *("E-mail", "Mail", "Mailadresse", "E-mailadresse", "E-post", "Email", "Email adresse"),
        *("Arbejdsmail", "Mail adresse"),
    ),
    PersonMeaning.ROLE: (
        *("Rolle", "Titel", "Stilling", "Funktion", "Hverv", "Stillingsbetegnelse"),
        *("Title", "JobTitle", "Rolle i bestyrelsen", "Post", "Valgt som", "Repræsenterer"),
    ),
    PersonMeaning.NUMBER: (
        *("Institutionsnummer", "Institutionsnr", "Inst.nr.", "Inst nr", "Enhedsnummer"),
        *("Enhedsnr", "Stednummer", "Sted nr"),
    ),
    PersonMeaning.PLACE: (
        *("Sted", "Institution", "Enhed", "Arbejdssted", "Tjenestested", "Institutionsnavn"),
        *("Hvor", "Hus", "Afdeling", "Department", "Bestyrelse for", "Forældreråd for"),
    ),
    PersonMeaning.CLUSTER: ("Klynge", "Dagtilbud", "Distrikt"),
    PersonMeaning.BOARD: ("Bestyrelse", "Råd", "Forældreråd", "Udvalg", "Bestyrelse eller råd"),
    PersonMeaning.FROM: (
        *("Fra", "Fra dato", "Startdato", "Tiltrådt", "Valgt fra", "Gyldig fra", "Gælder fra"),
        *("Adgang fra", "Ansat fra"),
    ),
    PersonMeaning.TO: ("Til", "Til dato", "Slutdato", "Fratrådt", "Valgt til", "Gyldig til"),
}
#: Columns that are known, and that nothing is read of.
ASIDE = (
    *("Telefon", "Tlf", "Tlf.nr.", "Mobil", "Mobilnummer", "Telefonnummer"),
    *("Adresse", "Bemærkning"),
)
#: Columns that tell whether an account is in use, and how they say that it is not.
IN_USE = ("Enabled", "Aktiv", "AccountEnabled", "Konto aktiv")
NOT_IN_USE = frozenset(map(fold, ("FALSE", "FALSK", "Nej", "No", "0", "Lukket", "Inaktiv")))
#: A line above people that names the board they are on.
NAMES_A_BOARD = re.compile(r"\s*\w*(?:bestyrelse|råd)\w*\s+(?:i|for|på)\s+\S", re.IGNORECASE)
#: What stands in the place of a name where nobody has the post.
VACANT = re.compile(r"\s*(?:vakant|ubesat|ledig(?: stilling)?|n\.? ?n\.?)\s*", re.IGNORECASE)
#: Each of them says where somebody has a role.
PLACING = (
    PersonMeaning.PLACE,
    PersonMeaning.NUMBER,
    PersonMeaning.CLUSTER,
    PersonMeaning.BOARD,
)
ROLES_OF_COLUMNS = {
    PersonMeaning.NUMBER: NUMBER,
    PersonMeaning.PLACE: NAME,
    PersonMeaning.CLUSTER: NAME,
    PersonMeaning.FROM: DATE,
    PersonMeaning.TO: DATE,
}


@dataclass(frozen=True, slots=True)
class FiledRole:
    """A role as a file may give it: the role, and on which kind of board, where it says so."""

    role: Role
    board: BoardKind | None = None


COUNCIL = FiledRole(Role.BOARD_MEMBER, BoardKind.PARENT_COUNCIL)
#: What is surely meant, folded. Danish, as what is written in files.
SURE: dict[str, FiledRole] = {
    fold(word): filed
    for filed, words in (
        (FiledRole(Role.AREA_HEAD), "Områdechef; Omr.chef; Dagtilbudschef; Områdechefer"),
        (
            FiledRole(Role.CONSULTANT),
            "Konsulent; Pædagogisk konsulent; Pæd. konsulent; Konsulenter",
        ),
        (
            FiledRole(Role.CLUSTER_LEADER),
            "Klyngeleder; Dagtilbudsleder; Distriktsleder; Netværksleder; Gruppeleder; Klyngel.",
        ),
        (
            FiledRole(Role.LEADER),
            "Pædagogisk leder; Pæd. leder; Pæd.leder; Leder; Daglig leder; Institutionsleder;"
            " Børnehaveleder; Vuggestueleder; Pædagogiske ledere; Daglig pædagogisk leder;"
            " Skoleleder; SFO-leder; SFO leder; Leder af SFO; Fritidsleder; Klubleder",
        ),
        (
            FiledRole(Role.CHAIR),
            "Formand; Forperson; Bestyrelsesformand; Formand for bestyrelsen; Fmd; Fmd.;"
            " Bestyrelsesforperson; Formand, bestyrelsen; Formand bestyrelse",
        ),
        (
            FiledRole(Role.CHAIR, BoardKind.PARENT_COUNCIL),
            "Forældrerådsformand; Formand for forældrerådet; Formand FR; Formand, forældreråd;"
            " FR-formand; Formand forældreråd; Forperson forældreråd",
        ),
        (
            FiledRole(Role.CHAIR, BoardKind.SCHOOL_BOARD),
            "Skolebestyrelsesformand; Formand for skolebestyrelsen; Formand, skolebestyrelsen;"
            " Formand skolebestyrelse; Forperson for skolebestyrelsen",
        ),
        (
            FiledRole(Role.BOARD_MEMBER, BoardKind.SCHOOL_BOARD),
            "Skolebestyrelse; Skolebestyrelsesmedlem; Medlem af skolebestyrelsen;"
            " Medlem, skolebestyrelsen",
        ),
        (
            FiledRole(Role.BOARD_MEMBER),
            "Bestyrelsesmedlem; Bestyrelse; Best.; Best; Best.medlem; Bestyrelsesmdl.;"
            " Forældrebestyrelse; Medlem af bestyrelsen; Medlem, bestyrelsen; Medlem; Næstformand;"
            " Forældrebestyrelsesmedlem; Medlem af forældrebestyrelsen; Næstfmd.; Næstfmd",
        ),
        (
            COUNCIL,
            "Forældreråd; Forældrerådsmedlem; FR; Forældrerep.; Medlem af forældrerådet; F-råd;"
            " Forældrerepræsentant; Forældrerepr.; Medlem, forældrerådet",
        ),
        (
            FiledRole(Role.STAFF_MEMBER),
            "Medarbejderrepræsentant; Medarbejder; Medarb.; Medarb; Medarbejderrep.;"
            " Medarbejderrepr.; Personalerepræsentant; Personalerep.; Medarbejdervalgt",
        ),
    )
    for word in words.split(";")
}
#: So much of a word is left where it is cut off at a point.
SHORTEST = 4
#: What may be meant: asked about with this proposed, once for all who are called so.
MAYBE: dict[str, FiledRole] = {
    fold(word): filed
    for word, filed in (
        ("MED", FiledRole(Role.STAFF_MEMBER)),
        ("Områdeleder", FiledRole(Role.CLUSTER_LEADER)),
        ("Souschef", FiledRole(Role.LEADER)),
        ("Afdelingsleder", FiledRole(Role.LEADER)),
        ("Teamleder", FiledRole(Role.LEADER)),
        ("Stedfortræder", FiledRole(Role.LEADER)),
        ("Suppleant", FiledRole(Role.BOARD_MEMBER)),
        ("Forælder", COUNCIL),
        ("TR", FiledRole(Role.STAFF_MEMBER)),
        ("AMR", FiledRole(Role.STAFF_MEMBER)),
        ("Pædagog", FiledRole(Role.STAFF_MEMBER)),
        ("Chef", FiledRole(Role.AREA_HEAD)),
    )
}
#: Words for those who may do everything: a file gives nobody that.
ADMINISTRATORS = frozenset(
    map(fold, ("Administrator", "Admin", "Systemadministrator", "Superbruger", "Administratorer"))
)

#: What stands in the row of somebody who has a role no more.
HAS_LEFT = re.compile(
    r"\s*(?:er\s+)?(?:fratrådt|udtrådt|ophørt|stoppet|ikke længere)\b", re.IGNORECASE
)

#: A name with the surname first: so many words on each side of its one comma.
SURNAME_FIRST = re.compile(r"(\S+(?: \S+)?), (\S+(?: \S+){0,2})")

#: The answers to what a role is: what we call it in a file, and what it is.
ANSWERS: dict[str, FiledRole] = {
    "Områdechef": FiledRole(Role.AREA_HEAD),
    "Konsulent": FiledRole(Role.CONSULTANT),
    "Klyngeleder": FiledRole(Role.CLUSTER_LEADER),
    "Pædagogisk leder": FiledRole(Role.LEADER),
    "Formand": FiledRole(Role.CHAIR),
    "Bestyrelsesmedlem": FiledRole(Role.BOARD_MEMBER),
    "Forældreråd": COUNCIL,
    "Medarbejderrepræsentant": FiledRole(Role.STAFF_MEMBER),
}


def surely(text: str) -> FiledRole | None:
    """The role that a word is, or surely abbreviates: “Medarb.repr.” begins no other."""
    if (filed := SURE.get(fold(text))) or not text.endswith("."):
        return filed
    pieces = [fold(one) for one in text.split(".") if one.strip()]
    if not pieces or len(pieces[0]) < SHORTEST:
        return None
    begun = re.compile(r"\w*".join(map(re.escape, pieces)))
    found = {filed for word, filed in SURE.items() if begun.match(word)}
    return found.pop() if len(found) == 1 else None


def answer_for(filed: FiledRole) -> str:
    """The answer by which a role is chosen."""
    return next((word for word, one in ANSWERS.items() if one == filed), "")


def in_order(name: str) -> str:
    """A name with the given names first: “Holm, Hanne” is Hanne Holm. A title is no name."""
    found = SURNAME_FIRST.fullmatch(name)
    if found is None or fold(found[2]) in SURE or fold(found[2]) in MAYBE:
        return name
    return f"{found[2]} {found[1]}"


def columns_of(sheet: Sheet) -> dict[PersonMeaning, int]:
    """The column of each meaning that the sheet has; one of clusters alone is that of places."""
    headings = SheetColumns(sheet)
    found = {meaning: headings.find(names) for meaning, names in HEADINGS.items()}
    there = {meaning: index for meaning, index in found.items() if index is not None}
    if PersonMeaning.PLACE not in there and PersonMeaning.CLUSTER in there:
        there[PersonMeaning.PLACE] = there.pop(PersonMeaning.CLUSTER)
    return there


def words_of_people() -> Vocabulary:
    """Everything a list of people may be written with, in two queries."""
    names = {fold(word): KnownWord(word, OTHER, word) for word in (*ASIDE, *IN_USE)}
    for meaning, headings in reversed(HEADINGS.items()):
        role = ROLES_OF_COLUMNS.get(meaning, OTHER)
        word = KnownWord(headings[0], meaning.value, headings[0], role)
        names |= {fold(heading): word for heading in headings}
    by_name = Institution.objects.order_by("pk").values_list("name", "pk")
    return Vocabulary(
        names,
        frozenset(Identifier.objects.values_list("value", flat=True)),
        {fold(name): str(pk) for name, pk in by_name},
        _lacks,
        cells=DatedCells((*HEADINGS[PersonMeaning.FROM], *HEADINGS[PersonMeaning.TO])),
        is_of_persons=True,
        is_row=_has_an_address,
        wholes=frozenset(map(fold, (*_names(Cluster), *_names(Area)))),
        sections=(names[fold(HEADINGS[PersonMeaning.PLACE][0])],),
        of_nobody=_is_of_nobody,
        names_a_board=lambda text: NAMES_A_BOARD.match(text) is not None,
        own_to_each=frozenset((PersonMeaning.EMAIL, PersonMeaning.NAME)),
    )


def _names(model: type[Area | Cluster]) -> Iterable[str]:
    return model._default_manager.values_list("name", flat=True)


def _has_an_address(cells: Sequence[Cell]) -> bool:
    """Whoever is somewhere in “hele kommunen” is no row of totals."""
    return any(isinstance(cell, str) and "@" in cell for cell in cells)


def _is_of_nobody(headings: Sequence[str], cells: Sequence[Cell]) -> str:
    """Why a row gives nobody a role: the account is closed, it is vacant, they left."""
    told = [*zip(map(fold, headings), map(shown, cells), strict=False)]
    if any(heading in map(fold, IN_USE) and fold(text) in NOT_IN_USE for heading, text in told):
        return "closed"
    naming = (PersonMeaning.NAME, PersonMeaning.FIRST_NAME, PersonMeaning.LAST_NAME)
    named = {fold(one) for meaning in naming for one in HEADINGS[meaning]}
    is_vacant = any(heading in named and VACANT.fullmatch(text) for heading, text in told)
    has_left = any(HAS_LEFT.match(text) for _heading, text in told)
    return "vacant" if is_vacant else "gone" if has_left else ""


def _lacks(headings: Sequence[str]) -> Sequence[KnownWord]:
    """An address, a name, a role and a place: what few can be made of without."""
    there = set(map(fold, headings))

    def has(meaning: PersonMeaning) -> bool:
        return bool(there & set(map(fold, HEADINGS[meaning])))

    lacking = [one for one in (PersonMeaning.EMAIL, PersonMeaning.ROLE) if not has(one)]
    if not has(PersonMeaning.NAME) and not has(PersonMeaning.FIRST_NAME):
        lacking.insert(0, PersonMeaning.NAME)
    if not any(map(has, PLACING)):
        lacking.append(PersonMeaning.PLACE)
    return [KnownWord(HEADINGS[one][0], one.value, HEADINGS[one][0]) for one in lacking]
