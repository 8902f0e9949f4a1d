"""The report of a programme: what it is to bring about, how far it is, and every figure."""

import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charts.papers import drawing
from files.papers import compose, file_name
from files.papers.pieces import Paper, sender
from institutions.access import Reader
from institutions.editions import BoardsEyes
from programmes.models import Programme
from programmes.pages import ProgrammePage
from programmes.pages.evaluation_rows import PointRows, QuestionRow

BAR_WIDTH, BAR_HEIGHT = 170, 22


def programme_paper(programme: Programme, *, user: Reader, on: datetime.date) -> Paper:
    """The report as PDF, with the board's eyes, in at most 21 queries."""
    page = ProgrammePage.build(programme, user=BoardsEyes(user), on=on)
    content = compose(
        "programmes/programme.typ",
        title=_("%(programme)s: results") % {"programme": programme},
        on=on,
        sender=sender(),
        dates=_("As of %(date)s") % {"date": date_format(on, "DATE_FORMAT")},
        facts=facts_of(page),
        counts={f"board/{scope}": told for scope, told in page.counts.items()},
    )
    return Paper(file_name(on, programme.name, _("results"), suffix="pdf"), content)


def facts_of(page: ProgrammePage) -> dict[str, Any]:
    """What the report says, in the order in which it says it."""
    programme, evaluation = page.programme, page.evaluation
    return {
        "head": [
            (_("Years"), programme.years),
            (_("As of"), date_format(page.on, "DATE_FORMAT")),
            *([(_("Source"), programme.source)] if programme.source else []),
        ],
        "lead": page.lead,
        "chain": {
            "heading": page.chain_heading,
            "columns": [
                {
                    "name": column.name,
                    "links": [
                        {
                            "text": link.text,
                            "evidence": " · ".join(
                                filter(
                                    None, [*link.evidence, *map(str, link.indicators), link.note]
                                )
                            ),
                        }
                        for link in column.links
                    ],
                }
                for column in page.columns
            ],
        },
        "heading": evaluation.heading,
        "legend": _("Bars: answers below the middle to the left, above it to the right."),
        "columns": [_("Question"), _("Distribution"), _("Answers"), _("n")],
        "points": [_point(point) for point in evaluation.points],
        "developments": {
            "heading": _("The same question, asked several times"),
            "note": _(
                "Not the same people answered each time, and small differences are not progress."
            ),
            "rows": [{"name": one.name, "text": one.sentence} for one in evaluation.developments],
        },
        "courses": {
            "heading": page.timetable.heading,
            "columns": [_("Course"), _("Starts"), _("Status")],
            "rows": [
                (row.name, date_format(row.starts_on, "SHORT_DATE_FORMAT"), row.state)
                for year in page.timetable.years
                for row in year.rows
            ],
        },
        "hidden": _("Figures from fewer than %(n)s answers are not shown.")
        % {"n": evaluation.threshold},
    }


def _point(group: PointRows) -> dict[str, Any]:
    point = group.point
    about = [str(point.get_audience_display()), point.focus, point.note]
    return {
        "name": point.name,
        "note": ". ".join(filter(None, about)),
        "rows": [_question(row) for row in group.rows],
        "waiting": group.waiting,
        "themes_heading": _("Comments: %(point)s") % {"point": point.name},
        "themes": [
            {
                "name": theme.name,
                "count": theme.count,
                "quotes": [f"»{quote}«" for quote in theme.quotes],
            }
            for theme in group.themes
        ],
        "theme_columns": [_("Theme"), _("Comments")],
    }


def _question(row: QuestionRow) -> dict[str, Any]:
    bar = None
    if row.bar:
        bar = drawing("diverging_bar", row.bar, width=BAR_WIDTH, height=BAR_HEIGHT)
    hidden = _("Hidden: too few answers") if row.is_hidden else ""
    told = [f"{part.amount or _('hidden')} {part.label}" for part in row.parts]
    if row.question.kind == "mean":
        told = []
    uneven = [f"{_('Deviation in the source:')} {sentence}" for sentence in row.unevenness]
    return {
        "text": row.question.text,
        "summary": row.summary.replace("n = ", "n\u00a0=\u00a0")
        or hidden
        or ("" if row.answers else _("No answers yet")),
        "bar": bar,
        "parts": told,
        "n": row.n or "–",
        "notes": [*row.notes, *uneven],
    }
