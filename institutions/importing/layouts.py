"""The two ways institutions are listed: a municipality's own list, and Dagtilbudsregisteret."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files.spreadsheets import Sheet
from files.spreadsheets.danish_values import fold
from imports.columns import SheetColumns
from imports.errors import NotRecognised


class InstitutionMeaning(StrEnum):
    """What a column says about its row."""

    NUMBER = "number"
    STIL = "stil"
    PRODUCTION = "production"
    UNIT = "unit"
    NAME = "name"
    KIND = "kind"
    OWNERSHIP = "ownership"
    AREA = "area"
    CLUSTER = "cluster"
    CLUSTER_NUMBER = "cluster_number"
    FROM = "from"
    TO = "to"
    LEVEL = "level"  # in the register: daginstitution, anvisningsenhed, or another address
    STATE = "state"


@dataclass(frozen=True, slots=True)
class InstitutionLayout:
    """One way to list institutions. headings: meaning → headings seen for it, ours first.

    Of `numbers` one column must be there, of `required` every one.
    """

    code: str
    title: str | Promise
    headings: dict[InstitutionMeaning, tuple[str, ...]]
    numbers: tuple[InstitutionMeaning, ...]
    required: tuple[InstitutionMeaning, ...]
    is_register: bool = False


OWN_LIST = InstitutionLayout(
    "institutions",
    gettext_lazy("List of institutions"),
    {
        InstitutionMeaning.NUMBER: (
            "Institutionsnummer",
            "Institutionsnr",
            "Lokalt nummer",
            "KK-orgnr",
            "Inst.nr.",
            "Inst nr",
            "Enhedsnummer",
            "Enhedsnr",
            "Institutions-ID",
            "Nr",
        ),
        InstitutionMeaning.STIL: (
            "EnhedsNummer (STIL)",
            "STIL-nummer",
            "STIL-kode",
            "STIL enhedsnummer",
            "Nummer i Dagtilbudsregisteret",
        ),
        InstitutionMeaning.PRODUCTION: ("P-nummer", "P-nr", "PNummer", "Produktionsnummer"),
        InstitutionMeaning.NAME: (
            "Institution",
            "Institutionens navn",
            "Institutionsnavn",
            "Navn på institution",
            "Enhed",
            "Navn",
        ),
        InstitutionMeaning.KIND: (
            "Institutionstype",
            "Type",
            "Enhedskategori",
            "Dagtilbudstype",
            "Insttype",
            "Art",
            "Form",
            "Tilbudstype",
            "Pasningstilbud",
        ),
        InstitutionMeaning.OWNERSHIP: ("Ejerforhold", "Ejerform", "Driftsform", "Ejer"),
        InstitutionMeaning.AREA: ("Område",),
        InstitutionMeaning.CLUSTER: ("Klynge", "Dagtilbud", "Distrikt"),
        InstitutionMeaning.FROM: (
            *("Gyldig fra", "Fra", "Gælder fra", "Gældende fra", "Fra dato", "Virkning fra"),
            *("Åbnet", "Åbningsdato", "Åbner", "Oprettet", "Startdato", "Start"),
        ),
        InstitutionMeaning.TO: (
            *("Gyldig til", "Til", "Gælder til", "Gældende til", "Til dato"),
            *("Lukket", "Lukkedato", "Lukker", "Lukkes", "Nedlagt", "Slutdato"),
        ),
        InstitutionMeaning.UNIT: ("Enheds-UUID", "Organisationsenhed", "Orgenhed", "UUID"),
    },
    numbers=(InstitutionMeaning.NUMBER, InstitutionMeaning.STIL, InstitutionMeaning.PRODUCTION),
    required=(InstitutionMeaning.NAME,),
)
REGISTER = InstitutionLayout(
    "register",
    gettext_lazy("Export from Dagtilbudsregisteret"),
    {
        InstitutionMeaning.LEVEL: ("dagtilbudsType",),
        InstitutionMeaning.CLUSTER_NUMBER: ("daginstitutionsNummer",),
        InstitutionMeaning.STIL: ("anvisningsenhedsNummer",),
        InstitutionMeaning.PRODUCTION: ("PNummer",),
        InstitutionMeaning.NAME: ("dagtilbudsNavn",),
        InstitutionMeaning.STATE: ("aktivitetsstatus",),
        InstitutionMeaning.KIND: ("instType3", "instType3_Tekst"),
        InstitutionMeaning.OWNERSHIP: ("ejerformKode", "ejerformKode_Tekst"),
    },
    numbers=(InstitutionMeaning.STIL,),
    required=(InstitutionMeaning.LEVEL, InstitutionMeaning.CLUSTER_NUMBER, InstitutionMeaning.NAME),
    is_register=True,
)


LAYOUTS = (OWN_LIST, REGISTER)


#: What a column is called, folded, in which each row says what becomes of a place.
OF_A_CHANGE = frozenset(
    map(fold, ("Ændring", "Ændringer", "Hvad sker der", "Hvad ændres", "Type ændring"))
)


def refuse_changes(headings: Iterable[str]) -> None:
    """Raise `NotRecognised` for a list of what is to become of places."""
    if not OF_A_CHANGE.isdisjoint(map(fold, headings)):
        raise NotRecognised(
            _(
                "This is a list of changes, and no list of institutions: each row says what becomes"
                " of one. Nothing was read. Read the whole list in as it is once they hold, or make"
                " the changes on the page of the places, with the day of each."
            )
        )


def recognise(sheet: Sheet) -> tuple[InstitutionLayout, dict[InstitutionMeaning, int]]:
    """The layout of a file, and the column (from 0) of each meaning. Raises NotRecognised."""
    headings = SheetColumns(sheet)
    layout = REGISTER if "dagtilbudsType" in headings else OWN_LIST
    found = {meaning: headings.find(names) for meaning, names in layout.headings.items()}
    columns = {meaning: index for meaning, index in found.items() if index is not None}
    missing = [layout.headings[meaning][0] for meaning in layout.required if meaning not in columns]
    if not any(meaning in columns for meaning in layout.numbers):
        missing.insert(0, layout.headings[layout.numbers[0]][0])
    if missing:
        named = get_text_list([f"“{heading}”" for heading in missing], _("and"))
        raise NotRecognised(
            _("This is no list of institutions that we know: the file lacks %(columns)s.")
            % {"columns": named}
        )
    return layout, columns
