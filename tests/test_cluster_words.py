"""The words before the name of a cluster, told once for every kind of file."""

import pytest

from imports.arranging.cluster_words import (
    CLUSTER_WORDS,
    begins_as_a_region,
    without_cluster_word,
)


@pytest.mark.parametrize("word", CLUSTER_WORDS)
def test_a_cluster_is_called_by_its_name_alone_too(word):
    definite = word + CLUSTER_WORDS[word]

    for said in (word, word.title(), word.upper(), definite):
        assert without_cluster_word(f" {said}  Nord") == "Nord"


@pytest.mark.parametrize(
    "name", ["Klynge", "Dagtilbud ", "Klyngehuset", "Nord", "Solsikken Klynge Nord"]
)
def test_a_name_without_the_word_before_it_stays(name):
    assert without_cluster_word(name) == name


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Klynge Nord", True), ("Område Vest", True), ("Netværket", True), ("Solsikken", False)],
)
def test_a_region_begins_with_one_of_the_words(name, is_one):
    assert begins_as_a_region(name) is is_one
