"""Papers to take to a meeting: the facts of a page, laid out for A4 by `papers`.

They are made with the board's eyes whoever asks, because a paper is passed on.
"""

from dashboards.papers.cluster import ClusterPaper
from dashboards.papers.institution import institution_paper
from files.papers.pieces import Paper

__all__ = ["ClusterPaper", "Paper", "institution_paper"]
