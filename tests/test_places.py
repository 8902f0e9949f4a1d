"""Places and people keep their rules in the database itself, on SQLite as on PostgreSQL."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from config.slugs import folded_slug
from institutions.models import Board, Identifier, Membership, Placement
from institutions.naming import cluster_slug, unused_slug
from institutions.roles import Role
from strategy.models import MethodUse
from tests.factories import (
    AreaFactory,
    BoardFactory,
    ClusterFactory,
    IdentifierFactory,
    InstitutionFactory,
    MembershipFactory,
    MethodFactory,
    PlacementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


#: A period beside one from 1 January to 31 December 2024, and whether they share a day.
BESIDE_2024 = [
    ("2023-01-01", "2023-12-31", False),
    ("2025-01-01", "2025-12-31", False),
    (None, "2023-12-31", False),
    ("2025-01-01", None, False),
    ("2023-01-01", "2024-01-01", True),
    ("2024-12-31", "2025-06-30", True),
    ("2024-03-01", "2024-04-30", True),
    ("2020-01-01", None, True),
    (None, "2024-06-30", True),
    (None, None, True),
]


@pytest.fixture
def placed():
    """A placement in 2024."""
    return PlacementFactory(from_on=day("2024-01-01"), to_on=day("2024-12-31"))


@pytest.mark.parametrize(("from_on", "to_on", "overlaps"), BESIDE_2024)
def test_a_form_refuses_two_placements_at_once(placed, from_on, to_on, overlaps):
    other = Placement(
        institution=placed.institution,
        cluster=ClusterFactory(),
        from_on=day(from_on),
        to_on=day(to_on),
    )

    if overlaps:
        with pytest.raises(ValidationError, match="anden klynge"):
            other.full_clean()
    else:
        other.full_clean()


@pytest.mark.parametrize(("from_on", "to_on", "overlaps"), BESIDE_2024)
def test_the_database_refuses_two_placements_at_once(placed, from_on, to_on, overlaps):
    other = Placement(
        institution=placed.institution,
        cluster=ClusterFactory(),
        from_on=day(from_on),
        to_on=day(to_on),
    )

    if overlaps:
        with pytest.raises(IntegrityError), transaction.atomic():
            Placement.objects.bulk_create([other])
    else:
        Placement.objects.bulk_create([other])

    assert Placement.objects.count() == (1 if overlaps else 2)


def test_the_database_refuses_to_stretch_a_placement_over_the_next(placed):
    PlacementFactory(
        institution=placed.institution, from_on=day("2025-01-01"), to_on=day("2025-12-31")
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.filter(pk=placed.pk).update(to_on=None)

    placed.refresh_from_db()
    assert placed.to_on == day("2024-12-31")


def test_a_placement_may_be_changed_within_its_own_period(placed):
    placed.from_on = day("2024-02-01")
    placed.full_clean()
    placed.save()

    Placement.objects.filter(pk=placed.pk).update(to_on=None)

    placed.refresh_from_db()
    assert (placed.from_on, placed.to_on) == (day("2024-02-01"), None)


def test_two_institutions_may_be_in_a_cluster_at_once(placed):
    PlacementFactory(cluster=placed.cluster, from_on=placed.from_on)

    assert placed.cluster.placements.count() == 2


def test_the_database_refuses_a_method_used_twice_at_once():
    use = {"method": MethodFactory(), "institution": InstitutionFactory()}
    MethodUse.objects.create(**use, from_on=day("2024-01-01"))

    with pytest.raises(IntegrityError), transaction.atomic():
        MethodUse.objects.bulk_create([MethodUse(**use, from_on=day("2025-01-01"))])
    MethodUse.objects.create(**{**use, "method": MethodFactory()}, from_on=day("2025-01-01"))

    assert MethodUse.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_rule_survives_a_change_of_the_table(placed):
    """SQLite makes a table anew to change it, and what hangs on the old one is lost."""
    note = models.CharField(max_length=10, default="")
    note.set_attributes_from_name("note")
    wider = models.CharField(max_length=20, default="x", null=True)
    wider.set_attributes_from_name("note")
    with connection.schema_editor() as editor:
        editor.add_field(Placement, note)
    try:
        with connection.schema_editor() as editor:
            editor.alter_field(Placement, note, wider)

        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO institutions_placement (institution_id, cluster_id, from_on)"
                " VALUES (%s, %s, '2024-06-01')",
                [placed.institution_id, placed.cluster_id],
            )
    finally:
        with connection.schema_editor() as editor:
            editor.remove_field(Placement, wider)


def test_a_period_cannot_end_before_it_begins():
    backwards = Placement(
        institution=InstitutionFactory(),
        cluster=ClusterFactory(),
        from_on=day("2024-02-01"),
        to_on=day("2024-01-31"),
    )

    with pytest.raises(ValidationError, match="Sidste dag"):
        backwards.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.bulk_create([backwards])


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        ("2023-12-31", False),
        ("2024-01-01", True),
        ("2024-12-31", True),
        ("2025-01-01", False),
    ],
)
def test_both_days_of_a_period_are_in_it(placed, on, holds):
    assert placed.holds_on(day(on)) is holds
    assert Placement.objects.on(day(on)).exists() is holds


def test_a_number_is_never_used_again_not_even_after_it_ended():
    old = IdentifierFactory(value="9101", to_on=day("2020-12-31"))
    again = Identifier(
        institution=InstitutionFactory(),
        kind=old.kind,
        value="9101",
        from_on=day("2024-01-01"),
    )

    with pytest.raises(ValidationError, match="bruges aldrig igen"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_the_same_digits_may_be_numbers_of_two_kinds():
    IdentifierFactory(value="9101")

    IdentifierFactory(value="9101", kind=Identifier.Kind.STIL)

    assert Identifier.objects.count() == 2


def test_zeros_and_letters_of_a_number_count():
    IdentifierFactory(value="0101")

    assert Identifier.objects.filter(value="0101").exists()
    assert not Identifier.objects.filter(value="101").exists()


def test_a_board_is_of_one_place():
    with pytest.raises(IntegrityError), transaction.atomic():
        BoardFactory(cluster=ClusterFactory(), institution=InstitutionFactory())
    BoardFactory(kind=Board.Kind.COMMITTEE)

    assert Board.objects.count() == 1


def test_a_leader_leads_a_place_and_not_the_whole_municipality():
    nowhere = Membership(user=UserFactory(), role=Role.LEADER)

    with pytest.raises(ValidationError, match="skal høre til et sted"):
        nowhere.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        nowhere.save()


def test_a_role_is_held_at_one_place():
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(chair=True, cluster=ClusterFactory(), area=AreaFactory())


def test_an_institution_cannot_close_before_it_opens():
    with pytest.raises(IntegrityError), transaction.atomic():
        InstitutionFactory(opened_on=day("2024-01-01"), closed_on=day("2023-12-31"))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Børnehuset Åkanden", "boernehuset-aakanden"),
        ("Lærkereden", "laerkereden"),
        ("Øresneglen", "oeresneglen"),
        ("  Æblet & Pæren ", "aeblet-paeren"),
        ("Kløvermarken 3", "kloevermarken-3"),
    ],
)
def test_an_address_folds_the_danish_letters(name, slug):
    assert folded_slug(name) == slug


def test_a_clusters_address_leaves_the_word_for_cluster_out(settings):
    assert cluster_slug("Klynge Fyrtårnet") == "fyrtaarnet"

    settings.CLUSTER_WORD = "distrikt"

    assert cluster_slug("Distrikt Øst") == "oest"
    assert cluster_slug("Klynge Fyrtårnet") == "klynge-fyrtaarnet"


def test_places_of_one_name_get_an_address_each():
    places = type(InstitutionFactory(slug="solsikken")).objects.all()

    assert unused_slug("solsikken", places) == "solsikken-2"

    InstitutionFactory(slug="solsikken-2")

    assert unused_slug("solsikken", places) == "solsikken-3"
    assert unused_slug("solstraalen", places) == "solstraalen"


def test_who_was_in_the_cluster_then_is_told_by_the_day():
    old, new = ClusterFactory(), ClusterFactory()
    unit = InstitutionFactory()
    PlacementFactory(institution=unit, cluster=old, to_on=day("2024-07-31"))
    PlacementFactory(institution=unit, cluster=new, from_on=day("2024-08-01"))
    units = type(unit).objects

    assert list(units.in_cluster(old, day("2024-07-31"))) == [unit]
    assert list(units.in_cluster(new, day("2024-07-31"))) == []
    assert list(units.in_cluster(new, day("2024-08-01"))) == [unit]
    assert list(units.in_cluster(old)) == []
