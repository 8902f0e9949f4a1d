from django.urls import path

from strategy.pages import (
    approval_views,
    assessing,
    autosave,
    concept,
    deciding,
    decisions,
    examples,
    figures,
    goal,
    learning,
    methods,
    process_plan,
    process_plan_writing,
    reports,
    rounds,
    statement,
    strategies,
    strategy_fetching,
    strategy_moves,
    word_form,
    writing,
)

urlpatterns = [
    path("kommunen/godkendelser/ny/", approval_views.approval_create, name="approval_create"),
    path("kommunen/godkendelser/<int:pk>/", approval_views.approval_detail, name="approval_detail"),
    path("kommunen/godkendelser/<int:pk>/papir.pdf", concept.approval_paper, name="approval_paper"),
    path(
        "institutioner/<slug:slug>/beslutninger/",
        deciding.institution_decide,
        name="institution_decide",
    ),
    path(
        "procesplan/trin/<int:pk>/gjort/",
        process_plan_writing.process_step_done,
        name="process_step_done",
    ),
    path("procesplan/", process_plan.process_plan, name="process_plan"),
    path("maal/<int:pk>/", goal.goal_detail, name="goal_detail"),
    path("maal/<int:pk>/vurdering/<slug:slug>/", assessing.goal_assess, name="goal_assess"),
    path("udsagn/<int:pk>/", statement.statement_detail, name="statement_detail"),
    path("udsagn/<int:pk>/ejer/", statement.statement_owner, name="statement_owner"),
    path("lokale-maal/nyt/", writing.local_goal_create, name="local_goal_create"),
    path(
        "lokale-maal/nyt/gem-undervejs/",
        autosave.local_goal_autosave_new,
        name="local_goal_autosave_new",
    ),
    path(
        "lokale-maal/<int:pk>/ret/gem-undervejs/",
        autosave.local_goal_autosave,
        name="local_goal_autosave",
    ),
    path(
        "lokale-maal/ikke-gemt/<int:pk>/kasser/",
        autosave.autosaved_text_discard,
        name="autosaved_text_discard",
    ),
    path(
        "lokale-maal/ikke-gemt/<int:pk>/sammenlign/",
        autosave.autosaved_text_compare,
        name="autosaved_text_compare",
    ),
    path("lokale-maal/<int:pk>/", writing.local_goal_detail, name="local_goal_detail"),
    path("lokale-maal/<int:pk>/ret/", writing.local_goal_edit, name="local_goal_edit"),
    path(
        "lokale-maal/<int:pk>/ret/to-tekster/<int:kept>/",
        writing.local_goal_conflict,
        name="local_goal_conflict",
    ),
    path(
        "lokale-maal/<int:pk>/beslutning/<slug:status>/",
        decisions.local_goal_move,
        name="local_goal_move",
    ),
    path("lokale-maal/<int:pk>/laering/", learning.local_goal_learning, name="local_goal_learning"),
    path(
        "lokale-maal/<int:pk>/laering/skriv/",
        learning.learning_loop_write,
        name="learning_loop_write",
    ),
    path(
        "lokale-maal/<int:pk>/laering/skriv/gem-undervejs/",
        learning.learning_loop_autosave,
        name="learning_loop_autosave",
    ),
    path(
        "lokale-maal/<int:pk>/laering/<int:loop>/laas/",
        learning.learning_loop_open,
        name="learning_loop_open",
    ),
    path("lokale-maal/<int:pk>/tal/", figures.local_goal_figures, name="local_goal_figures"),
    path(
        "lokale-maal/<int:pk>/tal/<int:figure>/fjern/",
        figures.local_goal_figure_remove,
        name="local_goal_figure_remove",
    ),
    path(
        "lokale-maal/<int:pk>/status/",
        decisions.status_update_create,
        name="status_update_create",
    ),
    path("bilag/<int:pk>/", decisions.attachment_fetch, name="attachment_fetch"),
    path("metoder/", methods.method_list, name="method_list"),
    path("metoder/ny/", methods.method_create, name="method_create"),
    path("metoder/<int:pk>/brug/", methods.method_use_start, name="method_use_start"),
    path("metoder/brug/<int:pk>/stop/", methods.method_use_stop, name="method_use_stop"),
    path("lokale-maal/skema/", word_form.word_form, name="word_form"),
    path("lokale-maal/skema/indlaes/", word_form.word_form_import, name="word_form_import"),
    path("lokale-maal/skema/tomt.docx", word_form.word_form_empty, name="word_form_empty"),
    path(
        "institutioner/<slug:slug>/skema.docx",
        word_form.word_form_of_institution,
        name="word_form_of_institution",
    ),
    path(
        "klynger/<slug:slug>/skema.docx",
        word_form.word_form_of_cluster,
        name="word_form_of_cluster",
    ),
    path("eksempler/", examples.example_list, name="example_list"),
    path("eksempler/<int:pk>/", examples.example_detail, name="example_detail"),
    path("eksempler/<int:pk>/brug/", examples.example_use, name="example_use"),
    path("lokale-maal/<int:pk>/del/", examples.local_goal_share, name="local_goal_share"),
    path("lokale-maal/runder/<int:pk>/", rounds.goal_round_detail, name="goal_round_detail"),
    path(
        "lokale-maal/runder/<int:pk>/paamind/",
        rounds.goal_round_remind,
        name="goal_round_remind",
    ),
    path(
        "lokale-maal/<int:pk>/viderefoer/",
        rounds.local_goal_carry_over,
        name="local_goal_carry_over",
    ),
]

# Strategies written on pages.
urlpatterns += [
    path("klynger/<slug:slug>/visioner/", strategies.strategy_list, name="vision_list"),
    path("klynger/<slug:slug>/visioner/ny/", strategies.strategy_begin, name="vision_begin"),
    path("kommunen/faelles-maal/", strategies.strategy_list, name="common_goals_list"),
    path("kommunen/faelles-maal/nye/", strategies.strategy_begin, name="common_goals_begin"),
    path("strategi/", strategies.strategy_places, name="strategy_places"),
    path("strategi/<int:pk>/", strategies.strategy_detail, name="strategy_detail"),
    path("strategi/<int:pk>/ret/", strategies.strategy_edit, name="strategy_edit"),
    path("strategi/<int:pk>/hent/", strategy_fetching.strategy_fetch, name="strategy_fetch"),
    path("strategi/<int:pk>/versioner/", strategies.strategy_editions, name="strategy_editions"),
    path(
        "strategi/<int:pk>/procesplan/",
        process_plan_writing.process_plan_edit,
        name="process_plan_edit",
    ),
    path("strategi/<int:pk>/styringskoncept/", concept.steering_concept, name="steering_concept"),
    path(
        "strategi/<int:pk>/styringskoncept.pdf",
        concept.steering_concept_paper,
        name="steering_concept_paper",
    ),
    path("strategi/<int:pk>/slet/", strategy_moves.strategy_delete, name="strategy_delete"),
    path("strategi/<int:pk>/<slug:stage>/", strategy_moves.strategy_move, name="strategy_move"),
]

# Reports to the committee.
urlpatterns += [
    path("kommunen/status/", reports.status_report_list, name="status_report_list"),
    path("kommunen/status/ny/", reports.status_report_create, name="status_report_create"),
    path("kommunen/status/<int:pk>/", reports.status_report_detail, name="status_report_detail"),
    path("kommunen/status/<int:pk>/ret/", reports.status_report_edit, name="status_report_edit"),
    path("kommunen/status/<int:pk>/send/", reports.status_report_send, name="status_report_send"),
    path(
        "kommunen/status/<int:pk>/tilbage/",
        reports.status_report_take_back,
        name="status_report_take_back",
    ),
    path(
        "kommunen/status/<int:pk>/godkend/",
        reports.status_report_approve,
        name="status_report_approve",
    ),
    path(
        "kommunen/status/<int:pk>/papir.pdf",
        reports.status_report_paper,
        name="status_report_paper",
    ),
    path(
        "kommunen/status/<int:pk>/tekst.docx",
        reports.status_report_document,
        name="status_report_document",
    ),
]
