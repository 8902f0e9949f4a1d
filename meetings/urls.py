from django.urls import path, re_path

from meetings.pages import holding, moves, papers, planning, questions, waiting

urlpatterns = [
    path("", planning.meeting_list, name="meeting_list"),
    path("nyt/", planning.meeting_create, name="meeting_create"),
    path("<int:pk>/", moves.meeting_detail, name="meeting_detail"),
    path("<int:pk>/ret/", planning.meeting_edit, name="meeting_edit"),
    path("<int:pk>/deltagere/", planning.meeting_attendance, name="meeting_attendance"),
    path("<int:pk>/slet/", planning.meeting_delete, name="meeting_delete"),
    path("<int:pk>/forslag/", planning.meeting_suggestions, name="meeting_suggestions"),
    path("<int:pk>/skift/<slug:status>/", moves.meeting_move, name="meeting_move"),
    path("<int:pk>/moedet/", holding.meeting_begin, name="meeting_begin"),
    path("<int:pk>/moedet/<int:number>/", holding.meeting_mode, name="meeting_mode"),
    path("<int:pk>/moedet/<int:number>/skaerm/", holding.meeting_screen, name="meeting_screen"),
    path("<int:pk>/referat/svar/", moves.minutes_answer, name="minutes_answer"),
    path("senere/", waiting.agenda_item_waiting, name="agenda_item_waiting"),
    path("punkter/<int:pk>/senere/", waiting.agenda_item_set_aside, name="agenda_item_set_aside"),
    path("senere/<int:pk>/slet/", waiting.agenda_item_drop, name="agenda_item_drop"),
    path("punkter/<int:pk>/spoerg/", questions.item_ask, name="item_ask"),
    path("lokale-maal/<int:pk>/spoerg/", questions.local_goal_ask, name="local_goal_ask"),
    path("spoergsmaal/<int:pk>/", questions.question_detail, name="question_detail"),
    path("punkter/<int:pk>/forslag/", holding.item_propose, name="item_propose"),
    path("<int:pk>/punkter/nyt/", planning.agenda_item_create, name="agenda_item_create"),
    path("punkter/<int:pk>/ret/", planning.agenda_item_edit, name="agenda_item_edit"),
    path("punkter/<int:pk>/slet/", planning.agenda_item_delete, name="agenda_item_delete"),
    path("punkter/<int:pk>/referat/", moves.minutes_approve, name="minutes_approve"),
    path("punkter/<int:pk>/lokale-maal/<int:goal>/", holding.meeting_decide, name="meeting_decide"),
    path("punkter/<int:pk>/vedtag-alle/", holding.meeting_adopt_all, name="meeting_adopt_all"),
    re_path(
        r"^punkter/(?P<pk>\d+)/(?P<direction>op|ned)/$",
        planning.agenda_item_move,
        name="agenda_item_move",
    ),
    path("papirer/<int:pk>/", papers.meeting_paper, name="meeting_paper"),
    path("papirer/<int:pk>/papir.pdf", papers.meeting_paper_pdf, name="meeting_paper_pdf"),
    path("opfoelgninger/<int:pk>/", planning.follow_up_detail, name="follow_up_detail"),
]
