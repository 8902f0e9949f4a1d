"""Key figures of an institution and a year, a column each: sick leave, staff, normering."""

from django.utils.translation import gettext_lazy as _

from measurements.layouts.columns import Column, Layout, Meaning
from measurements.layouts.declared import INSTITUTION

PERIOD = Column(Meaning.YEAR, "År", ("Årstal", "Periode", "Opgørelsesår"), required=True)

PERSONALE = Layout(
    code="personale",
    title=_("Sick leave and staff, one row per institution"),
    instrument="personale",
    columns=(*INSTITUTION, PERIOD),
    topics_across=True,
)

NORMERING = Layout(
    code="normering",
    title=_("Children per adult, one row per age group"),
    instrument="normering",
    columns=(
        *INSTITUTION,
        PERIOD,
        Column(Meaning.GROUP, "Aldersgruppe", ("Alder", "Gruppe", "Målgruppe")),
    ),
    topics_across=True,
)
