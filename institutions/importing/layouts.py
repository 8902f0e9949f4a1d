"""The two ways institutions are listed: a municipality's own list, and Dagtilbudsregisteret."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files.spreadsheets import Sheet
from imports.columns import SheetColumns
from imports.errors import NotRecognised


class Meaning(StrEnum):
    """What a column says about its row."""

    NUMBER = "number"
    STIL = "stil"
    PRODUCTION = "production"
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
class Layout:
    """One way to list institutions. headings: meaning → headings seen for it, ours first.

    Of `numbers` one column must be there, of `required` every one.
    """

    code: str
    title: str | Promise
    headings: dict[Meaning, tuple[str, ...]]
    numbers: tuple[Meaning, ...]
    required: tuple[Meaning, ...]
    is_register: bool = False


OWN_LIST = Layout(
    "institutions",
    gettext_lazy("List of institutions"),
    {
        Meaning.NUMBER: ("Institutionsnummer", "Institutionsnr", "Lokalt nummer", "KK-orgnr"),
        Meaning.STIL: ("EnhedsNummer (STIL)", "STIL-nummer", "EnhedsNummer"),
        Meaning.PRODUCTION: ("P-nummer", "P-nr", "PNummer"),
        Meaning.NAME: ("Institution", "Institutionens navn", "Enhed", "Navn"),
        Meaning.KIND: ("Institutionstype", "Type", "Enhedskategori"),
        Meaning.OWNERSHIP: ("Ejerforhold", "Ejerform"),
        Meaning.AREA: ("Område",),
        Meaning.CLUSTER: ("Klynge", "Dagtilbud", "Distrikt"),
        Meaning.FROM: ("Gyldig fra", "Fra"),
        Meaning.TO: ("Gyldig til", "Til"),
    },
    numbers=(Meaning.NUMBER, Meaning.STIL, Meaning.PRODUCTION),
    required=(Meaning.NAME,),
)
REGISTER = Layout(
    "register",
    gettext_lazy("Export from Dagtilbudsregisteret"),
    {
        Meaning.LEVEL: ("dagtilbudsType",),
        Meaning.CLUSTER_NUMBER: ("daginstitutionsNummer",),
        Meaning.STIL: ("anvisningsenhedsNummer",),
        Meaning.PRODUCTION: ("PNummer",),
        Meaning.NAME: ("dagtilbudsNavn",),
        Meaning.STATE: ("aktivitetsstatus",),
        Meaning.KIND: ("instType3", "instType3_Tekst"),
        Meaning.OWNERSHIP: ("ejerformKode", "ejerformKode_Tekst"),
    },
    numbers=(Meaning.STIL,),
    required=(Meaning.LEVEL, Meaning.CLUSTER_NUMBER, Meaning.NAME),
    is_register=True,
)


LAYOUTS = (OWN_LIST, REGISTER)


def recognise(sheet: Sheet) -> tuple[Layout, dict[Meaning, int]]:
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
