"""A board answers, and the owner of the text says what became of the answer."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from config.storage import rows_with_files
from hearings.answering import answer_of, keep_draft, send
from hearings.forms import OTHERS, BoardAnswerForm, VerdictForm
from hearings.models import AnswerFile, AnswerPart, HearingAnswer, HearingReceiver
from hearings.noticing import tell_of_answer
from lifecycle import Closed, Outdated
from strategy.attaching import hand_out
from strategy.pages.autosave import answers_in_words

#: For a secretary who has written while somebody of the board began to.
CHAIR_ANSWERS = gettext_lazy(
    "The chair has begun to answer, and you cannot note the answer any more. Your words are still"
    " here: copy them, and send them to the chair."
)


def hearing_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The answer of a board, written by its chair or secretary; sent, or kept as a draft."""
    receiver = _receiver(request, pk)
    answer = answer_of(receiver)
    if request.method != "POST" and not answer.may_be_changed(timezone.localdate()):
        messages.info(request, _("The deadline has passed, and the answer stands as it was sent."))
        return redirect(answer)
    form = BoardAnswerForm(
        request.POST or None, request.FILES or None, answer=answer, by=request.user
    )
    if form.is_valid():
        done = _saved(request, receiver, form)
        if done is not None:
            return done
    context = {
        "form": form,
        "receiver": receiver,
        "answer": answer,
        "on": timezone.localdate(),
        "is_on_behalf": _is_on_behalf(request, receiver),
    }
    status = 422 if form.errors else 200
    return render(request, "hearings/answer_form.html", context, status=status)


@answers_in_words
def hearing_autosave(request: SignedInRequest, pk: int) -> JsonResponse:
    """An answer kept while it is written; `static/js/autosave.js` asks for it."""
    receiver = _receiver(request, pk)
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    form = BoardAnswerForm(request.POST, answer=answer_of(receiver), by=request.user)
    if not form.is_valid():
        told = _("Not saved yet: something must be corrected. Press Save to see what.")
        return JsonResponse({"message": told}, status=422)
    if not HearingReceiver.objects.answerable_by(request.user).filter(pk=receiver.pk).exists():
        return JsonResponse({"message": str(CHAIR_ANSWERS)}, status=409)
    try:
        answer = keep_draft(
            receiver,
            form.words,
            version=form.cleaned_data["version"],
            is_on_behalf=_is_on_behalf(request, receiver),
        )
    except Outdated:
        return JsonResponse({"message": str(OTHERS)}, status=409)
    except Closed:
        return JsonResponse({"message": _("The hearing takes no more answers.")}, status=409)
    clock = time_format(timezone.localtime().time(), "H.i")
    told = _("Saved at %(time)s. Only those who write the answer see it until you send it.")
    return JsonResponse({"message": told % {"time": clock}, "seen": {"version": answer.version}})


@require_safe
def hearing_answer_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """An answer to read, with what became of it."""
    answers = HearingAnswer.objects.visible_to(request.user)
    answer = get_object_or_404(
        answers.select_related("hearing", "receiver__board", "sent_by"), pk=pk
    )
    parts = list(answer.parts.all())
    for part in parts:
        part.answer = answer
    context = {
        "answer": answer,
        "parts": parts,
        "files": answer.files_sent,
        "amends": _amends(request, answer),
    }
    return render(request, "hearings/answer.html", context)


def _amends(request: SignedInRequest, answer: HearingAnswer) -> HearingReceiver | None:
    """Where the person corrects the answer, while it may be."""
    mine = HearingReceiver.objects.answerable_by(request.user).filter(pk=answer.receiver_id or 0)
    return mine.first() if answer.may_be_changed(timezone.localdate()) else None


def answer_judge(request: SignedInRequest, pk: int) -> HttpResponse:
    """What became of a part of an answer; then the next that nobody has judged."""
    parts = AnswerPart.objects.judged_by(request.user)
    part = get_object_or_404(
        parts.select_related(
            "answer__hearing__strategy",
            "answer__hearing__plan",
            "answer__hearing__goal_round",
            "answer__receiver__board",
        ),
        pk=pk,
    )
    hearing = part.answer.hearing
    form = VerdictForm(request.POST or None, instance=part)
    if form.is_valid():
        part.judged_by = request.user
        form.save()
        messages.success(request, _("It is saved what became of the answer."))
        following = AnswerPart.objects.unjudged_of(hearing).first()
        if following is None:
            return redirect(hearing)
        return redirect("answer_judge", pk=following.pk)
    passage = next((one for one in hearing.first_text.passages if one.key == part.passage), None)
    context = {"form": form, "part": part, "hearing": hearing, "passage": passage}
    status = 422 if form.errors else 200
    return render(request, "hearings/judge.html", context, status=status)


@require_safe
def hearing_file(request: SignedInRequest, pk: int) -> HttpResponse:
    return hand_out(get_object_or_404(AnswerFile.objects.visible_to(request.user), pk=pk))


def _saved(
    request: SignedInRequest, receiver: HearingReceiver, form: BoardAnswerForm
) -> HttpResponse | None:
    """Send or keep what is written; None: it goes back to the page, with why."""
    version, sends = form.cleaned_data["version"], "send" in request.POST
    if not HearingReceiver.objects.answerable_by(request.user).filter(pk=receiver.pk).exists():
        form.add_error(None, CHAIR_ANSWERS)
        return None
    keep = partial(
        send if sends else keep_draft,
        receiver,
        form.words,
        version=version,
        files=form.save_files,
        is_on_behalf=_is_on_behalf(request, receiver),
    )
    try:
        with rows_with_files():
            answer = keep(by=request.user) if sends else keep()
    except Outdated:
        form.show_other(answer_of(receiver))
        return None
    except Closed:
        form.add_error(None, _("The hearing takes no more answers. Your words are still here."))
        return None
    if not sends:
        messages.success(request, _("The draft is saved. It is not sent yet."))
        return redirect("hearing_answer", pk=receiver.pk)
    tell_of_answer(answer, by=request.user)
    messages.success(request, _("The answer is sent. It can be amended until the deadline."))
    return redirect(answer)


def _is_on_behalf(request: SignedInRequest, receiver: HearingReceiver) -> bool:
    """Whether the person notes the answer for the board, and is not its chair."""
    spoken_for = HearingReceiver.objects.spoken_for_by(request.user)
    return not spoken_for.filter(pk=receiver.pk).exists()


def _receiver(request: SignedInRequest, pk: int) -> HearingReceiver:
    """What the person answers for; words that are sent are not lost to who may write no more."""
    asked = HearingReceiver.objects
    mine = asked.kept_by if request.method == "POST" else asked.answerable_by
    receivers = mine(request.user).select_related(
        "board",
        "hearing__strategy",
        "hearing__plan",
        "hearing__goal_round",
        "hearing__cluster",
        "hearing__institution",
    )
    return get_object_or_404(receivers, pk=pk)
