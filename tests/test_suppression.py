"""Small numbers are hidden, and nothing hidden can be worked out from what is shown."""

from decimal import Decimal
from itertools import product

import pytest

from measurements.suppression import (
    DistributionCell,
    is_small,
    suppress,
    threshold_for,
    thresholds,
)
from tests.factories import ClusterFactory, MembershipFactory, UserFactory

BOARD, ANYBODY = 5, 3


def cells(*counts):
    return [DistributionCell(position, count) for position, count in enumerate(counts)]


def shown(*counts, total=None, threshold=BOARD):
    found = suppress(cells(*counts), total=total or sum(counts), threshold=threshold)
    return [cell.count for cell in found.cells]


def test_a_distribution_of_enough_in_every_cell_is_shown():
    assert shown(20, 10, 5) == [20, 10, 5]


def test_a_distribution_of_too_few_answers_is_hidden_with_its_total():
    found = suppress(cells(2, 1, 1), total=4, threshold=BOARD)

    assert [cell.count for cell in found.cells] == [None, None, None]
    assert found.total is None


def test_a_small_cell_takes_the_next_smallest_with_it():
    assert shown(40, 8, 2) == [40, None, None]


def test_nobody_in_a_cell_is_no_small_number():
    assert shown(40, 12, 0) == [40, 12, 0]


def test_two_small_cells_whose_sum_is_small_take_a_third_with_them():
    assert shown(49, 2, 1) == [None, None, None]


def test_what_the_source_hides_stays_hidden_with_a_neighbour():
    given = [
        DistributionCell("green", 70),
        DistributionCell("yellow", 13),
        DistributionCell("red", is_hidden=True),
    ]

    found = suppress(given, total=88, threshold=ANYBODY)

    assert [cell.count for cell in found.cells] == [70, None, None]


def test_a_share_of_a_known_number_is_hidden_as_its_count_would_be():
    given = [
        DistributionCell(key, share=Decimal(share))
        for key, share in enumerate(["0.842", "0.105", "0.053"])
    ]

    found = suppress(given, total=19, threshold=BOARD)

    assert all(cell.share is None for cell in found.cells)


def test_shares_of_an_unknown_number_are_shown():
    given = [
        DistributionCell(key, share=Decimal(share)) for key, share in enumerate(["0.9", "0.1"])
    ]

    assert not suppress(given, total=None, threshold=BOARD).has_hidden


def test_a_hidden_share_hides_another_since_shares_add_up():
    given = [
        DistributionCell(0, share=Decimal("0.7")),
        DistributionCell(1, share=Decimal("0.2")),
        DistributionCell(2, is_hidden=True),
    ]

    found = suppress(given, total=None, threshold=BOARD)

    assert [cell.share for cell in found.cells] == [Decimal("0.7"), None, None]


def test_a_single_small_cell_hides_the_total_too():
    found = suppress([DistributionCell(0, 7), DistributionCell(1, 2)], total=9, threshold=BOARD)

    assert [cell.count for cell in found.cells] == [None, None]
    assert suppress([DistributionCell(0, is_hidden=True)], total=9, threshold=BOARD).total is None


def test_what_is_hidden_says_so_of_itself():
    found = suppress(cells(40, 8, 2), total=50, threshold=BOARD)
    of_few = suppress(cells(2, 1), total=3, threshold=BOARD)

    assert [cell.is_hidden for cell in found.cells] == [False, True, True]
    assert found.has_hidden
    assert [cell.is_hidden for cell in of_few.cells] == [True, True]
    assert of_few.has_hidden


def test_without_a_total_the_cells_tell_how_many_have_answered():
    few = suppress(cells(2, 1, 1), total=None, threshold=BOARD)
    enough = suppress(cells(20, 10), total=None, threshold=BOARD)

    assert [cell.count for cell in few.cells] == [None, None, None]
    assert [cell.count for cell in enough.cells] == [20, 10]
    assert not enough.has_hidden


def test_where_nobody_has_answered_nothing_is_shown():
    for total in (None, 0):
        found = suppress(cells(0, 0), total=total, threshold=BOARD)

        assert [cell.is_hidden for cell in found.cells] == [True, True]


def test_a_total_of_few_hides_everything_whatever_the_cells_say():
    found = suppress(cells(20, 10), total=4, threshold=BOARD)

    assert [cell.count for cell in found.cells] == [None, None]
    assert found.total is None


def test_the_total_stays_where_all_is_hidden_and_may_be_anything():
    given = [DistributionCell("green", is_hidden=True), DistributionCell("red", is_hidden=True)]

    assert suppress(given, total=88, threshold=BOARD).total == 88


def test_nobody_in_a_cell_is_told_beside_hidden_ones_that_are_enough():
    assert shown(40, 8, 2, 0) == [40, None, None, 0]
    assert shown(6, 4, 0) == [None, None, 0]


def test_nobody_in_a_cell_is_hidden_with_all_others_that_are_too_few():
    found = suppress(cells(4, 2, 0), total=6, threshold=BOARD)

    assert [cell.is_hidden for cell in found.cells] == [True, True, True]
    assert found.total is None


def test_a_cell_as_large_as_all_the_hidden_ones_together_is_shown():
    assert shown(30, 10, 6, 4) == [30, 10, None, None]


def test_the_hidden_ones_are_just_enough_to_be_anything():
    """One of them may count the threshold while each other cell counts one."""
    assert shown(40, 5, 2) == [40, None, None]
    assert shown(40, 4, 2) == [None, None, None]


def test_cells_that_are_less_than_the_whole_are_judged_by_what_they_count():
    found = suppress(cells(40, 2, 1), total=60, threshold=BOARD)

    assert [cell.count for cell in found.cells] == [None, None, None]
    assert found.total == 60


def test_what_is_left_of_the_total_limits_what_the_source_hides():
    given = [
        *cells(70, 8),
        DistributionCell(2, is_hidden=True),
        DistributionCell(3, is_hidden=True),
    ]

    found = suppress(given, total=80, threshold=BOARD)

    assert [cell.count for cell in found.cells] == [70, None, None, None]


def test_beside_a_cell_that_nobody_knows_no_sum_can_be_worked_out():
    known = cells(40, None, 2, 1)

    assert [cell.count for cell in suppress(known, total=60, threshold=BOARD).cells] == [
        40,
        None,
        None,
        None,
    ]


def test_a_cell_that_nobody_knows_covers_no_other():
    found = suppress(cells(40, None, 2), total=60, threshold=BOARD)

    assert [cell.is_hidden for cell in found.cells] == [True, False, True]


@pytest.mark.parametrize("threshold", [ANYBODY, BOARD])
@pytest.mark.parametrize("size", [2, 3, 4])
def test_no_hidden_cell_can_be_worked_out_by_subtraction(threshold, size):
    for counts in product([0, 1, 2, 4, 5, 7, 12], repeat=size):
        found = suppress(cells(*counts), total=sum(counts), threshold=threshold)
        hidden = [count for count, cell in zip(counts, found.cells, strict=True) if cell.is_hidden]

        assert not any(0 < (cell.count or 0) < threshold for cell in found.cells)
        if hidden and found.total is not None:
            rest = found.total - sum(cell.count or 0 for cell in found.cells)
            # two unknowns at least, and a sum that leaves more than one way to share it out
            assert len(hidden) >= 2
            assert rest >= threshold
        elif hidden:
            assert all(cell.is_hidden for cell in found.cells)


def test_a_figure_without_respondents_is_not_small():
    assert not is_small(None, threshold=BOARD)
    assert is_small(4, threshold=BOARD)
    assert not is_small(5, threshold=BOARD)


@pytest.mark.django_db
def test_boards_see_only_what_more_people_answered(settings):
    cluster = ClusterFactory()
    parent = MembershipFactory(board_member=True, cluster=cluster).user
    leader = MembershipFactory(cluster_leader=True, cluster=cluster).user
    both = MembershipFactory(board_member=True, cluster=cluster).user
    MembershipFactory(user=both, leader=True, cluster=cluster)

    assert threshold_for(parent) == settings.SMALL_N_BOARD
    assert threshold_for(leader) == threshold_for(both) == settings.SMALL_N_ANY
    assert threshold_for(UserFactory(administrator=True)) == settings.SMALL_N_ANY
    assert threshold_for(None) == settings.SMALL_N_ANY


def test_the_thresholds_are_those_of_most_people_and_of_boards(settings):
    settings.SMALL_N_ANY, settings.SMALL_N_BOARD = 3, 5
    assert thresholds() == (3, 5)

    settings.SMALL_N_ANY = 5
    assert thresholds() == (5,)
