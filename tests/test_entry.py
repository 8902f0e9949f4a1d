"""One observation or inspection typed in: the same rules, preview, receipt and undo as a file."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from measurements.entry import EntryForm, typed_layouts
from measurements.importing import undo
from measurements.layouts import LAYOUTS
from measurements.models import Import, Inspection, Measurement
from tests.factories import ClusterFactory, InstitutionFactory, MembershipFactory, UserFactory
from tests.files import ADJUST, KEEP, SECOND

pytestmark = pytest.mark.django_db

CONFIRM = "/admin/measurements/measurement/process_import/"


@pytest.fixture(autouse=True)
def sunflower(reference, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True, name="Henrik Dalgaard")
    client.force_login(user)
    return user


def page_of(code):
    return reverse("measurement_entry", args=[code])


def typed(code, user, institution, **answers):
    """The answers as the browser sends them; named by heading, with _ for what stands between."""
    names = EntryForm(layout=LAYOUTS[code], user=user).names
    by_word = {re.sub(r"\W+", "_", heading): name for heading, name in names.items()}
    return {"institution": institution.pk} | {by_word[k]: v for k, v in answers.items()}


def ticket(response):
    return re.search(r'name="upload" value="([^"]+)"', response.content.decode())[1]


def test_an_observation_is_typed_previewed_read_in_and_undone(client, administrator, sunflower):
    answers = typed(
        "kids_wide",
        administrator,
        sunflower,
        Måledato="12.05.2026",
        Stue_gruppe="Bierne",
        KIDS_udgave=SECOND,
        Relationer="4,3",
    )

    page = client.post(page_of("kids_wide"), answers)
    nothing = Measurement.objects.count()
    client.post(CONFIRM, {"upload": ticket(page)})

    assert nothing == 0
    measurement, batch = Measurement.objects.get(), Import.objects.get()
    assert (str(measurement.value), measurement.group, measurement.period) == (
        "4.300",
        "Bierne",
        "2026-05-12",
    )
    assert (batch.file_name, batch.layout) == ("Tastet af Henrik Dalgaard.csv", "kids_wide")
    assert measurement.batch == batch
    undo(batch)
    assert not Measurement.objects.exists()


def test_an_inspection_is_typed(client, administrator, sunflower):
    answers = typed(
        "tilsyn_wide",
        administrator,
        sunflower,
        Tilsynsår="2026",
        Tilsynstype="Ordinært tilsyn",
        Observation_dato="12.05.2026",
        Skærpet_tilsyn="Nej",
        Sprog_og_bevægelse=ADJUST,
        Evalueringskultur=KEEP,
    )

    client.post(CONFIRM, {"upload": ticket(client.post(page_of("tilsyn_wide"), answers))})

    inspection = Inspection.objects.get()
    assert (inspection.year, str(inspection.observed_on)) == (2026, "2026-05-12")
    assert {one.step.label for one in Measurement.objects.all()} == {ADJUST, KEEP}


def test_a_light_inspection_needs_no_results(client, administrator, sunflower):
    answers = typed(
        "tilsyn_wide", administrator, sunflower, Tilsynsår="2026", Tilsynstype="Light-tilsyn"
    )

    client.post(CONFIRM, {"upload": ticket(client.post(page_of("tilsyn_wide"), answers))})

    assert Inspection.objects.get().kind == "light"


def test_a_fault_is_told_beside_its_field(client, administrator, sunflower):
    answers = typed(
        "kids_wide",
        administrator,
        sunflower,
        Måledato="12.05.2026",
        KIDS_udgave=SECOND,
        Relationer="43",
    )

    page = client.post(page_of("kids_wide"), answers)

    form = page.context["form"]
    assert page.status_code == 422
    assert list(form.errors) == [form.names["Relationer"]]
    assert "Mente du 4,3?" in page.content.decode()
    assert not Import.objects.exists()


def test_a_date_that_is_none_is_told_beside_its_field(client, administrator, sunflower):
    answers = typed("kids_wide", administrator, sunflower, Måledato="i foråret", Relationer="4,3")

    form = client.post(page_of("kids_wide"), answers).context["form"]

    assert list(form.errors) == [form.names["Måledato"]]


def test_nothing_typed_is_nothing_to_read_in(client, administrator, sunflower):
    answers = typed("kids_wide", administrator, sunflower, Måledato="12.05.2026")

    page = client.post(page_of("kids_wide"), answers)

    assert "Skriv mindst ét resultat" in page.content.decode()


def test_a_cpr_number_is_refused_before_anything_is_kept(client, administrator, sunflower):
    answers = typed(
        "kids_wide",
        administrator,
        sunflower,
        Måledato="12.05.2026",
        Stue_gruppe="010190-1234",
        Relationer="4,3",
    )

    page = client.post(page_of("kids_wide"), answers)

    assert page.status_code == 422
    assert "CPR" in page.content.decode()


def test_only_institutions_with_a_number_and_open_are_offered(administrator, sunflower):
    InstitutionFactory(name="Uden nummer").identifiers.all().delete()

    form = EntryForm(layout=LAYOUTS["kids_wide"], user=administrator)

    assert [place.name for place in form.fields["institution"].queryset] == ["Solsikken"]


def test_surveys_are_not_typed(client, administrator):
    assert {*typed_layouts()} >= {"tilsyn_wide", "kids_wide", "personale"}
    assert client.get(page_of("topi")).status_code == 404
    assert client.get(page_of("findes-ikke")).status_code == 404


def test_every_kind_of_row_has_its_page(client, administrator):
    for layout in typed_layouts().values():
        page = client.get(page_of(layout.code))

        assert page.status_code == 200, layout.code
        assert str(layout.title) in page.content.decode()


def test_staff_who_may_not_import_may_not_type(client, sunflower):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="add_measurement"))
    MembershipFactory(user=user, role="leader", institution=sunflower)
    client.force_login(user)

    assert client.get(page_of("kids_wide")).status_code == 404
    assert client.post(page_of("kids_wide")).status_code == 404
