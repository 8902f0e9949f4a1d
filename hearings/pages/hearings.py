"""Hearings: those one reads, one of them, and what its owner writes."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from files.papers import file_response
from files.word.writing import DOCX
from hearings.forms import HearingForm
from hearings.models import UNSENT, Hearing, HearingReceiver
from hearings.note import hearing_note, hearing_note_document, text_paper
from hearings.noticing import tell_of_receivers
from hearings.pages.hearing import HearingPage
from hearings.querysets import HearingQuerySet
from hearings.subjects import subjects_of
from hearings.texts import goals_to_choose
from institutions.models import Board
from institutions.models.boards import BoardQuerySet
from lifecycle import Outdated

#: For whoever writes in an earlier one than the newest, or moves it.
CHANGED = gettext_lazy("The hearing has been changed since you opened it. Read it once more.")


@require_safe
def hearing_list(request: SignedInRequest) -> HttpResponse:
    hearings = Hearing.objects.visible_to(request.user).select_related("cluster", "institution")
    mine = HearingReceiver.objects.answerable_by(request.user).filter(UNSENT)
    drafts = {row.hearing_id: row for row in mine}
    context = {
        "hearings": [(hearing, drafts.get(hearing.pk)) for hearing in hearings],
        "may_begin": bool(subjects_of(request.user)),
    }
    return render(request, "hearings/hearings.html", context)


@require_safe
def hearing_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    page = _page(request, pk)
    address = ""
    if page.owns and page.hearing.is_public and not page.hearing.is_draft:
        address = request.build_absolute_uri(page.hearing.public_path)
    return render(request, "hearings/hearing.html", {"page": page, "address": address})


def hearing_create(request: SignedInRequest) -> HttpResponse:
    """A draft, of one of the texts that the person writes."""
    subjects = subjects_of(request.user)
    if not subjects:
        raise Http404
    form = HearingForm(
        request.POST or None,
        instance=Hearing(begun_by=request.user),
        boards=_boards(request),
        subjects=subjects,
        initial={"subject": request.GET.get("tekst", "")},
    )
    if form.is_valid():
        hearing = form.save_all()
        if hearing.is_of_local_goals and goals_to_choose(hearing).exists():
            messages.success(request, _("The draft is saved. Choose the goals that go in."))
            return redirect("hearing_edit", pk=hearing.pk)
        messages.success(request, _("The draft is saved. Only those who write the text see it."))
        return redirect(hearing)
    status = 422 if form.errors else 200
    return render(request, "hearings/hearing_form.html", {"form": form}, status=status)


def hearing_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """All of a draft; of what is open the deadline, and more receivers."""
    hearing = own_hearing(request, pk)
    if not (hearing.is_draft or hearing.takes_answers):
        messages.info(request, _("The hearing is over. Nothing was changed."))
        return redirect(hearing)
    form = HearingForm(request.POST or None, instance=hearing, boards=_boards(request))
    if form.is_valid():
        try:
            asked = hearing.write(form.cleaned_data["version"], form.save_all)
        except Outdated:
            form.add_error(None, str(CHANGED))
        else:
            if hearing.is_open:
                tell_of_receivers(hearing, asked, by=request.user)
            messages.success(request, _("The hearing is saved."))
            return redirect(hearing)
    context = {"form": form, "hearing": hearing}
    status = 422 if form.errors else 200
    return render(request, "hearings/hearing_form.html", context, status=status)


@require_safe
def hearing_note_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The hearing note, for the owner; for all who are asked when it is decided."""
    paper = hearing_note(_noted(request, pk))
    return file_response(paper.content, name=paper.name)


@require_safe
def hearing_note_word(request: SignedInRequest, pk: int) -> HttpResponse:
    """The hearing note in Word, for the same."""
    document = hearing_note_document(_noted(request, pk))
    return file_response(document.content, name=document.name, kind=DOCX)


@require_safe
def hearing_text(request: SignedInRequest, pk: int) -> HttpResponse:
    """The text as the receivers read it."""
    page = _page(request, pk)
    paper = text_paper(page.hearing, page.hearing.first_text, on=page.on, is_second=False)
    return file_response(paper.content, name=paper.name)


def own_hearing(request: SignedInRequest, pk: int) -> Hearing:
    """One of a text that the person writes."""
    return get_object_or_404(_told(Hearing.objects.editable_by(request.user)), pk=pk)


def _page(request: SignedInRequest, pk: int) -> HearingPage:
    hearing = get_object_or_404(_told(Hearing.objects.visible_to(request.user)), pk=pk)
    return HearingPage.build(hearing, user=request.user, on=timezone.localdate())


def _noted(request: SignedInRequest, pk: int) -> HearingPage:
    """A hearing whose note the person reads."""
    page = _page(request, pk)
    if page.hearing.is_draft or not (page.owns or page.hearing.is_decided):
        raise Http404
    return page


def _told(hearings: HearingQuerySet) -> HearingQuerySet:
    return hearings.select_related(
        "strategy", "goal_round", "plan__team", "cluster", "institution", "item__meeting"
    )


def _boards(request: SignedInRequest) -> BoardQuerySet:
    """Those that may be asked: of the places that the person reads, and the municipality's."""
    near = Board.objects.visible_to(request.user)
    of_all = Board.objects.filter(cluster=None, institution=None)
    return (near | of_all).still_there()
