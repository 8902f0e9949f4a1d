"""`python -m bench.load_town FILE`: the town that people work in, and who they are.

500 institutions by 40 indicators by six years, their leaders with local goals, the leaders of
clusters, boards of parents, heads of area, committee and administrators. Everybody has a session
in the database already. The file gets who they are, as JSON: see `bench.load_mix.Person`.
"""

import datetime
import io
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: Several parents sit on a board.
PARENTS = 8
BACKEND = "django.contrib.auth.backends.ModelBackend"


def main(path: str, institutions: str = "500", indicators: str = "40") -> None:
    """Make it in the empty database that DATABASE_URL names."""
    import django

    django.setup()
    from django.core.management import call_command

    from bench import town

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0, stdout=io.StringIO())
    call_command("demo_data", force=True, verbosity=0)
    area = town.grow(int(institutions), int(indicators))
    people = list(settle(area))
    Path(path).write_text(json.dumps(people), encoding="utf-8")


def settle(area: Any) -> Iterator[dict[str, Any]]:
    """Everybody with a role in the area, and who may be asked about everything."""
    from institutions.models import Board, Cluster, Institution
    from institutions.roles import Role

    clusters = list(Cluster.objects.filter(area=area).order_by("pk"))
    places = {
        cluster.pk: list(Institution.objects.filter(placements__cluster=cluster).order_by("pk"))
        for cluster in clusters
    }
    goals = _local_goals([place for some in places.values() for place in some])
    municipal = [(Role.ADMINISTRATOR, {})] * 3 + [(Role.BOARD_MEMBER, {})] * 9
    heads = [(Role.AREA_HEAD, {"area": area})] * 4
    for role, place in (*municipal, *heads):
        yield _person(role, place, _everywhere(area, clusters, goals))
    for cluster in clusters:
        Board.objects.create(
            name=f"Bestyrelsen for {cluster}", kind="parent_board", cluster=cluster
        )
        pages = _cluster_pages(cluster, places[cluster.pk], goals)
        members = [Role.CLUSTER_LEADER, Role.CHAIR, *[Role.BOARD_MEMBER] * PARENTS]
        for role in members:
            yield _person(role, {"cluster": cluster}, pages)
        for place in places[cluster.pk]:
            yield _leader(place, pages, goals)


def _local_goals(places: list[Any]) -> dict[tuple[int, str], Any]:
    """A goal under way and a draft for each place, by place and status."""
    from strategy.models import Effort, Goal, LocalGoal, StatusUpdate

    goals = list(Goal.objects.filter(strategy__cluster=None).order_by("-pk")[:2])
    made = LocalGoal.objects.bulk_create(
        LocalGoal(
            goal=goal,
            institution=place,
            status=status,
            text=f"Alle børn i {place} har en ven.",
            how="Vi ser efter hver måned, og spørger børnene.",
            measured_on=datetime.date(2027, 5, 4),
            responsible="Pædagogisk leder",
        )
        for place in places
        for goal, status in ((goals[0], "in_progress"), (goals[-1], "draft"))
    )
    Effort.objects.bulk_create(
        Effort(local_goal=goal, number=number, text=f"Børnemøde hver {number}. onsdag.")
        for goal in made
        for number in (1, 2, 3)
    )
    StatusUpdate.objects.bulk_create(
        StatusUpdate(local_goal=goal, progress="onway", narrative="Børnene leger mere sammen.")
        for goal in made
        if goal.status == "in_progress"
    )
    return {(goal.institution_id, goal.status): goal for goal in made}


def _common(goals: dict[tuple[int, str], Any]) -> dict[str, list[str]]:
    """The pages that everybody may come to."""
    from indicators.models import Indicator

    indicators = Indicator.objects.filter(code__startswith="B").order_by("-pk")[:40]
    own = sorted({goal.goal_id for goal in goals.values()})
    return {
        "home": ["/"],
        "goal": [f"/maal/{pk}/" for pk in own],
        "indicator": [f"/maalepunkter/{indicator.pk}/" for indicator in indicators],
        "indicators": ["/maalepunkter/"],
    }


def _everywhere(area: Any, clusters: list[Any], goals: Any) -> dict[str, list[str]]:
    return {
        **_common(goals),
        "municipality": ["/kommunen/"],
        "heat map": ["/kommunen/varmekort/"],
        "area": [area.get_absolute_url()],
        "cluster": [cluster.get_absolute_url() for cluster in clusters],
        "workbook": [f"{cluster.get_absolute_url()}data.xlsx" for cluster in clusters],
        "paper": [f"{cluster.get_absolute_url()}papir.pdf" for cluster in clusters],
    }


def _cluster_pages(cluster: Any, places: list[Any], goals: Any) -> dict[str, list[str]]:
    page = cluster.get_absolute_url()
    return {
        **_common(goals),
        "municipality": ["/kommunen/"],
        "cluster": [page],
        "institution": [place.get_absolute_url() for place in places],
        "local goal": [goals[place.pk, "in_progress"].get_absolute_url() for place in places],
        "workbook": [f"{page}data.xlsx"],
        "paper": [f"{place.get_absolute_url()}papir.pdf" for place in places],
    }


def _leader(place: Any, pages: dict[str, list[str]], goals: Any) -> dict[str, Any]:
    from institutions.roles import Role

    under_way, draft = goals[place.pk, "in_progress"], goals[place.pk, "draft"]
    own = {
        **pages,
        "institution": [place.get_absolute_url()],
        "local goal": [under_way.get_absolute_url(), draft.get_absolute_url()],
        "form": [f"{draft.get_absolute_url()}ret/"],
        "paper": [f"{place.get_absolute_url()}papir.pdf"],
    }
    writes = {
        "autosave": f"{draft.get_absolute_url()}ret/gem-undervejs/",
        "status": f"{under_way.get_absolute_url()}status/",
        "version": draft.version,
        "key": str(draft.form_key),
    }
    return {**_person(Role.LEADER, {"institution": place}, own), "writes": writes}


def _person(role: str, place: dict[str, Any], pages: dict[str, list[str]]) -> dict[str, Any]:
    from django.contrib.sessions.backends.db import SessionStore

    from accounts.models import User
    from institutions.models import Membership

    nth = User.objects.count()
    user = User.objects.create(email=f"{role}{nth}@example.com", name=f"Person {nth}")
    Membership.objects.create(user=user, role=role, **place)
    session = SessionStore()
    now = int(time.time())
    session.update(
        {
            "_auth_user_id": str(user.pk),
            "_auth_user_backend": BACKEND,
            "_auth_user_hash": user.get_session_auth_hash(),
            "signed_in_at": now,
            "seen_at": now,
        }
    )
    session.create()
    return {"pk": user.pk, "role": str(role), "session": session.session_key, "pages": pages}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.load_settings")
    main(*sys.argv[1:])
