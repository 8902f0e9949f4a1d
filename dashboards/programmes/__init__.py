"""Competence programmes as pages: what they are to bring about, how they go, what came of them."""

from dashboards.programmes.course import CoursePage
from dashboards.programmes.directory import ProgrammeList
from dashboards.programmes.page import ProgrammePage
from dashboards.programmes.planning import PlanningPage
from dashboards.programmes.results import ResultsPage

__all__ = ["CoursePage", "PlanningPage", "ProgrammeList", "ProgrammePage", "ResultsPage"]
