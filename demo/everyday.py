"""The chapter of the value base in everyday life: what teams have seen, and who is new."""

from typing import Any

from accounts.models import User
from demo import read
from institutions.models import Cluster, Institution
from leadership.models import Commitment, JobRole, Onboarding, OnboardingStep, Reflection


def is_loaded() -> bool:
    return Reflection.objects.exists()


def load() -> None:
    data = read("everyday")
    people = {user.email: user for user in User.objects.all()}
    for row in data["reflections"]:
        by, commitment = people[row.pop("by")], _commitment(row)
        Reflection.objects.create(commitment=commitment, written_by=by, **_place(row), **row)
    for row in data["onboardings"]:
        by, done = people[row.pop("by")], row.pop("done")
        role = JobRole.objects.get(name=row.pop("role"))
        new = Onboarding.objects.create(role=role, made_by=by, **_place(row), **row)
        OnboardingStep.objects.bulk_create(
            OnboardingStep(onboarding=new, commitment=one, done_on=new.begins_on)
            for one in new.commitments[:done]
        )


def _commitment(row: dict[str, Any]) -> Commitment:
    """The one of the role at its place: takes both out of the row."""
    of_role = Commitment.objects.filter(cell__role__name=row.pop("role"))
    place: int = row.pop("place")
    return of_role[place - 1]


def _place(row: dict[str, Any]) -> dict[str, Any]:
    """Where it was: takes a cluster or an institution out of the row."""
    if "cluster" in row:
        return {"cluster": Cluster.objects.get(slug=row.pop("cluster"))}
    return {"institution": Institution.objects.get(slug=row.pop("institution"))}
