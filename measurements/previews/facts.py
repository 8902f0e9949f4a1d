"""What is told of the file itself: how it was read, and what of it is hidden."""

import datetime

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.moments import moment
from config.phrases import in_digits, in_words
from measurements.importing import MeasurementsDiff


def heading_of_file(plan: MeasurementsDiff) -> str:
    rows, units = len(plan.sheet.rows), len(plan.content.institutions)
    return ngettext("One row about %(units)s", "%(count)s rows about %(units)s", rows) % {
        "count": in_digits(rows),
        "units": ngettext("one unit", "%(count)s units", units) % {"count": in_words(units)},
    }


def facts_of(
    plan: MeasurementsDiff, *, by: str, at: datetime.datetime
) -> tuple[tuple[str, str], ...]:
    sheet = plan.sheet
    name = sheet.name
    if sheet.sheet_name:
        name = _("%(file)s, the sheet “%(sheet)s”") % {"file": name, "sheet": sheet.sheet_name}
    scales = [
        _("%(version)s, %(count)s steps")
        % {"version": version.name, "count": in_words(len(version.scale.steps))}
        if version.scale.is_ordinal
        else version.name
        for version in sorted(plan.content.versions.values(), key=lambda one: one.from_year)
    ]
    years = sorted({one.year for one in plan.content.observations})
    years += [year for year in {one.year for one in plan.content.inspections} if year not in years]
    return (
        (_("File"), f"{name} ({filesizeformat(sheet.size)})"),
        (_("Scale"), "; ".join(scales) or "–"),
        (
            _("Rows"),
            _("%(rows)s rows with data, %(units)s institutions, %(years)s")
            % {
                "rows": in_digits(len(sheet.rows)),
                "units": in_digits(len(plan.content.institutions)),
                "years": ", ".join(map(str, sorted(years))) or "–",
            },
        ),
        (_("Columns"), columns_of(plan)),
        *hidden_in(plan),
        (_("Uploaded"), _("%(moment)s by %(name)s") % {"moment": moment(at), "name": by}),
    )


def hidden_in(plan: MeasurementsDiff) -> tuple[tuple[str, str], ...]:
    """What nobody will see, and what boards will not."""
    few = sum(
        one.respondents is not None
        and one.respondents < settings.SMALL_N_BOARD
        and not one.is_suppressed
        for one in plan.content.observations
    )
    sentences = []
    if hidden := plan.suppressed_count:
        sentence = ngettext(
            "%(count)s figure is hidden in the source.",
            "%(count)s figures are hidden in the source.",
            hidden,
        )
        sentences.append(sentence % {"count": in_digits(hidden)})
    if few:
        sentence = ngettext(
            "%(count)s value has fewer than %(limit)s answers and is not shown to boards.",
            "%(count)s values have fewer than %(limit)s answers and are not shown to boards.",
            few,
        )
        sentences.append(
            sentence % {"count": in_digits(few), "limit": in_words(settings.SMALL_N_BOARD)}
        )
    return ((_("Hidden"), " ".join(sentences)),) if sentences else ()


def columns_of(plan: MeasurementsDiff) -> str:
    required = len(plan.layout.required) + 1 + len(plan.content.recognised.topics)
    return ngettext(
        "One required column was found.", "All %(count)s required columns were found.", required
    ) % {"count": required}
