"""The leadership profile and the value base that come with the product, to begin from."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from leadership.models import (
    Chapter,
    Commitment,
    CommitmentCell,
    CoreArea,
    CoreGroup,
    CorePoint,
    CoreValue,
    JobGroup,
    JobRole,
    Profile,
    ProfileRole,
    ValueArea,
    ValueBase,
)
from measurements.models import Scale, ScaleStep

_DATA = Path(__file__).parent / "data"
#: Of leadership teams, and two short examples of other levels.
PROFILES = ("klyngeledelsesprofil", "skolelederprofil", "omraadechefprofil")


@transaction.atomic
def load_shipped() -> dict[str, int]:
    """Load what is missing; what is there is left as it is, local changes and all."""
    return {
        "leadership profiles": sum(_load_profile(_read(name)) for name in PROFILES),
        "value bases": int(_load_value_base(_read("vaerdigrundlag"))),
    }


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _load_profile(data: dict[str, Any]) -> bool:
    if Profile.objects.filter(code=data["code"]).exists():
        return False
    steps = data["scale"].pop("steps")
    scale, is_new = Scale.objects.get_or_create(
        code=data["scale"].pop("code"), defaults=data["scale"]
    )
    if is_new:
        ScaleStep.objects.bulk_create(ScaleStep(scale=scale, **step) for step in steps)
    told = ("code", "name", "title", "level", "purpose", "process")
    fields = {name: data[name] for name in told}
    profile = Profile.objects.create(**fields, focus_points=data["focus_points"], scale=scale)
    ProfileRole.objects.bulk_create(
        ProfileRole(profile=profile, number=number, **role)
        for number, role in enumerate(data.get("roles", []), start=1)
    )
    _load_chapters(data, profile=profile)
    for number, row in enumerate(data["groups"], start=1):
        areas = row.pop("areas")
        group = CoreGroup.objects.create(profile=profile, number=number, **row)
        for place, fields in enumerate(areas, start=1):
            points = fields.pop("points", [])
            area = CoreArea.objects.create(group=group, number=place, **fields)
            CorePoint.objects.bulk_create(
                CorePoint(area=area, number=at, text=text) for at, text in enumerate(points, 1)
            )
    return True


def _load_value_base(data: dict[str, Any]) -> bool:
    """The value base as a version in preparation: the municipality says from when it holds."""
    if ValueBase.objects.exists():
        return False
    base = ValueBase.objects.create(name=data["name"], source=data["source"])
    _load_chapters(data, base=base)
    CoreValue.objects.bulk_create(
        CoreValue(base=base, number=number, name=name)
        for number, name in enumerate(data["values"], start=1)
    )
    areas = {
        name: ValueArea.objects.create(base=base, number=number, name=name)
        for number, name in enumerate(data["areas"], start=1)
    }
    for number, row in enumerate(data["groups"], start=1):
        group = JobGroup.objects.create(
            base=base, number=number, name=row["name"], title=row["title"]
        )
        for place, fields in enumerate(row["roles"], start=1):
            _load_role(group, place, fields, areas)
    return True


def _load_chapters(
    data: dict[str, Any], *, base: ValueBase | None = None, profile: Profile | None = None
) -> None:
    """The running text that comes along, marked as an example until somebody writes in it."""
    for number, row in enumerate(data["chapters"], start=1):
        row["text"] = row["text"].strip()
        Chapter.objects.create(base=base, profile=profile, number=number, is_example=True, **row)


def _load_role(
    group: JobGroup, number: int, row: dict[str, Any], areas: dict[str, ValueArea]
) -> None:
    role = JobRole.objects.create(
        group=group, number=number, name=row["name"], is_everybody=row.get("is_everybody", False)
    )
    for fields in row["cells"]:
        cell = CommitmentCell.objects.create(
            role=role,
            area=areas[fields["area"]],
            is_being_written=fields.get("is_being_written", False),
        )
        Commitment.objects.bulk_create(
            Commitment(cell=cell, number=at, text=text)
            for at, text in enumerate(fields.get("commitments", []), start=1)
        )
