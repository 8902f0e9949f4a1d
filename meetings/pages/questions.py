"""What members ask and remark before a meeting, on items and on local goals that await them."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.privacy import refuse_cpr
from institutions.access import Reader
from institutions.models import Board, Placement
from institutions.roles import NOT_FOR_BOARDS
from meetings.forms import AnswerForm, BoardQuestionForm
from meetings.late import kept_words
from meetings.models import AgendaItem, BoardQuestion, Meeting, MinutesRemark, PutOff
from meetings.noticing import tell_of_answer, tell_of_question
from meetings.pages.lines import ItemLine
from meetings.workflow import MeetingStatus
from strategy.models import LocalGoal
from strategy.workflow import LocalGoalStatus as GoalStatus


def item_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask under an item, from the sending of the agenda until the meeting is over."""
    items = AgendaItem.objects.visible_to(request.user).select_related("meeting__board")
    item = get_object_or_404(
        items.filter(
            meeting__in=Meeting.objects.attended_by(request.user).values("pk"),
            meeting__status=MeetingStatus.CALLED,
        ),
        pk=pk,
    )
    return _ask(request, BoardQuestion(board=item.meeting.board, item=item), about=item)


def local_goal_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask about a local goal that awaits one's board."""
    goals = LocalGoal.objects.visible_to(request.user).filter(status=GoalStatus.SENT)
    goal = get_object_or_404(goals, pk=pk)
    board = board_that_asks(goal, request.user)
    if board is None:
        raise Http404
    return _ask(request, BoardQuestion(board=board, local_goal=goal), about=goal)


def question_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A question: the leader answers it here, and who asked may change it until then."""
    rows = BoardQuestion.objects.select_related(
        "item__meeting__board", "local_goal", "asked_by", "answered_by"
    )
    question = get_object_or_404(rows.visible_to(request.user), pk=pk)
    is_own = BoardQuestion.objects.editable_by(request.user).contains(question)
    may_answer = not is_own and BoardQuestion.objects.answerable_by(request.user).contains(question)
    if request.method == "POST" and not (is_own or may_answer):
        return _late_answer(request, question)
    about = _about(question)
    if is_own and "withdraw" in request.POST:
        question.delete()
        messages.success(request, _("It has been withdrawn."))
        return redirect(about)
    form = (BoardQuestionForm if is_own else AnswerForm)(request.POST or None, instance=question)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if not is_own:
                question.answered_by, question.answered_at = request.user, timezone.now()
            form.save()
            if not is_own:
                tell_of_answer(question, by=request.user)
        messages.success(request, _("It has been saved."))
        return redirect(question)
    context = {
        "question": question,
        "about": about,
        "is_own": is_own,
        "form": form if is_own or may_answer else None,
    }
    return render(request, "meetings/question.html", context)


def _late_answer(request: SignedInRequest, question: BoardQuestion) -> HttpResponse:
    """An answer that comes when the minutes are approved: kept as a remark on them."""
    item = question.item
    words = request.POST.get("answer", "").strip()[:4000]
    is_theirs = item is not None and Meeting.objects.kept_by(request.user).filter(items=item)
    if item is None or not words or not is_theirs:
        raise Http404
    try:
        refuse_cpr(words)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(question)
    told = {"question": question.text, "answer": words}
    item.meeting.remarks.create(
        item=item,
        about=str(item)[:220],
        kind=MinutesRemark.Kind.LATE,
        text=_("Answer to “%(question)s”: %(answer)s") % told,
        made_by=request.user,
    )
    messages.info(request, kept_words(item.meeting, is_new=True))
    return redirect(f"{item.meeting.get_absolute_url()}#bemaerkninger")


def board_that_asks(goal: LocalGoal, user: Reader) -> Board | None:
    """The board of one's own that decides on the goal: the house's, else the cluster's."""
    placed = Placement.objects.on(timezone.localdate()).filter(institution=goal.institution_id or 0)
    boards = Board.objects.attended_by(user).filter(
        Q(institution=goal.institution_id or 0)
        | Q(cluster__in=placed.values("cluster"))
        | Q(cluster=goal.cluster_id or 0)
    )
    return boards.exclude(kind__in=NOT_FOR_BOARDS).order_by("cluster", "pk").first()


def line_of(question: BoardQuestion, *, is_settled: bool = False) -> ItemLine:
    """As it stands under an item, also when that is frozen: without who asked.

    is_settled: whether what it is about has been decided, and no meeting is to take it up.
    """
    waits = question.awaits_answer
    word = _("Decided without an answer") if is_settled else _("Awaits an answer")
    return ItemLine(
        text=question.text,
        when=date_format(timezone.localdate(question.asked_at), "MONTH_DAY_FORMAT"),
        place=str(question.get_kind_display()),
        href=question.get_absolute_url(),
        mark=("none" if is_settled else "waiting") if waits else "",
        word=word if waits else "",
        note=_("Answer: %(answer)s") % {"answer": question.answer} if question.answer else "",
    )


def asked_under(
    meeting: Meeting, items: Iterable[AgendaItem], left: Iterable[PutOff] = ()
) -> dict[int, tuple[ItemLine, ...]]:
    """What was asked about each item, and about the local goals it concerns; one query.

    left: what was put off, with all that was asked about it.
    """
    of_item: dict[int, list[ItemLine]] = {}
    linked = [(item.pk, goal) for item in items for goal in item.local_goals.all()]
    goals = {goal.pk: item for item, goal in linked}
    sent = {(pk, goal.pk) for pk, goal in linked if goal.status == GoalStatus.SENT}
    decided = {goal.pk for _item, goal in linked} - {goal for _item, goal in sent}
    settled = {item for item, _goal in linked} - {item for item, _goal in sent}
    rows = BoardQuestion.objects.filter(
        Q(item__meeting=meeting)
        | Q(item__in=[row.item_id for row in left if row.item_id])
        | Q(board=meeting.board_id, local_goal__in=goals)
    )
    for row in rows:
        about = row.item_id or goals.get(row.local_goal_id or 0, 0)
        is_settled = meeting.is_over and (row.item_id in settled or row.local_goal_id in decided)
        of_item.setdefault(about, []).append(line_of(row, is_settled=is_settled))
    return {pk: tuple(lines) for pk, lines in of_item.items()}


def _about(question: BoardQuestion) -> AgendaItem | LocalGoal:
    about = question.item or question.local_goal
    assert about is not None  # noqa: S101  # a constraint of the table
    return about


def _ask(request: SignedInRequest, question: BoardQuestion, *, about: Model) -> HttpResponse:
    question.asked_by = request.user
    form = BoardQuestionForm(request.POST or None, instance=question)
    if form.is_valid():
        with transaction.atomic():
            form.save()
            tell_of_question(question, by=request.user)
        messages.success(request, _("It has been sent. You hear when it is answered."))
        return redirect(question)
    return render(request, "meetings/question_ask.html", {"form": form, "about": about})
