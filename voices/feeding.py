"""What was answered becomes measurements, and they become what is known of “børneinterview”.

A measurement is the mean of a question at a unit in a half-year, with how many answered and how
many gave each answer: the rules of small numbers hold for it as for every measurement. Its text as
in the file begins with the mark of its round, and only such measurements are changed or taken away.

An indicator that is reported by hand and names questions that are asked by link is reported here:
how many rounds a unit has held in the year. What somebody has reported there stands.
"""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.numbers import rounded, written_plainly
from config.phrases import listing
from indicators.models import Indicator, ManualResult
from measurements.events import DataChange, writing_many
from measurements.models import AnswerCount, Measurement, ScaleStep, Topic
from measurements.rounds_of_year import round_said
from voices.models import CountedReport, SentSheet, Tally, UnitLink, VoiceRound

#: How far back the nightly work looks for rounds that have ended by themselves.
LATELY = datetime.timedelta(days=14)


@transaction.atomic
def feed(voice_round: VoiceRound) -> int:
    """Bring the measurements in line with a round: none unless it is over; how many there are."""
    today = timezone.localdate()
    counts = VoiceRound.objects.over(today).filter(pk=voice_round.pk).exists()
    topics = list(voice_round.edition.topics.select_related("scale", "version__scale"))
    links = list(voice_round.links.select_related("institution"))
    year = voice_round.year
    with writing_many() as publish:
        ours = Measurement.objects.filter(topic__version=voice_round.edition_id)
        ours.filter(raw__startswith=voice_round.mark).delete()
        made = sum(_feed_link(link, voice_round, topics) for link in links) if counts else 0
        publish(
            DataChange(
                lineages=frozenset(topic.lineage for topic in topics),
                institutions=frozenset(link.institution_id for link in links),
                since=year,
            )
        )
    _report(links, topics, year)
    return made


def _feed_link(link: UnitLink, voice_round: VoiceRound, topics: Iterable[Topic]) -> int:
    counted = link.tallies.all().by_topic()
    made = 0
    for topic in topics:
        steps = {step: count for step, count in counted.get(topic.pk, {}).items() if count}
        if steps and not _has_another(link, topic, voice_round.period):
            _measure(link, voice_round, topic, steps)
            made += 1
    return made


def _has_another(link: UnitLink, topic: Topic, period: str) -> bool:
    """Whether a file has been read in for the same: what is there stands."""
    there = Measurement.objects.filter(
        topic=topic, institution=link.institution_id, group="", period=period
    )
    return there.exists()


def _measure(link: UnitLink, voice_round: VoiceRound, topic: Topic, steps: dict[int, int]) -> None:
    ranks = dict(ScaleStep.objects.filter(pk__in=steps).values_list("pk", "rank"))
    total = sum(steps.values())
    mean = Decimal(sum(ranks[step] * count for step, count in steps.items())) / total
    value = rounded(mean, 3)
    measurement = Measurement.objects.create(
        topic=topic,
        institution=link.institution,
        period=voice_round.period,
        year=voice_round.year,
        measured_on=voice_round.ended_on,
        value=value,
        respondents=total,
        raw=f"{voice_round.mark}{written_plainly(value)}",
    )
    AnswerCount.objects.bulk_create(
        AnswerCount(measurement=measurement, step_id=step, count=count)
        for step, count in steps.items()
    )


def _report(links: Iterable[UnitLink], topics: Iterable[Topic], year: int) -> None:
    """Report to the indicators that count rounds held: of each unit and this year."""
    counting = Indicator.objects.filter(
        source=Indicator.Source.MANUAL, topics__lineage__in=[topic.lineage for topic in topics]
    )
    for indicator in counting.distinct():
        for link in links:
            _report_unit(indicator, link, [topic.lineage for topic in topics], year)


def _report_unit(indicator: Indicator, link: UnitLink, lineages: list[str], year: int) -> None:
    cluster = indicator.goal.strategy.cluster
    if cluster is not None and not link.institution.placements.filter(cluster=cluster).exists():
        return
    of_year = Measurement.objects.filter(
        topic__lineage__in=lineages, institution=link.institution_id, year=year
    )
    periods = sorted(of_year.order_by().values_list("period", flat=True).distinct())
    there = (
        ManualResult.objects.filter(indicator=indicator, institution=link.institution_id, year=year)
        .select_related("counted")
        .first()
    )
    counted = getattr(there, "counted", None)
    if there is not None and not (counted and counted.stands):
        return  # somebody has reported it
    if there is not None and not periods:
        there.delete()
    elif periods:
        _write(
            there or ManualResult(indicator=indicator, institution=link.institution, year=year),
            periods,
        )


def _write(report: ManualResult, periods: list[str]) -> None:
    said = listing([round_said(period, report.year) for period in periods])
    report.value = Decimal(len(periods))
    report.narrative = _("Counted from the rounds: %(rounds)s") % {"rounds": said}
    report.reported_on = timezone.localdate()
    report.save()
    CountedReport.objects.update_or_create(result=report, defaults={"narrative": report.narrative})


def feed_where_a_round_is_over() -> int:
    """Every round whose last day has passed in the last days; for the nightly work."""
    today = timezone.localdate()
    over = VoiceRound.objects.over(today).filter(closed_at=None)
    return sum(feed(one) for one in over.filter(closes_on__gte=today - LATELY))


@transaction.atomic
def close(voice_round: VoiceRound) -> int:
    """End a round before its last day: its answers count from now on."""
    voice_round.closed_at = timezone.now()
    voice_round.save(update_fields=["closed_at"])
    return feed(voice_round)


@transaction.atomic
def withdraw(voice_round: VoiceRound) -> None:
    """Take a round back, with every measurement it made; its counts go, too."""
    voice_round.withdrawn_at = timezone.now()
    voice_round.save(update_fields=["withdrawn_at"])
    feed(voice_round)
    Tally.objects.filter(link__round=voice_round).delete()
    SentSheet.objects.filter(link__round=voice_round).delete()
