"""What people answer and how children are placed: shares and counts beside a value.

Local questions and criteria are topics in the reference data; a file never adds one by itself.
"""

from django.utils.translation import gettext_lazy as _

from measurements.layouts.columns import Column, Layout, Meaning
from measurements.layouts.declared import INSTITUTION

YEAR = Column(Meaning.YEAR, "År", ("Årstal", "Undersøgelsesår", "Måleår"), required=True)

TILSYNSKRITERIER = Layout(
    code="tilsynskriterier",
    title=_("Criteria of inspections, one row per criterion"),
    instrument="tilsynskriterier",
    columns=(
        *INSTITUTION,
        Column(Meaning.YEAR, "Tilsynsår", ("År", "Årstal", "Tilsyn år"), required=True),
        Column(Meaning.TOPIC, "Kriterium", ("Kriterier", "Udsagn"), required=True),
        Column(Meaning.VALUE, "Svar", ("Svarord", "Vurdering"), required=True),
    ),
    aside=("Tilsynstype", "Tema nr", "Temanr", "Tema"),  # a criterion belongs to one theme
)

TOPI = Layout(
    code="topi",
    title=_("TOPI, one row per round"),
    instrument="topi",
    columns=(
        *INSTITUTION,
        Column(Meaning.YEAR, "Runde", ("TOPI-runde", "Periode", "År"), required=True),
        Column(
            Meaning.RESPONDENTS,
            "Antal børn vurderet",
            (
                *("Antal vurderet", "Antal vurderede børn", "Børn i alt", "Antal vurderede"),
                *("Vurderede børn", "Vurderede", "Antal vurderinger", "Børn vurderet"),
                *("Vurderet", "Børn vurderet i alt", "Vurderede i alt", "Vurderet i alt"),
            ),
        ),
    ),
    topics_across=True,
    topic="topi-position",
    answers="counts",
    rounds=True,
)

SPROGVURDERING = Layout(
    code="sprogvurdering",
    title=_("Language assessment, one row per age group"),
    instrument="sprogvurdering",
    columns=(
        *INSTITUTION,
        YEAR,
        Column(Meaning.GROUP, "Aldersgruppe", ("Alder", "Årgang")),
        Column(Meaning.TOPIC, "Færdigheder", ("Færdighed", "Dimension")),
        Column(
            Meaning.RESPONDENTS,
            "Antal vurderet",
            (
                *("Antal børn vurderet", "Antal vurderede børn", "Antal vurderinger"),
                *("Vurderede børn", "Vurderede", "Antal", "Antal børn"),
            ),
        ),
    ),
    topic="sprogvurdering-samlet",
    answers="shares",
)

TU = Layout(
    code="tu",
    title=_("Survey of staff (TU), one row per theme"),
    instrument="tu",
    columns=(
        *INSTITUTION,
        YEAR,
        Column(Meaning.TOPIC, "Tema", ("Spørgsmål", "Emne"), required=True),
        Column(Meaning.VALUE, "Score (1-7)", ("Score", "Gennemsnit"), required=True),
        Column(Meaning.RESPONDENTS, "Besvarelser", ("Antal besvarelser", "Antal svar")),
    ),
    aside=(
        "Inviterede",
        "Svarprocent",
        "Forrige måling",
        "Organisatorisk benchmark",
        "Benchmark",
        "Kommune",
    ),
)

BTU = Layout(
    code="btu",
    title=_("Survey of parents (BTU), one row per question"),
    instrument="btu",
    columns=(
        *INSTITUTION,
        YEAR,
        Column(Meaning.TOPIC, "Spørgsmål", ("Spørgsmålstekst", "Spm", "Spg"), required=True),
        Column(Meaning.VALUE, "Gennemsnit (1-5)", ("Gennemsnit", "Score"), required=True),
        Column(Meaning.RESPONDENTS, "Antal besvarelser", ("Besvarelser", "Antal svar")),
    ),
    answers="shares",
    aside=("Kommune", "Svarprocent", "Inviterede", "Benchmark"),
)

SAMTALER = Layout(
    code="samtaler",
    title=_("Talks with staff (MUS, GRUS, TUS), one row per kind and month"),
    instrument="samtaler",
    columns=(
        *INSTITUTION,
        Column(Meaning.YEAR, "Periode", ("År", "Opgjort"), required=True),
        Column(Meaning.TOPIC, "Samtale", ("Samtaler", "Samtaletype"), required=True),
        Column(
            Meaning.RESPONDENTS,
            "Planlagte samtaler",
            ("Planlagt", "Planlagte", "Antal planlagte", "Planlagt i året"),
        ),
        Column(
            Meaning.VALUE,
            "Holdt i procent",
            ("Holdt (%)", "Afholdt i procent", "Afholdt (%)", "Andel holdt", "Andel afholdt"),
            required=True,
        ),
    ),
    rounds=True,
    months=True,
)
