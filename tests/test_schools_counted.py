"""What is counted and asked where schools stand beside daycare: in no count of daycare's own."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from dashboards.comparison import ComparisonPage
from dashboards.municipality import MunicipalityPage
from indicators.filters import Filters
from institutions.importing.entries import KINDS
from institutions.models import Board
from measurements.coverage import Coverage
from measurements.entry import EntryForm, typed_layouts
from measurements.models import Instrument, Topic
from tests.factories import (
    ClusterFactory,
    IdentifierFactory,
    InspectionFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
    UserFactory,
)
from voices.forms import VoiceRoundForm
from voices.models.rounds import VoicesAsked

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def mixed():
    """A cluster of one unit of daycare, a school and after-school care, and what is measured."""
    call_command("load_reference", verbosity=0)
    cluster = ClusterFactory(slug="soeen")
    places = [
        InstitutionFactory(cluster=cluster, kind=kind)
        for kind in ("integrated", "school", "after_school")
    ]
    InspectionFactory(institution=places[0], year=TODAY.year)
    return cluster, places


def test_the_municipality_counts_schools_among_no_units_of_daycare(mixed):
    page = MunicipalityPage.build(user=UserFactory(administrator=True), on=TODAY)

    assert page.units == 3
    assert page.data_figures == {"inspected": 1, "profiled": 0, "daycare": 1}
    assert [row.daycare for row in page.rows] == [1]
    assert "3" not in page.data_heading.replace(str(TODAY.year), "")


def test_a_municipality_of_schools_says_that_tilsyn_is_of_daycare():
    InstitutionFactory(kind="school")
    page = MunicipalityPage.build(user=UserFactory(administrator=True), on=TODAY)

    assert page.units == 1
    assert "0" not in page.data_heading


OF_DAYCARE = ("tilsyn", "kids", "topi", "btu", "sprogvurdering", "normering", "boerneinterview")


@pytest.mark.parametrize("code", [*OF_DAYCARE, "tu", "personale", "foraeldrepuls"])
def test_only_instruments_of_all_are_compared_over_schools(mixed, code):
    cluster, _places = mixed
    user = UserFactory(administrator=True)
    filters = Filters(instrument=code)

    page = ComparisonPage.build(user=user, on=TODAY, filters=filters, cluster=cluster.slug)

    assert page.instrument.code == code
    assert page.scope.shown == (1 if code in OF_DAYCARE else 3)


@pytest.mark.parametrize("role", ["consultant", "area_head"])
def test_who_reads_an_area_is_told_of_no_more_places_than_are_compared(mixed, role):
    cluster, _places = mixed
    InstitutionFactory(kind="school")
    at = {"area_head": {"area": cluster.area}, "consultant": {"cluster": cluster}}[role]
    user = MembershipFactory(**{role: True}, **at).user

    page = ComparisonPage.build(user=user, on=TODAY, filters=Filters(instrument="tilsyn"))

    assert page.scope.whole == 1


def test_schools_are_told_as_those_whom_the_figures_are_not_about(mixed):
    """So that a sum over the cluster does not lack them."""
    cluster, places = mixed
    topic = Topic.objects.get(version__code="topi", number=1)
    MeasurementFactory(institution=places[0], topic=topic, year=TODAY.year, value=80)
    names = {place.pk: place.name for place in places}

    covered = {one.name: one for one in Coverage.of(names, on=TODAY, clusters=[cluster.pk])}

    assert covered["TOPI"].missing == ()
    assert set(covered["TOPI"].not_asked) == {places[1].name, places[2].name}


def test_children_of_a_school_are_not_asked_what_those_in_daycare_are(mixed):
    _cluster, (_daycare, school, _sfo) = mixed
    asked = {one.audience: one for one in VoicesAsked.objects.all()}
    both = UserFactory(administrator=True)
    answers = {"closes_on": TODAY.replace(year=TODAY.year + 1), "institutions": [school.pk]}

    of_children = VoiceRoundForm({**answers, "asked": asked["children"].pk}, user=both)
    of_parents = VoiceRoundForm({**answers, "asked": asked["parents"].pk}, user=both)

    assert "institutions" in of_children.errors
    assert "institutions" not in of_parents.errors
    alone = MembershipFactory(leader=True, institution=school).user
    assert set(VoiceRoundForm(user=alone).fields["asked"].queryset) == {asked["parents"]}


def test_a_figure_of_daycare_is_not_typed_in_of_a_school(mixed):
    _cluster, places = mixed
    for place in places:
        IdentifierFactory(institution=place)
    user = UserFactory(administrator=True)

    of_daycare = dict(Instrument.objects.values_list("code", "is_of_daycare"))
    for layout in typed_layouts().values():
        offered = EntryForm(layout=layout, user=user).fields["institution"].queryset
        assert offered.count() == (1 if of_daycare[layout.instrument] else 3), layout.code


@pytest.mark.parametrize(
    ("word", "kind"),
    {
        "skole": "school",
        "folkeskole": "school",
        "friskole": "school",
        "specialskole": "school",
        "skolefritidsordning": "after_school",
        "sfo": "after_school",
        "fritidshjem": "after_school",
        "fritidsklub": "after_school",
        "ungdomsklub": "after_school",
    }.items(),
)
def test_a_list_of_institutions_may_call_schools_what_they_are(word, kind):
    begun = next(KINDS[one] for one in KINDS if len(one) > 1 and word.startswith(one))

    assert KINDS.get(word, begun) == kind


@pytest.mark.parametrize("kind", ["after_school", "integrated"])
def test_a_new_board_at_a_place_of_another_kind_begins_as_its_parent_council(client, kind):
    place = InstitutionFactory(kind=kind, name="Bølgen")
    client.force_login(UserFactory(administrator=True))

    form = client.get(reverse("board_create"), {"institution": place.pk}).context["form"]

    assert form["kind"].value() == Board.Kind.PARENT_COUNCIL
    assert "Bølgen" in form["name"].value()
