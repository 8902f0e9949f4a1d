from django.urls import path

from dashboards.views import (
    about,
    calendar,
    closing,
    figures,
    first_steps,
    merging,
    open_data,
    pages,
    paper_batch,
    papers,
    searching,
    splitting,
    years,
)

urlpatterns = [
    path("", pages.home, name="home"),
    path("kommunen/", pages.municipality, name="municipality"),
    path("kommunen/varmekort/", pages.heat_map, name="heat_map"),
    path("sammenligning/", pages.comparison, name="comparison"),
    path("omraader/<slug:slug>/", pages.area_detail, name="area_detail"),
    path("klynger/<slug:slug>/", pages.cluster_detail, name="cluster_detail"),
    path("klynger/<slug:slug>/sammenhaeng/", pages.cluster_whole, name="cluster_whole"),
    path("institutioner/", pages.institution_list, name="institution_list"),
    path("institutioner/papirer/", paper_batch.paper_batch, name="paper_batch"),
    path("institutioner/papirer/ny/", paper_batch.paper_batch_begin, name="paper_batch_begin"),
    path("institutioner/papirer/naeste/", paper_batch.paper_batch_step, name="paper_batch_step"),
    path("institutioner/papirer/fil.zip", paper_batch.paper_batch_file, name="paper_batch_file"),
    path("institutioner/<slug:slug>/", pages.institution_detail, name="institution_detail"),
    path(
        "institutioner/<slug:slug>/slaa-sammen/",
        merging.institution_merge,
        name="institution_merge",
    ),
    path(
        "institutioner/<slug:slug>/slaa-sammen/<int:pk>/fortryd/",
        merging.institution_part,
        name="institution_part",
    ),
    path("klynger/<slug:slug>/luk/", closing.cluster_close, name="cluster_close"),
    path(
        "klynger/<slug:slug>/luk/<int:pk>/aabn/",
        closing.cluster_reopen,
        name="cluster_reopen",
    ),
    path("klynger/<slug:slug>/del/", splitting.cluster_split, name="cluster_split"),
    path(
        "klynger/<slug:slug>/del/<int:pk>/fortryd/",
        splitting.cluster_unsplit,
        name="cluster_unsplit",
    ),
    path("klynger/<slug:slug>/aarshjul/", years.year_wheel, name="year_wheel"),
    path("klynger/<slug:slug>/aarshjul.ics", years.year_calendar, name="year_calendar"),
    path("kalender/<slug:secret>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("soeg/", searching.search, name="search"),
    path("privatliv/", about.privacy, name="privacy"),
    path("ordliste/", about.glossary, name="glossary"),
    path("ny-i-bestyrelsen/", about.new_on_a_board, name="new_on_a_board"),
    path("saadan-laeser-du-tallene/", about.reading_guide, name="reading_guide"),
]

# Papers and figures to take along.
urlpatterns += [
    path("klynger/<slug:slug>/papir/", papers.cluster_paper_page, name="cluster_paper_page"),
    path("klynger/<slug:slug>/papir.pdf", papers.cluster_paper, name="cluster_paper"),
    path("institutioner/<slug:slug>/papir.pdf", papers.institution_paper, name="institution_paper"),
    path("klynger/<slug:slug>/data.xlsx", figures.cluster_figures, name="cluster_figures"),
    path(
        "institutioner/<slug:slug>/data.xlsx",
        figures.institution_figures,
        name="institution_figures",
    ),
    path("kommunen/data.xlsx", figures.municipality_figures, name="municipality_figures"),
]

# The way of an installation to its first cluster page.
urlpatterns += [
    path("foerste-trin/", first_steps.first_steps, name="first_steps"),
    path("foerste-trin/eksempel/", first_steps.example_load, name="example_load"),
    path("foerste-trin/eksempel/fjern/", first_steps.example_remove, name="example_remove"),
    path(
        "foerste-trin/institutioner.xlsx",
        first_steps.institution_list_empty,
        name="institution_list_empty",
    ),
    path(
        "foerste-trin/institutioner-eksempel.xlsx",
        first_steps.institution_list_example,
        name="institution_list_example",
    ),
]

# What the municipality makes public.
urlpatterns += [
    path("aabne-data/", open_data.open_data, name="open_data"),
    path("aabne-data/maalepunkter.csv", open_data.open_data_csv, name="open_data_csv"),
    path("aabne-data/katalog.jsonld", open_data.open_data_catalogue, name="open_data_catalogue"),
    path("aabne-data/vaelg/", open_data.open_data_choose, name="open_data_choose"),
    path("aabne-data/traek-tilbage/", open_data.open_data_withdraw, name="open_data_withdraw"),
]
