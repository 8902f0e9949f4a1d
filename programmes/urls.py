from django.urls import path

from programmes.views import courses, evaluation, surveys

urlpatterns = [
    path("svar/tak/", surveys.survey_thanks, name="survey_thanks"),
    path("svar/<str:token>/", surveys.survey_answer, name="survey_answer"),
    path("trin/<int:pk>/flyt/", courses.stage_move, name="stage_move"),
    path("trin/<int:pk>/afholdt/", courses.stage_done, name="stage_done"),
    path("spoergeskemaer/<int:pk>/", surveys.survey_detail, name="survey_detail"),
    path("spoergeskemaer/<int:pk>/links/", surveys.survey_links, name="survey_links"),
    path("spoergeskemaer/<int:pk>/luk/", surveys.survey_close, name="survey_close"),
    path("kommentarer/<uuid:pk>/", evaluation.comment_edit, name="comment_edit"),
    path("<slug:slug>/spoergeskemaer/nyt/", surveys.survey_create, name="survey_create"),
    path("<slug:slug>/kommentarer/", evaluation.comment_list, name="comment_list"),
    path("<slug:slug>/resultater/nyt/", evaluation.result_create, name="result_create"),
    path("<slug:slug>/resultater/indlaes/", evaluation.result_import, name="result_import"),
    path(
        "<slug:slug>/resultater/indlaes/ja/",
        evaluation.result_import_confirm,
        name="result_import_confirm",
    ),
    path(
        "<slug:slug>/resultater/indlaes/<int:pk>/fortryd/",
        evaluation.result_import_undo,
        name="result_import_undo",
    ),
    path("<slug:slug>/forloeb/nyt/", courses.course_create, name="course_create"),
    path("<slug:slug>/forloeb/<int:number>/ret/", courses.course_edit, name="course_edit"),
    path("<slug:slug>/forloeb/<int:number>/flyt/", courses.course_move, name="course_move"),
]
