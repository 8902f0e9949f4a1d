"""Inspections and KIDS, and the columns by which every layout names its institution."""

from django.utils.translation import gettext_lazy as _

from measurements.layouts.columns import Column, Layout, Meaning

INSTITUTION_NAME = Column(
    Meaning.NAME,
    "Institution",
    (
        "Institutionens navn",
        "Institutionsnavn",
        "Dagtilbud",
        "Arbejdsplads",
        "Enhed",
        "Navn",
        "Organisation",
        "Børnehus",
        "Hus",
        "Daginstitution",
        "Sted",
        "Rækkenavne",
    ),
)
INSTITUTION = (
    Column(
        Meaning.NUMBER,
        "Institutionsnummer",
        (
            "Institutionsnr",
            "Inst.nr.",
            "Inst nr",
            "Enhedsnummer",
            "KK-orgnr",
            "Lokalt nummer",
            "Enhedsnr",
            "Arbejdspladskode",
            "Institutions-ID",
            "Nummer",
            "Dagtilbudsnr",
            "Dagtilbudsnummer",
            "Orgnr",
        ),
    ),
    Column(
        Meaning.STIL,
        "EnhedsNummer (STIL)",
        ("STIL-nummer", "STIL enhedsnummer", "Nummer i Dagtilbudsregisteret"),
    ),
    Column(Meaning.PRODUCTION, "P-nummer", ("P-nr", "Produktionsenhed", "Produktionsnummer")),
    INSTITUTION_NAME,
    Column(Meaning.CLUSTER, "Klynge", ("Klyngenavn", "Distrikt")),
)

INSPECTION = (
    *INSTITUTION,
    Column(Meaning.YEAR, "Tilsynsår", ("År", "Årstal", "Tilsyn år"), required=True),
    Column(Meaning.KIND, "Tilsynstype", ("Type", "Type tilsyn", "Tilsynsform")),
    Column(Meaning.OBSERVED_ON, "Observation dato", ("Observationsdato", "Dato for observation")),
    Column(
        Meaning.DISCUSSED_ON,
        "Faglig dialog dato",
        ("Faglig dialog", "Dato for faglig dialog", "Vedligeholdelsesdialog dato"),
    ),
    Column(Meaning.CLOSED_ON, "Tilsyn afsluttet", ("Afsluttet", "Afsluttet dato")),
    Column(Meaning.IS_ENHANCED, "Skærpet tilsyn"),
    Column(Meaning.HAS_IMMEDIATE_ORDER, "Strakspåbud"),
    Column(Meaning.REPORT_URL, "Link til rapport", ("Link", "Tilsynsrapport", "Rapport")),
)

OBSERVATION = (
    *INSTITUTION,
    Column(
        Meaning.DATE,
        "Måledato",
        ("Dato", "Observationsdato", "Observeret", "Obs.dato", "Observeret den"),
        required=True,
    ),
    Column(Meaning.GROUP, "Stue/gruppe", ("Stue", "Gruppe", "Afdeling", "Stue eller gruppe")),
    Column(Meaning.AUDIENCE, "Målgruppe", ("Aldersgruppe", "Alder")),
    Column(Meaning.EDITION, "KIDS-udgave", ("Udgave", "Version")),
    Column(Meaning.OBSERVER, "Observatør"),
)

TILSYN_WIDE = Layout(
    code="tilsyn_wide",
    title=_("Pedagogical inspection, one row per inspection"),
    instrument="tilsyn",
    columns=INSPECTION,
    topics_across=True,
    inspections=True,
)

TILSYN_LONG = Layout(
    code="tilsyn_long",
    title=_("Pedagogical inspection, one row per theme"),
    instrument="tilsyn",
    columns=(
        *INSPECTION,
        Column(Meaning.TOPIC_NUMBER, "Tema nr", ("Temanr", "Temanummer", "Nr")),
        Column(Meaning.TOPIC, "Tema", ("Pejlemærke", "Tilsynstema"), required=True),
        Column(Meaning.VALUE, "Vurdering", ("Tilsynsvurdering", "Indsats"), required=True),
        Column(
            Meaning.NOTE,
            "Anvisning på opfølgende tiltag",
            ("Anvisning", "Anvisninger", "Konkrete anvisninger på opfølgende tiltag"),
        ),
    ),
    inspections=True,
)

#: A plain list of reports, as municipalities publish them. Without a year, it is that of the day.
TILSYN_REPORTS = Layout(
    code="tilsynsrapporter",
    title=_("Reports of pedagogical inspections, a plain list"),
    instrument="tilsyn",
    columns=(
        *INSTITUTION,
        Column(
            Meaning.CLOSED_ON,
            "Rapportdato",
            (
                "Dato for rapport",
                "Rapport dateret",
                "Rapporten er fra",
                "Tilsyn afsluttet",
                "Tilsynsdato",
                "Dato for tilsyn",
                "Dato",
            ),
            required=True,
        ),
        Column(
            Meaning.REPORT_URL,
            "Link til rapport",
            ("Link", "Tilsynsrapport", "Rapport", "Link til tilsynsrapport", "Rapportlink"),
            required=True,
        ),
        Column(Meaning.KIND, "Tilsynstype", ("Type", "Type tilsyn", "Tilsynsform")),
        Column(Meaning.YEAR, "Tilsynsår", ("Tilsyn år",)),
    ),
    inspections=True,
)

KIDS_WIDE = Layout(
    code="kids_wide",
    title=_("KIDS, one row per room"),
    instrument="kids",
    columns=OBSERVATION,
    topics_across=True,
)

KIDS_LONG = Layout(
    code="kids_long",
    title=_("KIDS, one row per area"),
    instrument="kids",
    columns=(
        *OBSERVATION,
        Column(Meaning.TOPIC, "Område", ("KIDS-område",), required=True),
        Column(Meaning.VALUE, "Gennemsnit", ("Score", "Værdi", "Middelværdi"), required=True),
        Column(Meaning.PERCENT, "Procent", ("Procent af højeste",)),
        Column(Meaning.ITEMS, "Antal besvarede punkter", ("Besvarede punkter", "Antal punkter")),
    ),
)
