from django.urls import path

from dashboards.views import (
    about,
    approvals,
    assessing,
    autosave,
    citing,
    deciding,
    decisions,
    figures,
    local_goals,
    meetings,
    my_page,
    pages,
    paper_batch,
    papers,
    reports,
    security_log,
    years,
)

urlpatterns = [
    path("", pages.home, name="home"),
    path("kommunen/", pages.municipality, name="municipality"),
    path("kommunen/varmekort/", pages.heat_map, name="heat_map"),
    path("sammenligning/", pages.comparison, name="comparison"),
    path("omraader/<slug:slug>/", pages.area_detail, name="area_detail"),
    path("kommunen/godkendelser/ny/", approvals.approval_create, name="approval_create"),
    path("kommunen/godkendelser/<int:pk>/", approvals.approval_detail, name="approval_detail"),
    path("klynger/<slug:slug>/", pages.cluster_detail, name="cluster_detail"),
    path("institutioner/", pages.institution_list, name="institution_list"),
    path("institutioner/papirer/", paper_batch.paper_batch, name="paper_batch"),
    path("institutioner/papirer/ny/", paper_batch.paper_batch_begin, name="paper_batch_begin"),
    path("institutioner/papirer/naeste/", paper_batch.paper_batch_step, name="paper_batch_step"),
    path("institutioner/papirer/fil.zip", paper_batch.paper_batch_file, name="paper_batch_file"),
    path("institutioner/<slug:slug>/", pages.institution_detail, name="institution_detail"),
    path(
        "institutioner/<slug:slug>/beslutninger/",
        deciding.institution_decide,
        name="institution_decide",
    ),
    path("klynger/<slug:slug>/aarshjul/", years.year_wheel, name="year_wheel"),
    path("klynger/<slug:slug>/aarshjul.ics", years.year_calendar, name="year_calendar"),
    path("klynger/<slug:slug>/aarshjul/skabelon/", years.year_begin, name="year_begin"),
    path("klynger/<slug:slug>/aarshjul/nyt/", years.year_step_create, name="year_step_create"),
    path("aarshjul/<int:pk>/ret/", years.year_step_edit, name="year_step_edit"),
    path("aarshjul/<int:pk>/slet/", years.year_step_delete, name="year_step_delete"),
    path("konto/haendelser/", security_log.security_log, name="security_log"),
    path("konto/haendelser/fil.csv", security_log.security_log_file, name="security_log_file"),
    path("procesplan/", years.process_plan, name="process_plan"),
    path("maal/<int:pk>/", pages.goal_detail, name="goal_detail"),
    path("maal/<int:pk>/vurdering/<slug:slug>/", assessing.goal_assess, name="goal_assess"),
    path(
        "lokale-maal/<int:pk>/bygger-paa/", citing.local_goal_based_on, name="local_goal_based_on"
    ),
    path("lokale-maal/nyt/", local_goals.local_goal_create, name="local_goal_create"),
    path(
        "lokale-maal/nyt/gem-undervejs/",
        autosave.local_goal_autosave_new,
        name="local_goal_autosave_new",
    ),
    path(
        "lokale-maal/<int:pk>/ret/gem-undervejs/",
        autosave.local_goal_autosave,
        name="local_goal_autosave",
    ),
    path(
        "lokale-maal/ikke-gemt/<int:pk>/kasser/",
        autosave.autosaved_text_discard,
        name="autosaved_text_discard",
    ),
    path(
        "lokale-maal/ikke-gemt/<int:pk>/sammenlign/",
        autosave.autosaved_text_compare,
        name="autosaved_text_compare",
    ),
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
    path("bilag/<int:pk>/", decisions.attachment_fetch, name="attachment_fetch"),
    path("min-side/", my_page.my_page, name="my_page"),
    path("min-side/kalender/ny/", my_page.calendar_address_renew, name="calendar_address_renew"),
    path("min-side/kalender/luk/", my_page.calendar_address_revoke, name="calendar_address_revoke"),
    path("min-side/paamindelser/", my_page.reminders_choose, name="reminders_choose"),
    path("paamindelser/stop/<str:token>/", my_page.reminders_stop, name="reminders_stop"),
    path("kalender/<slug:secret>.ics", my_page.calendar_feed, name="calendar_feed"),
    path("moeder/<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("moeder/<int:pk>/skift/<slug:status>/", meetings.meeting_move, name="meeting_move"),
    path("moeder/<int:pk>/moedet/", meetings.meeting_begin, name="meeting_begin"),
    path("moeder/<int:pk>/moedet/<int:number>/", meetings.meeting_mode, name="meeting_mode"),
    path("moeder/punkter/<int:pk>/referat/", meetings.minutes_approve, name="minutes_approve"),
    path(
        "moeder/punkter/<int:pk>/lokale-maal/<int:goal>/",
        meetings.meeting_decide,
        name="meeting_decide",
    ),
    path(
        "moeder/punkter/<int:pk>/vedtag-alle/",
        meetings.meeting_adopt_all,
        name="meeting_adopt_all",
    ),
    path("moeder/papirer/<int:pk>/", meetings.meeting_paper, name="meeting_paper"),
    path("moeder/papirer/<int:pk>/papir.pdf", meetings.meeting_paper_pdf, name="meeting_paper_pdf"),
    path("privatliv/", about.privacy, name="privacy"),
    path("saadan-laeser-du-tallene/", about.reading_guide, name="reading_guide"),
]

# Papers and figures to take along.
urlpatterns += [
    path("klynger/<slug:slug>/papir/", papers.cluster_paper_page, name="cluster_paper_page"),
    path("klynger/<slug:slug>/papir.pdf", papers.cluster_paper, name="cluster_paper"),
    path("institutioner/<slug:slug>/papir.pdf", papers.institution_paper, name="institution_paper"),
    path("klynger/<slug:slug>/data.xlsx", figures.cluster_figures, name="cluster_figures"),
    path(
        "institutioner/<slug:slug>/data.xlsx",
        figures.institution_figures,
        name="institution_figures",
    ),
    path("kommunen/data.xlsx", figures.municipality_figures, name="municipality_figures"),
]

# Reports to the committee.
urlpatterns += [
    path("kommunen/status/", reports.status_report_list, name="status_report_list"),
    path("kommunen/status/ny/", reports.status_report_create, name="status_report_create"),
    path("kommunen/status/<int:pk>/", reports.status_report_detail, name="status_report_detail"),
    path("kommunen/status/<int:pk>/ret/", reports.status_report_edit, name="status_report_edit"),
    path("kommunen/status/<int:pk>/send/", reports.status_report_send, name="status_report_send"),
    path(
        "kommunen/status/<int:pk>/tilbage/",
        reports.status_report_take_back,
        name="status_report_take_back",
    ),
    path(
        "kommunen/status/<int:pk>/godkend/",
        reports.status_report_approve,
        name="status_report_approve",
    ),
    path(
        "kommunen/status/<int:pk>/papir.pdf",
        reports.status_report_paper,
        name="status_report_paper",
    ),
    path(
        "kommunen/status/<int:pk>/tekst.docx",
        reports.status_report_document,
        name="status_report_document",
    ),
]
