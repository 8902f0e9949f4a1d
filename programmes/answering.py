"""A short survey by secret link: no sign-in, one answer per link, and nothing that tells whose.

Answers are added to counts. What is kept of a link is its digest and whether it has been used, not
when; so neither a row nor a time leads from an answer to a link, or from one answer to another.
"""

import secrets
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from accounts.requests import SignedInRequest
from accounts.secret_links import AlreadyAnswered, digest_of, look_up
from programmes.feeding import feed
from programmes.models import Comment, Invitation, Part, Question, Result, Survey

#: Questions that can be answered by link. The others are figures that sources tell.
ASKED = (Question.Kind.DEGREE, Question.Kind.MEAN)
MOST_LINKS = 500


def questions_of(survey: Survey) -> list[Question]:
    """What the survey asks, in its order."""
    return list(
        Question.objects.filter(point=survey.point_id, kind__in=ASKED)
        .select_related("scale")
        .prefetch_related("scale__steps")
    )


@transaction.atomic
def begin(survey: Survey) -> None:
    """Save a new survey, with a result of nobody yet for each of its questions."""
    survey.save()
    for question in questions_of(survey):
        result = Result.objects.create(
            question=question,
            course=survey.course,
            institution=survey.institution,
            survey=survey,
            respondents=0,
            entered_by=survey.made_by,
            measured_on=survey.closes_on,
        )
        Part.objects.bulk_create(
            Part(result=result, number=number, label=label, low=rank, high=rank, count=0)
            for number, (rank, label) in enumerate(answers_to(question), start=1)
        )


def answers_to(question: Question) -> list[tuple[int, str]]:
    """The answers to choose from, best first: rank and words."""
    if question.scale is None:  # numbers on a scale of five
        return [(rank, str(rank)) for rank in range(5, 0, -1)]
    return [(step.rank, step.label) for step in question.scale.steps.all()]


@transaction.atomic
def make_links(survey: Survey, count: int) -> list[str]:
    """New secrets, to be handed out now: they are kept nowhere and cannot be shown again."""
    tokens = [secrets.token_urlsafe(24) for _number in range(count)]
    Invitation.objects.bulk_create(
        Invitation(survey=survey, digest=digest_of(token)) for token in tokens
    )
    return tokens


def find(token: str, *, request: SignedInRequest) -> Invitation | None:
    """The invitation a link is for. Raises TooManyTries for an address that guesses."""
    found = Invitation.objects.filter(digest=digest_of(token))
    return look_up(
        found.select_related("survey__point__programme", "survey__course", "survey__institution"),
        request=request,
    )


@transaction.atomic
def take(invitation: Invitation, ranks: Mapping[int, int], *, comment: str = "") -> None:
    """Count the answers (question → rank) and use the link up. Raises AlreadyAnswered."""
    survey = Survey.objects.select_for_update().get(pk=invitation.survey_id)
    unused = Invitation.objects.filter(pk=invitation.pk, is_used=False)
    if not survey.is_open or not unused.update(is_used=True):
        raise AlreadyAnswered
    for question, rank in ranks.items():
        results = Result.objects.filter(survey=survey, question=question)
        Part.objects.filter(result__in=results, low=rank).update(count=F("count") + 1)
        results.update(respondents=F("respondents") + 1)
    if comment.strip():
        Comment.objects.create(point=survey.point, survey=survey, text=comment.strip())
    if not survey.invitations.filter(is_used=False).exists():
        close(survey)


@transaction.atomic
def lost_by_closing(survey: Survey) -> list[str]:
    """What closing takes away, in sentences; one query."""
    unused = survey.invitations.filter(is_used=False).count()
    sentences = [
        ngettext(
            "%(count)s link has not been used, and can then not be answered with any more.",
            "%(count)s links have not been used, and can then not be answered with any more.",
            unused,
        )
        % {"count": unused}
    ]
    return [
        *sentences[: bool(unused)],
        gettext("The results are shown as they are. The survey cannot be opened again."),
    ]


def close(survey: Survey) -> None:
    """End a survey before its last day: its results count from now on."""
    survey.closed_at = timezone.now()
    survey.save(update_fields=["closed_at"])
    if survey.closes_on > timezone.localdate():
        survey.results.update(measured_on=timezone.localdate())
    feed(survey.point.programme)
