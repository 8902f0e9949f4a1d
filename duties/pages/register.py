"""The register of inspections, one institution in it, and the rules that dates follow."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.requests import SignedInRequest
from duties.doing import Doing, doing_about
from duties.due import INSPECTED, rule_after
from duties.models import BoardTold, Remark, ReportCorrection, RuleEdition
from duties.register import DutyRow, InspectionRegister
from duties.reports import REPORT_RULES
from duties.rules import REPORT, RuleBook
from duties.told import key_of
from duties.workflow import SUPERVISION
from institutions.access import scope_of
from institutions.models import Institution
from institutions.schools import is_of_schools_alone
from measurements.models import Inspection


@dataclass(frozen=True, slots=True)
class InspectedYear:
    """One inspection of an institution, and what was noted of it."""

    inspection: Inspection
    told: BoardTold | None
    remarks: Sequence[Doing]
    corrections: Sequence[ReportCorrection]


def inspection_register(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    page = InspectionRegister.build(user=request.user, on=today)
    remarks = [remark for row in page.found for remark in row.remarks]
    scope = scope_of(request.user)
    doing = doing_about(remarks, user=request.user, on=today)
    context = {
        "page": page,
        "rule": RuleBook.of([REPORT]).edition(REPORT, today),
        "registers": bool(scope.plans),
        "is_of_school": is_of_schools_alone(request.user),
        "reads_in": request.user.is_staff and bool(scope.edits),
        "found": [(row, [doing[remark.pk] for remark in row.remarks]) for row in page.found],
    }
    return render(request, "duties/register.html", context)


def inspection_duty(request: SignedInRequest, slug: str) -> HttpResponse:
    """One institution: its inspections, what the board was told, and what is followed up."""
    today = timezone.localdate()
    institution = get_object_or_404(
        Institution.objects.visible_to(request.user).filter(kind__in=INSPECTED), slug=slug
    )
    register = InspectionRegister.build(
        user=request.user, on=today, only=[institution.pk], with_closed=True
    )
    row = register.rows[0]
    closed_on = institution.closed_on
    rules = RuleBook.of(REPORT_RULES)
    context = {
        "row": row,
        "years": _years(request, institution, on=today),
        "rule": _rule_of(row, rules, on=today),
        "may_write": may_write(request, institution),
        "may_note_board": may_note_board(request, institution),
        "registers": may_ask(request, institution),
        "on": today,
        "is_closed": closed_on is not None and closed_on < today,
    }
    return render(request, "duties/institution.html", context)


def rule_list(request: SignedInRequest) -> HttpResponse:
    """What law and practice put a number on: until when, from where, and when it was checked."""
    editions = RuleEdition.objects.visible_to(request.user).select_related("rule")
    context = {
        "editions": editions.order_by("rule__number", "from_on"),
        "on": timezone.localdate(),
        "may_write": RuleEdition.objects.editable_by(request.user).exists(),
    }
    return render(request, "duties/rules.html", context)


def may_ask(request: SignedInRequest, institution: Institution) -> bool:
    """Whether the person changes what an inspection asks for: who inspects, not who is asked."""
    return Remark(institution=institution).is_of(request.user)[SUPERVISION]


def may_write(request: SignedInRequest, institution: Institution) -> bool:
    """Whether the person takes part in following up what an inspection asks for."""
    mine = Remark(institution=institution)
    return any(mine.is_of(request.user).values())


def may_note_board(request: SignedInRequest, institution: Institution) -> bool:
    """Whether the person notes what the board was told and answered: its chair may, too."""
    decides = scope_of(request.user).decides
    return decides.holds(institution.pk) or may_write(request, institution)


def _years(
    request: SignedInRequest, institution: Institution, *, on: datetime.date
) -> list[InspectedYear]:
    visits = Inspection.objects.visible_to(request.user).filter(institution=institution)
    told = {
        (row.institution_id, row.year, row.visit): row
        for row in BoardTold.objects.visible_to(request.user).filter(institution=institution)
    }
    remarks = list(
        Remark.objects.visible_to(request.user)
        .filter(institution=institution)
        .select_related("person")
    )
    corrections = list(
        ReportCorrection.objects.visible_to(request.user)
        .filter(institution=institution)
        .select_related("made_by")
    )
    doing = doing_about(remarks, user=request.user, on=on)
    return [
        InspectedYear(
            visit,
            told.get(key_of(visit)),
            [doing[row.pk] for row in remarks if row.is_about(visit)],
            [row for row in corrections if row.is_about(visit)],
        )
        for visit in visits.order_by("-year", "-closed_on", "pk")
    ]


def _rule_of(row: DutyRow, rules: RuleBook, *, on: datetime.date) -> RuleEdition | None:
    """The edition that the due date follows: that of the day it is counted from."""
    code = rule_after(row.counted) if row.counted else REPORT
    return rules.edition(code, row.counted_on or row.institution.opened_on or on)
