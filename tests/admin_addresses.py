"""The administration's own addresses: which there are, and rows for each of them to be tried on."""

from types import SimpleNamespace

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import URLPattern, URLResolver, get_resolver

from files.spreadsheets import read
from imports.background import faults_name
from imports.tickets import FOLDER, Upload
from institutions.importing import commit_list as read_places_in
from institutions.models import InstitutionImport
from leadership.models import ValueBase, ValueBaseImport
from leadership.value_base.contents import Contents
from leadership.value_base.spreadsheet import ValueBaseSheet, as_csv
from measurements.importing import commit_sheet, prepare
from measurements.layouts import LAYOUTS
from measurements.models import Import, ImportUnderWay
from measurements.reference import load_reference
from tests.admin_rows import RIGHTS, staff
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.leadership import CommitmentFactory, JobRoleFactory, ValueBaseFactory
from tests.factories.programmes import ProgrammeFactory
from tests.files import KEEP, WIDE, csv_bytes, inspected
from tests.test_import_institutions import EGERNET, HEADINGS, SOLSIKKEN, sheet

#: What Django gives each kind of row; tests/test_admin_table.py crosses them.
OF_ROWS = ("changelist", "add", "change", "delete", "history", "simple_history")
#: Two that Django gives without a name: to the page of a row from an old address, and the rest.
UNNAMED = {"<path:object_id>/": "(old address)", "(?P<url>.*)$": "(anything else)"}


def own_addresses() -> set[str]:
    """The names of all addresses of the administration but the pages of rows."""
    (site,) = (
        pattern
        for pattern in get_resolver().url_patterns
        if isinstance(pattern, URLResolver) and pattern.app_name == "admin"
    )
    rows = {
        f"{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model in admin.site._registry
        for page in OF_ROWS
    }
    return set(_names(site)) - rows


def _names(resolver: URLResolver):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield one.name or UNNAMED[str(one.pattern)]
        else:
            yield from _names(one)


def made() -> SimpleNamespace:
    """The people of the table, and what each address is tried on."""
    load_reference()
    place = InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())
    cluster = place.placements.get().cluster
    people = {
        f"{who}, {right}": staff(right, **role)
        for who, role in {
            "leader": {"leader": True, "institution": place},
            "administrator": {"administrator": True},
        }.items()
        for right in RIGHTS
    }
    colleague = MembershipFactory(leader=True, institution=place).user
    return SimpleNamespace(
        people=people,
        other=UserFactory(administrator=True),
        colleague=colleague,
        place=place,
        elsewhere=InstitutionFactory(cluster=ClusterFactory()),
        board=BoardFactory(cluster=cluster),
        programme=ProgrammeFactory(is_draft=True),
        bases={"in reach": _base(), "out of reach": _base(draft=True)},
        batch=_batch(),
        receipt=_receipt(),
    )


def _base(**options):
    base = ValueBaseFactory(**options)
    role = JobRoleFactory(base=base)
    CommitmentFactory(role=role, area="Samarbejde")
    return base


def _batch() -> Import:
    content = csv_bytes(WIDE, inspected("9101", KEEP, year="2024"))
    _plan, batch = commit_sheet(read(content, name="tilsyn.csv"))
    batch.raw_file.save("tilsyn.csv", ContentFile(content))
    return batch


def _receipt() -> InstitutionImport:
    return read_places_in(sheet(EGERNET)).receipt


def receipt_of_values() -> ValueBaseImport:
    return ValueBaseImport.objects.create(
        file_name="v.csv", sha256="0", size=1, base=ValueBase.objects.create(name="Kladde")
    )


# --- What is sent -----------------------------------------------------------------------------


def file_of_places() -> ContentFile:
    renamed = SOLSIKKEN.replace(";Solsikken;", ";Solsikkens Hus;")
    content = "\r\n".join([HEADINGS, renamed, ""]).encode("utf-8-sig")
    return ContentFile(content, name="enheder.csv")


def ticket_of_places(user) -> str:
    content = file_of_places().read()
    shown = read_places_in(read(content, name="enheder.csv"), dry_run=True)
    kept = {"name": "enheder.csv", "user": user, "fingerprint": shown.fingerprint}
    return Upload.keep(content, **kept).ticket


def file_of_inspections() -> ContentFile:
    return ContentFile(csv_bytes(WIDE, inspected("9101", KEEP, year="2025")), name="tilsyn.csv")


def ticket_of_inspections(user) -> str:
    content = file_of_inspections().read()
    plan = prepare(read(content, name="tilsyn.csv"))
    kept = {"layout": plan.layout.code, "fingerprint": plan.fingerprint}
    return Upload.keep(content, name="tilsyn.csv", user=user, **kept).ticket


def file_of_values(base) -> ContentFile:
    return ContentFile(as_csv(Contents.of(base)).replace(b"At arbejde", b"At leve"), "v.csv")


def ticket_of_values(base, user) -> str:
    content = file_of_values(base).read()
    plan = ValueBaseSheet(base).compare(read(content, name="v.csv"))
    return Upload.keep(content, name="v.csv", user=user, fingerprint=plan.fingerprint).ticket


def under_way(user, stage: str) -> ImportUnderWay:
    """A large file of somebody's, that has come so far; its errors can be fetched."""
    upload = Upload.keep(file_of_inspections().read(), name="tilsyn.csv", user=user)
    one = ImportUnderWay.objects.create(
        key=upload.key,
        file_name="tilsyn.csv",
        size=100,
        row_count=1,
        layout=next(iter(LAYOUTS)),
        user=user,
        stage=stage,
        fingerprint="shown",
    )
    default_storage.save(f"{FOLDER}/{faults_name(one)}", ContentFile(b"x"))
    return one


def page_of(row) -> tuple[str, str]:
    """The arguments of the address that leads to a row's own page."""
    return str(ContentType.objects.get_for_model(row).pk), str(row.pk)
