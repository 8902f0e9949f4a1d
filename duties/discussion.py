"""The political discussion every second year, as a paper drawn from what is there."""

import datetime
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.collation import danish
from config.months import months_after
from duties.culture import EvaluationCulture
from duties.models import EnvironmentAnswer, EnvironmentEvaluation
from duties.register import InspectionRegister
from duties.rules import DISCUSSION, RuleBook
from files.papers import compose, file_name
from files.papers.pieces import Paper, sender
from institutions.access import Reader, scope_of
from measurements.models import Instrument, Measurement

#: Without a rule of its own the discussion looks back over two years.
TWO_YEARS = 24


def may_discuss(user: Reader) -> bool:
    """Whether the person prepares or holds the discussion: the administration and committees."""
    scope = scope_of(user)
    return bool(scope.plans or scope.edits.everything or scope.reads.everything)


def paper_of_discussion(*, user: Reader, on: datetime.date) -> Paper:
    """Of the units that the reader reads: who has evaluated, what others can use, and tilsyn."""
    months = RuleBook.of([DISCUSSION]).number(DISCUSSION, on) or TWO_YEARS
    since = months_after(on, -months)
    culture = EvaluationCulture.build(user=user, on=on)
    register = InspectionRegister.build(user=user, on=on)
    places = [row.institution.pk for row in culture.rows]
    done = EnvironmentEvaluation.objects.visible_to(user).filter(
        institution__in=places, done_on__gte=since, done_on__lte=on
    )
    before = EnvironmentEvaluation.objects.visible_to(user).filter(
        institution__in=places, done_on__gte=months_after(since, -months), done_on__lt=since
    )
    title = _("The quality of learning environments: a paper to discuss")
    facts = {
        "head": [
            (_("Period"), f"{_day(since)}–{_day(on)}"),
            (_("Places"), str(len(places))),
        ],
        "lead": _(
            "Drawn from the evaluations that places have finished and from tilsyn. Evaluating every"
            " second year is agreed here, and no demand of the law."
        ),
        "evaluated": _evaluated(done, before, units=len(places)),
        "shared": _shared(done),
        "rated": _rated(places, on=on, years=max(1, round(months / 12))),
        "duties": {"heading": _("Tilsyn"), "lines": _duties(register.figures)},
        "questions": {
            "heading": _("To discuss"),
            "lines": [
                _("What do we see more of, and what do we see less of, than two years ago?"),
                _("Which places need help, and who gives it?"),
                _("What is to be different for the children when we discuss this again?"),
            ],
        },
    }
    content = compose(
        "duties/discussion.typ", title=title, on=on, sender=sender(), facts=facts, counts={}
    )
    return Paper(file_name(on, title, suffix="pdf"), content)


def _evaluated(done: Any, before: Any, *, units: int) -> dict[str, Any]:
    earlier = before.order_by().values("institution").distinct().count()
    rows = list(done.select_related("institution").order_by("done_on", "pk"))
    count = len({row.institution_id for row in rows})
    heading = ngettext(
        "%(count)s of %(units)s place has finished an evaluation in the period",
        "%(count)s of %(units)s places have finished an evaluation in the period",
        units,
    ) % {"count": count, "units": units}
    return {
        "heading": heading,
        "before": _("In the period before that it was %(count)s of %(units)s.")
        % {"count": earlier, "units": units},
        "columns": [_("Place"), _("What it was about"), _("Done")],
        "rows": [(str(row.institution), row.focus, _day(row.done_on)) for row in rows],
    }


def _shared(done: Any) -> dict[str, Any]:
    """What places wrote for others."""
    rows = EnvironmentAnswer.objects.filter(evaluation__in=done, question__is_shared=True)
    told = rows.exclude(text="").select_related("evaluation__institution")
    return {
        "heading": _("What others can use of it"),
        "rows": [
            (str(row.evaluation.institution), row.text)
            for row in told.order_by(danish("evaluation__institution__name"), "pk")
        ],
    }


def _rated(places: Collection[int], *, on: datetime.date, years: int) -> dict[str, Any]:
    """The newest rating of each place in each theme, by the words of the scale; and as it was.

    A period is so many years, this one among them.
    """
    last = on.year
    now = _ratings(places, first=last - years + 1, last=last)
    before = _ratings(places, first=last - 2 * years + 1, last=last - years)
    return {
        "heading": _("How the themes of tilsyn were rated, now and the last time it was discussed"),
        "columns": [
            _("Theme"),
            _("Places, %(first)s–%(last)s") % {"first": last - years + 1, "last": last},
            _("Places, %(first)s–%(last)s") % {"first": last - 2 * years + 1, "last": last - years},
        ],
        "rows": [
            (theme, _counted(now.get(key, {})), _counted(before.get(key, {})))
            for key in sorted(now.keys() | before.keys())
            for _number, theme in [key]
        ],
    }


def _ratings(
    places: Collection[int], *, first: int, last: int
) -> dict[tuple[int, str], Counter[tuple[int, str]]]:
    """Theme → how many places got which rating, in the newest of their tilsyn in those years."""
    found = (
        Measurement.objects.filter(
            institution__in=places,
            topic__version__instrument__kind=Instrument.Kind.INSPECTION,
            year__range=(first, last),
            step__isnull=False,
        )
        .order_by("year", "measured_on", "pk")
        .values_list(
            *("institution", "topic__lineage", "topic__number", "topic__short_name"),
            *("step__rank", "step__short_label"),
        )
    )
    newest = {(place, lineage): told for place, lineage, *told in found}
    themes: dict[tuple[int, str], Counter[tuple[int, str]]] = {}
    for number, theme, rank, label in newest.values():
        themes.setdefault((number, theme), Counter())[rank, label] += 1
    return themes


def _counted(counts: Mapping[tuple[int, str], int]) -> str:
    """“5 vedligeholde, 2 justere”: the best first."""
    told = [f"{n} {label.lower()}" for (_rank, label), n in sorted(counts.items(), reverse=True)]
    return ", ".join(told) or "–"


def _duties(figures: dict[str, int]) -> list[str]:
    told = [
        (
            "reports_overdue",
            ngettext(
                "%(count)s report of tilsyn is overdue",
                "%(count)s reports of tilsyn are overdue",
                figures["reports_overdue"],
            ),
        ),
        (
            "remarks",
            ngettext(
                "%(count)s remark is being followed up",
                "%(count)s remarks are being followed up",
                figures["remarks"],
            ),
        ),
        (
            "boards_untold",
            ngettext(
                "In %(count)s place the board has not been informed of the last report",
                "In %(count)s places the board has not been informed of the last report",
                figures["boards_untold"],
            ),
        ),
    ]
    return [sentence % {"count": figures[name]} for name, sentence in told]


def _day(day: datetime.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
