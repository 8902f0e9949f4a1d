"""A programme written on pages, by those who plan for everybody."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from institutions.access import scope_of
from programmes.models import EvaluationPoint, Programme, Question, TheoryStep
from programmes.pages.written import WritingPage
from programmes.writing import copying, saving
from programmes.writing.forms import (
    PointForm,
    ProgrammeForm,
    QuestionForm,
    StagesForm,
    TheoryForm,
    TheoryStepForm,
)
from programmes.writing.memo_forms import NotSentForm


def programme_create(request: SignedInRequest) -> HttpResponse:
    """Begin a programme, empty or as another one is."""
    if not scope_of(request.user).plans.everything:
        raise Http404
    year = timezone.localdate().year
    begun = Programme(from_year=year, to_year=year + 1)
    form = ProgrammeForm(request.POST or None, instance=begun, user=request.user)
    if form.is_valid():
        programme = form.save(commit=False)
        copying.begin(programme, like=form.cleaned_data["like"])
        messages.success(request, _("The programme has been begun as a draft."))
        return redirect("programme_edit", programme.slug)
    heading = _("Begin a programme")
    return _form_page(request, form, heading=heading, back=reverse("programme_list"))


def programme_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """All that is written of a programme; its own fields are changed here."""
    programme = _programme(request, slug)
    name = programme.name  # an invalid form has changed the programme already
    form = ProgrammeForm(request.POST or None, instance=programme, user=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("The programme has been saved."))
        return redirect("programme_edit", slug)
    page = WritingPage.build(programme, name=name)
    return render(request, "programmes/writing/programme.html", {"page": page, "form": form})


@require_POST
def programme_publish(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let everybody read a draft; or make a draft of it again."""
    programme = _programme(request, slug)
    programme.is_draft = not programme.is_draft
    programme.save()
    told = (
        _("%(programme)s is a draft, and only those who plan it see it.")
        if programme.is_draft
        else _("%(programme)s can be read by everybody.")
    )
    messages.success(request, told % {"programme": programme})
    return redirect("programme_edit", slug)


def theory_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """The theory of change, a line for each link; asks where one would go with what it rests on."""
    programme = _programme(request, slug)
    form = TheoryForm(request.POST or None, programme=programme)
    if form.is_valid():
        changes = form.changes
        lost = [step for change in changes.values() for step in change.gone if _is_followed(step)]
        if lost and not is_sure(request):
            return ask(
                request,
                title=_("Take links away?"),
                lost=[
                    _("“%(link)s” goes, and what it is followed by.") % {"link": step.text}
                    for step in lost
                ],
                button=_("Take them away"),
                back=reverse("theory_edit", args=[slug]),
            )
        saving.save_theory(programme, changes)
        messages.success(request, _("The theory of change has been saved."))
        return redirect(reverse("programme_edit", args=[slug]) + "#indsatsteori")
    return _form_page(request, form, heading=_("Theory of change"), programme=programme)


def theory_step_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What tells whether one link holds."""
    steps = TheoryStep.objects.editable_by(request.user).select_related("programme")
    step = get_object_or_404(steps, pk=pk)
    form = TheoryStepForm(request.POST or None, instance=step, user=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("It has been saved what the link is followed by."))
        return redirect(reverse("programme_edit", args=[step.programme.slug]) + "#indsatsteori")
    heading = _("What tells whether it holds?")
    return _form_page(request, form, heading=heading, programme=step.programme, lead=step.text)


def stages_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """The stages that every course goes through. Courses that are planned keep their days."""
    programme = _programme(request, slug)
    forms = StagesForm(request.POST or None, instance=programme)
    if request.method == "POST" and forms.is_valid():
        forms.save(commit=False)
        gone = [form.instance for form in forms.deleted_forms]
        written = [
            form.instance
            for form in forms.forms
            if form not in forms.deleted_forms and (form.instance.pk or form.has_changed())
        ]
        saving.save_stages(programme, written, gone=gone)
        messages.success(request, _("The stages have been saved."))
        return redirect(reverse("programme_edit", args=[slug]) + "#trin")
    context = {"programme": programme, "forms": forms}
    return render(request, "programmes/writing/stages.html", context)


def point_edit(request: SignedInRequest, slug: str, number: int | None = None) -> HttpResponse:
    """A point of evaluation and its questions; without a number a new one."""
    programme = _programme(request, slug)
    point = EvaluationPoint(programme=programme)
    if number is not None:
        point = get_object_or_404(programme.points, number=number)
    form = PointForm(request.POST or None, instance=point)
    if form.is_valid():
        saving.save_point(
            form.instance, form.cleaned_data["questions"], scale=form.cleaned_data["scale"]
        )
        messages.success(request, _("The point of evaluation has been saved."))
        return redirect(reverse("programme_edit", args=[slug]) + "#maalinger")
    heading = _("Change the point of evaluation") if number else _("A new point of evaluation")
    return _form_page(request, form, heading=heading, programme=programme)


def point_close(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Say why a point of evaluation that nobody was asked will not be; it may be taken up again."""
    programme = _programme(request, slug)
    point = get_object_or_404(programme.points, number=number)
    back = reverse("programme_results", args=[slug])
    form = NotSentForm(request.POST or None, instance=point)
    if request.method == "POST" and point.not_sent_on is not None:
        point.not_sent_on, point.not_sent_why = None, ""
        point.save()
        messages.success(request, _("The evaluation has been taken up again."))
        return redirect(back)
    if form.is_valid():
        form.instance.not_sent_on = timezone.localdate()
        form.save()
        messages.success(request, _("The evaluation is closed. The results tell why."))
        return redirect(back)
    context = {"form": form, "programme": programme, "point": point, "back": back}
    return render(request, "programmes/writing/close_point.html", context)


def question_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """How a question is answered, and what its answers are used for."""
    questions = Question.objects.editable_by(request.user).select_related("point__programme")
    question = get_object_or_404(questions, pk=pk)
    form = QuestionForm(request.POST or None, instance=question)
    programme = question.point.programme
    if form.is_valid():
        saving.join(form.save(commit=False), form.cleaned_data["same_as"])
        messages.success(request, _("The question has been saved."))
        return redirect(reverse("programme_edit", args=[programme.slug]) + "#maalinger")
    heading = _("The question at “%(point)s”") % {"point": question.point}
    return _form_page(request, form, heading=heading, programme=programme, lead=question.text)


def _programme(request: SignedInRequest, slug: str) -> Programme:
    return get_object_or_404(Programme.objects.editable_by(request.user), slug=slug)


def _is_followed(step: TheoryStep) -> bool:
    return bool(step.note) or step.questions.exists() or step.indicators.exists()


def _form_page(
    request: SignedInRequest,
    form: BaseForm,
    *,
    heading: str,
    programme: Programme | None = None,
    lead: str = "",
    back: str = "",
) -> HttpResponse:
    """A page with one form. back: where one goes without saving."""
    if programme is not None:
        back = reverse("programme_edit", args=[programme.slug])
    context = {
        "form": form,
        "heading": heading,
        "programme": programme,
        "lead": lead,
        "back": back,
    }
    return render(request, "programmes/writing/form.html", context)
