"""Rows of leadership and of the value base."""

import datetime

import factory

from leadership.models import (
    Commitment,
    CommitmentCell,
    CoreArea,
    CoreGroup,
    JobGroup,
    JobRole,
    Profile,
    ValueArea,
    ValueBase,
)
from measurements.models import Scale

FIRST_DAY = datetime.date(2020, 1, 1)


class RatingScaleFactory(factory.django.DjangoModelFactory):
    """An ordered scale of five steps; `steps=3` makes it shorter."""

    class Meta:
        model = Scale
        skip_postgeneration_save = True

    code = factory.Sequence("rating-{}".format)
    name = factory.Sequence("Skala {}".format)
    kind = Scale.Kind.ORDINAL

    @factory.post_generation
    def steps(self, create, extracted, **kwargs):
        for rank in range(1, (extracted or 5) + 1):
            self.steps.create(rank=rank, label=f"Trin {rank}", short_label=str(rank))


class ProfileFactory(factory.django.DjangoModelFactory):
    """A leadership profile with one group; `areas=3` says how many core areas it has."""

    class Meta:
        model = Profile
        skip_postgeneration_save = True

    code = factory.Sequence("profil-{}".format)
    name = factory.Sequence("Profil {}".format)
    title = "Ledelse"
    purpose = "Alle børn trives."
    scale = factory.SubFactory(RatingScaleFactory)

    @factory.post_generation
    def areas(self, create, extracted, **kwargs):
        group = CoreGroup.objects.create(profile=self, number=1, name="Evner", question="Hvordan?")
        for number in range(1, (2 if extracted is None else extracted) + 1):
            CoreArea.objects.create(group=group, number=number, name=f"Kerneområde {number}")


class ValueBaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ValueBase

    class Params:
        draft = factory.Trait(from_on=None)

    name = factory.Sequence("Værdigrundlag {}".format)
    from_on = factory.Sequence(
        lambda number: datetime.date(2020, 1, 1) + datetime.timedelta(number)
    )


class JobRoleFactory(factory.django.DjangoModelFactory):
    """A role of a value base: `base=…`; it has a group of its own unless given one."""

    class Meta:
        model = JobRole

    name = factory.Sequence("Rolle {}".format)
    number = factory.Sequence(lambda number: number + 1)

    @classmethod
    def _create(cls, model_class, *args, base=None, group=None, **fields):
        base = base or (group.base if group else ValueBaseFactory())
        group = group or JobGroup.objects.create(base=base, number=1, name=fields["name"])
        return super()._create(model_class, *args, group=group, **fields)


class CommitmentFactory(factory.django.DjangoModelFactory):
    """A commitment of a role: `role=…`, under the area of the name `area` (made if missing)."""

    class Meta:
        model = Commitment

    number = factory.Sequence(lambda number: number + 1)
    text = factory.Sequence("At arbejde sammen om børnene, nr. {}.".format)

    @classmethod
    def _create(cls, model_class, *args, role=None, area="Samarbejde", **fields):
        role = role or JobRoleFactory()
        column, _is_new = ValueArea.objects.get_or_create(
            base=role.group.base, name=area, defaults={"number": 1}
        )
        cell, _is_new = CommitmentCell.objects.get_or_create(role=role, area=column)
        return super()._create(model_class, *args, cell=cell, **fields)
