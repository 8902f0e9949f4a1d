"""The chapter of leadership: the value base in force, teams, their mappings and their plans."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from demo import read
from indicators.models import Indicator
from institutions.models import Cluster, Membership
from institutions.roles import Role
from leadership.models import (
    Action,
    Agreement,
    Answer,
    BasedOn,
    Chapter,
    Commitment,
    CoreArea,
    DevelopmentPlan,
    Duty,
    FocusArea,
    JointPicture,
    MappingRound,
    PlanFollowUp,
    Profile,
    Team,
    TimeShare,
    ValueBase,
)
from leadership.models.plans import content_of
from leadership.shipped import load_shipped
from measurements.models import ScaleStep
from strategy.models import Goal, LocalGoal

IN_FORCE = datetime.date(2026, 1, 1)
#: Whose words the value base is that comes with the system: here it is the municipality's own.
SHIPPED_FROM = "Randers"
#: When local goals were tied to the value base.
BUILT = datetime.date(2026, 1, 21)
OPEN_FOR = datetime.timedelta(days=21)
OPENED = datetime.timedelta(days=5)


def is_loaded() -> bool:
    return Team.objects.exists()


def load() -> None:
    load_shipped()
    ValueBase.objects.filter(from_on=None).update(from_on=IN_FORCE, source="")
    for row in Commitment.objects.filter(text__contains=SHIPPED_FROM):
        row.text = row.text.replace(SHIPPED_FROM, "Eksempelkøbing")
        row.save(update_fields=["text"])
    profile = Profile.objects.get(code="klyngeledelsesprofil")
    areas = dict(enumerate(CoreArea.objects.filter(group__profile=profile), start=1))
    people = {user.email: user for user in User.objects.all()}
    for row in read("leadership")["teams"]:
        team = Team.objects.create(cluster=Cluster.objects.get(slug=row["cluster"]))
        Duty.objects.bulk_create(
            Duty(
                team=team, **dict(zip(("name", "holder", "deputy", "until_on"), told, strict=False))
            )
            for told in row.get("duties", [])
        )
        mapping = None
        if "mapping" in row:
            mapping = _mapping(team, row["mapping"], profile, areas, people)
            _frame(mapping, row["mapping"])
        for fields in row["plans"]:
            _plan(team, fields, mapping, areas, people)
    _build_on_the_value_base()


def _mapping(
    team: Team,
    row: dict[str, Any],
    profile: Profile,
    areas: dict[int, CoreArea],
    people: dict[str, User],
) -> MappingRound:
    if row.get("is_open"):
        return _open_mapping(team, row, profile, areas, people)
    mapping = MappingRound.objects.create(
        team=team,
        profile=profile,
        year=row["year"],
        opened_on=row["opened_on"],
        closes_on=row["closed_on"],
        closed_on=row["closed_on"],
        answered=row["answered"],
        invited=row["invited"],
    )
    for number, told in enumerate(row["pictures"], start=1):
        now, wanted, now_spread, wanted_spread, *agreed = told
        agreed_now, agreed_wanted, note = agreed or [None, None, ""]
        JointPicture.objects.create(
            mapping=mapping,
            area=areas[number],
            now_low=Decimal(str(now)),
            now_high=Decimal(str(now)),
            now_spread=now_spread,
            wanted_low=Decimal(wanted),
            wanted_high=Decimal(wanted),
            wanted_spread=wanted_spread,
            agreed_now=agreed_now,
            agreed_wanted=agreed_wanted,
            note=note,
        )
    return mapping


def _frame(mapping: MappingRound, row: dict[str, Any]) -> None:
    """Who helped the team, and the time its leaders have for tasks across the cluster."""
    for name in ("consultant", "supported_on", "support"):
        if name in row:
            setattr(mapping, name, row[name])
    mapping.save()
    shares: dict[str, int] = row.get("shares", {})
    TimeShare.objects.bulk_create(
        TimeShare(mapping=mapping, person=person, share=shares[person.name])
        for person in User.objects.filter(name__in=shares)
    )


def _open_mapping(
    team: Team,
    row: dict[str, Any],
    profile: Profile,
    areas: dict[int, CoreArea],
    people: dict[str, User],
) -> MappingRound:
    today = timezone.localdate()
    mapping = MappingRound.objects.create(
        team=team,
        profile=profile,
        year=row["year"],
        opened_on=today - OPENED,
        closes_on=today + OPEN_FOR,
    )
    steps: dict[int, ScaleStep] = {step.rank: step for step in profile.scale.steps.all()}
    Answer.objects.bulk_create(
        Answer(
            mapping=mapping,
            person=people[email],
            area=area,
            now=steps[1 + (number + place) % 3],
            wanted=steps[4 + (number + place) % 2],
        )
        for place, email in enumerate(row["answering"])
        for number, area in areas.items()
    )
    return mapping


def _plan(
    team: Team,
    row: dict[str, Any],
    mapping: MappingRound | None,
    areas: dict[int, CoreArea],
    people: dict[str, User],
) -> None:
    plan = DevelopmentPlan.objects.create(
        team=team,
        year=row["year"],
        mapping=mapping if row.get("has_mapping") else None,
        stage=row["stage"],
        chosen_on=row["chosen_on"],
    )
    for number, fields in enumerate(row["focuses"], start=1):
        _focus(plan, number, fields, areas)
    for fields in row["follow_ups"]:
        person = people.get(fields.pop("by", ""))
        PlanFollowUp.objects.create(plan=plan, written_by=person, **fields)
    email, signed_on = row["team_signed"]
    agreement = Agreement(
        plan=plan,
        content=content_of(plan),
        team_signed_by=people[email],
        team_signed_at=_at(signed_on),
    )
    if "head_signed" in row:
        email, signed_on = row["head_signed"]
        agreement.head_signed_by = people[email]
        agreement.head_signed_at = _at(signed_on)
    agreement.save()


def _focus(
    plan: DevelopmentPlan, number: int, row: dict[str, Any], areas: dict[int, CoreArea]
) -> None:
    focus = FocusArea.objects.create(
        plan=plan, number=number, area=areas[row["area"]], name=row["name"], text=row["text"]
    )
    Action.objects.bulk_create(Action(focus=focus, **fields) for fields in row["actions"])
    focus.goals.set(Goal.objects.common().filter(number__in=row.get("goals", [])))
    focus.indicators.set(Indicator.objects.filter(code__in=row.get("indicators", [])))
    focus.commitments.set(
        [_commitment(*where) for where in row.get("commitments", [])],
    )
    focus.chapters.set([_chapter(name) for name in row.get("chapters", [])])


def _commitment(role: str, area: str, number: int) -> Commitment:
    return Commitment.objects.get(cell__role__name=role, cell__area__name=area, number=number)


def _chapter(name: str) -> Chapter:
    """A chapter of the value base."""
    return Chapter.objects.get(base__from_on=IN_FORCE, name=name)


def _build_on_the_value_base() -> None:
    """Local goals of two institutions build on what staff stand by, and on what is believed."""
    staff = "Alle pædagogiske medarbejdere i daginstitutioner"
    met = _goal("solsikken", "Alle børn bliver mødt af en voksen")
    chosen = _goal("solsikken", "Børnene vælger ugens fælles aktivitet")
    known = _goal("boernehuset-aakanden", "Alle børn har en voksen, der ved")
    _builds(met, commitment=_commitment(staff, "Pædagogisk faglighed", 4))
    _builds(
        met,
        effort=met.efforts.first(),
        commitment=_commitment("Pædagoger i daginstitutioner", "Samarbejde", 3),
    )
    _builds(met, chapter=_chapter("En god børnedag"))
    _builds(chosen, chapter=_chapter("Børne- og læringssyn"))
    _builds(known, effort=known.efforts.first(), chapter=_chapter("Børne- og læringssyn"))


def _goal(place: str, begins: str) -> LocalGoal:
    return LocalGoal.objects.get(institution__slug=place, text__startswith=begins)


def _builds(goal: LocalGoal, **on: Any) -> None:
    """As its leader chose it on that day."""
    if chapter := on.get("chapter"):
        on["chapter_version"] = chapter.version
    row = BasedOn.objects.create(local_goal=goal, **on)
    leader = Membership.objects.filter(institution=goal.institution_id, role=Role.LEADER).first()
    BasedOn.history.filter(id=row.pk).update(
        history_date=_at(BUILT), history_user=leader.user if leader else None
    )


def _at(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(10, 30)))
