"""The chapter of schools: a school with after-school care, its board, and a council of both."""

from demo import read
from demo.local_goals import Offices, write_goal
from demo.meetings import found_board, hold
from demo.people import give, places
from demo.places import open_institution
from institutions.models import Area, Board, Cluster, Institution
from strategy.models import Goal


def is_loaded() -> bool:
    return Institution.objects.filter(slug="havneskolen").exists()


def load() -> None:
    data = read("schools")
    areas = {area.slug: area for area in Area.objects.all()}
    clusters = {cluster.slug: cluster for cluster in Cluster.objects.select_related("area")}
    for row in data["institutions"]:
        open_institution(row, areas, clusters)
    for row in data["boards"]:
        found_board(**row)
    found = places()
    for row in data["people"]:
        board = Board.objects.get(name=row["board"]) if "board" in row else None
        give(row, found, from_on=row["from_on"], board=board)
    goals, offices = {goal.number: goal for goal in Goal.objects.common()}, Offices()
    for row in data["local_goals"]:
        place = Institution.objects.get(slug=row["institution"])
        write_goal(row, goals[row["goal"]], place, offices)
    hold(data["meetings"])
