from django.urls import include, path

from leadership.pages import mapping, plan_forms, plan_moves, teams

urlpatterns = [
    path("", teams.leadership_home, name="leadership_home"),
    path("arbejdspladsen/", include("leadership.workplace.urls")),
    path("profil/<slug:code>/", teams.profile_detail, name="profile_detail"),
    path("team/begynd/", teams.team_begin, name="team_begin"),
    path("team/<int:pk>/", teams.team_detail, name="team_detail"),
    path("team/<int:pk>/opgaver/", teams.duties_edit, name="duties_edit"),
    path("team/<int:pk>/afdaekning/", mapping.mapping_create, name="mapping_create"),
    path("team/<int:pk>/plan/", plan_forms.plan_create, name="plan_create"),
    path("afdaekning/<int:pk>/", mapping.mapping_detail, name="mapping_detail"),
    path("afdaekning/<int:pk>/mine-svar/", mapping.answer_edit, name="answer_edit"),
    path("afdaekning/<int:pk>/luk/", mapping.mapping_close, name="mapping_close"),
    path("afdaekning/<int:pk>/igen/", mapping.mapping_reopen, name="mapping_reopen"),
    path("afdaekning/<int:pk>/billede/", mapping.picture_edit, name="picture_edit"),
    path("planer/<int:pk>/", plan_forms.plan_detail, name="plan_detail"),
    path("planer/<int:pk>/udviklingsplan.pdf", plan_forms.plan_paper, name="plan_paper"),
    path("planer/<int:pk>/indsatsomraade/", plan_forms.focus_create, name="focus_create"),
    path("planer/<int:pk>/dage/", plan_forms.follow_up_days, name="follow_up_days"),
    path("planer/<int:pk>/opfoelgning/", plan_forms.follow_up_hold, name="follow_up_hold"),
    path("planer/<int:pk>/fremdrift/", plan_forms.progress_edit, name="progress_edit"),
    path("planer/<int:pk>/skridt/<slug:move>/", plan_moves.plan_move, name="plan_move"),
    path("indsatsomraader/<int:pk>/", plan_forms.focus_edit, name="focus_edit"),
    path(
        "indsatsomraader/<int:pk>/forpligtelser/",
        plan_forms.focus_commitments,
        name="focus_commitments",
    ),
    path("indsatsomraader/<int:pk>/slet/", plan_forms.focus_delete, name="focus_delete"),
    path("indsatsomraader/<int:pk>/aftale/", plan_forms.action_create, name="action_create"),
    path("aftaler/<int:pk>/", plan_forms.action_edit, name="action_edit"),
    path("aftaler/<int:pk>/slet/", plan_forms.action_delete, name="action_delete"),
    path("underskrevet/<int:pk>/", plan_forms.agreement_detail, name="agreement_detail"),
]
