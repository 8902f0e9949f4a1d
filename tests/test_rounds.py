"""Measuring rounds: who has delivered, and a lock after which values change only with a reason."""

import datetime
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from measurements.deliveries import Delivery
from measurements.importing import NeedsReason, commit_diff, prepare, undo
from measurements.models import Import, Inspection, Instrument, Measurement, MeasuringRound
from measurements.reference import load_reference
from tests.factories import ClusterFactory, InspectionFactory, InstitutionFactory, UserFactory
from tests.files import ADJUST, KEEP, KIDS_WIDE, SECOND, WIDE, inspected, sheet, upload

pytestmark = pytest.mark.django_db

PAGE = "/indlaes/tal/"
CONFIRM = "/indlaes/tal/bekraeft/"
REASON = "Tilsynet har rettet sin rapport."


@pytest.fixture(autouse=True)
def sunflower(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_reference()
    return InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def a_round(period="2026", instrument="tilsyn", *, locked=False, **fields):
    return MeasuringRound.objects.create(
        instrument=Instrument.objects.get(code=instrument),
        period=period,
        opens_on=datetime.date(2026, 1, 1),
        deadline_on=datetime.date(2026, 10, 1),
        locked_at=timezone.now() if locked else None,
        **fields,
    )


def read_in(*rows, reason=""):
    return commit_diff(prepare(sheet(WIDE, *rows)), reason=reason)


def ticket(response):
    return re.search(r'name="upload" value="([^"]+)"', response.content.decode())[1]


def test_a_round_knows_who_has_delivered_and_who_has_not(sunflower):
    InstitutionFactory(name="Valmuen", number="9102")
    read_in(inspected("9101", KEEP))

    delivery = Delivery.of(a_round())

    assert (delivery.delivered, delivery.expected) == (1, 2)
    assert [place.name for place in delivery.missing] == ["Valmuen"]


def test_a_round_expects_only_its_clusters_and_kinds_and_open_institutions(sunflower):
    cluster = sunflower.clusters.get()
    InstitutionFactory(name="Skolen", kind="school", cluster=cluster)
    InstitutionFactory(name="Lukket", cluster=cluster, closed_on=datetime.date(2025, 1, 1))
    InstitutionFactory(name="Andetsteds", kind=sunflower.kind)
    one = a_round(kinds=[sunflower.kind])
    one.clusters.add(cluster)

    assert [place.name for place in Delivery.of(one).missing] == ["Solsikken"]


def test_an_inspection_without_ratings_is_delivered(sunflower):
    InspectionFactory(institution=sunflower, year=2026, light=True)

    assert Delivery.of(a_round()).missing == ()


def test_a_round_of_the_year_is_not_delivered_by_another_round():
    headings = ("Institutionsnummer", "Runde", "Antal børn vurderet", "Grøn", "Gul", "Rød")
    commit_diff(prepare(sheet(headings, ("9101", "Forår 2026", "40", "30", "8", "2"))))

    spring, autumn = a_round("2026-1", "topi"), a_round("2026-2", "topi")

    assert (Delivery.of(spring).delivered, Delivery.of(autumn).delivered) == (1, 0)


def test_after_the_lock_values_change_only_with_a_reason():
    read_in(inspected("9101", KEEP))
    a_round(locked=True)

    with pytest.raises(NeedsReason, match="2026"):
        read_in(inspected("9101", ADJUST))
    assert Measurement.objects.get().step.label == KEEP
    batch = read_in(inspected("9101", ADJUST), reason=REASON)

    assert batch.reason == REASON
    assert Measurement.objects.get().step.label == ADJUST


def test_a_new_value_in_a_locked_round_needs_a_reason_too():
    a_round(locked=True)

    with pytest.raises(NeedsReason):
        read_in(inspected("9101", KEEP))


def test_the_lock_holds_for_every_day_of_its_year_and_for_nothing_else():
    a_round("2026", "kids", locked=True)
    day = ("9101", "12-05-2026", "Bierne", SECOND, "4,3", "2")

    with pytest.raises(NeedsReason):
        commit_diff(prepare(sheet(KIDS_WIDE, day)))
    commit_diff(prepare(sheet(KIDS_WIDE, ("9101", "12-05-2025", *day[2:]))))
    read_in(inspected("9101", KEEP))

    assert set(Measurement.objects.values_list("year", flat=True)) == {2025, 2026}
    assert not Measurement.objects.filter(
        year=2026, topic__version__instrument__code="kids"
    ).exists()


def test_the_same_file_again_needs_no_reason():
    read_in(inspected("9101", KEEP))
    a_round(locked=True)

    assert read_in(inspected("9101", KEEP)) is None


def test_undoing_in_a_locked_round_needs_a_reason():
    batch = read_in(inspected("9101", KEEP))
    a_round(locked=True)

    with pytest.raises(NeedsReason):
        undo(batch)
    assert Measurement.objects.exists()
    undo(batch, reason=REASON)

    batch.refresh_from_db()
    assert (batch.undo_reason, Measurement.objects.count()) == (REASON, 0)


def test_a_reason_never_holds_a_cpr_number():
    a_round(locked=True)

    with pytest.raises(NeedsReason, match="CPR"):
        read_in(inspected("9101", KEEP), reason="Rettet for 010190-1234")


def test_the_preview_asks_for_the_reason_and_the_receipt_keeps_it(client, administrator):
    a_round(locked=True)
    page = client.post(PAGE, {"import_file": upload(WIDE, inspected("9101", KEEP))})

    refused = client.post(CONFIRM, {"upload": ticket(page)})
    receipt = client.post(CONFIRM, {"upload": ticket(refused), "reason": REASON}, follow=True)

    assert 'name="reason"' in page.content.decode()
    assert refused.status_code == 422
    assert "er låst" in refused.content.decode()
    assert REASON in receipt.content.decode()
    assert Import.objects.get().reason == REASON


def test_without_a_lock_nobody_is_asked(client, administrator):
    a_round()

    page = client.post(PAGE, {"import_file": upload(WIDE, inspected("9101", KEEP))})

    assert 'name="reason"' not in page.content.decode()


def test_the_receipt_asks_why_an_import_in_a_locked_round_is_undone(client, administrator):
    batch = read_in(inspected("9101", KEEP))
    a_round(locked=True)
    address = reverse("import_undo", args=[batch.pk])

    page = client.get(reverse("import_detail", args=[batch.pk]))
    client.post(address, {"sure": "yes"})
    refused = Measurement.objects.count()
    client.post(address, {"reason": REASON, "sure": "yes"})

    assert 'name="reason"' in page.content.decode()
    assert (refused, Measurement.objects.count()) == (1, 0)


def test_an_administrator_makes_a_round_sees_who_is_missing_and_locks_it(client, administrator):
    answers = {
        "instrument": Instrument.objects.get(code="tilsyn").pk,
        "period": "2026",
        "opens_on": "01.01.2026",
        "deadline_on": "01.10.2026",
    }

    client.post(reverse("admin:measurements_measuringround_add"), answers)
    one = MeasuringRound.objects.get()
    page = client.get(reverse("admin:measurements_measuringround_change", args=[one.pk]))
    client.post(
        reverse("admin:measurements_measuringround_changelist"),
        {"action": "lock", "_selected_action": one.pk},
    )

    text = page.content.decode()
    assert "0 af 1" in text
    assert "Solsikken" in text
    one.refresh_from_db()
    assert (one.locked_at is not None, one.locked_by) == (True, administrator)


def test_a_locked_round_is_neither_deleted_nor_moved(client, administrator):
    one = a_round(locked=True)

    refused = client.post(
        reverse("admin:measurements_measuringround_delete", args=[one.pk]), {"post": "yes"}
    )
    page = client.get(reverse("admin:measurements_measuringround_change", args=[one.pk]))

    assert refused.status_code == 403
    assert MeasuringRound.objects.exists()
    assert 'name="period"' not in page.content.decode()


@pytest.mark.parametrize("period", ["26", "2026-", "forår", "2026-12-01"])
def test_a_period_is_a_year_or_a_round_of_it(client, administrator, period):
    answers = {
        "instrument": Instrument.objects.get(code="tilsyn").pk,
        "period": period,
        "opens_on": "01.01.2026",
        "deadline_on": "01.10.2026",
    }

    page = client.post(reverse("admin:measurements_measuringround_add"), answers)

    assert "Skriv et år som 2026" in page.content.decode()
    assert not MeasuringRound.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"deadline_on": datetime.date(2025, 1, 1)}, id="deadline before it opens"),
        pytest.param({"period": "2026"}, id="twice in a period"),
    ],
)
def test_the_database_refuses_rounds_that_cannot_be(fields):
    a_round()

    with pytest.raises(IntegrityError), transaction.atomic():
        MeasuringRound.objects.create(
            **{
                "instrument": Instrument.objects.get(code="tilsyn"),
                "period": "2025",
                "opens_on": datetime.date(2026, 1, 1),
                "deadline_on": datetime.date(2026, 2, 1),
            }
            | fields
        )


def test_an_inspection_in_a_locked_round_is_corrected_by_hand_with_a_reason_only(
    client, administrator, sunflower
):
    inspection = InspectionFactory(institution=sunflower, year=2026)
    a_round(locked=True)
    address = reverse("admin:measurements_inspection_change", args=[inspection.pk])
    answers = {"institution": sunflower.pk, "year": "2026", "kind": "enhanced"}

    refused = client.post(address, answers)
    inspection.refresh_from_db()
    before = inspection.kind
    client.post(address, answers | {"reason": REASON})

    inspection.refresh_from_db()
    assert "er låst" in refused.content.decode()
    assert (before, inspection.kind) == ("ordinary", "enhanced")
    assert REASON in LogEntry.objects.latest("pk").get_change_message()


def test_an_inspection_is_not_moved_out_of_a_locked_round_without_a_reason(
    client, administrator, sunflower
):
    inspection = InspectionFactory(institution=sunflower, year=2026)
    a_round(locked=True)
    address = reverse("admin:measurements_inspection_change", args=[inspection.pk])

    client.post(address, {"institution": sunflower.pk, "year": "2025", "kind": "ordinary"})

    inspection.refresh_from_db()
    assert inspection.year == 2026


def test_an_inspection_in_a_locked_round_is_not_deleted(client, administrator, sunflower):
    inspection = InspectionFactory(institution=sunflower, year=2026)
    a_round(locked=True)

    address = reverse("admin:measurements_inspection_delete", args=[inspection.pk])

    assert client.post(address, {"post": "yes"}).status_code == 403
    assert Inspection.objects.exists()


def test_an_inspection_outside_locked_rounds_needs_no_reason(client, administrator, sunflower):
    inspection = InspectionFactory(institution=sunflower, year=2025)
    a_round(locked=True)
    address = reverse("admin:measurements_inspection_change", args=[inspection.pk])

    client.post(address, {"institution": sunflower.pk, "year": "2025", "kind": "enhanced"})

    inspection.refresh_from_db()
    assert inspection.kind == "enhanced"


def test_rounds_are_for_administrators(client):
    client.force_login(UserFactory(is_staff=True))

    assert client.get(reverse("admin:measurements_measuringround_changelist")).status_code == 403


def test_rounds_are_opened_by_administrators_only(client):
    staff = UserFactory(is_staff=True)
    staff.user_permissions.add(*Permission.objects.filter(content_type__model="measuringround"))
    client.force_login(staff)

    assert client.get(reverse("admin:measurements_measuringround_add")).status_code == 403
