"""The value base in everyday life."""

import datetime

import factory
from django.utils import timezone

from leadership.models import Onboarding, Reflection
from tests.factories import InstitutionFactory
from tests.factories.leadership import CommitmentFactory, JobRoleFactory


class ReflectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reflection

    commitment = factory.SubFactory(CommitmentFactory)
    institution = factory.SubFactory(InstitutionFactory)
    held_on = factory.LazyFunction(timezone.localdate)
    standing = 2
    example = "Vi tog det op på stuemødet."


class OnboardingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Onboarding

    institution = factory.SubFactory(InstitutionFactory)
    role = factory.SubFactory(JobRoleFactory)
    who = "N.A."
    mentor = "Anne"
    begins_on = factory.LazyFunction(timezone.localdate)
    due_on = factory.LazyAttribute(lambda row: row.begins_on + datetime.timedelta(days=60))
