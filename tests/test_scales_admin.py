"""Steps and bands of a scale are edited without gaps and overlaps."""

import pytest
from django.db import IntegrityError, transaction

from measurements.models import Scale
from measurements.reference import load_reference
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(client):
    load_reference()
    client.force_login(UserFactory(administrator=True))


def send(client, scale, *, steps=(), bands=(), **facts):
    """The form of the scale as a browser sends it; rows are dictionaries, those there with id."""
    data = {
        "name": scale.name,
        "code": scale.code,
        "kind": scale.kind,
        "decimals": "1",
        "lowest": facts.get("lowest", scale.lowest) or "",
        "highest": facts.get("highest", scale.highest) or "",
    }
    for prefix, rows in (("steps", steps), ("bands", bands)):
        data[f"{prefix}-TOTAL_FORMS"] = len(rows)
        data[f"{prefix}-INITIAL_FORMS"] = len([row for row in rows if "id" in row])
        for number, row in enumerate(rows):
            words = {"scale": scale.pk, "short_label": row["label"][:20], "synonyms": "[]"} | row
            data |= {f"{prefix}-{number}-{name}": value for name, value in words.items()}
    data = {name: str(value).replace(".000", "") for name, value in data.items()}
    return client.post(f"/admin/measurements/scale/{scale.pk}/change/", data)


def steps_of(scale, **ranks):
    """The steps that are there, some of them with another rank."""
    return [
        {"id": step.pk, "label": step.label, "rank": ranks.get(f"r{step.rank}", step.rank)}
        for step in scale.steps.all()
    ]


def bands_of(scale, *lower):
    found = list(scale.bands.order_by("lower"))
    return [
        {"id": band.pk, "label": band.label, "lower": limit}
        for band, limit in zip(found, lower, strict=True)
    ]


def ordinal():
    return Scale.objects.get(code="tilsyn-2023")


def kids():
    return Scale.objects.get(code="kids-2020")


def test_a_rank_that_is_left_out_is_refused(client):
    page = send(client, ordinal(), steps=steps_of(ordinal(), r4=5))

    assert "nummer 4 mangler" in page.content.decode()
    assert set(ordinal().steps.values_list("rank", flat=True)) == {1, 2, 3, 4}


def test_two_steps_of_the_same_rank_are_refused(client):
    page = send(client, ordinal(), steps=steps_of(ordinal(), r4=3))

    assert "To trin har nummer 3" in page.content.decode()


def test_steps_change_places_in_one_go(client):
    highest = ordinal().steps.get(rank=4)

    answer = send(client, ordinal(), steps=steps_of(ordinal(), r4=1, r1=4))

    assert answer.status_code == 302
    highest.refresh_from_db()
    assert highest.rank == 1


def test_a_step_is_put_between_two_others(client):
    steps = [*steps_of(ordinal(), r3=4, r4=5), {"label": "Følge indsatsen", "rank": 3}]

    answer = send(client, ordinal(), steps=steps)

    assert answer.status_code == 302
    assert ordinal().steps.get(rank=3).label == "Følge indsatsen"


def test_the_lowest_band_begins_where_the_scale_does(client):
    page = send(client, kids(), bands=bands_of(kids(), "1,5", "2", "3", "4"))

    assert "så der ikke er et hul" in page.content.decode()


def test_no_two_bands_begin_at_the_same_place(client):
    page = send(client, kids(), bands=bands_of(kids(), "1", "2", "2", "4"))

    assert "To bånd begynder ved 2, så de overlapper" in page.content.decode()


def test_no_band_begins_beyond_the_scale(client):
    page = send(client, kids(), bands=bands_of(kids(), "1", "2", "3", "5"))

    assert "men skalaen slutter ved 5" in page.content.decode()


def test_the_limits_of_bands_are_moved(client):
    answer = send(client, kids(), bands=bands_of(kids(), "1", "2,5", "3", "4,2"))

    assert answer.status_code == 302
    assert [str(band.lower) for band in kids().bands.order_by("lower")] == [
        "1.000",
        "2.500",
        "3.000",
        "4.200",
    ]


def test_a_step_is_changed_with_its_scale_only(client):
    step = ordinal().steps.first()

    page = client.post(f"/admin/measurements/scalestep/{step.pk}/change/", {"rank": 9})

    assert page.status_code == 403


def test_no_step_has_rank_nought_whoever_writes_it():
    with pytest.raises(IntegrityError), transaction.atomic():
        ordinal().steps.filter(rank=1).update(rank=0)
