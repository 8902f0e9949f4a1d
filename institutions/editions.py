"""The board's edition: what a place's board may see, for papers that travel further than a reader.

A leader sees drafts, and figures from fewer answers, that a board must not. What a leader prints
for the board is therefore made with the board's eyes.
"""

from dataclasses import replace

from institutions.access import EVERYWHERE, NOWHERE, Reader, Scope, Seats, scope_of


class BoardsEyes:
    """A reader of the same places as somebody else, who sees no more there than a board does."""

    is_active = is_authenticated = True
    pk = None  # nobody in particular: what is a person's own is not shown
    is_anonymous = is_superuser = is_staff = False

    def __init__(self, user: Reader) -> None:
        # where `scope_of` keeps and looks for it
        self._scope = replace(
            scope_of(user),
            drafts=NOWHERE,
            edits=NOWHERE,
            decides=NOWHERE,
            plans=NOWHERE,
            is_board_only=True,
        )


class CommitteesEyes:
    """The committee of the municipality: what is told to it is told of everything, to everybody."""

    is_active = is_authenticated = True
    pk = None
    is_anonymous = is_superuser = is_staff = False

    def __init__(self) -> None:
        self._scope = Scope(reads=EVERYWHERE, sits=Seats(municipality=True), is_board_only=True)
