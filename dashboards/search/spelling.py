"""What somebody meant by a word that nothing has: the nearest one something is called."""

from difflib import get_close_matches

from dashboards.search.kinds import KINDS
from institutions.access import Reader

#: How like two words are, at least; how much longer the one may be; of how many rows of a kind the
#: words are read.
ALIKE, LONGER, MOST = 0.75, 2, 3_000
SHORTEST = 4


def nearest(typed: list[str], *, user: Reader) -> str:
    """The phrase with each word put right by what one may read of; empty where that changes none.

    A short word, or one with a digit, is left as it is: too much is like it.
    """
    known = _words_of_titles(user)
    meant = [_meant(word, known) for word in typed]
    return " ".join(meant) if meant != typed else ""


def _meant(word: str, known: set[str]) -> str:
    if word in known or len(word) < SHORTEST or not word.isalpha():
        return word
    near = [one for one in known if abs(len(one) - len(word)) <= LONGER]
    return next(iter(get_close_matches(word, near, n=1, cutoff=ALIKE)), word)


def _words_of_titles(user: Reader) -> set[str]:
    """Every word of what rows are known by; a query for each kind."""
    return {
        word.strip(".,;:!?»«\"'()")
        for kind in KINDS
        for title in kind.rows(user).order_by().values_list(kind.title, flat=True)[:MOST]
        for word in title.casefold().split()
    }
