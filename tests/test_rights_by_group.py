"""Every address of the site × the groups of administrators, with the answer stated by hand.

What each role gets at each place says `tests/test_access.py`; here it is the role administrator,
narrowed by the group that its holder is in.
"""

import pytest
from django.contrib.auth.models import Group

from measurements.reference import load_everything
from tests.factories import MembershipFactory
from tests.test_access import PERSONAL, PUBLIC, TABLE, _ask, _name, _names, world  # noqa: F401

pytestmark = pytest.mark.django_db

GROUPS = ("Administrator", "Dataadministrator", "Brugeradministrator")

#: What an address answers an Administrator, a Dataadministrator and a Brugeradministrator.
ANSWERS = {
    "EVERYBODYS": (200, 200, 200),
    "EVERYBODYS_DONE": (302, 302, 302),
    "WORK": (200, 200, 404),
    "WORK_DONE": (302, 302, 404),
    "BOARDS": (200, 200, 403),
    "PEOPLE": (200, 404, 200),
    "PEOPLE_DONE": (302, 404, 302),
    "BOTH": (200, 404, 404),
    "NOBODYS": (404, 404, 404),
}
#: The addresses of each kind: by name, or where an address is of several kinds with what it is of.
KINDS = {
    "EVERYBODYS": """
        home municipality heat_map comparison area_detail institution_list search indicator_list
        method_list process_plan cluster_detail institution_detail goal_detail statement_detail
        local_goal_learning:adopted.pk
        indicator_detail imported_row local_goal_detail:adopted.pk local_goal_detail:sent.pk
        approval_detail approval_paper steering_concept steering_concept_paper
        attachment_fetch read_in remembered word_form_empty example_list
        example_detail goal_round_detail word_form_of_institution word_form_of_cluster meeting_list
        meeting_detail:published.pk year_wheel cluster_whole year_calendar inspection_register
        evaluation_culture discussion_paper
        rule_list inspection_duty remark_detail strategy_detail leadership_home value_base
        value_base_matrix value_base_paper chapter_detail profile_paper
        job_role_paper job_role_compare job_role_detail
        profile_detail programme_list programme_detail programme_results programme_paper
        programme_workbook course_detail cluster_paper cluster_paper_page institution_paper
        cluster_figures institution_figures municipality_figures status_report_list
        status_report_paper:approved_report.pk status_report_document
        status_report_detail:approved_report.pk
        memo_paper talk_paper group_detail memo_detail group_list hearing_list
        workplace_list workplace_detail shared_economy:shared_economy.pk
        shared_economy_paper:shared_economy.pk
    """,
    "WORK": """
        environment_evaluation environment_edit
        base_chapter_create profile_chapter_create chapter_edit
        first_steps cluster_close cluster_split value_base_edit institution_merge example_remove
        institution_list_empty institution_list_example template_list goal_assess
        local_goal_detail:draft.pk local_goal_detail:returned.pk local_goal_based_on local_goal_edit
        local_goal_create local_goal_figures local_goal_figure_remove institution_decide
        learning_loop_write learning_loop_open local_goal_learning:draft.pk
        local_goal_move:draft.pk,=discontinued status_update_create approval_create
        approval_at_meeting method_create
        word_form local_goals_import word_form_import place_list area_create area_edit
        cluster_create cluster_edit institution_create institution_edit institution_move
        board_create board_edit measurement_import measurement_entry measurement_export import_list
        import_detail import_undo institution_import institution_import_list
        institution_import_detail institution_import_undo value_base_import value_base_file
        value_base_import_list value_base_import_detail value_base_import_undo own_instrument_list
        own_instrument_create own_instrument_detail own_edition_create own_edition_words
        own_instrument_end meeting_create meeting_detail:meeting.pk meeting_mode meeting_screen
        minutes_remark remark_settle item_disagree dissent_delete
        item_propose item_ask local_goal_ask question_detail agenda_item_waiting agenda_item_drop
        meeting_paper meeting_paper_pdf meeting_move meeting_edit meeting_attendance
        meeting_suggestions meeting_delete agenda_item_create agenda_item_edit agenda_item_delete
        item_file item_file_delete follow_up_detail year_begin year_step_create year_step_edit
        year_step_delete report_create report_edit remark_create remark_edit remark_move board_told
        indicator_begin indicator_create indicator_edit indicator_end indicator_remove
        strategy_places strategy_edit
        strategy_editions strategy_fetch strategy_move process_plan_edit vision_list vision_begin
        common_goals_list common_goals_begin team_detail mapping_detail plan_detail agreement_detail
        plan_paper duties_edit mapping_create mapping_reopen mapping_frame
        picture_edit focus_create focus_edit
        focus_commitments action_create action_edit follow_up_days follow_up_hold progress_edit
        programme_planning programme_create programme_edit theory_edit theory_step_edit stages_edit
        point_create point_edit question_edit course_create course_edit course_move stage_move
        result_create result_import survey_create survey_detail comment_list comment_edit
        status_report_detail:sent_report.pk status_report_paper:draft_report.pk status_report_create
        status_report_edit
        onboarding_create voice_rounds voice_round_create group_create voice_round_edit
        voice_round onboarding_delete commitment_lived attention_edit reflection_delete
        contribution_create open_data_withdraw reflection_create onboarding_edit
        attention_create point_close attention_delete memo_create voice_round_withdraw
        contribution_delete local_goal_anchor voice_round_close anchor_delete
        meeting_package memo_edit voice_notice memo_delete open_data_choose everyday
        onboarding_detail programme_anchor memo_to_agenda reflection_edit group_edit
        hearing_create hearing_detail hearing_text hearing_note hearing_note_word
        hearing_edit hearing_delete
        hearing_move receiver_deadline hearing_to_agenda hearing_answer hearing_answer_detail
        answer_judge
        hearing_file
        talks_edit theme_action_create theme_action_edit theme_action_delete shared_economy_edit
        shared_economy:unagreed_economy.pk shared_economy_paper:unagreed_economy.pk
    """,
    "WORK_DONE": """
        cluster_reopen cluster_unsplit institution_part example_load statement_owner
        indicator_owner workplace_begin shared_economy_begin
        environment_begin environment_done
        environment_delete chapter_delete
        local_goals_import_confirm example_use local_goal_share goal_round_remind
        local_goal_carry_over method_use_start method_use_stop measurement_import_confirm
        measurement_import_faults institution_import_confirm value_base_import_confirm meeting_begin
        item_at_number screen_at_number
        agenda_item_set_aside agenda_item_move minutes_approve meeting_decide meeting_adopt_all
        strategy_delete process_step_done team_begin plan_create focus_delete action_delete
        programme_publish stage_done result_import_confirm result_import_undo survey_links
        survey_close status_report_send status_report_take_back status_report_approve onboarding_end
        hearing_remind
    """,
    "EVERYBODYS_DONE": """
        indicator_follow look_end
    """,
    "NOBODYS": """
        instrument_follow person_login_unlink measurement_under_way measurement_under_way_confirm
        measurement_under_way_restart measurement_under_way_stop measurement_under_way_faults
        import_file minutes_answer meeting_apologise answer_edit mapping_close plan_move board_leave
    """,
    "BOARDS": """
        local_goal_move:sent.pk,=adopted
    """,
    "PEOPLE": """
        retention security_log security_log_file claim_rules claim_rule_add claim_rule_change
        claim_rule_remove person_ways_in person_visits_end person_factors_remove people_list
        people_file person_new people_import people_template people_import_receipt
        people_import_undo invitation_text invitation_text_restore
        invitation_withdraw board_renew board_renewal_undo person_detail person_held
        person_held_file person_anonymise person_merge person_part people_to_clear place_seen_by
        role_give role_change role_end role_deputy
    """,
    "PEOPLE_DONE": """
        people_import_confirm invitations_send
    """,
    "BOTH": """
        person_look
    """,
}
KIND_OF = {address: kind for kind, listed in KINDS.items() for address in listed.split()}


@pytest.fixture(scope="module")
def administrators(world):  # noqa: F811
    """One in each group, in the world of the table of roles."""
    load_everything()
    people = {name: MembershipFactory(administrator=True).user for name in GROUPS}
    for name, user in people.items():
        user.groups.set(Group.objects.filter(name=name))
    return people


def _tried():
    for row in TABLE:
        for name in GROUPS:
            marks = pytest.mark.long if name == "Administrator" else ()
            yield pytest.param(row, name, marks=marks, id=f"{_name(row)}-{name}")


@pytest.mark.parametrize(("row", "name"), _tried())
def test_every_address_answers_as_the_group_of_an_administrator_says(
    client,
    world,  # noqa: F811
    administrators,
    row,
    name,
):
    kind = KIND_OF.get(_name(row)) or KIND_OF[row.name]
    client.force_login(administrators[name], "django.contrib.auth.backends.ModelBackend")

    answer = _ask(client, row, world.places["own"])

    assert answer.status_code == ANSWERS[kind][GROUPS.index(name)]


def test_the_table_has_every_address():
    told = {address.partition(":")[0] for address in KIND_OF}

    assert told | PUBLIC | PERSONAL == _names()
    assert told == {row.name for row in TABLE}
    assert set(KIND_OF) <= {row.name for row in TABLE} | {_name(row) for row in TABLE}
    assert sum(len(listed.split()) for listed in KINDS.values()) == len(KIND_OF)
