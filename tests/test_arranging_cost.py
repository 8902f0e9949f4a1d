"""What arranging a plain file costs: a list says most things often, and each is looked at once."""

import csv
import io

import pytest

from files.spreadsheets.grids import read_book
from imports.arranging.arrange import arrange
from imports.arranging.pieces import MOST_ROWS
from imports.arranging.words import Vocabulary
from measurements.importing.words import words_of_measurements
from measurements.reference import load_reference
from tests.factories import ClusterFactory, InstitutionFactory

pytestmark = pytest.mark.django_db

HEADINGS = ("Institutionsnummer", "Måledato", "Stue/gruppe", "KIDS-udgave", "Område", "Gennemsnit")
#: Different cells of the file are looked at by several, each a few times.
MOST_LOOKS = 400


@pytest.mark.parametrize("first", ["9101", "Solsikken", "9101 Solsikken"])
def test_a_plain_list_is_looked_at_no_oftener_than_it_says_something_new(monkeypatch, first):
    load_reference()
    InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow(HEADINGS)
    for _ in range(MOST_ROWS - 1):
        writer.writerow([first, "11-02-2026", "Rød stue", "KIDS (2020)", "Pladsforhold", "3,4"])
    book = read_book(target.getvalue().encode("utf-8-sig"), name="kids.csv")
    vocabulary = words_of_measurements()
    looked: list[object] = []
    find = Vocabulary.find

    def counted(self, heading):
        looked.append(heading)
        return find(self, heading)

    monkeypatch.setattr(Vocabulary, "find", counted)
    arrange(book, vocabulary, {})

    assert len(looked) < MOST_LOOKS
