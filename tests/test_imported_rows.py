"""The rows of imported files, packed many together, are found one by one."""

import pytest

from measurements.models import Import, RowBlock, rows

HEADINGS = ["Institution", "Værdi"]


@pytest.fixture(autouse=True)
def few_together(monkeypatch):
    monkeypatch.setattr(rows, "TOGETHER", 3)


def batch_with(*numbers: int) -> Import:
    batch = Import.objects.create(file_name="a.csv", sha256="0", size=1, headers=HEADINGS)
    batch.rows.keep((number, (f"Børnehus {number}", "3,4")) for number in numbers)
    return batch


@pytest.mark.django_db
def test_every_row_is_found_by_its_number_and_no_other():
    batch, other = batch_with(2, 3, 5, 8, 9, 12, 20), batch_with(4)

    found = {number: batch.rows.numbered(number) for number in range(1, 25)}

    assert [number for number, row in found.items() if row] == [2, 3, 5, 8, 9, 12, 20]
    assert found[8].cells == (("Institution", "Børnehus 8"), ("Værdi", "3,4"))
    assert other.rows.numbered(4).texts == ("Børnehus 4", "3,4")


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, 3, 4, 7])
def test_rows_are_counted_and_cut_as_a_list_is(count):
    batch, numbers = batch_with(*range(2, 2 + count)), list(range(2, 2 + count))

    assert len(batch.rows) == count
    assert [row.number for row in batch.rows] == numbers
    for start in range(count + 2):
        for stop in range(count + 2):
            assert [row.number for row in batch.rows[start:stop]] == numbers[start:stop]


@pytest.mark.django_db
def test_a_page_of_rows_reads_only_the_blocks_it_shows(django_assert_num_queries):
    batch = batch_with(*range(2, 40))

    with django_assert_num_queries(3):  # how many there are, where they lie, the two blocks
        shown = batch.rows[4:8]

    assert [row.number for row in shown] == [6, 7, 8, 9]
    assert RowBlock.objects.filter(batch=batch).count() == 13


@pytest.mark.django_db
def test_one_row_costs_one_query(django_assert_num_queries):
    batch = batch_with(*range(2, 40))

    with django_assert_num_queries(1):
        assert batch.rows.numbered(30).texts[0] == "Børnehus 30"
