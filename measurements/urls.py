from django.urls import path

from measurements import fetching, views

urlpatterns = [
    path("skabeloner/", fetching.template_page, name="template_list"),
    path("indlaesninger/<int:pk>/raekke/<int:number>/", views.imported_row, name="imported_row"),
]
