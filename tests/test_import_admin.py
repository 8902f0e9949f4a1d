"""The administrator's way through the pages: upload, preview, confirm, receipt, undo."""

import io
import re

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from files.spreadsheets import delimited
from measurements.models import Import, Inspection, Measurement
from measurements.reference import load_reference
from tests.factories import ClusterFactory, InstitutionFactory, MembershipFactory, UserFactory
from tests.files import ADJUST, KEEP, WIDE, inspected, upload
from tests.markup import tight

pytestmark = pytest.mark.django_db

PAGE = "/indlaes/tal/"
CONFIRM = "/indlaes/tal/bekraeft/"


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


def preview(client, *rows, headers=WIDE):
    return client.post(PAGE, {"import_file": upload(headers, *rows)})


def ticket(response):
    return re.search(r'type="hidden" name="upload" value="([^"]+)"', response.content.decode())[1]


def test_a_file_goes_from_upload_over_preview_to_its_receipt(client, administrator):
    page = preview(client, inspected("9101", KEEP), inspected("9101", ADJUST, year="2025"))
    text = page.content.decode()
    assert "Filen er klar til at blive indlæst" in text
    assert "Indlæs 2 nye og ændrede rækker" in text
    assert not Measurement.objects.exists()

    receipt = client.post(CONFIRM, {"upload": ticket(page)}, follow=True)

    batch = Import.objects.get()
    assert receipt.redirect_chain[-1][0] == reverse("import_detail", args=[batch.pk])
    assert "tilsyn.csv er indlæst" in receipt.content.decode()
    assert (batch.imported_by, Measurement.objects.count()) == (administrator, 2)


def test_each_step_reads_the_file_once(client, administrator, monkeypatch):
    reads = []
    once = delimited.opened
    monkeypatch.setattr(
        delimited, "opened", lambda *told, **more: reads.append(told) or once(*told, **more)
    )

    shown = preview(client, inspected("9101", KEEP))
    assert len(reads) == 1

    client.post(CONFIRM, {"upload": ticket(shown)})
    assert Import.objects.count() == 1
    assert len(reads) == 2


def test_the_list_says_what_came_of_each_file(client, administrator):
    page = preview(client, inspected("9101", KEEP), inspected("9101", ADJUST, year="2025"))
    client.post(CONFIRM, {"upload": ticket(page)})
    batch = Import.objects.get()
    Import.objects.create(
        file_name="svar.csv", sha256="2" * 64, size=1, layout="programme_survey", changed_count=1200
    )

    listed = client.get(reverse("admin:measurements_import_changelist")).content.decode()
    client.post(reverse("import_undo", args=[batch.pk]), {"sure": "yes"})
    later = client.get(reverse("admin:measurements_import_changelist")).content.decode()

    assert "2 nye</td>" in listed
    assert "Spørgeskema i et programforløb" in listed
    assert "1.200 ændrede</td>" in listed
    assert re.search(r"Fortrudt \d\d\.\d\d\.\d{4}</td>", later)


def test_reading_in_stands_first_in_the_administration(client, administrator):
    page = client.get(reverse("admin:index")).content.decode()

    assert page.index(f'href="{PAGE}"') < page.index('href="/admin/institutions/board/"')
    labels = [app["app_label"] for app in client.get(reverse("admin:index")).context["app_list"]]
    assert labels[:4] == ["measurements", "indicators", "institutions", "accounts"]


def test_a_faulty_file_is_shown_with_its_faults_and_cannot_be_confirmed(client, administrator):
    page = preview(client, inspected("9101", "?"), inspected("9101", KEEP, year="2025"))

    text = page.content.decode()
    assert "1 fejl skal rettes, før filen kan indlæses" in text
    assert "E2" in text
    assert "bekraeft" not in text
    client.post(CONFIRM, {"upload": ticket(page)})
    assert not Measurement.objects.exists()


def test_the_file_comes_back_with_its_faults_marked(client, administrator):
    page = preview(client, inspected("9101", "=1+1", name="Solsikken"))

    file = client.get(f"{PAGE}fejl/", {"upload": ticket(page)})

    heading, row = file.content.decode("utf-8-sig").splitlines()
    assert heading.endswith(";Fejl")
    assert ";'=1+1;" in row
    assert "E2: " in row


def test_a_file_with_a_cpr_number_is_not_kept(client, administrator):
    page = preview(client, (*inspected("9101", *[KEEP] * 6), "010190-1234"), headers=(*WIDE, "X"))

    assert "CPR" in page.content.decode()
    assert not default_storage.exists("uploads") or default_storage.listdir("uploads")[1] == []


def test_the_same_file_again_has_nothing_to_confirm(client, administrator):
    row = inspected("9101", *[KEEP] * 6)
    client.post(CONFIRM, {"upload": ticket(preview(client, row))})

    page = preview(client, row)

    assert "Alt i filen er allerede indlæst" in page.content.decode()
    assert Import.objects.count() == 1


def test_confirming_is_refused_when_the_data_changed_after_the_preview(client, administrator):
    first, second = (
        preview(client, inspected("9101", KEEP)),
        preview(client, inspected("9101", ADJUST)),
    )
    client.post(CONFIRM, {"upload": ticket(first)})

    refused = client.post(CONFIRM, {"upload": ticket(second)})

    text = refused.content.decode()
    assert "Data er ændret, efter at du så forhåndsvisningen" in text
    assert "Én værdi får nyt indhold" in text
    assert Measurement.objects.get().step.label == KEEP


def test_a_confirmation_works_once(client, administrator):
    page = preview(client, inspected("9101", KEEP))
    client.post(CONFIRM, {"upload": ticket(page)})

    again = client.post(CONFIRM, {"upload": ticket(page)}, follow=True)

    assert "Filen ligger her ikke længere" in again.content.decode()
    assert Import.objects.count() == 1


@pytest.mark.parametrize("address", ["", "forged", "../../etc/passwd"])
def test_a_forged_ticket_opens_nothing(client, administrator, address):
    response = client.post(CONFIRM, {"upload": address}, follow=True)

    assert response.status_code == 200
    assert not Import.objects.exists()


def test_nobody_confirms_with_anothers_ticket(client, administrator):
    page = preview(client, inspected("9101", KEEP))
    client.force_login(UserFactory(administrator=True))

    client.post(CONFIRM, {"upload": ticket(page)})

    assert not Import.objects.exists()


def test_an_unreadable_file_is_told_beside_the_field(client, administrator):
    response = preview(client, ("x",), headers=("Navn", "Farve"))

    assert response.status_code == 422
    text = response.content.decode()
    assert "ikke til nogen skabelon" in text
    assert "<title>Fejl: Indlæs tal" in tight(text)


def test_no_file_is_an_answer_too(client, administrator):
    assert client.post(PAGE, {}).status_code == 422


def test_getting_a_page_writes_nothing(client, administrator):
    page = preview(client, inspected("9101", KEEP))
    assert client.get(PAGE).status_code == 200
    assert client.get(CONFIRM, {"upload": ticket(page)}).status_code == 302

    assert not Import.objects.exists()


def test_another_layout_may_be_chosen_for_the_same_file(client, administrator):
    page = preview(client, inspected("9101", KEEP))

    again = client.post(PAGE, {"upload": ticket(page), "layout": "kids_wide"})

    assert "»Måledato«" in again.content.decode()


def test_an_import_is_undone_from_its_receipt(client, administrator):
    client.post(CONFIRM, {"upload": ticket(preview(client, inspected("9101", KEEP)))})
    batch = Import.objects.get()
    asked = client.post(reverse("import_undo", args=[batch.pk]))
    assert Measurement.objects.count() == 1
    assert "Værdier, der kom med indlæsningen, og som fjernes: 1." in asked.content.decode()

    page = client.post(reverse("import_undo", args=[batch.pk]), {"sure": "yes"}, follow=True)

    assert "blev indlæst og fortrudt" in page.content.decode()
    assert not Measurement.objects.exists()
    assert not Inspection.objects.exists()


def test_the_pages_cost_the_same_however_long_the_file_is(client, administrator, queries_for):
    def receipt_of(rows, first):
        years = [str(first + row) for row in range(rows)]
        page = preview(client, *[inspected("9101", KEEP, year=year) for year in years])
        client.post(CONFIRM, {"upload": ticket(page)})
        return reverse("import_detail", args=[Import.objects.first().pk])

    small, large = receipt_of(1, 1995), receipt_of(20, 1996)

    assert queries_for(small) == queries_for(large)


# --- Who may --------------------------------------------------------------------------------------


@pytest.fixture
def strangers(sunflower):
    staff = UserFactory(is_staff=True)
    permitted = UserFactory(is_staff=True)
    permitted.user_permissions.add(Permission.objects.get(codename="add_measurement"))
    unpermitted = UserFactory(is_staff=True)
    MembershipFactory(user=unpermitted, administrator=True)
    cluster = sunflower.placements.get().cluster
    leader, member = UserFactory(), UserFactory()
    MembershipFactory(user=leader, leader=True, institution=sunflower)
    MembershipFactory(user=member, board_member=True, cluster=cluster)
    return {
        "staff without permission": staff,
        "permission without the role": permitted,
        "the role without permission": unpermitted,
        "leader": leader,
        "board member": member,
    }


@pytest.mark.parametrize(
    "who",
    [
        "staff without permission",
        "permission without the role",
        "the role without permission",
        "leader",
        "board member",
    ],
)
def test_only_administrators_with_permission_import(client, administrator, strangers, who):
    page = preview(client, inspected("9101", KEEP))
    client.post(CONFIRM, {"upload": ticket(preview(client, inspected("9101", KEEP, year="2025")))})
    batch, before = Import.objects.get(), Measurement.objects.count()
    client.force_login(strangers[who])
    undoing = reverse("import_undo", args=[batch.pk])

    answers = [
        client.get(PAGE),
        preview(client, inspected("9101", KEEP)),
        client.post(CONFIRM, {"upload": ticket(page)}),
        client.get(f"{PAGE}fejl/", {"upload": ticket(page)}),
        client.post(undoing),
    ]

    for answer in answers:
        refused = answer.status_code in (403, 404)
        sent_away = answer.status_code == 302 and answer.url.startswith("/admin/login/")
        assert refused or sent_away, (who, answer.request["PATH_INFO"], answer.status_code)
    assert (Import.objects.count(), Measurement.objects.count()) == (1, before)


def test_an_administrator_by_role_with_permission_imports(client, sunflower):
    user = UserFactory(is_staff=True)
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=["add_measurement", "view_import"])
    )
    MembershipFactory(user=user, administrator=True)
    client.force_login(user)

    page = preview(client, inspected("9101", KEEP))
    client.post(CONFIRM, {"upload": ticket(page)})

    assert Import.objects.get().imported_by == user


def test_a_row_is_shown_to_those_who_see_its_institutions(client, administrator, strangers):
    client.post(CONFIRM, {"upload": ticket(preview(client, inspected("9101", KEEP)))})
    row = reverse("imported_row", args=[Import.objects.get().pk, 2])
    outsider = MembershipFactory(board_member=True, cluster=ClusterFactory()).user

    seen = {}
    for name, user in {**strangers, "outsider": outsider}.items():
        client.force_login(user)
        seen[name] = client.get(row).status_code

    assert (seen["leader"], seen["board member"], seen["outsider"]) == (200, 200, 404)


def several(client, *files):
    return client.post(PAGE, {"import_file": list(files)})


def test_several_files_are_shown_one_after_another(client, administrator):
    first = upload(WIDE, inspected("9101", KEEP), name="a.csv")
    second = upload(WIDE, inspected("9101", ADJUST, year="2025"), name="b.csv")

    page = several(client, first, second)

    assert "Der venter én fil mere: b.csv." in page.content.decode()
    receipt = client.post(CONFIRM, {"upload": ticket(page)}, follow=True).content.decode()
    assert "a.csv er indlæst" in receipt
    waiting = re.search(r'name="upload" value="([^"]+)"', receipt)[1]
    page = client.post(PAGE, {"upload": waiting})
    assert "b.csv" in page.content.decode()
    assert "Der venter" not in page.content.decode()
    client.post(CONFIRM, {"upload": ticket(page)})
    assert Import.objects.count() == 2


def test_of_several_files_the_unreadable_are_named_and_the_others_go_on(client, administrator):
    bad = upload(("Noget", "Andet"), ("1", "2"), name="x.csv")
    private = upload((*WIDE, "X"), (*inspected("9101", *[KEEP] * 6), "010190-1234"), name="y.csv")
    good = upload(WIDE, inspected("9101", KEEP), name="a.csv")

    text = several(client, bad, good, private).content.decode()

    assert "x.csv: " in text
    assert "y.csv: Cellen K2 ser ud til at indeholde et CPR-nummer" in text
    assert "Filen er klar til at blive indlæst" in text
    assert "Der venter" not in text


def test_files_that_wait_can_be_given_up(client, administrator):
    files = [upload(WIDE, inspected("9101", KEEP), name=name) for name in ("a.csv", "b.csv")]
    several(client, *files)

    client.post(PAGE, {"forget": "1"})

    assert "Der venter" not in client.get(PAGE).content.decode()
    assert len(default_storage.listdir("uploads")[1]) == 1


def test_errors_of_one_kind_can_be_looked_at_alone(client, administrator):
    rows = (inspected("9999", KEEP), inspected("9101", "?"), inspected("9101", KEEP, year="x"))

    text = preview(client, *rows).content.decode()

    assert "Institutioner (1)" in text
    assert "År og datoer (1)" in text
    assert "Værdier (1)" in text
    assert 'data-kind="time"' in text


def test_a_workbook_comes_back_as_one_with_every_cell_where_it_was(client, administrator):
    book = Workbook()
    for row in [WIDE, (), ("9101", "", 2026, "Ordinært tilsyn", "Sådan")]:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    file = SimpleUploadedFile("tilsyn.xlsx", target.getvalue())
    page = client.post(PAGE, {"import_file": file})

    marked = client.get(f"{PAGE}fejl/", {"upload": ticket(page)})

    sheet = load_workbook(io.BytesIO(marked.content)).active
    assert sheet.cell(1, len(WIDE) + 1).value == "Fejl"
    assert sheet["C3"].value == 2026
    assert sheet.cell(3, len(WIDE) + 1).value.startswith("E3: ")
    assert ".xlsx" in marked["Content-Disposition"]
