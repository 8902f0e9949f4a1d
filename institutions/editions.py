"""The board's edition: what a place's board may see, for papers that travel further than a reader.

A leader sees drafts, and figures from fewer answers, that a board must not. What a leader prints
for the board is therefore made with the board's eyes.
"""

from dataclasses import replace

from institutions.access import EVERYWHERE, NOWHERE, Reader, Scope, Seats, scope_of


class ScopesEyes:
    """A reader who is nobody in particular: a scope lets them see, and nothing is their own."""

    is_active = is_authenticated = True
    pk = None
    is_anonymous = is_superuser = False

    def __init__(self, scope: Scope, *, is_staff: bool = False) -> None:
        self.is_staff = is_staff
        self._scope = scope  # where `scope_of` keeps and looks for it


#: Whom nothing is shown: the reader of what is asked whoever reads.
ANYBODY = ScopesEyes(Scope())


class OnlookersEyes(ScopesEyes):
    """A reader who reads where somebody else does, unfinished texts too, and has no part in it.

    They sit on no board, and write and decide nothing: what is made for them is the same for all
    leaders of a cluster, and for all who are on its boards.
    """

    def __init__(self, user: Reader) -> None:
        scope = scope_of(user)
        super().__init__(
            Scope(reads=scope.reads, drafts=scope.drafts, is_board_only=scope.is_board_only)
        )


class BoardsEyes(ScopesEyes):
    """A reader of the same places as somebody else, who sees no more there than a board does."""

    def __init__(self, user: Reader) -> None:
        super().__init__(
            replace(
                scope_of(user),
                drafts=NOWHERE,
                edits=NOWHERE,
                decides=NOWHERE,
                plans=NOWHERE,
                answers_for=NOWHERE,
                is_board_only=True,
            )
        )


class CommitteesEyes(ScopesEyes):
    """The committee of the municipality: what is told to it is told of everything, to everybody."""

    def __init__(self) -> None:
        super().__init__(Scope(reads=EVERYWHERE, sits=Seats(municipality=True), is_board_only=True))
