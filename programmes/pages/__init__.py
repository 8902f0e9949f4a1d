"""Competence programmes as pages: what they are to bring about, how they go, what came of them."""

from programmes.pages.course import CoursePage
from programmes.pages.directory import ProgrammeList
from programmes.pages.planning import PlanningPage
from programmes.pages.programme import ProgrammePage
from programmes.pages.results import ResultsPage

__all__ = ["CoursePage", "PlanningPage", "ProgrammeList", "ProgrammePage", "ResultsPage"]
