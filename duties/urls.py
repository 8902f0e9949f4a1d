from django.urls import path

from duties.pages import register, remarks

urlpatterns = [
    path("tilsyn/", register.inspection_register, name="inspection_register"),
    path("tilsyn/enheder/<slug:slug>/", register.inspection_duty, name="inspection_duty"),
    path("tilsyn/<int:pk>/bemaerkninger/ny/", remarks.remark_create, name="remark_create"),
    path("tilsyn/<int:pk>/bestyrelsen/", remarks.board_told, name="board_told"),
    path("tilsyn/bemaerkninger/<int:pk>/", remarks.remark_detail, name="remark_detail"),
    path("tilsyn/bemaerkninger/<int:pk>/ret/", remarks.remark_edit, name="remark_edit"),
    path(
        "tilsyn/bemaerkninger/<int:pk>/skift/<slug:move>/", remarks.remark_move, name="remark_move"
    ),
    path("regler/", register.rule_list, name="rule_list"),
]
