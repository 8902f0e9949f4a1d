from django.urls import path

from dashboards.views import (
    about,
    deciding,
    decisions,
    indicators,
    local_goals,
    my_page,
    pages,
    papers,
)

urlpatterns = [
    path("", pages.home, name="home"),
    path("kommunen/", pages.municipality, name="municipality"),
    path("kommunen/varmekort/", pages.heat_map, name="heat_map"),
    path("omraader/<slug:slug>/", pages.area_detail, name="area_detail"),
    path("klynger/<slug:slug>/", pages.cluster_detail, name="cluster_detail"),
    path("institutioner/", pages.institution_list, name="institution_list"),
    path("institutioner/<slug:slug>/", pages.institution_detail, name="institution_detail"),
    path(
        "institutioner/<slug:slug>/beslutninger/",
        deciding.institution_decide,
        name="institution_decide",
    ),
    path("maal/<int:pk>/", pages.goal_detail, name="goal_detail"),
    path("lokale-maal/nyt/", local_goals.local_goal_create, name="local_goal_create"),
    path("lokale-maal/<int:pk>/", local_goals.local_goal_detail, name="local_goal_detail"),
    path("lokale-maal/<int:pk>/ret/", local_goals.local_goal_edit, name="local_goal_edit"),
    path(
        "lokale-maal/<int:pk>/ret/to-tekster/<int:kept>/",
        local_goals.local_goal_conflict,
        name="local_goal_conflict",
    ),
    path(
        "lokale-maal/<int:pk>/beslutning/<slug:status>/",
        decisions.local_goal_move,
        name="local_goal_move",
    ),
    path(
        "lokale-maal/<int:pk>/status/",
        decisions.status_update_create,
        name="status_update_create",
    ),
    path("maalepunkter/", indicators.indicator_list, name="indicator_list"),
    path("maalepunkter/<int:pk>/", indicators.indicator_detail, name="indicator_detail"),
    path("min-side/", my_page.my_page, name="my_page"),
    path("min-side/kalender/ny/", my_page.calendar_address_renew, name="calendar_address_renew"),
    path("min-side/kalender/luk/", my_page.calendar_address_revoke, name="calendar_address_revoke"),
    path("kalender/<slug:secret>.ics", my_page.calendar_feed, name="calendar_feed"),
    path("privatliv/", about.privacy, name="privacy"),
    path("saadan-laeser-du-tallene/", about.reading_guide, name="reading_guide"),
]

# Papers and figures to take along.
urlpatterns += [
    path("klynger/<slug:slug>/papir.pdf", papers.cluster_paper, name="cluster_paper"),
    path("institutioner/<slug:slug>/papir.pdf", papers.institution_paper, name="institution_paper"),
]
