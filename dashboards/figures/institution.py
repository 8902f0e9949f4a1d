"""The figures of an institution, one table for each part of its page."""

import datetime
from collections.abc import Iterator
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.templatetags.components import STATUS_WORDS
from dashboards.figures.sources import SOURCES, sources_table
from dashboards.figures.tables import HIDDEN, Cell, ExportColumn, ExportTable, Shape, decimal
from dashboards.institution import InstitutionPage
from institutions.access import Reader
from institutions.models import Institution
from strategy.form_fields import EFFORT_FIELDS, LOOP_FIELDS, MEASURE_FIELDS

DATE = datetime.date

LOCAL_GOALS = Shape(
    "local_goals",
    _("Local goals"),
    (
        ExportColumn("goal", _("Goal"), int),
        ExportColumn("text", _("Local goal")),
        ExportColumn("efforts", _("Efforts")),
        ExportColumn("how", _("How the effect is measured")),
        ExportColumn("when", _("When the effect is measured")),
        ExportColumn("measured_on", _("Date"), DATE),
        *(ExportColumn(field.name, field.heading, field.kind.cell) for field in MEASURE_FIELDS),
        ExportColumn("figure", _("Newest figure"), Decimal),
        ExportColumn("figure_on", _("Figure of"), DATE),
        ExportColumn("figure_of", _("Figure out of"), Decimal),
        ExportColumn("status", _("Status (key)")),
        ExportColumn("status_text", _("Status")),
        ExportColumn("adopted_on", _("Adopted"), DATE),
    ),
    has_texts=True,
)
EFFORTS = Shape(
    "efforts",
    _("Efforts"),
    (
        ExportColumn("goal", _("Goal"), int),
        ExportColumn("local_goal", _("Local goal")),
        ExportColumn("number", _("No."), int),
        *(ExportColumn(field.name, field.heading, field.kind.cell) for field in EFFORT_FIELDS),
    ),
    has_texts=True,
)
LEARNING = Shape(
    "learning_loops",
    _("Learning loops"),
    (
        ExportColumn("goal", _("Goal"), int),
        ExportColumn("local_goal", _("Local goal")),
        ExportColumn("number", _("No."), int),
        *(ExportColumn(field.name, field.heading, field.kind.cell) for field in LOOP_FIELDS),
        ExportColumn("choice", _("What is done with it")),
        ExportColumn("expected_on", _("Expectation written"), DATE),
        ExportColumn("locked_on", _("Expectation locked"), DATE),
    ),
    has_texts=True,
)
INSPECTIONS = Shape(
    "inspections",
    _("Inspections"),
    (
        ExportColumn("theme", _("Theme")),
        ExportColumn("year", _("Year"), int),
        ExportColumn("rating", _("Rating")),
        ExportColumn("rank", _("Step"), int),
        ExportColumn("of", _("Steps of the scale"), int),
        ExportColumn("is_break", _("New scale"), bool),
    ),
)
KIDS = Shape(
    "kids",
    _("KIDS"),
    (
        ExportColumn("area", _("Area of KIDS")),
        ExportColumn("year", _("Year"), int),
        ExportColumn("value", _("Value"), Decimal),
        ExportColumn("band", _("Band")),
        ExportColumn("year_before", _("Year before"), int),
        ExportColumn("value_before", _("Value before"), Decimal),
        ExportColumn("cluster", _("The cluster")),
    ),
)
SURVEYS = Shape(
    "surveys",
    _("Surveys"),
    (
        ExportColumn("survey", _("Survey")),
        ExportColumn("question", _("Question")),
        ExportColumn("year", _("Year"), int),
        ExportColumn("mean", _("Mean"), Decimal),
        ExportColumn("year_before", _("Year before"), int),
        ExportColumn("mean_before", _("Mean before"), Decimal),
        ExportColumn("answers", _("Answers"), int),
        ExportColumn("is_hidden", _("Hidden"), bool),
    ),
)
COUNTS = Shape(
    "counts",
    _("Counts"),
    (
        ExportColumn("survey", _("Survey")),
        ExportColumn("topic", _("Topic")),
        ExportColumn("round", _("Round")),
        ExportColumn("assessed", _("Assessed"), int),
        ExportColumn("answer", _("Answer")),
        ExportColumn("count", _("Count"), int),
        ExportColumn("share", _("Share"), Decimal),
        ExportColumn("is_hidden", _("Hidden"), bool),
    ),
)
MEASURED = Shape(
    "measured",
    _("Other figures"),
    (
        ExportColumn("instrument", _("Instrument")),
        ExportColumn("topic", _("Topic")),
        ExportColumn("group", _("Group")),
        ExportColumn("year", _("Year"), int),
        ExportColumn("value", _("Value"), Decimal),
        ExportColumn("value_text", _("As it is shown")),
        ExportColumn("year_before", _("Year before"), int),
        ExportColumn("value_before", _("Value before"), Decimal),
        ExportColumn("is_hidden", _("Hidden"), bool),
    ),
)
INSTITUTION_SHAPES = (
    *(LOCAL_GOALS, EFFORTS, LEARNING, INSPECTIONS, KIDS, SURVEYS, COUNTS, MEASURED, SOURCES),
)


def institution_tables(
    institution: Institution, *, user: Reader, on: datetime.date
) -> tuple[ExportTable, ...]:
    """All tables of an institution, as the person sees its page; two queries more than the page."""
    page = InstitutionPage.build(institution, user=user, on=on)
    return (
        LOCAL_GOALS.filled(_local_goals(page)),
        EFFORTS.filled(_efforts(page)),
        LEARNING.filled(_learning(page)),
        INSPECTIONS.filled(_inspections(page)),
        KIDS.filled(_kids(page)),
        SURVEYS.filled(_surveys(page)),
        COUNTS.filled(_counts(page)),
        MEASURED.filled(_measured(page)),
        sources_table([institution.pk], user=user, on=on),
    )


def _local_goals(page: InstitutionPage) -> Iterator[tuple[Cell, ...]]:
    for group in page.local_goals.groups:
        for row in group.rows:
            standing = row.standing
            key = standing.key if standing.is_agreed else ""
            yield (
                group.number,
                row.text,
                "\n".join(effort.text for effort in row.efforts),
                row.how,
                row.when_text,
                row.measured_on,
                *(decimal(told) if isinstance(told, Decimal) else told for told in row.measure),
                decimal(row.figure),
                row.figure_on,
                decimal(row.figure_of),
                key,
                str(STATUS_WORDS[key]) if key else standing.stage,
                row.adopted_on,
            )


def _efforts(page: InstitutionPage) -> Iterator[tuple[Cell, ...]]:
    for group in page.local_goals.groups:
        for row in group.rows:
            for effort in row.efforts:
                yield (
                    group.number,
                    row.text,
                    effort.number,
                    *(getattr(effort, field.name) for field in EFFORT_FIELDS),
                )


def _learning(page: InstitutionPage) -> Iterator[tuple[Cell, ...]]:
    for group in page.local_goals.groups:
        for row in group.rows:
            for number, loop in enumerate(row.loops, start=1):
                told = [getattr(loop, field.name) for field in LOOP_FIELDS]
                yield (
                    group.number,
                    row.text,
                    number,
                    *(decimal(one) if isinstance(one, Decimal) else one for one in told),
                    loop.get_choice_display(),
                    timezone.localdate(loop.expected_at),
                    loop.locked_at and timezone.localdate(loop.locked_at),
                )


def _inspections(page: InstitutionPage) -> Iterator[tuple[Cell, ...]]:
    tilsyn = page.inspections
    for theme in tilsyn.themes:
        for column, cell in zip(tilsyn.columns, theme.cells, strict=True):
            label = cell.label or (gettext("Light-tilsyn") if cell.light else None)
            yield theme.name, column.year, label, cell.rank or None, cell.of or None, cell.is_break


def _kids(page: InstitutionPage) -> Iterator[tuple[Cell, ...]]:
    profile = page.profile
    for area in profile.areas if profile else ():
        yield (
            area.name,
            profile.year if profile else None,
            decimal(area.value),
            area.band or None,
            profile.was_year if profile else None,
            decimal(area.was_value),
            area.others or None,
        )


def _surveys(page: InstitutionPage) -> Iterator[tuple[Cell, ...]]:
    for survey in page.surveys.asked:
        for answer in survey.answers:
            is_hidden = answer.value is None
            yield (
                survey.name,
                answer.topic,
                survey.year,
                HIDDEN if is_hidden else decimal(answer.mean),
                survey.was_year,
                decimal(answer.mean_before),
                HIDDEN if answer.respondents is None else answer.respondents,
                is_hidden,
            )


def _counts(page: InstitutionPage) -> Iterator[tuple[Cell, ...]]:
    for survey in page.surveys.counted:
        for found in survey.rounds:
            for (answer, _text), cell in zip(found.cells, found.counts, strict=True):
                yield (
                    survey.name,
                    survey.topic,
                    found.name,
                    HIDDEN if found.total is None else found.total,
                    answer,
                    HIDDEN if cell.is_hidden else cell.count,
                    HIDDEN if cell.is_hidden else decimal(cell.share),
                    cell.is_hidden,
                )


def _measured(page: InstitutionPage) -> Iterator[tuple[Cell, ...]]:
    for table in page.surveys.tables:
        for row in table.rows:
            yield (
                table.name,
                row.what,
                row.group or None,
                table.year,
                HIDDEN if row.is_hidden else decimal(row.number),
                HIDDEN if row.is_hidden else row.value,
                table.was_year,
                HIDDEN if row.was is None else decimal(row.was_number),
                row.is_hidden,
            )
