"""Files of the value base have their addresses among those of all files that are read in."""

from django.urls import path

from leadership.value_base import files

BASE = "indlaes/vaerdigrundlag/<int:pk>/"
RECEIPTS = "indlaes/vaerdigrundlag/kvitteringer/"

urlpatterns = [
    path(BASE, files.value_base_import, name="value_base_import"),
    path(f"{BASE}bekraeft/", files.value_base_import_confirm, name="value_base_import_confirm"),
    path(f"{BASE}regneark.<str:kind>", files.value_base_file, name="value_base_file"),
    path(RECEIPTS, files.value_base_import_list, name="value_base_import_list"),
    path(f"{RECEIPTS}<int:pk>/", files.value_base_import_detail, name="value_base_import_detail"),
    path(
        f"{RECEIPTS}<int:pk>/fortryd/",
        files.value_base_import_undo,
        name="value_base_import_undo",
    ),
]
