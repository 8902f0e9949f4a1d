"""What was answered: entered by hand or from a file, and open answers put under themes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from config.asked import whole_number
from config.asking import ask, is_sure
from files.spreadsheets import Limits, Unreadable, read
from imports.errors import FileGone, ImportRefused, NotRecognised
from imports.forms import UploadForm
from imports.tickets import Upload
from measurements.models import Import
from programmes.answering import ASKED
from programmes.feeding import feed
from programmes.forms import CommentForm, ResultForm, ThemeForm
from programmes.importing import LAYOUT, SurveyDiff, carry_out, prepare, undo
from programmes.models import Comment, Programme, Question


def result_create(request: SignedInRequest, slug: str) -> HttpResponse:
    """Enter what was answered to a question; without one in the address, choose it first."""
    programme = get_object_or_404(Programme.objects.editable_by(request.user), slug=slug)
    questions = Question.objects.filter(point__programme=programme, kind__in=ASKED).select_related(
        "point", "scale"
    )
    if "spoergsmaal" not in request.GET:
        choice = {"programme": programme, "questions": questions}
        return render(request, "programmes/result_begin.html", choice)
    question = get_object_or_404(questions, pk=whole_number(request.GET["spoergsmaal"]))
    form = ResultForm(
        request.POST or None,
        question=question,
        user=request.user,
        initial={"measured_on": timezone.localdate()},
    )
    if form.is_valid():
        form.save(by=request.user)
        feed(programme)
        messages.success(request, _("The answers have been saved."))
        return redirect("programme_results", slug=slug)
    context = {"form": form, "programme": programme, "question": question}
    return render(request, "programmes/result_form.html", context)


def result_import(request: SignedInRequest, slug: str) -> HttpResponse:
    """The form for a file; with a file, what it would do."""
    programme = get_object_or_404(Programme.objects.plannable_by(request.user), slug=slug)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        [file] = form.cleaned_data["import_file"]
        try:
            return _preview(request, programme, file.read(), file.name)
        except (Unreadable, NotRecognised) as error:
            form.add_error("import_file", error.message)
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "programme": programme}
    return render(request, "programmes/import.html", context, status=status)


@require_POST
def result_import_confirm(request: SignedInRequest, slug: str) -> HttpResponse:
    """Read in the file that was shown, if it would still do what was shown."""
    programme = get_object_or_404(Programme.objects.plannable_by(request.user), slug=slug)
    try:
        upload = Upload.of(request.POST.get("upload", ""), user=request.user)
        plan = _plan(request, programme, upload.read(), upload.name)
    except (FileGone, Unreadable, NotRecognised):
        messages.error(request, _("The file is no longer kept here. Choose it once more."))
        return redirect("result_import", slug=slug)
    try:
        carry_out(plan, by=request.user, expected=upload.fingerprint or "never shown")
    except ImportRefused as refused:
        messages.error(request, str(refused))
        return redirect("result_import", slug=slug)
    upload.forget()
    messages.success(request, _("%(file)s has been read in.") % {"file": upload.name})
    return redirect("programme_results", slug=slug)


def result_import_undo(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.editable_by(request.user), slug=slug)
    batches = Import.objects.filter(
        layout=LAYOUT, programme_results__question__point__programme=programme
    )
    batch = get_object_or_404(batches.distinct(), pk=pk)
    if not is_sure(request):
        results = reverse("programme_results", args=[slug])
        told = {"count": batch.programme_results.count()}
        return ask(
            request,
            title=_("Take back %(file)s?") % {"file": batch.file_name},
            lost=[
                _("Results that came with it, and no longer count: %(count)s.") % told,
                _("Those that it took the place of count again. The file must be read in anew."),
            ],
            button=_("Take the file back"),
            back=results,
            crumbs=[(results, str(programme))],
        )
    try:
        undo(batch)
    except ImportRefused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("%(file)s has been taken back.") % {"file": batch.file_name})
    return redirect("programme_results", slug=slug)


def _plan(request, programme: Programme, content: bytes, name: str) -> SurveyDiff:
    sheet = read(content, name=name, limits=Limits.from_settings())
    return prepare(programme, sheet, user=request.user)


def _preview(
    request: SignedInRequest, programme: Programme, content: bytes, name: str
) -> HttpResponse:
    plan = _plan(request, programme, content, name)
    upload = None
    if plan.changing and not plan.errors:
        upload = Upload.keep(content, name=name, user=request.user, fingerprint=plan.fingerprint)
    context = {"plan": plan, "programme": programme, "upload": upload}
    return render(
        request, "programmes/import_preview.html", context, status=422 if plan.errors else 200
    )


def comment_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open answers to be put under themes, for those who plan."""
    programme = get_object_or_404(Programme.objects.plannable_by(request.user), slug=slug)
    may_add = Programme.objects.editable_by(request.user).filter(pk=programme.pk).exists()
    form = ThemeForm(request.POST if may_add else None or None, programme=programme)
    if request.method == "POST" and may_add and form.is_valid():
        form.save()
        messages.success(request, _("The theme has been added."))
        return redirect("comment_list", slug=slug)
    comments = Comment.objects.visible_to(request.user).with_enough_answers()
    context = {
        "programme": programme,
        "comments": comments.filter(point__programme=programme)
        .select_related("point", "theme")
        .order_by("point__number", "pk"),
        "form": form if may_add else None,
    }
    return render(request, "programmes/comment_list.html", context)


def comment_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    comments = Comment.objects.visible_to(request.user).with_enough_answers()
    comment = get_object_or_404(comments.select_related("point__programme"), pk=pk)
    form = CommentForm(request.POST or None, instance=comment)
    if form.is_valid():
        form.save()
        messages.success(request, _("The comment has been saved."))
        return redirect("comment_list", slug=comment.point.programme.slug)
    context = {"form": form, "comment": comment, "programme": comment.point.programme}
    return render(request, "programmes/comment_form.html", context)
