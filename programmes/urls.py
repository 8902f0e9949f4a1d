from django.urls import path

from programmes.pages import course_forms, result_files, result_forms, survey_forms, views

urlpatterns = [
    path("", views.programme_list, name="programme_list"),
    path("<slug:slug>/", views.programme_detail, name="programme_detail"),
    path("<slug:slug>/resultater/", views.programme_results, name="programme_results"),
    path("<slug:slug>/rapport.pdf", views.programme_paper, name="programme_paper"),
    path("<slug:slug>/data.xlsx", views.programme_workbook, name="programme_workbook"),
    path("<slug:slug>/plan/", views.programme_planning, name="programme_planning"),
    path(
        "<slug:slug>/forloeb/<int:number>/",
        views.course_detail,
        name="course_detail",
    ),
    path("svar/tak/", survey_forms.survey_thanks, name="survey_thanks"),
    path("svar/<str:token>/", survey_forms.survey_answer, name="survey_answer"),
    path("trin/<int:pk>/flyt/", course_forms.stage_move, name="stage_move"),
    path("trin/<int:pk>/afholdt/", course_forms.stage_done, name="stage_done"),
    path("spoergeskemaer/<int:pk>/", survey_forms.survey_detail, name="survey_detail"),
    path("spoergeskemaer/<int:pk>/links/", survey_forms.survey_links, name="survey_links"),
    path("spoergeskemaer/<int:pk>/luk/", survey_forms.survey_close, name="survey_close"),
    path("kommentarer/<uuid:pk>/", result_forms.comment_edit, name="comment_edit"),
    path("<slug:slug>/spoergeskemaer/nyt/", survey_forms.survey_create, name="survey_create"),
    path("<slug:slug>/kommentarer/", result_forms.comment_list, name="comment_list"),
    path("<slug:slug>/resultater/nyt/", result_forms.result_create, name="result_create"),
    path("<slug:slug>/resultater/indlaes/", result_files.result_import, name="result_import"),
    path(
        "<slug:slug>/resultater/indlaes/ja/",
        result_files.result_import_confirm,
        name="result_import_confirm",
    ),
    path(
        "<slug:slug>/resultater/indlaes/<int:pk>/fortryd/",
        result_files.result_import_undo,
        name="result_import_undo",
    ),
    path("<slug:slug>/forloeb/nyt/", course_forms.course_create, name="course_create"),
    path("<slug:slug>/forloeb/<int:number>/ret/", course_forms.course_edit, name="course_edit"),
    path("<slug:slug>/forloeb/<int:number>/flyt/", course_forms.course_move, name="course_move"),
]
