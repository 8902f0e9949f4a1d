"""The chapter of children's and parents' voices: two rounds that are over, and one that is open."""

import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from demo import read
from institutions.models import Institution
from measurements.models import ScaleStep, Topic
from voices.feeding import feed
from voices.models import Tally, UnitLink, VoiceRound, VoicesAsked
from voices.opening import open_round
from voices.shipped import load_asked


def is_loaded() -> bool:
    return VoiceRound.objects.exists()


def load() -> None:
    load_asked()
    units = {unit.slug: unit for unit in Institution.objects.all()}
    for row in read("voices")["rounds"]:
        _round(row, units)


def _round(row: dict[str, Any], units: dict[str, Institution]) -> None:
    asked = VoicesAsked.objects.get(instrument__code=row["instrument"])
    edition = asked.edition_of(row["closes_on"].year)
    if edition is None:
        raise VoicesAsked.DoesNotExist(row["instrument"])
    voice_round = VoiceRound(
        asked=asked,
        edition=edition,
        opens_on=row["opens_on"],
        closes_on=row["closes_on"],
        most=row["most"],
        opened_by=User.objects.get(email=row["opened_by"]),
    )
    open_round(voice_round, [units[slug] for slug, *_questions in row["answers"]])
    topics = list(edition.topics.select_related("scale", "version__scale"))
    for slug, *questions in row["answers"]:
        link = voice_round.links.get(institution=units[slug])
        _answer(link, topics, questions, again=row.get("again", 0))
    if voice_round.closes_on < timezone.localdate():
        closed_at = datetime.datetime.combine(voice_round.closes_on, datetime.time(15, 0))
        voice_round.closed_at = timezone.make_aware(closed_at)
        voice_round.save(update_fields=["closed_at"])
    feed(voice_round)


def _answer(link: UnitLink, topics: list[Topic], questions: list[list[int]], *, again: int) -> None:
    """So many gave each answer to each question, the best answer first."""
    for topic, counts in zip(topics, questions, strict=True):
        steps = ScaleStep.objects.filter(scale=topic.scale_in_use).order_by("-rank")
        for step, count in zip(steps, counts, strict=True):
            Tally.objects.create(link=link, topic=topic, step=step, count=count)
    link.answered, link.again = max(map(sum, questions)), again
    link.save(update_fields=["answered", "again"])
