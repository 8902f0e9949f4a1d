"""Headings whose words are cut off at a point, also in the middle."""

import pytest

from imports.arranging.alike import abbreviates


@pytest.mark.parametrize(
    ("short", "full", "is_so"),
    [
        ("Komm. og sprog", "Kommunikation og sprog", True),
        ("Sprog/bev.", "Sprog og bevægelse", True),
        ("Samspil og rel.", "Samspil og relationer", True),
        ("Kommunikation og sprog", "Kommunikation og sprog", False),  # nothing is cut off
        ("Komm. og leg", "Kommunikation og sprog", False),
        ("Komm.", "Kommunikation og sprog", False),
        ("Prog. og sprog", "Kommunikation og sprog", False),
    ],
)
def test_words_are_cut_off_at_a_point(short, full, is_so):
    assert abbreviates(short, full) is is_so
