"""Sentences about the first steps of an installation."""

import datetime
from collections.abc import Mapping, Sequence

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

NAMED = 3


def way_heading() -> str:
    return _("Five steps to the first cluster page")


def arrived(cluster: str) -> str:
    return _("%(cluster)s has the first page with figures") % {"cluster": cluster}


def lacks_data_only(cluster: str) -> str:
    return _("%(cluster)s lacks only data") % {"cluster": cluster}


def way_said(done: int, started: int, *, of: int) -> str:
    """What the rings show: “1 af 5 trin er færdigt, 3 er i gang.”"""
    words = {"done": done, "started": started, "of": of}
    if not done and not started:
        return _("None of the five steps has been begun.")
    if not done:
        return _("No step is finished, %(started)s of %(of)s are under way.") % words
    if not started:
        return (
            ngettext(
                "%(done)s of %(of)s steps is finished.",
                "%(done)s of %(of)s steps are finished.",
                done,
            )
            % words
        )
    return (
        ngettext(
            "%(done)s of %(of)s steps is finished, %(started)s are under way.",
            "%(done)s of %(of)s steps are finished, %(started)s are under way.",
            done,
        )
        % words
    )


def requires(step: int | None) -> str:
    return _("Requires step %(step)s") % {"step": step}


def as_sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def read_in(file_name: str, at: datetime.datetime) -> str:
    """The last file and its day."""
    return f"{file_name}, {date_format(localtime(at), 'SHORT_DATE_FORMAT')}"


def some(names: Sequence[str]) -> str:
    """The first names, and how many more: “Kompasset, Sekstanten og 4 til”."""
    if len(names) <= NAMED + 1:
        return get_text_list(list(names), _("and"))
    more = _("%(n)s more") % {"n": len(names) - NAMED}
    return get_text_list([*names[:NAMED], more], _("and"))


def places_there(institutions: int, clusters: int, areas: int, outside: Sequence[str]) -> str:
    if not institutions:
        return ""
    counts = (
        npgettext("places", "%(n)s institution", "%(n)s institutions", institutions)
        % {"n": institutions},
        ngettext("%(n)s cluster", "%(n)s clusters", clusters) % {"n": clusters},
        ngettext("%(n)s area", "%(n)s areas", areas) % {"n": areas},
    )
    told = _("%(institutions)s in %(clusters)s and %(areas)s.") % dict(
        zip(("institutions", "clusters", "areas"), counts, strict=True)
    )
    if not outside:
        return told
    return f"{told} " + _("Outside clusters: %(names)s.") % {"names": some(outside)}


def people_there(people: int, never_signed_in: int) -> str:
    if not people:
        return ""
    told = ngettext(
        "%(n)s person has a role at a place.", "%(n)s people have a role at a place.", people
    ) % {"n": people}
    if not never_signed_in:
        return told
    return f"{told} " + ngettext(
        "%(n)s has not signed in yet.", "%(n)s have not signed in yet.", never_signed_in
    ) % {"n": never_signed_in}


def without_cluster_leader(names: Sequence[str]) -> str:
    return _("Cluster leader of %(names)s") % {"names": some(names)}


def without_leader(names: Sequence[str]) -> str:
    return _("leader of %(names)s") % {"names": some(names)}


def without_board(names: Sequence[str]) -> str:
    return _("members of the board of %(names)s") % {"names": some(names)}


def strangers(count: int) -> str:
    return ngettext(
        "a role for %(n)s person who can sign in",
        "a role for %(n)s people who can sign in",
        count,
    ) % {"n": count}


def goals_there(common: int, visions: Sequence[str], *, drafts: int) -> str:
    told = []
    if common:
        told.append(
            ngettext(
                "The municipality has %(n)s goal in force.",
                "The municipality has %(n)s goals in force.",
                common,
            )
            % {"n": common}
        )
    if visions:
        told.append(
            ngettext(
                "%(names)s has a vision in force.",
                "%(names)s have a vision in force.",
                len(visions),
            )
            % {"names": some(visions)}
        )
    if drafts:
        told.append(ngettext("%(n)s is a draft.", "%(n)s are drafts.", drafts) % {"n": drafts})
    return " ".join(told)


def without_vision(names: Sequence[str]) -> str:
    return _("a vision for %(names)s") % {"names": some(names)}


def indicators_there(common: int, own: Mapping[str, int]) -> str:
    told = [
        ngettext("%(name)s has %(n)s indicator.", "%(name)s has %(n)s indicators.", count)
        % {"name": name, "n": count}
        for name, count in own.items()
    ][:NAMED]
    if common:
        told.insert(
            0,
            ngettext(
                "%(n)s indicator holds for all clusters.",
                "%(n)s indicators hold for all clusters.",
                common,
            )
            % {"n": common},
        )
    return " ".join(told)


def without_indicators(names: Sequence[str]) -> str:
    return _("indicators of %(names)s") % {"names": some(names)}


def data_missing(instruments: Sequence[str], cluster: str, values: int) -> str:
    """What the nearest cluster waits for."""
    if cluster and instruments:
        words = {"instruments": some(instruments), "cluster": cluster}
        return _("%(instruments)s for %(cluster)s") % words
    if cluster and values:
        return _("Values of this period for the indicators of %(cluster)s") % {"cluster": cluster}
    return _("Data that an indicator asks for") if values else _("All figures")


def data_there(values: int, institutions: int) -> str:
    if not values:
        return ""
    return ngettext(
        "Data of %(n)s institution have been read in.",
        "Data of %(n)s institutions have been read in.",
        institutions,
    ) % {"n": institutions}


def without_data(names: Sequence[str]) -> str:
    return _("all data of %(names)s") % {"names": some(names)}
