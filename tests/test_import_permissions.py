"""Whoever lacks the permission gets nowhere, by any address of imports and exports."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import get_resolver

from institutions.models import InstitutionImport
from measurements.models import Import, Measurement
from measurements.reference import load_reference
from tests.factories import ClusterFactory, InstitutionFactory, MembershipFactory, UserFactory
from tests.files import KEEP, WIDE, inspected, upload
from tests.test_import_admin import CONFIRM, preview, ticket

pytestmark = pytest.mark.django_db

#: What an address has that takes data in or out, or shows what was.
ABOUT_IMPORTS = re.compile(
    r"import|export|indlaes|skabelon|fejl|fortryd|fil/|download|hent|csv|xlsx"
)
#: How the address begins → why others than administrators have something there.
FOR_OTHERS = {
    "konto/haendelser/": "the security log is for administrators, on the staff or not",
    "indlaesninger/": "a row is shown to those who see its institutions",
    "skabeloner/": "templates are for those who are responsible for institutions",
    "kommunen/data.xlsx": "everybody takes the figures along that they see on the page",
    "foerste-trin/": "lists to fill in, without a word of anybody",
    "indlaes/": "whoever may read a kind of file in sees that kind, and others none",
    "min-side/to-trin/": "one's own recovery codes, for everybody",
    "personer/": "people are for those who oversee them, or give them roles",
    "lokale-maal/regneark/": "leaders read in local goals of their own institutions",
    "lokale-maal/skema/": "leaders take in the Word form of their own institutions",
}


OTHERS_BEGIN = tuple(f"/{part}" for part in FOR_OTHERS)


def addresses():
    """Every address of the site, with its parameters as they stand in the pattern."""

    def walk(resolver, before):
        for pattern in resolver.url_patterns:
            here = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern, here)
            else:
                yield here

    return [f"/{address}" for address in walk(get_resolver(), "")]


GUARDED = sorted(
    {
        address
        for address in addresses()
        if ABOUT_IMPORTS.search(address)
        and not any(map(address.lstrip("/").startswith, FOR_OTHERS))
    }
)


@pytest.fixture
def batch(client, settings, tmp_path):
    """Something that was imported, and is there to be undone and fetched."""
    settings.MEDIA_ROOT = tmp_path
    load_reference()
    InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())
    client.force_login(UserFactory(administrator=True))
    client.post(CONFIRM, {"upload": ticket(preview(client, inspected("9101", KEEP)))})
    return Import.objects.get()


def staff_without_permission():
    return UserFactory(is_staff=True)


def administrator_by_role_without_permission():
    return MembershipFactory(user=UserFactory(is_staff=True), administrator=True).user


def staff_with_permission_but_no_role():
    user = UserFactory(is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label="measurements"))
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label="institutions"))
    return user


def leader_on_the_staff():
    leader = UserFactory(is_staff=True)
    MembershipFactory(user=leader, leader=True, institution=InstitutionFactory())
    leader.user_permissions.add(*Permission.objects.filter(codename="add_measurement"))
    return leader


def test_the_addresses_of_imports_and_exports_are_found():
    assert len(GUARDED) > 12
    for name in ("import/", "process_import/", "fejl/", "fortryd/", "fil/", "export/", "indlaes/"):
        assert any(address.endswith(name) for address in GUARDED), name


@pytest.mark.thorough
@pytest.mark.parametrize(
    "person",
    [
        staff_without_permission,
        administrator_by_role_without_permission,
        staff_with_permission_but_no_role,
        leader_on_the_staff,
    ],
)
def test_without_the_permission_no_address_opens_or_does_anything(client, batch, person):
    InstitutionImport.objects.create(pk=batch.pk, file_name="tilsyn.csv", sha256="0", size=1)
    before = (Import.objects.count(), Measurement.objects.count(), batch.undone_at)
    client.force_login(person())

    opened = {}
    for address in GUARDED:
        for method, data in [("get", {}), ("post", {"import_file": upload(WIDE, ("9101",))})]:
            answer = getattr(client, method)(filled_in(address, batch), data, follow=True)
            if not is_refused(answer) and not is_empty_list(address, answer):
                opened[f"{method} {address}"] = answer.status_code

    batch.refresh_from_db()
    assert opened == {}
    assert InstitutionImport.objects.get().undone_at is None
    assert before == (Import.objects.count(), Measurement.objects.count(), batch.undone_at)


def filled_in(address: str, batch: Import) -> str:
    return re.sub(r"<[^>]+>", str(batch.pk), address)


def is_refused(answer) -> bool:
    """Refused, there or where the address leads to; or sent back to the start, as the
    administration does with a thing that is out of reach."""
    return answer.status_code in (403, 404, 405) or answer.request["PATH_INFO"] == "/admin/"


def is_empty_list(address: str, answer) -> bool:
    """The list is within reach: whoever may see imports, but reaches none, sees none."""
    lists = ("/admin/measurements/import/", "/admin/institutions/institutionimport/")
    return address in lists and b"tilsyn.csv" not in answer.content
