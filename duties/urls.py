from django.urls import path

from duties.pages import evaluated, register, remarks, reports

urlpatterns = [
    path("tilsyn/", register.inspection_register, name="inspection_register"),
    path("tilsyn/enheder/<slug:slug>/", register.inspection_duty, name="inspection_duty"),
    path("tilsyn/enheder/<slug:slug>/rapport/", reports.report_create, name="report_create"),
    path("tilsyn/<int:pk>/ret/", reports.report_edit, name="report_edit"),
    path("tilsyn/<int:pk>/bemaerkninger/ny/", remarks.remark_create, name="remark_create"),
    path("tilsyn/<int:pk>/bestyrelsen/", remarks.board_told, name="board_told"),
    path("tilsyn/bemaerkninger/<int:pk>/", remarks.remark_detail, name="remark_detail"),
    path("tilsyn/bemaerkninger/<int:pk>/ret/", remarks.remark_edit, name="remark_edit"),
    path(
        "tilsyn/bemaerkninger/<int:pk>/skift/<slug:move>/", remarks.remark_move, name="remark_move"
    ),
    path("evalueringskultur/", evaluated.evaluation_culture, name="evaluation_culture"),
    path("evalueringskultur/begynd/", evaluated.environment_begin, name="environment_begin"),
    path("evalueringskultur/droeftelse.pdf", evaluated.discussion_paper, name="discussion_paper"),
    path(
        "evalueringskultur/<int:pk>/",
        evaluated.environment_evaluation,
        name="environment_evaluation",
    ),
    path("evalueringskultur/<int:pk>/ret/", evaluated.environment_edit, name="environment_edit"),
    path(
        "evalueringskultur/<int:pk>/faerdig/", evaluated.environment_done, name="environment_done"
    ),
    path(
        "evalueringskultur/<int:pk>/slet/", evaluated.environment_delete, name="environment_delete"
    ),
    path("regler/", register.rule_list, name="rule_list"),
]
