"""The words of lists of institutions: their columns, and the places there are already."""

from collections.abc import Sequence

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.cells import DatedCells
from imports.arranging.cluster_words import without_cluster_word
from imports.arranging.words import NAME, NUMBER, OTHER, PLACE, KnownWord, Vocabulary
from institutions.importing.entries import OWNERSHIPS
from institutions.importing.layouts import LAYOUTS, OWN_LIST, REGISTER, InstitutionMeaning
from institutions.models import Area, Cluster, Identifier, Institution, InstitutionKind

ROLES = {
    **dict.fromkeys(OWN_LIST.numbers, NUMBER),
    InstitutionMeaning.NAME: NAME,
    InstitutionMeaning.AREA: PLACE,
    InstitutionMeaning.CLUSTER: PLACE,
}
#: Columns of a list of addresses, of which nothing is read.
ASIDE = (
    *("Adresse", "Vej", "Gade", "Postnr", "Postnummer", "By", "Postnr. og by", "Telefon", "Tlf"),
    *("Telefonnummer", "Mobil", "E-mail", "Mail", "Hjemmeside", "Leder", "Daglig leder"),
    *("Pædagogisk leder", "Kontaktperson", "Bemærkning", "Bemærkninger", "Noter", "Kommentar"),
    *("CVR", "CVR-nr", "CVR-nummer", "Kapacitet", "Antal pladser", "Pladser", "Normering"),
    *("Åbningstid", "Åbningstider", "Matrikel", "Souschef", "Klyngeleder", "Områdeleder"),
)
GIVES_AWAY = fold(REGISTER.headings[InstitutionMeaning.LEVEL][0])


def words_of_institutions() -> Vocabulary:
    """Everything a list of institutions may be written with, in four queries."""
    names = {
        fold(heading): KnownWord(headings[0], meaning.value, headings[0], ROLES.get(meaning, OTHER))
        for layout in reversed(LAYOUTS)
        for meaning, headings in layout.headings.items()
        for heading in headings
    }
    owned = names[fold(OWN_LIST.headings[InstitutionMeaning.OWNERSHIP][0])]
    for heading in ASIDE:
        names.setdefault(fold(heading), KnownWord(heading, OTHER, heading))
    by_name = Institution.objects.order_by("pk").values_list("name", "pk")
    called = Cluster.objects.values_list("name", flat=True)
    clusters = {fold(one) for name in called for one in (name, without_cluster_word(name))}
    has_one = Area.objects.count() == 1

    def placed(places: Sequence[Cell]) -> bool:
        """Whether there is but one area, or all clusters have theirs."""
        return has_one or (bool(places) and all(fold(shown(one)) in clusters for one in places))

    return Vocabulary(
        names,
        frozenset(Identifier.objects.values_list("value", flat=True)),
        {fold(name): str(pk) for name, pk in by_name},
        _lacks,
        cells=DatedCells(
            heading
            for meaning in (InstitutionMeaning.FROM, InstitutionMeaning.TO)
            for heading in OWN_LIST.headings[meaning]
        ),
        by_content=(owned._replace(texts=frozenset(one for one in OWNERSHIPS if len(one) > 1)),),
        steps={fold(str(kind.label)): str(kind.label) for kind in InstitutionKind},
        makes_places=True,
        placed=placed,
        is_of_persons=True,  # a leader's address stands beside the institution
        sections=tuple(
            names[fold(OWN_LIST.headings[meaning][0])]
            for meaning in (InstitutionMeaning.AREA, InstitutionMeaning.CLUSTER)
        ),
    )


def _lacks(headings: Sequence[str]) -> Sequence[KnownWord]:
    """A name, a number, and the area of clusters: what a new institution cannot do without."""
    there = set(map(fold, headings))
    if GIVES_AWAY in there:
        return ()
    found = []
    for meanings in ((InstitutionMeaning.NAME,), OWN_LIST.numbers, (InstitutionMeaning.AREA,)):
        known = {fold(one) for meaning in meanings for one in OWN_LIST.headings[meaning]}
        if not known & there:
            ours = OWN_LIST.headings[meanings[0]][0]
            role = ROLES[meanings[0]]
            found.append(KnownWord(ours, meanings[0].value, ours, role))
    return found
