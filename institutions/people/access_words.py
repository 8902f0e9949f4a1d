"""What somebody has access as, in a sentence: for the mail and the page that ask them in."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.slots import AccessWords
from institutions.models import Area, Board, Cluster, Institution, Membership
from institutions.roles import BOARD, NOT_FOR_BOARDS, Role, title_of


def access_words_of(person: User) -> AccessWords | None:
    """Of the role that somebody has, or gets next; None where they have none."""
    held = Membership.objects.lasting().filter(user=person.pk)
    row = held.select_related("area", "cluster", "institution", "board").order_by("pk").first()
    if row is None:
        return None
    board = row.board
    if board is None and row.role in BOARD:
        there = Board.objects.filter(institution=row.institution_id, cluster=row.cluster_id)
        board = there.exclude(kind__in=NOT_FOR_BOARDS).order_by("pk").first()
    return access_words(Role(row.role), row.place, board)


def access_words(
    role: Role, place: Area | Cluster | Institution | None, board: Board | None
) -> AccessWords:
    """“Du er med i forældrerådet i Regnbuen og har fået adgang til Ledestjernen.”"""
    title = title_of(
        role,
        is_municipal=place is None,
        is_of_group=bool(board and board.is_group),
        kind=place.kind if isinstance(place, Institution) else None,
    )
    words = {"role": title, "place": place or "", "board": board.word if board else _("the board")}
    if place is None:
        sentence = _("You are %(role)s and have been given access to Ledestjernen.")
    elif role == Role.CHAIR:
        sentence = _("You chair %(board)s in %(place)s and have been given access to Ledestjernen.")
    elif role in BOARD:
        sentence = _(
            "You are on %(board)s in %(place)s and have been given access to Ledestjernen."
        )
    else:
        sentence = _("You are %(role)s in %(place)s and have been given access to Ledestjernen.")
    return AccessWords(sentence % words, str(place or ""))
