"""The board paper as it goes along with the agenda of a meeting."""

import datetime

from accounts.models import User
from dashboards.papers.cluster import ClusterPaper
from files.papers.pieces import Paper
from institutions.editions import BoardsEyes
from institutions.roles import NOT_FOR_BOARDS
from meetings.boards import EyesOf
from meetings.models import Meeting
from meetings.papers.agenda import Agenda


def board_paper_of(meeting: Meeting, by: User, on: datetime.date) -> Paper | None:
    """The board paper of the cluster as it is when the agenda is sent; other boards have none."""
    board = meeting.board
    if board.cluster is None or board.kind in NOT_FOR_BOARDS:
        return None
    paper = ClusterPaper.build(
        board.cluster,
        eyes=BoardsEyes(EyesOf(board, on=on)),
        agenda=Agenda.of_meeting(meeting, user=by),
        on=on,
    )
    return paper.as_file()
