from django.urls import path

from measurements import views

urlpatterns = [
    path("indlaesninger/<int:pk>/raekke/<int:number>/", views.imported_row, name="imported_row"),
]
