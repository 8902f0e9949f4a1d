"""What each column of a template is for, in the words of the sheet of help."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurements.exporting.headings import COUNT, AnswerColumn
from measurements.importing.known import KnownScale
from measurements.importing.values import plain
from measurements.layouts import Column, Layout, Meaning

MEANINGS: dict[Meaning, Promise] = {
    Meaning.NUMBER: gettext_lazy("The institution’s number, as text: zeros in front count."),
    Meaning.STIL: gettext_lazy("The number in Dagtilbudsregisteret, where there is no other."),
    Meaning.PRODUCTION: gettext_lazy("The P-number, where there is no other number."),
    Meaning.NAME: gettext_lazy("The institution’s name. It is only compared with the number."),
    Meaning.YEAR: gettext_lazy("The year, as 2026."),
    Meaning.DATE: gettext_lazy("The day it was measured, as 31-12-2026."),
    Meaning.GROUP: gettext_lazy("The room or group. Empty when it is about the whole house."),
    Meaning.EDITION: gettext_lazy("The edition of the instrument. Choose it from the list."),
    Meaning.TOPIC: gettext_lazy("What is rated. Choose it from the list."),
    Meaning.TOPIC_NUMBER: gettext_lazy("The topic’s number. It may be left empty."),
    Meaning.VALUE: gettext_lazy("The result."),
    Meaning.PERCENT: gettext_lazy("The result once more, in per cent. It may be left empty."),
    Meaning.RESPONDENTS: gettext_lazy(
        "How many are behind the figure. Write * where it is hidden."
    ),
    Meaning.NOTE: gettext_lazy("A note to the result. It may be left empty."),
    Meaning.KIND: gettext_lazy("The kind of inspection. Choose it from the list."),
    Meaning.OBSERVED_ON: gettext_lazy("The day of the observation, as 31-12-2026."),
    Meaning.DISCUSSED_ON: gettext_lazy("The day of the dialogue, as 31-12-2026."),
    Meaning.CLOSED_ON: gettext_lazy("The day the inspection was closed, as 31-12-2026."),
    Meaning.IS_ENHANCED: gettext_lazy("Ja or Nej."),
    Meaning.HAS_IMMEDIATE_ORDER: gettext_lazy("Ja or Nej."),
    Meaning.REPORT_URL: gettext_lazy("The report’s address on the web. It begins with https://."),
    Meaning.GOAL: gettext_lazy("The number of the strategic goal."),
    Meaning.TEXT: gettext_lazy("The local goal, in one sentence."),
    Meaning.EFFORTS: gettext_lazy("The efforts, one in each line."),
    Meaning.HOW: gettext_lazy("How the effect is measured."),
    Meaning.WHEN: gettext_lazy("When the effect is measured."),
    Meaning.PROGRESS: gettext_lazy("How far it is. It may be left empty."),
    Meaning.MEASURE: gettext_lazy("What is counted: “Children with a friend”. May be left empty."),
    Meaning.UNIT: gettext_lazy("What the numbers are in: “per cent”, “children”."),
    Meaning.BASELINE: gettext_lazy("The number where you begin."),
    Meaning.TARGET: gettext_lazy("The number to be reached; below the baseline: to get down to."),
    Meaning.RESPONSIBLE: gettext_lazy("Who is responsible: a function, never a person’s name."),
}

ROUND = gettext_lazy("The round, as Forår 2026.")
YEAR_OR_ROUND = gettext_lazy(
    "The year, as 2026, or a part of it, as Forår 2026, Marts 2026 or 1. kvartal 2026."
)
ASIDE = gettext_lazy("It is kept with the row, and nothing is computed from it.")


def about_column(column: Column, layout: Layout) -> str:
    """What a declared column is for."""
    if column.meaning is Meaning.YEAR and layout.rounds:
        return str(YEAR_OR_ROUND if layout.takes_parts else ROUND)
    return str(MEANINGS.get(column.meaning, ASIDE))


def about_scale(scale: KnownScale) -> str:
    """What may be written for a topic."""
    if scale.is_ordinal:
        labels = ", ".join(step.label for step in scale.steps)
        return _("Write one of these: %(labels)s.") % {"labels": labels}
    if scale.lowest is None or scale.highest is None:
        return _("Write a number with a decimal comma.")
    return _("Write a number from %(lowest)s to %(highest)s, with a decimal comma.") % {
        "lowest": plain(scale.lowest),
        "highest": plain(scale.highest),
    }


def about_answers(answer: AnswerColumn) -> str:
    """What may be written of how many gave an answer."""
    if answer.unit == COUNT:
        return _("How many. Write * where it is hidden.")
    return _("How many per cent, from 0 to 100. Write * where it is hidden.")


def rules() -> tuple[str, ...]:
    """What holds for every template."""
    return (
        _("Fill in the first sheet, and leave the headings as they are."),
        _("Delete what you do not need: empty cells never delete anything that is here already."),
        _("Write .. where nothing was measured, and * where the source hides the figure."),
        _("Never write names or CPR numbers of children or staff."),
        _("Save the file as .xlsx, and read it in. You see everything that will change first."),
    )
