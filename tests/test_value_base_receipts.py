"""A spreadsheet of the value base has a receipt, and is taken back without touching what holds."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import SecurityEvent
from imports.engine import commit, undo
from imports.errors import ImportRefused
from leadership.models import Commitment, ValueBase, ValueBaseImport
from leadership.value_base.contents import Contents
from leadership.value_base.spreadsheet import HEADINGS, ValueBaseSheet, rows_of
from tests.factories import UserFactory
from tests.files import csv_bytes
from tests.messy import values
from tests.test_messy_files import value_base

pytestmark = pytest.mark.django_db

NEW = "Jeg siger det højt, når noget går godt."


@pytest.fixture
def base():
    return ValueBase.objects.get(pk=value_base()["about"])


def read_in(base, rows) -> ValueBaseImport:
    kind = ValueBaseSheet(base)
    return commit(kind, kind.open(csv_bytes(HEADINGS, *rows), "vaerdier.csv")).receipt


def told(base) -> list[tuple]:
    return list(rows_of(Contents.of(base)))


def take_back(receipt):
    return undo(ValueBaseSheet(ValueBase()), receipt)


def changed(rows):
    """One worded anew, one gone, one new."""
    first, second, third, _last = rows
    return [(*first[:4], NEW), second, third, ("Ledelse", "Leder", "Faglighed", 1, NEW)]


def test_what_a_file_changed_in_a_version_being_prepared_returns(base):
    read_in(base, values.ROWS)
    before = told(base)
    receipt = read_in(base, changed(values.ROWS))
    assert told(base) != before

    outcome = take_back(receipt)

    assert told(base) == before
    assert (outcome.deleted, outcome.restored, outcome.kept) == (1, 2, ())
    assert SecurityEvent.objects.filter(about="leadership.valuebaseimport").count() == 3


def test_what_somebody_worded_anew_since_stays_and_is_named(base):
    receipt = read_in(base, values.ROWS)
    Commitment.objects.filter(text=values.ROWS[0][4]).update(text=NEW)

    outcome = take_back(receipt)

    assert [row[4] for row in told(base)] == [NEW]
    assert outcome.kept == (f"Pædagog, Samarbejde: {values.ROWS[0][4]}",)


def test_a_version_that_came_with_the_file_goes_and_the_one_in_force_stays(base):
    read_in(base, values.ROWS)
    ValueBase.objects.update(from_on=datetime.date(2026, 1, 1))
    base.refresh_from_db()
    receipt = read_in(base, changed(values.ROWS))
    assert ValueBase.objects.count() == 2

    take_back(receipt)

    assert ValueBase.objects.get() == base
    assert len(told(base)) == len(values.ROWS)
    receipt.refresh_from_db()
    assert (receipt.base, bool(receipt.undone_at)) == (None, True)


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        ({"from_on": datetime.date(2027, 1, 1)}, "gælder eller bruges"),
        ({"introduction": "At alle lærer"}, ""),
    ],
)
def test_a_version_in_force_is_not_taken_back(base, meanwhile, sentence):
    ValueBase.objects.update(from_on=datetime.date(2026, 1, 1))
    base.refresh_from_db()
    receipt = read_in(base, values.ROWS)
    ValueBase.objects.filter(pk=receipt.base_id).update(**meanwhile)
    receipt.refresh_from_db()

    if sentence:
        with pytest.raises(ImportRefused, match=sentence):
            take_back(receipt)
        assert ValueBase.objects.count() == 2
    else:
        take_back(receipt)
        assert ValueBase.objects.count() == 1


def test_a_version_that_was_worked_on_since_is_not_deleted(base):
    ValueBase.objects.update(from_on=datetime.date(2026, 1, 1))
    base.refresh_from_db()
    receipt = read_in(base, values.ROWS)
    Commitment.objects.filter(cell__area__base=receipt.base).first().delete()

    with pytest.raises(ImportRefused, match="siden arbejdet videre"):
        take_back(receipt)

    assert ValueBase.objects.count() == 2


def test_the_receipt_shows_every_commitment_and_asks_before_it_is_taken_back(client, base):
    client.force_login(UserFactory(administrator=True))
    read_in(base, values.ROWS)
    receipt = read_in(base, changed(values.ROWS))
    address = reverse("value_base_import_detail", args=[receipt.pk])

    page = client.get(address)
    assert f"<ins>{NEW}</ins>" in page.text
    assert f"<del>{values.ROWS[0][4]}</del>" in page.text
    undo_address = reverse("value_base_import_undo", args=[receipt.pk])
    asked = client.post(undo_address)
    assert "Forpligtelser, der vender tilbage til det, de var: 2." in asked.text
    assert client.get(reverse("value_base_import_list")).status_code == 200

    client.post(undo_address, {"sikker": "ja"}, follow=True)
    assert len(told(base)) == len(values.ROWS)


def test_the_command_line_takes_one_back_once(base):
    receipt = read_in(base, values.ROWS)

    call_command("undo_value_base_import", receipt.pk, stdout=StringIO())

    assert told(base) == []
    with pytest.raises(CommandError):
        call_command("undo_value_base_import", receipt.pk, stdout=StringIO())
