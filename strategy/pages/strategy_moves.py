"""A strategy taken a step on its way, after a question about what it binds to."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from lifecycle import LifecycleError
from strategy.authoring.overlap import OverlapForm
from strategy.authoring.sheet import why_used
from strategy.models import Strategy
from strategy.pages.strategies import own_strategy, place_crumbs
from strategy.slots import strategy_held


def strategy_move(request: SignedInRequest, pk: int, stage: str) -> HttpResponse:
    """A way out of where it is. One in the same years is asked about first."""
    strategy = own_strategy(request, pk)
    way = strategy.lifecycle.find(strategy.stage, stage)
    if way is None:
        if stage not in Strategy.Stage.values:
            raise Http404
        now = {"stage": strategy.get_stage_display()}
        messages.info(request, _("It is “%(stage)s” now.") % now)
        return redirect(strategy)
    missing = strategy.missing_for(way, by=request.user, facts={})
    other = strategy.vision_in_the_way(stage) if "years" in way.needs else None
    form = None
    if other is not None:
        missing.pop("years", None)
        answers = request.POST if is_sure(request) else None
        form = OverlapForm(answers, strategy=strategy, other=other)
    if is_sure(request) and not missing and (form is None or form.is_valid()):
        return _moved(request, strategy, stage, form)
    back = reverse("strategy_edit", args=[pk])
    return ask(
        request,
        title=str(way.label),
        facts=[strategy.title, f"{strategy.from_year}–{strategy.to_year}"],
        lost=[str(sentence) for sentence in way.lost],
        button=str(way.label),
        back=back,
        crumbs=[*place_crumbs(strategy.cluster), (strategy.get_absolute_url(), str(strategy))],
        missing=missing.values(),
        remedies=[(back, _("Write in the strategy"))] if missing else (),
        form=form,
    )


def strategy_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft thrown away, while nothing but its own indicators hangs on it."""
    strategy = own_strategy(request, pk)
    if strategy.stage != Strategy.Stage.DRAFT:
        messages.error(request, _("Only a draft is thrown away. Close what has been adopted."))
        return redirect(strategy)
    missing = [why for goal in strategy.goals.all() for why in why_used(goal)]
    missing += [why for held in strategy_held.all(strategy) for why in held]
    back = reverse("strategy_edit", args=[pk])
    if is_sure(request) and not missing:
        place = place_crumbs(strategy.cluster)[-1][0]
        strategy.delete()
        messages.success(request, _("The draft has been thrown away."))
        return redirect(place)
    return ask(
        request,
        title=_("Throw the draft away"),
        facts=[strategy.title, f"{strategy.from_year}–{strategy.to_year}"],
        lost=[
            _("The text, its process plan and its indicators are gone from the pages."),
            _("What it said, and who wrote it, stays in the history."),
        ],
        button=_("Throw it away"),
        back=back,
        crumbs=[*place_crumbs(strategy.cluster), (strategy.get_absolute_url(), str(strategy))],
        missing=missing,
    )


def _hold(strategy: Strategy) -> None:
    """Keep the place's other strategies from being adopted meanwhile."""
    beside = Strategy.objects.select_for_update().filter(cluster=strategy.cluster_id)
    list(beside.order_by("pk").values_list("pk"))


def _moved(
    request: SignedInRequest, strategy: Strategy, stage: str, form: OverlapForm | None
) -> HttpResponse:
    try:
        with transaction.atomic():
            _hold(strategy)
            if form:
                form.settle(by=request.user)
            strategy.transition(stage, by=request.user)
    except LifecycleError:
        messages.error(request, _("Somebody else has moved it meanwhile. See where it is now."))
        return redirect(strategy)
    told = _("“%(title)s”: %(stage)s.")
    messages.success(
        request, told % {"title": strategy.title, "stage": strategy.get_stage_display().lower()}
    )
    return redirect(strategy)
