"""The pages of strategies: those of a place, one to read, one to write, its versions, its life."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from imports.slots import next_step_of
from institutions.access import scope_of
from institutions.models import Cluster
from strategy.authoring.beginning import begin, beginnings, kind_of
from strategy.authoring.editions import side_by_side
from strategy.authoring.forms import BeginningForm
from strategy.authoring.life import life_of
from strategy.authoring.sheet import StrategySheet
from strategy.authoring.text import StrategyText
from strategy.authoring.versions import TextVersion, versions_of
from strategy.models import Strategy
from strategy.pages.statement import statements_of
from strategy.slots import evidence, strategy_hearings

ACTION, SAVE = "handling", "gem"


def strategy_places(request: SignedInRequest) -> HttpResponse:
    """Every place whose strategy the person writes, with what there is."""
    clusters = list(Cluster.objects.editable_by(request.user).select_related("area"))
    writes_common = scope_of(request.user).edits.everything
    if not clusters and not writes_common:
        raise Http404
    of_place: dict[int | None, list[Strategy]] = defaultdict(list)
    for strategy in Strategy.objects.editable_by(request.user).exclude(stage="closed"):
        if strategy.kind == kind_of(strategy.cluster_id):
            of_place[strategy.cluster_id].append(strategy)
    context = {
        "writes_common": writes_common,
        "common": of_place[None],
        "clusters": [(cluster, of_place[cluster.pk]) for cluster in clusters],
    }
    return render(request, "strategy/strategy_places.html", context)


def strategy_list(request: SignedInRequest, slug: str = "") -> HttpResponse:
    """The visions of a cluster, or the municipality's common goals, for those who write them."""
    cluster = _place(request, slug)
    found = Strategy.objects.editable_by(request.user).filter(
        cluster=cluster, kind=kind_of(cluster)
    )
    context = {"cluster": cluster, "strategies": found, "crumbs": place_crumbs(cluster)[:-1]}
    return render(request, "strategy/strategy_list.html", context)


def strategy_begin(request: SignedInRequest, slug: str = "") -> HttpResponse:
    """A new draft, from nothing or from another text."""
    cluster = _place(request, slug)
    form = BeginningForm(
        request.POST or None,
        instance=Strategy(cluster=cluster, kind=kind_of(cluster), stage=Strategy.Stage.DRAFT),
        beginnings=beginnings(cluster, user=request.user),
        initial=_proposed(cluster),
    )
    if form.is_valid():
        strategy = begin(form.save(commit=False), form.chosen)
        messages.success(request, _("The draft has been made. Only those who lead here see it."))
        return redirect("strategy_edit", strategy.pk)
    context = {"form": form, "cluster": cluster, "crumbs": place_crumbs(cluster)}
    return render(request, "strategy/strategy_begin.html", context)


def _proposed(cluster: Cluster | None) -> dict[str, str | int]:
    """Its name and years. The first text of a place holds from this year on; others follow it."""
    written = Strategy.objects.filter(cluster=cluster, kind=kind_of(cluster))
    year = timezone.localdate().year + written.exists()
    if cluster is None:
        title = _("Common goals %(from)s–%(to)s") % {"from": year, "to": year + 3}
    else:
        title = _("Vision for %(cluster)s") % {"cluster": cluster}
    return {"title": title, "from_year": year, "to_year": year + 3}


def strategy_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A strategy to read, as everybody who may see it does."""
    found = Strategy.objects.visible_to(request.user).select_related("cluster")
    strategy = get_object_or_404(found, pk=pk)
    is_mine = Strategy.objects.editable_by(request.user).filter(pk=pk).exists()
    text = StrategyText.of(strategy)
    statements = statements_of(user=request.user, goal__strategy=strategy.pk)
    context = {
        "strategy": strategy,
        "text": text,
        "themes": [
            (theme, [row for row in statements if row.theme == theme.key]) for theme in text.themes
        ],
        "life": life_of(strategy),
        "is_mine": is_mine,
        "is_closed": strategy.stage == Strategy.Stage.CLOSED,
        "ways": strategy.transitions if is_mine else (),
        "next_step": next_step_of(request.user) if is_mine else None,
        "hearings": strategy_hearings.first(strategy, request.user),
        "crumbs": place_crumbs(strategy.cluster) if is_mine else _read_crumbs(strategy.cluster),
    }
    return render(request, "strategy/strategy_detail.html", context)


def strategy_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The text written and corrected. A button that changes the order shows it anew, unsaved."""
    strategy = own_strategy(request, pk)
    if strategy.stage == Strategy.Stage.CLOSED:
        messages.error(request, _("It is closed, so nobody writes in it any more."))
        return redirect(strategy)
    sheet = StrategySheet.of(strategy, request.POST if request.method == "POST" else None)
    action = request.POST.get(ACTION, "")
    if request.method == "POST" and action == SAVE:
        if sheet.is_valid():
            sheet.save()
            messages.success(request, _("The text has been saved."))
            return redirect("strategy_edit", pk)
    elif request.method == "POST":
        sheet.rearranged(action)
    context = {
        "sheet": sheet,
        "strategy": strategy,
        "themes": [(theme, _measured(theme, request)) for theme in sheet.themes],
        "life": life_of(strategy),
        "versions": versions_of(strategy)[:5],
        "missing": missing_before(strategy),
        "beside": strategy.vision_in_the_way(Strategy.Stage.RUNNING),
        "ways": strategy.transitions,
        "crumbs": place_crumbs(strategy.cluster),
    }
    return render(request, "strategy/strategy_edit.html", context)


def strategy_editions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two versions side by side: of this strategy, or of it and another in force here."""
    strategy = own_strategy(request, pk)
    versions = versions_of(strategy)
    others = (
        Strategy.objects.editable_by(request.user)
        .filter(cluster=strategy.cluster, kind=strategy.kind)
        .exclude(pk=pk)
    )
    chosen = _chosen(request, versions, others)
    left = _text_of(chosen[0], strategy, versions, others)
    right = _text_of(chosen[1], strategy, versions, others)
    editions = side_by_side(left, right) if left and right else None
    context = {
        "strategy": strategy,
        "versions": versions,
        "others": others,
        "left": chosen[0],
        "right": chosen[1],
        "editions": editions,
        "shows_all": "alle" in request.GET,
        "crumbs": [*place_crumbs(strategy.cluster), (strategy.get_absolute_url(), str(strategy))],
    }
    return render(request, "strategy/strategy_editions.html", context)


def _chosen(
    request: SignedInRequest, versions: list[TextVersion], others: Iterable[Strategy]
) -> tuple[str, str]:
    """What was asked for; else the newest beside the strategy before it, or the version before."""
    newest = str(versions[0].number) if versions else ""
    other = next((f"s{one.pk}" for one in others), "")
    before = str(versions[1].number) if len(versions) > 1 else newest
    left = request.GET.get("venstre") or (other or before)
    return left, request.GET.get("hoejre") or newest


def _text_of(
    asked: str, strategy: Strategy, versions: list[TextVersion], others: Any
) -> StrategyText | None:
    if asked.startswith("s") and asked[1:].isdecimal():
        other = others.filter(pk=int(asked[1:])).first()
        return StrategyText.of(other) if other else None
    version = next((one for one in versions if str(one.number) == asked), None)
    if version is None:
        return None
    if version == versions[0]:
        return StrategyText.of(strategy)
    return StrategyText.at(strategy, version.at)


def missing_before(strategy: Strategy) -> list[str]:
    """What the next step of its life needs, that is not there yet."""
    way = next((way for way in strategy.transitions if way.needs), None)
    return list(strategy.missing_for(way, by=None, facts={}).values()) if way else []


def _measured(theme: Any, request: SignedInRequest) -> Any:
    return evidence().of_goal(theme.goal, user=request.user) if theme.goal else None


def own_strategy(request: SignedInRequest, pk: int) -> Strategy:
    found = Strategy.objects.editable_by(request.user).select_related("cluster")
    return get_object_or_404(found, pk=pk)


def _place(request: SignedInRequest, slug: str) -> Cluster | None:
    """The cluster whose strategy the person writes; None for the municipality's."""
    if slug:
        return get_object_or_404(Cluster.objects.editable_by(request.user), slug=slug)
    if not scope_of(request.user).edits.everything:
        raise Http404
    return None


def place_crumbs(cluster: Cluster | None) -> list[tuple[str, str]]:
    """The way there for those who write: the place, then its strategies."""
    if cluster:
        return [
            (cluster.get_absolute_url(), str(cluster)),
            (reverse("vision_list", args=[cluster.slug]), _("Visions")),
        ]
    return [
        (reverse("municipality"), _("The municipality")),
        (reverse("common_goals_list"), _("Common goals")),
    ]


def _read_crumbs(cluster: Cluster | None) -> list[tuple[str, str]]:
    return place_crumbs(cluster)[:1]
