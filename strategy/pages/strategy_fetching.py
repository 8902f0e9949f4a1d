"""Themes fetched from another text into a strategy that is being written."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.requests import SignedInRequest
from strategy.authoring.beginning import beginnings, fetch
from strategy.models import Strategy
from strategy.pages.strategies import own_strategy, place_crumbs

#: From which text, and which of its themes, by place.
SOURCE, THEME = "fra", "tema"


def strategy_fetch(request: SignedInRequest, pk: int) -> HttpResponse:
    """First the text is chosen, then which of its themes are to be copied."""
    strategy = own_strategy(request, pk)
    if strategy.stage == Strategy.Stage.CLOSED:
        messages.error(request, _("It is closed, so nobody writes in it any more."))
        return redirect(strategy)
    found = beginnings(strategy.cluster, user=request.user)
    sources = {each.key: each for each in found if each.text and each.key != str(pk)}
    asked = request.POST if request.method == "POST" else request.GET
    source = sources.get(asked.get(SOURCE, ""))
    is_lacking = False
    if request.method == "POST" and source and source.text:
        wanted = set(request.POST.getlist(THEME))
        chosen = [theme for at, theme in enumerate(source.text.themes) if str(at) in wanted]
        if chosen:
            fetch(strategy, chosen)
            told = ngettext(
                "%(n)s theme has been copied.", "%(n)s themes have been copied.", len(chosen)
            )
            messages.success(request, told % {"n": len(chosen)})
            return redirect("strategy_edit", pk)
        is_lacking = True
    context = {
        "strategy": strategy,
        "sources": sources.values(),
        "source": source,
        "is_lacking": is_lacking,
        "crumbs": [*place_crumbs(strategy.cluster), (strategy.get_absolute_url(), str(strategy))],
    }
    return render(request, "strategy/strategy_fetch.html", context)
