"""What `make machines` counts: promises, and how long until all is well. It is run by hand."""

from bench.machines.writers import Write, Writers, tally
from tests.pythons import PROMISED, _interpreter

WELL, FAULT, NOBODY = 302, 503, 0


def writers(*told: tuple[float, int]) -> Writers:
    made = Writers("http://127.0.0.1", [])
    made.done = [Write(f"Skrevet {at}", at, status) for at, status in told]
    return made


def test_only_what_was_answered_as_saved_is_a_promise():
    made = writers((1, WELL), (2, FAULT), (3, NOBODY), (4, 200), (5, WELL))

    assert made.promised() == ["Skrevet 1", "Skrevet 5"]
    assert tally(made.done) == "2 written, 3 not (1 × no answer, 1 × 200, 1 × 503)"
    assert tally(made.between(1, 2)) == "1 written, 0 not"


def test_all_is_well_after_the_last_fault_and_not_before():
    made = writers((9, WELL), (11, FAULT), (12, WELL), (14, FAULT), (15.5, WELL), (19, WELL))

    assert made.first_after(10) == 5.5


def test_it_is_not_well_while_nobody_has_seen_so_for_a_while():
    assert writers((11, FAULT), (12, WELL)).first_after(10) == float("inf")
    assert writers((11, FAULT)).first_after(10) == float("inf")
    assert writers((10.5, WELL), (14, WELL)).first_after(10) == 0.5


def test_the_python_that_runs_the_tests_is_one_that_is_promised():
    assert "3.11" in PROMISED
    assert any(_interpreter(version) for version in PROMISED)
