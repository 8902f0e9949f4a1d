from django.shortcuts import render
from django.utils import timezone

from strategy.process_plan import process_plans


def process_plan(request):
    plans = process_plans(request.user, on=timezone.localdate())
    return render(request, "strategy/process_plan.html", {"plans": plans})
