"""Memos: read by all who read the programme, written by who plans for the whole municipality."""

from copy import copy

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from files.papers import file_response
from programmes.memo_paper import memo_paper as paper_of
from programmes.models import Memo, Programme
from programmes.pages.memo import MemoPage
from programmes.slots import memo_held, memo_on_agendas
from programmes.writing.memo_forms import MemoForm


def memo_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    memo = _visible(request, pk)
    may_edit = Memo.objects.editable_by(request.user).contains(memo)
    if request.method == "POST":
        if not may_edit:
            raise Http404
        why_not = [] if memo.is_draft else _held(memo)
        if why_not:
            messages.error(request, " ".join(why_not))
            return redirect(memo)
        memo.is_draft = not memo.is_draft
        memo.save()
        told = (
            _("The memo is a draft, and only those who write it see it.")
            if memo.is_draft
            else _("The memo can be read by all who read the programme.")
        )
        messages.success(request, told)
        return redirect(memo)
    context = {
        "page": MemoPage.build(memo, user=request.user, on=memo.latest_day()),
        "may_edit": may_edit,
        "may_hide": may_edit and not _held(memo),
        "parts": [part for part in memo_on_agendas.all(memo, request.user) if part],
    }
    return render(request, "programmes/memo.html", context)


def _held(memo: Memo) -> list[str]:
    return [sentence for told in memo_held.all(memo) for sentence in told]


def memo_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    memo = _visible(request, pk)
    paper = paper_of(memo, user=request.user, on=memo.latest_day())
    return file_response(paper.content, name=paper.name)


def memo_create(request: SignedInRequest, slug: str) -> HttpResponse:
    """A new memo, which begins with what the programme says of itself."""
    programme = get_object_or_404(Programme.objects.editable_by(request.user), slug=slug)
    memo = Memo(programme=programme, title=_("Status of %(name)s") % {"name": programme.name})
    form = MemoForm(request.POST or None, instance=memo)
    if form.is_valid():
        form.save()
        messages.success(request, _("The memo has been saved as a draft."))
        return redirect(memo)
    return _form(request, form, heading=_("Write a memo"), back=programme.get_absolute_url())


def memo_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    memo = _editable(request, pk)
    was = copy(memo)  # an invalid form has changed its instance already
    form = MemoForm(request.POST or None, instance=memo)
    if form.is_valid():
        form.save()
        messages.success(request, _("The memo has been saved."))
        return redirect(memo)
    return _form(request, form, heading=_("Change the memo"), back=was.get_absolute_url())


def memo_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a memo away. What a meeting was given of it stays with the meeting."""
    memo = _editable(request, pk)
    if is_sure(request):
        programme = memo.programme
        memo.delete()
        messages.success(request, _("The memo has been deleted."))
        return redirect(programme)
    return ask(
        request,
        title=_("Delete the memo?"),
        lost=[
            _("“%(memo)s” goes. What meetings were given of it stays with them.") % {"memo": memo}
        ],
        button=_("Delete the memo"),
        back=memo.get_absolute_url(),
        crumbs=[(reverse("programme_detail", args=[memo.programme.slug]), memo.programme.name)],
    )


def _visible(request: SignedInRequest, pk: int) -> Memo:
    return get_object_or_404(
        Memo.objects.visible_to(request.user).select_related("programme"), pk=pk
    )


def _editable(request: SignedInRequest, pk: int) -> Memo:
    return get_object_or_404(
        Memo.objects.editable_by(request.user).select_related("programme"), pk=pk
    )


def _form(request: SignedInRequest, form: MemoForm, *, heading: str, back: str) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "programme": form.instance.programme,
        "back": back,
        "lead": _(
            "How far the programme is, what was answered and what to keep an eye on is drawn"
            " from the programme."
        ),
    }
    return render(request, "programmes/part_form.html", context)
