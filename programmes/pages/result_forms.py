"""What was answered: entered by hand, and open answers put under themes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asked import whole_number
from programmes.answering import ASKED
from programmes.feeding import feed
from programmes.forms import CommentForm, ResultForm, ThemeForm
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
