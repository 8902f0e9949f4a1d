"""The chapter of hearings: one that is decided on, one being gone through, and one that is open."""

import datetime
from typing import Any

from django.utils import timezone

from accounts.models import PersonNotice, User
from demo import read
from hearings.models import AnswerPart, Hearing, HearingAnswer, HearingStep
from hearings.texts import HearingText, Passage, text_now
from institutions.models import Board, Cluster, Institution
from leadership.models import DevelopmentPlan
from meetings.models import AgendaItem
from strategy.models.approvals import fingerprint

#: What somebody would have been told when it happened.
TOLD = ("hearing_opened", "hearing_closes", "hearing_answered", "hearing_decided")


def is_loaded() -> bool:
    return Hearing.objects.exists()


def load() -> None:
    people = {user.email: user for user in User.objects.all()}
    boards = {board.name: board for board in Board.objects.all()}
    for row in read("hearings")["hearings"]:
        hearing = _hearing(row, by=people[row["begun_by"]])
        answers = row["answers"]
        for name in [*row.get("asked", ()), *(one["board"] for one in answers if "board" in one)]:
            own = row.get("own_deadlines", {}).get(name)
            hearing.receivers.create(board=boards[name], deadline_on=own)
        first = _before(text_now(hearing), row)
        _move(hearing, row["moves"][0], first)
        for one in answers:
            _answer(hearing, one, people)
        for move in row["moves"][1:]:
            _move(hearing, move, first)
        if "decided_at" in row:
            _decided(hearing, *row["decided_at"])
    PersonNotice.objects.filter(kind__in=TOLD).delete()


def _hearing(row: dict[str, Any], *, by: User) -> Hearing:
    """The draft; its place is that of the text."""
    plan = DevelopmentPlan.objects.filter(team__cluster__slug=row.get("plan", "")).first()
    cluster = plan.team.cluster if plan else Cluster.objects.filter(slug=row.get("cluster")).first()
    return Hearing.objects.create(
        title=row["title"],
        asks=row["asks"],
        plan=plan,
        cluster=cluster,
        institution=Institution.objects.filter(slug=row.get("institution")).first(),
        deadline_on=row["deadline_on"],
        is_public=row.get("is_public", False),
        begun_by=by,
        begun_on=row["begun_on"],
    )


def _before(now: HearingText, row: dict[str, Any]) -> HearingText:
    """The text as it was sent: with other lines here and there, of some passages alone."""
    other, about = dict(row.get("before", ())), set(row.get("about", ()))
    passages = [one for one in now.passages if not about or about.intersection(one.lines)]
    return HearingText(
        now.title,
        tuple(
            Passage(one.key, one.name, tuple(filter(None, (other.get(x, x) for x in one.lines))))
            for one in passages
        ),
    )


def _move(hearing: Hearing, move: list[Any], first: HearingText) -> None:
    """A move as it was made then; the editions are those of the day, not of today."""
    name, on = move
    way = hearing.lifecycle.find(hearing.stage, name)
    if way is None:
        raise LookupError(name)
    values: dict[str, Any] = {"stage": way.to, "version": hearing.version + 1}
    if name == "open":
        values |= {"content": first.as_facts, "sha256": fingerprint(first.as_facts)}
    if name == "second":
        keys = {one.key for one in first.passages}
        now = text_now(hearing)
        kept = HearingText(now.title, tuple(one for one in now.passages if one.key in keys))
        values |= {"second": kept.as_facts, "second_sha256": fingerprint(kept.as_facts)}
    HearingStep.objects.create(
        hearing=hearing,
        from_state=hearing.stage,
        to_state=way.to,
        made_by=hearing.begun_by,
        made_at=_at(on),
    )
    for field, value in values.items():
        setattr(hearing, field, value)
    hearing.save()
    hearing.__dict__.pop("first_text", None)


def _answer(hearing: Hearing, row: dict[str, Any], people: dict[str, User]) -> None:
    answer = HearingAnswer.objects.create(
        hearing=hearing,
        receiver=hearing.receivers.get(board__name=row["board"]) if "board" in row else None,
        name=row.get("name", ""),
        organisation=row.get("organisation", ""),
        sent_at=_at(row["on"]),
        sent_by=people.get(row.get("by", "")),
        is_late=row["on"] > hearing.deadline_on,
        version=1,
    )
    keys = ["", *(one.key for one in hearing.first_text.passages)]
    for number, text, *judged in row["parts"]:
        verdict, opinion, change = judged or ("", "", "")
        AnswerPart.objects.create(
            answer=answer,
            passage=keys[number],
            text=text,
            verdict=verdict,
            opinion=opinion,
            change=change,
            judged_by=hearing.begun_by if verdict else None,
        )


def _decided(hearing: Hearing, board: str, on: datetime.date, title: str) -> None:
    """Under the item by which the board adopted what had been heard."""
    hearing.item = AgendaItem.objects.get(
        meeting__board__name=board, meeting__held_on=on, title=title
    )
    hearing.save(update_fields=["item"])


def _at(on: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(on, datetime.time(10, 15)))
