"""Local goals in a spreadsheet, as clusters kept them before: a row of the form is a row here."""

import re

from django.utils.translation import gettext_lazy as _

from measurements.layouts.columns import Column, Layout, Meaning
from measurements.layouts.declared import INSTITUTION

#: A sheet, or a line above a table, with the number of the strategic goal that its rows are under.
OF_ONE_GOAL = re.compile(r"\s*(?:strategisk\s+)?mål\s*(?:nr\.?\s*)?\d{1,2}\b", re.IGNORECASE)

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
            (
                "Målemetode",
                "Hvordan og hvornår måles effekten",
                "Hvordan og hvornår",
                "Hvordan",
                "Hvordan måler vi",
                "Hvordan ser vi, at det virker",
            ),
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
