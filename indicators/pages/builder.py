"""The pages on which an indicator is written, tried, ended and taken away."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from indicators.building.draft import DraftRule
from indicators.building.reading import reads
from indicators.building.sheet import RuleSheet
from indicators.building.trial import RuleTrial
from indicators.evidence import writable_goals
from indicators.models import FrozenFigure, Indicator, ManualResult
from institutions.models import Cluster
from strategy.models import Goal, Strategy

#: What a button of the page asks for; without one the choices are shown anew.
ACTION, TRY, SAVE, PART = "handling", "proev", "gem", "del"


def indicator_begin(request: SignedInRequest) -> HttpResponse:
    """For which theme or goal a new indicator is to be."""
    goals = list(
        writable_goals(request.user)
        .select_related("strategy__cluster")
        .order_by("-strategy__from_year", "strategy__title", "strategy", "number")
    )
    if not goals:
        raise Http404
    return render(request, "indicators/begin.html", {"goals": goals})


def indicator_create(request: SignedInRequest, goal: int) -> HttpResponse:
    """A new indicator for a goal."""
    goals = Goal.objects.editable_by(request.user).select_related("strategy__cluster")
    return _page(request, get_object_or_404(goals, pk=goal), None)


def indicator_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One that is there already; a part is written on the page of the whole."""
    indicator = _own(request, pk)
    if indicator.parent_id:
        return redirect("indicator_edit", indicator.parent_id)
    return _page(request, indicator.goal, indicator)


def _page(request: SignedInRequest, goal: Goal, indicator: Indicator | None) -> HttpResponse:
    if goal.strategy.stage == Strategy.Stage.CLOSED:
        messages.error(request, _("The strategy is closed, so its indicators stay as they are."))
        return redirect(goal)
    data = request.POST if request.method == "POST" else None
    action = data.get(ACTION, "") if data else ""
    sheet = RuleSheet.of(
        goal,
        indicator,
        data,
        holds=action in {TRY, SAVE},
        is_tried=action == TRY,
        more_parts=int(action == PART),
    )
    draft = sheet.draft() if action in {TRY, SAVE} else None
    never = sheet.refused(draft) if draft else []
    is_good = draft is not None and not never and not sheet.form.errors
    is_to_save = is_good and action == SAVE and not sheet.is_outdated()
    if draft and is_to_save and _saved(request, sheet, draft):
        return redirect(draft.indicator)
    shown = draft if is_good else sheet.saved if data is None else None
    context = _tried(request, sheet, draft, shown) | {"sheet": sheet, "never": never}
    context["has_no_place"] = is_good and context["trial"] is None
    return render(request, "indicators/builder.html", context | _around(request, goal, indicator))


def _tried(
    request: SignedInRequest, sheet: RuleSheet, draft: DraftRule | None, shown: DraftRule | None
) -> dict[str, object]:
    """What the rule comes to, where it can be tried; else the rule in words."""
    trial = _trial(request, shown) if shown else None
    if trial:
        sheet.table.show(trial.by_year)
    words = reads(draft.rule()[0]) if draft and not trial else ""
    return {"trial": trial, "reads": words}


def _around(request: SignedInRequest, goal: Goal, indicator: Indicator | None) -> dict[str, object]:
    """What stands around the rule: whose it is, where it can be tried, the way back."""
    clusters = Cluster.objects.visible_to(request.user)
    return {
        "goal": goal,
        "indicator": indicator,
        "clusters": () if goal.strategy.cluster_id else clusters,
        "chosen": request.POST.get("klynge", ""),
        "back": indicator.get_absolute_url() if indicator else goal.get_absolute_url(),
    }


def _saved(request: SignedInRequest, sheet: RuleSheet, draft: DraftRule) -> bool:
    """Whether it has been written; somebody else may have taken its code meanwhile."""
    try:
        with transaction.atomic():
            draft.save()
    except (IntegrityError, ValidationError):
        sheet.form.add_error("code", _("The goal has an indicator with this code already."))
        return False
    messages.success(request, _("The indicator has been saved."))
    return True


def _trial(request: SignedInRequest, draft: DraftRule) -> RuleTrial | None:
    """In the strategy's cluster; a municipality's rule in the one that was chosen, or the first."""
    cluster = draft.indicator.goal.strategy.cluster
    if cluster is None:
        clusters = Cluster.objects.visible_to(request.user)
        chosen = clusters.filter(slug=request.POST.get("klynge", "")).first()
        cluster = chosen or clusters.first()
    if cluster is None:
        return None
    return RuleTrial.of(draft, cluster=cluster, user=request.user, on=timezone.localdate())


def indicator_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """From next year it is asked for no more: this year's result is its last."""
    indicator = _own(request, pk)
    year = timezone.localdate().year
    if is_sure(request):
        indicator.year = year
        indicator.save(update_fields=["year"])
        messages.success(request, _("The indicator ends with %(year)s.") % {"year": year})
        return redirect(indicator)
    return ask(
        request,
        title=_("End the indicator"),
        facts=[indicator.short_text],
        lost=[
            _("The result of %(year)s becomes its last, with 31 December as the deadline.")
            % {"year": year},
            _("Everything that has been measured and reported stays, and can still be read."),
        ],
        button=_("End it"),
        back=reverse("indicator_edit", args=[pk]),
        crumbs=_crumbs(indicator),
    )


def indicator_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Away with it altogether: only while nothing has been reported on it or taken down of it."""
    indicator = _own(request, pk)
    missing = _why_it_stays(indicator)
    if is_sure(request) and not missing:
        goal = indicator.goal
        indicator.delete()
        messages.success(request, _("The indicator has been removed."))
        return redirect(goal)
    return ask(
        request,
        title=_("Remove the indicator"),
        facts=[indicator.short_text],
        lost=[
            _("The rule, its targets and parts are gone. Who removed it stands in the history."),
            _("The measurements it was worked out from stay."),
        ],
        button=_("Remove it"),
        back=reverse("indicator_edit", args=[pk]),
        crumbs=_crumbs(indicator),
        missing=missing,
        remedies=[(reverse("indicator_end", args=[pk]), _("End the indicator"))] if missing else (),
    )


def _why_it_stays(indicator: Indicator) -> list[str]:
    family = Indicator.objects.filter(pk=indicator.pk) | Indicator.objects.filter(parent=indicator)
    found = []
    if ManualResult.objects.filter(indicator__in=family).exists():
        found.append(_("It has been reported on. What has been reported would be lost with it."))
    if FrozenFigure.objects.filter(indicator__in=family).exists():
        found.append(_("Its figure stands in the status of local goals."))
    return found


def _own(request: SignedInRequest, pk: int) -> Indicator:
    indicators = Indicator.objects.editable_by(request.user)
    return get_object_or_404(indicators.select_related("goal__strategy__cluster"), pk=pk)


def _crumbs(indicator: Indicator) -> list[tuple[str, str]]:
    return [
        (reverse("indicator_list"), _("Indicators")),
        (indicator.get_absolute_url(), indicator.code),
    ]
