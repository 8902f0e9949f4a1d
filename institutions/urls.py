from django.urls import path

from institutions.pages import files, places, receipts

urlpatterns = [
    path("steder/", places.place_list, name="place_list"),
    path("steder/omraader/nyt/", places.area_create, name="area_create"),
    path("steder/omraader/<slug:slug>/", places.area_edit, name="area_edit"),
    path("steder/klynger/ny/", places.cluster_create, name="cluster_create"),
    path("steder/klynger/<slug:slug>/", places.cluster_edit, name="cluster_edit"),
    path("steder/institutioner/ny/", places.institution_create, name="institution_create"),
    path("steder/institutioner/<slug:slug>/", places.institution_edit, name="institution_edit"),
    path(
        "steder/institutioner/<slug:slug>/flyt/",
        places.institution_move,
        name="institution_move",
    ),
    path("steder/bestyrelser/ny/", places.board_create, name="board_create"),
    path("steder/bestyrelser/<int:pk>/", places.board_edit, name="board_edit"),
    path("indlaes/institutioner/", files.institution_import, name="institution_import"),
    path(
        "indlaes/institutioner/bekraeft/",
        files.institution_import_confirm,
        name="institution_import_confirm",
    ),
    path(
        "indlaes/institutioner/kvitteringer/",
        receipts.institution_import_list,
        name="institution_import_list",
    ),
    path(
        "indlaes/institutioner/kvitteringer/<int:pk>/",
        receipts.institution_import_detail,
        name="institution_import_detail",
    ),
    path(
        "indlaes/institutioner/kvitteringer/<int:pk>/fortryd/",
        receipts.institution_import_undo,
        name="institution_import_undo",
    ),
]
