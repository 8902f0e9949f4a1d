"""Local goals in a spreadsheet, as clusters kept them before: a row of the form is a row here."""

from django.utils.translation import gettext_lazy as _

from measurements.layouts.columns import Column, Layout, Meaning
from measurements.layouts.declared import INSTITUTION

LOCAL_GOALS = Layout(
    code="local_goals",
    title=_("Local goals, one row per goal"),
    instrument="",
    columns=(
        *INSTITUTION,
        Column(
            Meaning.GOAL,
            "Strategisk mål nr",
            (
                *("Mål nr", "Strategisk mål", "Kommunens mål", "Overordnet mål"),
                *("Fælles mål", "Fælles mål nr", "Kommunalt mål", "Strategisk mål nummer"),
            ),
            required=True,
        ),
        Column(
            Meaning.TEXT,
            "Lokalt mål",
            ("Lokale mål", "Vores lokale mål", "Vores mål", "Enhedens mål"),
            required=True,
        ),
        Column(
            Meaning.EFFORTS,
            "Beskrivelse af indsatser",
            ("Indsatser", "Indsats", "Hvad gør vi", "Handlinger", "Tiltag"),
        ),
        Column(
            Meaning.HOW,
            "Hvordan måles effekten",
            ("Målemetode", "Hvordan", "Hvordan måler vi", "Hvordan ser vi, at det virker"),
        ),
        Column(
            Meaning.WHEN, "Hvornår måles effekten", ("Måletidspunkt", "Hvornår", "Hvornår måler vi")
        ),
        Column(Meaning.MEASURE, "Hvad tælles", ("Måles som", "Hvad tæller vi", "Hvad måles i tal")),
        Column(Meaning.UNIT, "Måleenhed", ("Enhed for tallet", "Tallets enhed")),
        Column(Meaning.BASELINE, "Udgangspunkt", ("Baseline", "Udgangspunkt i tal")),
        Column(Meaning.TARGET, "Måltal", ("Mål i tal", "Måltallet", "Ønsket tal")),
        Column(Meaning.RESPONSIBLE, "Ansvarlig", ("Ansvarlige", "Hvem er ansvarlig")),
        Column(Meaning.PROGRESS, "Status", ("Fremdrift",)),
    ),
)
