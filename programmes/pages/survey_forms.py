"""A short survey by secret link: made and followed by those who plan, answered by anybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from accounts.secret_links import AlreadyAnswered, TooManyTries, over, wait
from config.asked import whole_number
from config.asking import ask, is_sure
from programmes.answering import (
    MOST_LINKS,
    begin,
    close,
    find,
    lost_by_closing,
    make_links,
    questions_of,
    take,
)
from programmes.forms import LinksForm, SurveyAnswerForm, SurveyForm
from programmes.models import Programme, Survey


def survey_create(request: SignedInRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.plannable_by(request.user), slug=slug)
    form = SurveyForm(
        request.POST or None,
        instance=Survey(made_by=request.user),
        initial={"point": whole_number(request.GET.get("maaling"))},
        programme=programme,
        user=request.user,
    )
    if form.is_valid():
        begin(form.instance)
        messages.success(request, _("The survey has been made. Now make the links to hand out."))
        return redirect(form.instance)
    return render(request, "programmes/survey_form.html", {"form": form, "programme": programme})


def survey_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """How many have answered; never what, before the survey is over."""
    survey = _survey(request, pk)
    links = survey.invitations.count()
    context = {
        "survey": survey,
        "programme": survey.point.programme,
        "links": links,
        "answered": survey.invitations.filter(is_used=True).count(),
        "questions": questions_of(survey),
        "form": LinksForm(action=reverse("survey_links", args=[survey.pk]))
        if survey.is_open
        else None,
    }
    return render(request, "programmes/survey_detail.html", context)


@never_cache
@require_POST
def survey_links(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a batch of links and show them, once: only their digests are kept."""
    survey = _survey(request, pk)
    form = LinksForm(request.POST, action=reverse("survey_links", args=[survey.pk]))
    if not survey.is_open:
        messages.error(request, _("The survey is over."))
        return redirect(survey)
    if not form.is_valid() or (
        survey.invitations.count() + form.cleaned_data["count"] > MOST_LINKS
    ):
        messages.error(
            request,
            _("Write a number of links from 1 to %(most)s in all.") % {"most": MOST_LINKS},
        )
        return redirect(survey)
    tokens = make_links(survey, form.cleaned_data["count"])
    links = [request.build_absolute_uri(reverse("survey_answer", args=[one])) for one in tokens]
    context = {"survey": survey, "programme": survey.point.programme, "links": links}
    return render(request, "programmes/survey_links.html", context)


def survey_close(request: SignedInRequest, pk: int) -> HttpResponse:
    survey = _survey(request, pk)
    if survey.is_open and not is_sure(request):
        return ask(
            request,
            title=_("Close the survey?"),
            lost=lost_by_closing(survey),
            button=_("Close the survey, and show the results"),
            back=survey.get_absolute_url(),
        )
    if survey.is_open and request.method == "POST":
        close(survey)
        messages.success(request, _("The survey is closed, and its results are shown."))
    return redirect("programme_results", slug=survey.point.programme.slug)


@login_not_required
@never_cache
def survey_answer(request: SignedInRequest, token: str) -> HttpResponse:
    """Answer with a link. Who answers is not known, and nothing is kept that could tell it."""
    try:
        invitation = find(token, request=request)
    except TooManyTries:
        return wait(request)
    if invitation is None:
        raise Http404
    survey = invitation.survey
    if invitation.is_used or not survey.is_open:
        return over(request, is_used=invitation.is_used)
    form = SurveyAnswerForm(
        request.POST or None,
        questions=questions_of(survey),
        open_question=survey.point.open_question,
    )
    if request.method == "POST" and form.is_valid():
        try:
            take(invitation, form.ranks, comment=form.cleaned_data.get("comment") or "")
        except AlreadyAnswered:
            return over(request, is_used=True)
        return redirect("survey_thanks")
    context = {"form": form, "survey": survey}
    return render(request, "programmes/survey_answer.html", context)


@login_not_required
@require_safe
def survey_thanks(request: SignedInRequest) -> HttpResponse:
    return render(request, "accounts/link_thanks.html")


def _survey(request: SignedInRequest, pk: int) -> Survey:
    surveys = Survey.objects.editable_by(request.user).select_related(
        "point__programme", "course", "institution"
    )
    return get_object_or_404(surveys, pk=pk)
