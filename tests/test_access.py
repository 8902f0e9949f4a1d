"""Who reaches what: every address × every role × {own, next door, sibling cluster, other area}.

A page that is missing from the table fails the suite. What a person may not see answers 404, as if
it did not exist; who has not signed in is sent to the sign-in page.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import AccountInvitation
from institutions.models import (
    BoardRenewal,
    ClaimRule,
    ClusterClosing,
    ClusterSplit,
    InstitutionImport,
    InstitutionMerge,
    PeopleImport,
    PersonMerge,
)
from measurements.models import Import, Instrument, InstrumentVersion, Scale
from meetings.models import BoardQuestion
from programmes.models import TheoryStep
from tests.factories import (
    AreaFactory,
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    MethodFactory,
    MethodUseFactory,
    StrategyFactory,
    UserFactory,
)
from tests.factories.duties import EvaluationFactory, RemarkFactory
from tests.factories.everyday import OnboardingFactory, ReflectionFactory
from tests.factories.following_up import ApprovalFactory, AttachmentFactory
from tests.factories.goal_rounds import GoalRoundFactory
from tests.factories.hearings import (
    AnswerFileFactory,
    AnswerPartFactory,
    HearingFactory,
    HearingReceiverFactory,
)
from tests.factories.leadership import (
    ActionFactory,
    ChapterFactory,
    DevelopmentPlanFactory,
    FocusAreaFactory,
    JobRoleFactory,
    JointPictureFactory,
    MappingRoundFactory,
    PlanFollowUpFactory,
    ProfileFactory,
    TeamFactory,
    ValueBaseFactory,
)
from tests.factories.meetings import (
    AgendaItemFactory,
    FollowUpFactory,
    ItemFileFactory,
    MeetingFactory,
    MeetingPaperFactory,
    YearStepFactory,
)
from tests.factories.programmes import (
    AttentionPointFactory,
    CommentFactory,
    CourseFactory,
    MemoFactory,
    ProgrammeFactory,
    ProgrammeStageFactory,
    QuestionFactory,
    ResultFactory,
    SurveyFactory,
)
from tests.factories.reports import StatusReportFactory
from tests.factories.voices import UnitLinkFactory
from tests.factories.workplace import SharedEconomyFactory, ThemeActionFactory

pytestmark = pytest.mark.django_db

ROLES = ("administrator", "area_head", "cluster_leader", "leader", "leader2", "chair", "board")
#: The institution of `leader`, another in its cluster, one in the area's other cluster, one in
#: another area.
PLACES = ("own", "next_door", "sibling", "other")


@dataclass(frozen=True)
class Row:
    """One address: what it answers at each of the PLACES, role by role. `post` is sent to it."""

    name: str
    arguments: tuple[str, ...]
    administrator: str
    area_head: str
    cluster_leader: str
    leader: str
    leader2: str
    chair: str
    board: str
    post: tuple[tuple[str, str], ...] | None = None
    query: tuple[tuple[str, str], ...] = ()


def everybody(name: str, *arguments: str) -> Row:
    return Row(name, arguments, *["200 200 200 200"] * len(ROLES))


#: Reading follows the cluster one belongs to.
READERS = {
    "administrator": "200 200 200 200",
    "area_head": "200 200 200 404",
    "cluster_leader": "200 200 404 404",
    "leader": "200 200 404 404",
    "leader2": "404 404 200 404",
    "chair": "200 200 404 404",
    "board": "200 200 404 404",
}
#: Unfinished texts: the leadership of the cluster, and administrators.
LEADERSHIP = READERS | dict.fromkeys(["area_head", "chair", "board"], "404 404 404 404")
#: Writing: the leader of the institution, and of the cluster.
WRITERS = LEADERSHIP | {"leader": "200 404 404 404"}
#: Deciding for the board: its chair, or the leader on its behalf. Others read the goal only.
DECIDERS = {
    "administrator": "200 200 200 200",
    "area_head": "403 403 403 404",
    "cluster_leader": "200 200 404 404",
    "leader": "200 403 404 404",
    "leader2": "404 404 200 404",
    "chair": "200 200 404 404",
    "board": "403 403 404 404",
}

#: Pages for those who write local goals or methods anywhere.
WRITERS_OF_ANYTHING = {
    **dict.fromkeys(["administrator", "cluster_leader", "leader", "leader2"], "200 200 200 200"),
    **dict.fromkeys(["area_head", "chair", "board"], "404 404 404 404"),
}

#: Where files are read in: those who write local goals, and who plans programmes.
READS_FILES_IN = WRITERS_OF_ANYTHING | {"area_head": "200 200 200 200"}


def done(statuses: dict[str, str]) -> dict[str, str]:
    """The same for an address that acts and then leads on."""
    return {role: answers.replace("200", "302") for role, answers in statuses.items()}


def done_elsewhere(statuses: dict[str, str], role: str) -> dict[str, str]:
    """The same where one role is led back to the page."""
    return statuses | {role: statuses[role].replace("200", "302")}


#: Those who look after the whole installation.
ADMINISTRATORS = dict.fromkeys(ROLES, "404 404 404 404") | {"administrator": "200 200 200 200"}

TABLE = [
    everybody("home"),
    Row("first_steps", (), **ADMINISTRATORS),
    Row("open_data_choose", (), **ADMINISTRATORS),
    Row("open_data_withdraw", (), **ADMINISTRATORS),
    Row("cluster_close", ("cluster.slug",), **ADMINISTRATORS),
    Row("cluster_reopen", ("cluster.slug", "closing.pk"), **done(ADMINISTRATORS), post=()),
    Row("cluster_split", ("cluster.slug",), **ADMINISTRATORS),
    Row(
        "cluster_unsplit",
        ("cluster.slug", "split.pk"),
        **done(ADMINISTRATORS),
        post=(),
    ),
    Row("value_base_edit", ("draft_base.pk",), **ADMINISTRATORS),
    Row("base_chapter_create", ("draft_base.pk",), **ADMINISTRATORS),
    Row("profile_chapter_create", ("profile.code",), **ADMINISTRATORS),
    Row("chapter_edit", ("chapter.pk",), **ADMINISTRATORS),
    Row("chapter_delete", ("chapter.pk",), **done(ADMINISTRATORS), post=(("sure", "=yes"),)),
    Row("institution_merge", ("institution.slug",), **ADMINISTRATORS),
    Row(
        "institution_part",
        ("institution.slug", "merged.pk"),
        **done(ADMINISTRATORS),
        post=(),
    ),
    Row("example_load", (), **done(ADMINISTRATORS), post=()),
    Row("example_remove", (), **ADMINISTRATORS, post=()),
    Row("institution_list_empty", (), **ADMINISTRATORS),
    Row("institution_list_example", (), **ADMINISTRATORS),
    everybody("municipality"),
    everybody("heat_map"),
    everybody("comparison"),
    Row(
        "area_detail",
        ("cluster.area.slug",),
        administrator="200 200 200 200",
        area_head="200 200 200 404",
        **dict.fromkeys(
            ["cluster_leader", "leader", "leader2", "chair", "board"], "404 404 404 404"
        ),
    ),
    everybody("institution_list"),
    everybody("search"),
    everybody("indicator_list"),
    everybody("method_list"),
    everybody("process_plan"),
    Row(
        "template_list",
        (),
        **dict.fromkeys(
            ["administrator", "cluster_leader", "leader", "leader2"], "200 200 200 200"
        ),
        **dict.fromkeys(["area_head", "chair", "board"], "404 404 404 404"),
    ),
    Row("cluster_detail", ("cluster.slug",), **READERS),
    Row("institution_detail", ("institution.slug",), **READERS),
    Row("goal_detail", ("theme.pk",), **READERS),
    Row("statement_detail", ("statement.pk",), **READERS),
    Row(
        "statement_owner",
        ("statement.pk",),
        **{role: cells.replace("200", "302") for role, cells in LEADERSHIP.items()},
        post=(("owner", "="),),
    ),
    Row(
        "goal_assess",
        ("goal.pk", "cluster.slug"),
        **DECIDERS
        | {
            "area_head": "404 404 404 404",
            **dict.fromkeys(["leader", "leader2", "board"], "404 404 404 404"),
        },
    ),
    Row("indicator_detail", ("indicator.pk",), **READERS),
    Row("indicator_follow", ("indicator.pk",), **done(READERS), post=()),
    Row("instrument_follow", ("=tilsyn",), **dict.fromkeys(ROLES, "404 404 404 404"), post=()),
    Row("imported_row", ("batch.pk", "row_number"), **READERS),
    Row("local_goal_detail", ("adopted.pk",), **READERS),
    Row("local_goal_detail", ("sent.pk",), **READERS),
    Row("local_goal_detail", ("draft.pk",), **LEADERSHIP),
    # its board is told that it returned it, and nothing of the text
    Row("local_goal_detail", ("returned.pk",), **READERS | {"area_head": "404 404 404 404"}),
    Row(
        "board_leave",
        (),
        **dict.fromkeys(ROLES, "404 404 404 404") | {"chair": "200 200 200 200"},
    ),
    Row("local_goal_based_on", ("adopted.pk",), **WRITERS),
    Row("local_goal_edit", ("draft.pk",), **WRITERS),
    Row("local_goal_edit", ("adopted.pk",), **WRITERS),
    Row(
        "local_goal_create",
        (),
        **WRITERS,
        query=(("maal", "goal.pk"), ("institution", "institution.slug")),
    ),
    Row("local_goal_figures", ("own_figure.local_goal_id",), **WRITERS),
    Row("local_goal_figure_remove", ("own_figure.local_goal_id", "own_figure.pk"), **WRITERS),
    Row("local_goal_learning", ("adopted.pk",), **READERS),
    Row("local_goal_learning", ("draft.pk",), **LEADERSHIP),
    Row("learning_loop_write", ("own_figure.local_goal_id",), **WRITERS),
    Row("learning_loop_open", ("loop.local_goal_id", "loop.pk"), **WRITERS),
    Row("local_goal_move", ("sent.pk", "=adopted"), **DECIDERS),
    Row(
        "institution_decide",
        ("institution.slug",),
        **{role: answers.replace("403", "404") for role, answers in DECIDERS.items()},
    ),
    Row(
        "local_goal_move",
        ("draft.pk", "=discontinued"),
        **LEADERSHIP | {"leader": "200 403 404 404"},
    ),
    Row("status_update_create", ("in_progress.pk",), **WRITERS),
    everybody("approval_detail", "approval.pk"),
    everybody("approval_paper", "approval.pk"),
    Row(
        "approval_at_meeting",
        ("approval.pk",),
        "200 200 200 200",
        *["404 404 404 404"] * (len(ROLES) - 1),
    ),
    everybody("steering_concept", "approval.strategy.pk"),
    everybody("steering_concept_paper", "approval.strategy.pk"),
    Row(
        "approval_create",
        (),
        "200 200 200 200",
        *["404 404 404 404"] * (len(ROLES) - 1),
    ),
    Row("attachment_fetch", ("attachment.pk",), **READERS),
    Row(
        "method_create",
        (),
        **dict.fromkeys(
            ["administrator", "cluster_leader", "leader", "leader2"], "200 200 200 200"
        ),
        **dict.fromkeys(["area_head", "chair", "board"], "404 404 404 404"),
    ),
    Row("word_form", (), **WRITERS_OF_ANYTHING),
    Row("read_in", (), **READS_FILES_IN),
    Row("remembered", (), **READS_FILES_IN),
    Row("local_goals_import", (), **WRITERS_OF_ANYTHING),
    Row(
        "local_goals_import_confirm",
        (),
        **done(WRITERS_OF_ANYTHING),
        post=(),
    ),
    everybody("word_form_empty"),
    everybody("example_list"),
    Row("example_detail", ("shared.pk",), *["200 200 200 200"] * len(ROLES)),
    Row(
        "example_use",
        ("shared.pk",),
        **done(WRITERS),
        post=(("institution", "institution.slug"),),
    ),
    Row("local_goal_share", ("adopted.pk",), **done(WRITERS), post=()),
    Row("goal_round_detail", ("round.pk",), *["200 200 200 200"] * len(ROLES)),
    Row(
        "goal_round_remind",
        ("round.pk",),
        "302 302 302 302",
        *["404 404 404 404"] * (len(ROLES) - 1),
        post=(("sure", "=yes"),),
    ),
    Row("local_goal_carry_over", ("adopted.pk",), **done(WRITERS), post=()),
    Row("word_form_of_institution", ("institution.slug",), **READERS),
    Row("word_form_of_cluster", ("cluster.slug",), **READERS),
    Row(
        "word_form_import",
        (),
        **WRITERS_OF_ANYTHING,
        post=(("rows-TOTAL_FORMS", "=0"), ("rows-INITIAL_FORMS", "=x")),
    ),
    Row(
        "method_use_start",
        ("method.pk",),
        **done(WRITERS),
        post=(("institution", "institution.slug"),),
    ),
    Row("method_use_stop", ("use.pk",), **done(WRITERS), post=()),
]

#: What a board keeps to itself: for its members and its secretary, the cluster leader.
MEMBERS = {
    "administrator": "200 200 200 200",
    **dict.fromkeys(["cluster_leader", "chair", "board"], "200 200 404 404"),
    **dict.fromkeys(["area_head", "leader", "leader2"], "404 404 404 404"),
}
#: Agendas and minutes: the secretary writes them, and the chair.
SECRETARIES = MEMBERS | {"board": "404 404 404 404"}

#: Minutes that members approve: those who sit there, and nobody who serves them.
VOTERS = MEMBERS | dict.fromkeys(["administrator", "cluster_leader"], "404 404 404 404")

#: What is the cluster's own to write, as its year.
LEADS_CLUSTER = SECRETARIES | {"chair": "404 404 404 404"}

ADMINISTRATORS = {
    role: "200 200 200 200" if role == "administrator" else "404 404 404 404" for role in ROLES
}

#: The strategy of a cluster and how it is measured, written by its leader.
STRATEGY_ROWS: list[Row] = [
    Row(
        "indicator_begin",
        (),
        **dict.fromkeys(ROLES, "404 404 404 404")
        | dict.fromkeys(["administrator", "cluster_leader"], "200 200 200 200"),
    ),
    Row("indicator_create", ("theme.pk",), **LEADS_CLUSTER),
    Row("indicator_edit", ("indicator.pk",), **LEADS_CLUSTER),
    Row("indicator_end", ("indicator.pk",), **LEADS_CLUSTER),
    Row(
        "indicator_owner",
        ("indicator.pk",),
        **done(LEADS_CLUSTER),
        post=(("person", "="), ("rhythm", "=12")),
    ),
    Row("indicator_remove", ("indicator.pk",), **LEADS_CLUSTER),
    Row(
        "strategy_places",
        (),
        **dict.fromkeys(ROLES, "404 404 404 404")
        | dict.fromkeys(["administrator", "cluster_leader"], "200 200 200 200"),
    ),
    Row("strategy_detail", ("theme.strategy.pk",), **READERS),
    Row("strategy_edit", ("theme.strategy.pk",), **LEADS_CLUSTER),
    Row("strategy_editions", ("theme.strategy.pk",), **LEADS_CLUSTER),
    Row("strategy_fetch", ("theme.strategy.pk",), **LEADS_CLUSTER),
    Row("strategy_delete", ("theme.strategy.pk",), **done(LEADS_CLUSTER)),
    Row("strategy_move", ("theme.strategy.pk", "=closed"), **LEADS_CLUSTER),
    Row("process_plan_edit", ("theme.strategy.pk",), **LEADS_CLUSTER),
    Row("process_step_done", ("plan_step.pk",), **done(LEADS_CLUSTER), post=()),
    Row("process_plan_edit", ("goal.strategy.pk",), **ADMINISTRATORS),
    Row("vision_list", ("cluster.slug",), **LEADS_CLUSTER),
    Row("vision_begin", ("cluster.slug",), **LEADS_CLUSTER),
    Row("strategy_edit", ("goal.strategy.pk",), **ADMINISTRATORS),
    Row("common_goals_list", (), **ADMINISTRATORS),
    Row("common_goals_begin", (), **ADMINISTRATORS),
]

#: Meetings of boards, their papers, and the year they meet in.
MEETINGS: list[Row] = [
    everybody("meeting_list"),
    Row(
        "meeting_create",
        (),
        **dict.fromkeys(ROLES, "200 200 200 200")
        | dict.fromkeys(["area_head", "board"], "404 404 404 404"),
    ),
    Row("meeting_detail", ("meeting.pk",), **MEMBERS),
    Row("meeting_detail", ("published.pk",), **READERS),
    Row("meeting_begin", ("meeting.pk",), **done(MEMBERS)),
    Row("meeting_mode", ("item.pk",), **MEMBERS),
    Row("meeting_mode", ("secret.pk",), **MEMBERS),
    Row("meeting_screen", ("item.pk",), **MEMBERS),
    Row("meeting_screen", ("secret.pk",), **MEMBERS),
    Row("item_at_number", ("meeting.pk", "item.number"), **done(MEMBERS)),
    Row("item_at_number", ("published.pk", "secret.number"), **done(MEMBERS)),
    Row("screen_at_number", ("meeting.pk", "item.number"), **done(MEMBERS)),
    Row("item_propose", ("item.pk",), **LEADS_CLUSTER),
    Row("item_ask", ("item.pk",), **MEMBERS),
    Row("local_goal_ask", ("sent.pk",), **MEMBERS),
    Row("question_detail", ("asked.pk",), **MEMBERS),
    Row("minutes_answer", ("voted.pk",), **done(VOTERS), post=()),
    Row("minutes_remark", ("voted.pk",), **MEMBERS),
    Row("remark_settle", ("said.pk",), **SECRETARIES),
    Row("meeting_apologise", ("meeting.pk",), **VOTERS),
    Row("item_disagree", ("item.pk",), **MEMBERS),
    Row("dissent_delete", ("dissent.pk",), **SECRETARIES),
    Row(
        "agenda_item_waiting",
        (),
        **dict.fromkeys(ROLES, "200 200 200 200")
        | dict.fromkeys(["area_head", "board"], "404 404 404 404"),
    ),
    Row("agenda_item_drop", ("waiting.pk",), **SECRETARIES),
    Row("agenda_item_set_aside", ("item.pk",), **done(SECRETARIES), post=()),
    Row("meeting_paper", ("paper.pk",), **MEMBERS),
    Row("meeting_paper_pdf", ("paper.pk",), **MEMBERS),
    Row("meeting_package", ("meeting.pk",), **SECRETARIES),
    Row("meeting_move", ("meeting.pk", "=held"), **SECRETARIES),
    Row("meeting_edit", ("meeting.pk",), **SECRETARIES),
    Row("meeting_attendance", ("meeting.pk",), **SECRETARIES),
    Row("meeting_suggestions", ("meeting.pk",), **SECRETARIES),
    Row("meeting_delete", ("planned.pk",), **SECRETARIES),
    Row("agenda_item_create", ("meeting.pk",), **SECRETARIES),
    Row("agenda_item_edit", ("item.pk",), **SECRETARIES),
    Row("agenda_item_delete", ("minutes_item.pk",), **SECRETARIES),
    Row("item_file", ("attached.pk",), **MEMBERS),
    Row("item_file", ("attached_secret.pk",), **MEMBERS),
    Row("item_file_delete", ("attached.pk",), **SECRETARIES),
    Row("agenda_item_move", ("item.pk", "=op"), **done(SECRETARIES), post=()),
    Row("minutes_approve", ("minutes_item.pk",), **done(SECRETARIES), post=(("sure", "=yes"),)),
    Row(
        "meeting_decide",
        ("item.pk", "sent.pk"),
        **done(SECRETARIES),
        post=(("action", "=vedtag"), ("version", "=1")),
    ),
    Row("meeting_adopt_all", ("item.pk",), **done(SECRETARIES), post=()),
    Row("follow_up_detail", ("follow_up.pk",), **MEMBERS),
    Row("year_wheel", ("cluster.slug",), **READERS),
    Row("cluster_whole", ("cluster.slug",), **READERS),
    Row("year_calendar", ("cluster.slug",), **READERS),
    Row("year_begin", ("cluster.slug",), **LEADS_CLUSTER),
    Row("year_step_create", ("cluster.slug",), **LEADS_CLUSTER),
    Row("year_step_edit", ("year_step.pk",), **LEADS_CLUSTER),
    Row("year_step_delete", ("year_step.pk",), **LEADS_CLUSTER),
]

#: What an inspection asks for: who leads the place notes it, and who inspects it.
REMARK_WRITERS = WRITERS | {"area_head": "200 200 200 404"}
#: Who inspects it registers the report.
INSPECTING = dict.fromkeys(ROLES, "404 404 404 404") | {
    "administrator": "200 200 200 200",
    "area_head": "200 200 200 404",
}
#: Those who prepare what is discussed of all places they read.
DISCUSSERS = dict.fromkeys(ROLES, "404 404 404 404") | dict.fromkeys(
    ["administrator", "area_head"], "200 200 200 200"
)
DUTIES: list[Row] = [
    everybody("inspection_register"),
    everybody("rule_list"),
    everybody("evaluation_culture"),
    Row(
        "environment_begin",
        (),
        **done(WRITERS),
        post=(("institution", "institution.slug"),),
    ),
    Row("environment_evaluation", ("evaluation.pk",), **LEADERSHIP),
    Row("environment_edit", ("evaluation.pk",), **WRITERS),
    Row("environment_done", ("evaluation.pk",), **done(WRITERS), post=()),
    Row("environment_delete", ("evaluation.pk",), **done(WRITERS), post=(("sure", "=yes"),)),
    Row("discussion_paper", (), **DISCUSSERS),
    Row("inspection_duty", ("institution.slug",), **READERS),
    Row("report_create", ("institution.slug",), **INSPECTING),
    Row("report_edit", ("inspection.pk",), **INSPECTING),
    Row("remark_create", ("inspection.pk",), **REMARK_WRITERS),
    Row("remark_detail", ("remark.pk",), **READERS),
    Row("remark_edit", ("remark.pk",), **REMARK_WRITERS),
    Row("remark_move", ("remark.pk", "=report"), **done_elsewhere(REMARK_WRITERS, "area_head")),
    Row("board_told", ("inspection.pk",), **REMARK_WRITERS | {"chair": "200 200 404 404"}),
]

#: The leadership profile, mappings, development plans and the value base.
TEAM_READERS = LEADERSHIP | {"area_head": "200 200 200 404"}
TEAM_WRITERS = LEADERSHIP
#: Those who belong to the team themselves: an administrator does not.
TEAM_MEMBERS = LEADERSHIP | {"administrator": "404 404 404 404"}
LEADERSHIP_ROWS: list[Row] = [
    Row("team_detail", ("team.pk",), **TEAM_READERS),
    Row("mapping_detail", ("mapping.pk",), **TEAM_READERS),
    Row("mapping_detail", ("mapped.pk",), **TEAM_READERS),
    Row("plan_detail", ("plan.pk",), **TEAM_READERS),
    Row("plan_detail", ("agreed_plan.pk",), **TEAM_READERS),
    Row("agreement_detail", ("agreement.pk",), **TEAM_READERS),
    Row("plan_paper", ("agreed_plan.pk",), **TEAM_READERS),
    Row(
        "team_begin",
        (),
        **done(TEAM_WRITERS),
        post=(("cluster", "cluster.slug"),),
    ),
    Row("duties_edit", ("team.pk",), **TEAM_WRITERS),
    Row("mapping_create", ("team.pk",), **TEAM_WRITERS),
    Row("mapping_reopen", ("mapped.pk",), **TEAM_WRITERS),
    Row("mapping_frame", ("mapped.pk",), **TEAM_WRITERS),
    Row("picture_edit", ("mapped.pk",), **TEAM_WRITERS),
    Row("plan_create", ("team.pk",), **done(TEAM_WRITERS), post=()),
    Row("focus_create", ("plan.pk",), **TEAM_WRITERS),
    Row("focus_edit", ("focus.pk",), **TEAM_WRITERS),
    Row("focus_commitments", ("focus.pk",), **TEAM_WRITERS),
    Row("focus_delete", ("focus.pk",), **done(TEAM_WRITERS), post=(("sure", "=yes"),)),
    Row("action_create", ("focus.pk",), **TEAM_WRITERS),
    Row("action_edit", ("action.pk",), **TEAM_WRITERS),
    Row("action_delete", ("action.pk",), **done(TEAM_WRITERS), post=(("sure", "=yes"),)),
    Row("follow_up_days", ("plan.pk",), **TEAM_WRITERS),
    Row("follow_up_hold", ("agreed_plan.pk",), **TEAM_READERS),
    Row("progress_edit", ("agreed_plan.pk",), **TEAM_WRITERS),
    Row("answer_edit", ("mapping.pk",), **TEAM_MEMBERS),
    Row(
        "mapping_close",
        ("mapping.pk",),
        **done(TEAM_MEMBERS | dict.fromkeys(["leader", "leader2"], "404 404 404 404")),
        post=(("sure", "=yes"),),
    ),
    Row(
        "plan_move",
        ("plan.pk", "=propose"),
        **TEAM_MEMBERS
        | {
            "area_head": "302 302 302 404",
            "leader": "302 302 404 404",
            "leader2": "404 404 302 404",
        },
    ),
    Row(
        "plan_move",
        ("agreed_plan.pk", "=reopen"),
        **TEAM_MEMBERS
        | {
            "area_head": "200 200 200 404",
            "leader": "302 302 404 404",
            "leader2": "404 404 302 404",
        },
    ),
    everybody("leadership_home"),
    everybody("value_base"),
    everybody("value_base_matrix"),
    everybody("value_base_paper"),
    everybody("chapter_detail", "chapter.pk"),
    everybody("profile_paper", "profile.code"),
    everybody("job_role_paper", "job_role.pk"),
    everybody("job_role_compare"),
    everybody("talk_paper", "job_role.pk"),
    everybody("workplace_list"),
    Row("workplace_detail", ("cluster.slug",), **READERS),
    Row(
        "workplace_begin",
        ("cluster.slug",),
        **done(LEADS_CLUSTER),
        post=(("tema", "theme.pk"),),
    ),
    Row("talks_edit", ("institution.slug",), **WRITERS),
    Row("theme_action_create", ("cluster.slug", "theme_action.topic_id"), **TEAM_WRITERS),
    Row("theme_action_edit", ("theme_action.pk",), **TEAM_WRITERS),
    Row("theme_action_delete", ("theme_action.pk",), **TEAM_WRITERS),
    Row("shared_economy", ("shared_economy.pk",), **READERS),
    Row("shared_economy", ("unagreed_economy.pk",), **TEAM_WRITERS),
    Row("shared_economy_paper", ("shared_economy.pk",), **READERS),
    Row("shared_economy_paper", ("unagreed_economy.pk",), **TEAM_WRITERS),
    Row("shared_economy_edit", ("shared_economy.pk",), **TEAM_WRITERS),
    Row("shared_economy_begin", ("cluster.slug",), **done(TEAM_WRITERS), post=()),
    Row("everyday", (), **WRITERS_OF_ANYTHING),
    Row("commitment_lived", ("reflection.commitment_id",), **WRITERS_OF_ANYTHING),
    Row("reflection_create", ("reflection.commitment_id",), **WRITERS_OF_ANYTHING),
    Row("reflection_edit", ("reflection.pk",), **WRITERS),
    Row("reflection_delete", ("reflection.pk",), **WRITERS),
    Row("onboarding_create", (), **WRITERS_OF_ANYTHING),
    Row("onboarding_detail", ("onboarding.pk",), **WRITERS),
    Row("onboarding_edit", ("onboarding.pk",), **WRITERS),
    Row("onboarding_end", ("onboarding.pk",), **done(WRITERS), post=()),
    Row("onboarding_delete", ("onboarding.pk",), **WRITERS),
    replace(everybody("job_role_detail"), arguments=("job_role.pk",)),
    replace(everybody("profile_detail"), arguments=("profile.code",)),
]

#: Networks and groups are made and kept by who leads the cluster.
KEEPERS_OF_GROUPS = dict.fromkeys(ROLES, "404 404 404 404") | {
    "administrator": "200 200 200 200",
    "cluster_leader": "200 200 404 404",
}
PEOPLE_OF_GROUPS = KEEPERS_OF_GROUPS | {"cluster_leader": "200 200 200 200"}

#: Competence programmes.
NOBODY = dict.fromkeys(["cluster_leader", "leader", "leader2", "chair", "board"], "404 404 404 404")
#: Courses are planned by administrators, heads of area and consultants, at the places they have.
PLANNERS = NOBODY | {"administrator": "200 200 200 200", "area_head": "200 200 200 404"}
#: Whoever plans anything plans in every programme.
PLAN_ANYTHING = PLANNERS | {"area_head": "200 200 200 200"}
#: What is about the whole programme: who plans for the whole municipality.
PLAN_ALL = PLANNERS | {"area_head": "404 404 404 404"}
PROGRAMMES: list[Row] = [
    everybody("programme_list"),
    Row("programme_detail", ("programme.slug",), *["200 200 200 200"] * len(ROLES)),
    Row("programme_results", ("programme.slug",), *["200 200 200 200"] * len(ROLES)),
    Row("programme_paper", ("programme.slug",), *["200 200 200 200"] * len(ROLES)),
    Row("programme_workbook", ("programme.slug",), *["200 200 200 200"] * len(ROLES)),
    Row("programme_planning", ("programme.slug",), **PLAN_ANYTHING),
    Row("programme_create", (), **PLAN_ALL),
    Row("programme_edit", ("programme.slug",), **PLAN_ALL),
    Row("programme_publish", ("programme.slug",), **done(PLAN_ALL), post=()),
    Row("theory_edit", ("programme.slug",), **PLAN_ALL),
    Row("theory_step_edit", ("theory_step.pk",), **PLAN_ALL),
    Row("stages_edit", ("programme.slug",), **PLAN_ALL),
    Row("point_create", ("programme.slug",), **PLAN_ALL),
    Row("point_edit", ("programme.slug", "question.point.number"), **PLAN_ALL),
    Row("question_edit", ("question.pk",), **PLAN_ALL),
    Row("course_detail", ("programme.slug", "course.number"), **READERS),
    Row("course_create", ("programme.slug",), **PLAN_ALL),
    Row("course_edit", ("programme.slug", "course.number"), **PLANNERS),
    Row("course_move", ("programme.slug", "course.number"), **PLANNERS),
    Row("stage_move", ("stage.pk",), **PLANNERS),
    Row("stage_done", ("stage.pk",), **done(PLANNERS), post=()),
    Row("result_create", ("programme.slug",), **PLAN_ALL),
    Row("result_import", ("programme.slug",), **PLAN_ANYTHING),
    Row("result_import_confirm", ("programme.slug",), **done(PLAN_ANYTHING), post=()),
    Row(
        "result_import_undo",
        ("programme.slug", "survey_file.pk"),
        **done(PLAN_ALL),
        post=(("sure", "=yes"),),
    ),
    Row("survey_create", ("programme.slug",), **PLAN_ANYTHING),
    Row("survey_detail", ("survey.pk",), **PLANNERS),
    Row("survey_links", ("survey.pk",), **done(PLANNERS), post=()),
    Row("survey_close", ("survey.pk",), **done(PLANNERS), post=(("sure", "=yes"),)),
    Row("point_close", ("programme.slug", "question.point.number"), **PLAN_ALL),
    everybody("memo_detail", "memo.pk"),
    everybody("memo_paper", "memo.pk"),
    Row("memo_create", ("programme.slug",), **PLAN_ALL),
    Row("memo_edit", ("memo.pk",), **PLAN_ALL),
    Row("memo_delete", ("memo.pk",), **PLAN_ALL),
    Row("memo_to_agenda", ("memo.pk",), **PLAN_ALL),
    Row("attention_create", ("programme.slug",), **PLAN_ALL),
    Row("attention_edit", ("attention.pk",), **PLAN_ALL),
    Row("attention_delete", ("attention.pk",), **PLAN_ALL),
    Row("programme_anchor", ("programme.slug",), **WRITERS_OF_ANYTHING),
    Row("local_goal_anchor", ("adopted.pk",), **WRITERS),
    Row("anchor_delete", ("anchor.pk",), **WRITERS),
    everybody("group_list"),
    Row("group_detail", ("group.pk",), **READERS),
    Row("group_create", (), **PEOPLE_OF_GROUPS),
    Row("group_edit", ("group.pk",), **KEEPERS_OF_GROUPS),
    Row("contribution_create", ("group.pk",), **KEEPERS_OF_GROUPS),
    Row("contribution_delete", ("contribution.pk",), **KEEPERS_OF_GROUPS),
    Row("comment_list", ("programme.slug",), **PLAN_ANYTHING),
    Row("comment_edit", ("comment.pk",), **PLANNERS),
]

#: Rounds of answers: for whoever leads the unit. The leader of another in the cluster does not.
VOICES: list[Row] = [
    Row("voice_rounds", (), **WRITERS_OF_ANYTHING),
    Row("voice_round_create", (), **WRITERS_OF_ANYTHING),
    Row("voice_round", ("voice_link.round_id",), **WRITERS),
    Row("voice_round_edit", ("voice_link.round_id",), **WRITERS),
    Row("voice_round_close", ("voice_link.round_id",), **WRITERS),
    Row("voice_round_withdraw", ("voice_link.round_id",), **WRITERS),
    Row("voice_notice", ("voice_link.pk",), **WRITERS),
]

#: Hearings of a cluster's vision: its leader's, and the board's that is asked.
HEARINGS: list[Row] = [
    everybody("hearing_list"),
    Row("hearing_create", (), **WRITERS_OF_ANYTHING),
    Row("hearing_detail", ("hearing_draft.pk",), **LEADS_CLUSTER),
    Row("hearing_detail", ("heard.hearing_id",), **MEMBERS),
    Row("hearing_text", ("heard.hearing_id",), **MEMBERS),
    Row("hearing_note", ("heard.hearing_id",), **LEADS_CLUSTER),
    Row("hearing_note_word", ("heard.hearing_id",), **LEADS_CLUSTER),
    Row("hearing_edit", ("heard.hearing_id",), **LEADS_CLUSTER),
    Row("hearing_delete", ("hearing_draft.pk",), **LEADS_CLUSTER),
    Row("hearing_move", ("hearing_draft.pk", "=open"), **LEADS_CLUSTER),
    Row("hearing_remind", ("heard.hearing_id",), **done(LEADS_CLUSTER), post=()),
    Row("receiver_deadline", ("heard.pk",), **LEADS_CLUSTER),
    Row("hearing_to_agenda", ("hearing_second.pk",), **LEADS_CLUSTER),
    Row("hearing_answer", ("heard.pk",), **SECRETARIES),
    Row("hearing_answer_detail", ("answered.answer_id",), **MEMBERS),
    Row("answer_judge", ("answered.pk",), **LEADS_CLUSTER),
    Row("hearing_file", ("answer_file.pk",), **MEMBERS),
]

#: Those of the municipality's administration, wherever they are.
ADMINISTRATION = dict.fromkeys(ROLES, "404 404 404 404") | dict.fromkeys(
    ["administrator", "area_head"], "200 200 200 200"
)
#: Papers, figures to take along, calendars and the API.
PAPERS: list[Row] = [
    Row("cluster_paper", ("cluster.slug",), **READERS),
    Row("cluster_paper_page", ("cluster.slug",), **READERS),
    Row("institution_paper", ("institution.slug",), **READERS),
    Row("cluster_figures", ("cluster.slug",), **READERS),
    Row("institution_figures", ("institution.slug",), **READERS),
    everybody("municipality_figures"),
    everybody("status_report_list"),
    everybody("status_report_paper", "approved_report.pk"),
    everybody("status_report_document", "approved_report.pk"),
    everybody("status_report_detail", "approved_report.pk"),
    Row("status_report_detail", ("sent_report.pk",), **ADMINISTRATION),
    Row("status_report_paper", ("draft_report.pk",), **ADMINISTRATION),
    Row("status_report_create", (), **ADMINISTRATION),
    Row("status_report_edit", ("draft_report.pk",), **ADMINISTRATION),
    Row("status_report_send", ("draft_report.pk",), **done(ADMINISTRATION), post=()),
    Row(
        "status_report_take_back",
        ("sent_report.pk",),
        **done(ADMINISTRATION),
        post=(("sure", "=yes"),),
    ),
    Row(
        "status_report_approve",
        ("sent_report.pk",),
        **done(ADMINISTRATION) | {"area_head": "403 403 403 403"},
        post=(("sure", "=yes"),),
    ),
]

#: For administrators alone.
ADMINISTRATORS = dict.fromkeys(ROLES, "404 404 404 404") | {"administrator": "200 200 200 200"}
#: Of something that nobody here has.
NO_ONE = dict.fromkeys(ROLES, "404 404 404 404")
TABLE += [
    Row("retention", (), **ADMINISTRATORS),
    Row("security_log", (), **ADMINISTRATORS),
    Row("security_log_file", (), **ADMINISTRATORS),
    Row("claim_rules", (), **ADMINISTRATORS),
    Row("claim_rule_add", (), **ADMINISTRATORS),
    Row("claim_rule_change", ("claim_rule.pk",), **ADMINISTRATORS),
    Row("claim_rule_remove", ("claim_rule.pk",), **ADMINISTRATORS, post=()),
    # for whoever looks after people, also without a role: tests/test_visits.py and test_factor.py
    Row("person_ways_in", ("member.pk",), **ADMINISTRATORS),
    Row("person_visits_end", ("member.pk",), **ADMINISTRATORS),
    Row("person_factors_remove", ("member.pk",), **ADMINISTRATORS),
    # of a login that nobody has: tests/test_linking_logins.py and test_attacks_on_linking.py
    Row("person_login_unlink", ("member.pk", "=0"), **NO_ONE),
    Row("place_list", (), **ADMINISTRATORS),
    Row("area_create", (), **ADMINISTRATORS),
    Row("area_edit", ("cluster.area.slug",), **ADMINISTRATORS),
    Row("cluster_create", (), **ADMINISTRATORS),
    Row("cluster_edit", ("cluster.slug",), **ADMINISTRATORS),
    Row("institution_create", (), **ADMINISTRATORS),
    Row("institution_edit", ("institution.slug",), **ADMINISTRATORS),
    Row("institution_move", ("institution.slug",), **ADMINISTRATORS),
    Row("board_create", (), **ADMINISTRATORS),
    Row("board_edit", ("meeting.board.pk",), **ADMINISTRATORS),
    Row("measurement_import", (), **ADMINISTRATORS),
    Row("measurement_import_confirm", (), **done(ADMINISTRATORS)),
    Row("measurement_import_faults", (), **done(ADMINISTRATORS)),
    Row("measurement_entry", ("=kids_wide",), **NO_ONE),  # nobody has the instrument here
    Row("measurement_export", (), **ADMINISTRATORS),
    Row("measurement_under_way", ("=0",), **NO_ONE),
    Row("measurement_under_way_confirm", ("=0",), **NO_ONE, post=()),
    Row("measurement_under_way_restart", ("=0",), **NO_ONE, post=()),
    Row("measurement_under_way_stop", ("=0",), **NO_ONE, post=()),
    Row("measurement_under_way_faults", ("=0",), **NO_ONE),
    Row("import_list", (), **ADMINISTRATORS),
    Row("import_detail", ("batch.pk",), **ADMINISTRATORS),
    Row("import_file", ("batch.pk",), **NO_ONE),
    Row("import_undo", ("batch.pk",), **ADMINISTRATORS, post=()),
    Row("institution_import", (), **ADMINISTRATORS),
    Row("institution_import_confirm", (), **done(ADMINISTRATORS), post=()),
    Row("institution_import_list", (), **ADMINISTRATORS),
    Row("institution_import_detail", ("list_read_in.pk",), **ADMINISTRATORS),
    Row("institution_import_undo", ("list_read_in.pk",), **ADMINISTRATORS, post=()),
    Row("value_base_import", ("draft_base.pk",), **ADMINISTRATORS),
    Row("value_base_import_confirm", ("draft_base.pk",), **done(ADMINISTRATORS), post=()),
    Row("value_base_file", ("draft_base.pk", "=csv"), **ADMINISTRATORS),
    Row("value_base_import_list", (), **ADMINISTRATORS),
    Row("value_base_import_detail", ("values_read_in.pk",), **ADMINISTRATORS),
    Row("value_base_import_undo", ("values_read_in.pk",), **ADMINISTRATORS, post=()),
    Row("own_instrument_list", (), **ADMINISTRATORS),
    Row("own_instrument_create", (), **ADMINISTRATORS),
    Row("own_instrument_detail", ("version.instrument.code",), **ADMINISTRATORS),
    Row("own_edition_create", ("version.instrument.code",), **ADMINISTRATORS),
    Row("own_edition_words", ("version.instrument.code", "version.code"), **ADMINISTRATORS),
    Row("own_instrument_end", ("version.instrument.code",), **ADMINISTRATORS, post=()),
]

#: People of an institution: those who oversee it see them, and who answers for it gives them roles.
OVERSEERS = ADMINISTRATORS | {
    "area_head": "200 200 200 404",
    "cluster_leader": "200 200 404 404",
    "leader": "200 404 404 404",
    "leader2": "404 404 200 404",
}
GIVERS = OVERSEERS | {"area_head": "404 404 404 404"}
PEOPLE = [
    Row("person_detail", ("seat.user_id",), **OVERSEERS),
    Row("person_look", ("seat.user_id",), **ADMINISTRATORS),
    Row("person_held", ("seat.user_id",), **ADMINISTRATORS),
    Row("person_held_file", ("seat.user_id", "=json"), **ADMINISTRATORS),
    Row("person_anonymise", ("seat.user_id",), **ADMINISTRATORS),
    Row("look_end", (), **dict.fromkeys(ROLES, "302 302 302 302"), post=()),
    Row("person_merge", ("seat.user_id",), **ADMINISTRATORS),
    Row(
        "person_part",
        ("merged_person.person_id", "merged_person.pk"),
        **ADMINISTRATORS,
    ),
    Row("people_to_clear", (), **ADMINISTRATORS),
    Row(
        "place_seen_by",
        ("=institution", "institution.slug"),
        **GIVERS | {"area_head": "200 200 200 404"},
    ),
    Row(
        "place_seen_by",
        ("=klynge", "cluster.slug"),
        **OVERSEERS | dict.fromkeys(["leader", "leader2"], "404 404 404 404"),
    ),
    Row("role_give", ("seat.user_id",), **GIVERS),
    Row("role_change", ("seat.user_id", "seat.pk"), **GIVERS),
    Row("role_end", ("seat.user_id", "seat.pk"), **GIVERS),
    Row("role_deputy", ("seat.user_id", "seat.pk"), **GIVERS),
]
#: The list of people, invitations, and people from files: for those who give roles somewhere.
GIVES_ANYWHERE = WRITERS_OF_ANYTHING
OF_THE_CLUSTER = NOBODY | {
    "administrator": "200 200 200 200",
    "area_head": "404 404 404 404",
    "cluster_leader": "200 200 404 404",
}
INVITING = [
    Row("people_list", (), **GIVES_ANYWHERE | {"area_head": "200 200 200 200"}),
    Row("people_file", (), **GIVES_ANYWHERE),
    Row("person_new", (), **GIVES_ANYWHERE),
    Row("people_import", (), **GIVES_ANYWHERE),
    Row("people_import_confirm", (), **done(GIVES_ANYWHERE), post=()),
    Row("people_template", (), **GIVES_ANYWHERE),
    Row("people_import_receipt", ("people_import.pk",), **ADMINISTRATORS),
    Row("people_import_undo", ("people_import.pk",), **ADMINISTRATORS, post=()),
    Row("invitation_text", (), **GIVES_ANYWHERE),
    Row("invitation_text_restore", (), **ADMINISTRATORS),
    Row("invitations_send", (), **done(GIVES_ANYWHERE), post=(("sure", "=yes"),)),
    Row("invitation_withdraw", ("seat.user_id",), **GIVERS, post=()),
    Row("board_renew", ("planned.board_id",), **OF_THE_CLUSTER),
    Row(
        "board_renewal_undo",
        ("planned.board_id", "renewal.pk"),
        **OF_THE_CLUSTER,
        post=(),
    ),
]
TABLE += [
    *INVITING,
    *PEOPLE,
    *MEETINGS,
    *DUTIES,
    *STRATEGY_ROWS,
    *LEADERSHIP_ROWS,
    *PROGRAMMES,
    *PAPERS,
    *VOICES,
    *HEARINGS,
]

#: Without signing in: (name, arguments).
PUBLIC = {
    "login",
    "account_login",
    "openid_begin",
    "openid_connect_callback",
    "openid_end",
    "saml_metadata",
    "saml_answer",
    "saml_come_in",
    "saml_end",
    "mfa_authenticate",
    "passkey_sign_in",
    "password_reset",
    "password_reset_done",
    "password_reset_confirm",
    "invitation",
    "password_reset_complete",
    "privacy",
    "reading_guide",
    "glossary",
    "new_on_a_board",
    "open_data",
    "open_data_csv",
    "open_data_catalogue",
    "guide_list",
    "guide_detail",
    "calendar_feed",
    "notices_stop",
    "survey_answer",
    "survey_thanks",
    "voice_answer",
    "voice_thanks",
    "hearing_public",
    "hearing_thanks",
    "accessibility",
    "security_txt",
    "meeting_worker",
    "health_live",
    "health_ready",
    "metrics",  # for whoever has METRICS_TOKEN: tests/test_metrics.py
    "set_language",
}
#: About the person who asks, whoever it is; the texts one has kept oneself among them.
PERSONAL = {
    "paper_batch",
    "paper_batch_begin",
    "paper_batch_step",
    "paper_batch_file",
    "token_list",
    "token_revoke",
    "logout",
    "password_change",
    "password_change_done",
    "local_goal_conflict",
    "local_goal_autosave",
    "local_goal_autosave_new",
    "learning_loop_autosave",
    "meeting_autosave",
    "hearing_autosave",
    "autosaved_text_discard",
    "autosaved_text_compare",
    "my_page",
    "notices_choose",
    "indicator_unfollow",
    "own_held",
    "own_held_file",
    "calendar_address_renew",
    "calendar_address_revoke",
    "confirm",
    "factor_list",
    "factor_totp",
    "factor_passkey",
    "factor_codes",
    "factor_codes_file",
    "factor_remove",
    "login_list",
    "login_link",
    "login_unlink",
    "visit_list",
    "visit_end",
    "visits_end",
    "sign_in_notices_choose",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Two clusters in one area, one in another, with the same in each; and the people.

    Made once for all tests here, since it takes longer than a test: what a test writes is taken
    back after it, and the whole world after the last.
    """
    around = transaction.atomic()
    around._from_testcase = True  # as Django's own tests: a durable transaction may stand in it
    with django_db_blocker.unblock(), around:
        yield _world()
        transaction.set_rollback(True)


def _world() -> SimpleNamespace:
    west, east = AreaFactory(name="Område Vest"), AreaFactory(name="Område Øst")
    goal = GoalFactory()
    near, away, far = (
        ClusterFactory(area=west),
        ClusterFactory(area=west),
        ClusterFactory(area=east),
    )
    clusters = {"own": near, "next_door": near, "sibling": away, "other": far}
    themes = {
        cluster: GoalFactory(strategy=StrategyFactory(vision=True, cluster=cluster))
        for cluster in (near, away, far)
    }
    places = {name: _place(cluster, goal, themes[cluster]) for name, cluster in clusters.items()}
    own, sibling = places["own"], places["sibling"]
    people = {
        "administrator": UserFactory(administrator=True),
        "area_head": MembershipFactory(area_head=True, area=west).user,
        "cluster_leader": MembershipFactory(cluster_leader=True, cluster=own.cluster).user,
        "leader": MembershipFactory(leader=True, institution=own.institution).user,
        "leader2": MembershipFactory(leader=True, institution=sibling.institution).user,
        "chair": MembershipFactory(chair=True, cluster=own.cluster).user,
        "board": MembershipFactory(board_member=True, cluster=own.cluster).user,
    }
    return SimpleNamespace(places=places, people=people)


def _place(cluster, goal, theme) -> SimpleNamespace:
    institution = InstitutionFactory(cluster=cluster)
    BoardFactory(institution=institution, kind="parent_council")
    batch = Import.objects.create(
        file_name="tilsyn.csv",
        sha256="0" * 64,
        size=1,
        layout="tilsyn_wide",
        headers=["Institution"],
    )
    batch.rows.keep([(2, ["x"])])
    inspection = institution.inspections.create(year=2026, batch=batch, row_number=2)
    statuses = ("sent", "returned", "adopted", "in_progress")
    local_goals = {
        status: LocalGoalFactory(goal=goal, institution=institution, **{status: True})
        for status in statuses
    }
    meetings = _meetings(cluster, local_goals["sent"])
    seat = MembershipFactory(board_member=True, institution=institution)
    AccountInvitation.objects.create(person=seat.user)
    draft_base = ValueBaseFactory(draft=True)
    group = BoardFactory(cluster=cluster, kind="network")
    begins = timezone.localdate() + datetime.timedelta(days=9)
    return SimpleNamespace(
        renewal=BoardRenewal.objects.create(board=meetings["planned"].board, constituted_on=begins),
        people_import=PeopleImport.objects.create(
            file_name="personer.csv", sha256="7" * 64, size=1, layout="people"
        ),
        member=UserFactory(),
        group=group,
        contribution=group.contributions.create(goal=goal),
        cluster=cluster,
        institution=institution,
        inspection=inspection,
        remark=RemarkFactory(institution=institution),
        voice_link=UnitLinkFactory(institution=institution),
        **_hearings(cluster),
        reflection=ReflectionFactory(institution=institution),
        theme_action=ThemeActionFactory(cluster=cluster),
        shared_economy=SharedEconomyFactory(cluster=cluster, agreed_on=timezone.localdate()),
        unagreed_economy=SharedEconomyFactory(cluster=cluster, year=2035),
        onboarding=OnboardingFactory(institution=institution),
        goal=goal,
        theme=theme,
        statement=theme.statements.get_or_create(number=1, text="Vi vil mødes")[0],
        plan_step=theme.strategy.process_steps.get_or_create(
            text="Vi begynder", from_on="2026-05-01", to_on="2026-06-01"
        )[0],
        indicator=IndicatorFactory(goal=theme),
        draft=LocalGoalFactory(goal=goal, institution=institution),
        own_figure=LocalGoalFactory(
            goal=goal, institution=institution, in_progress=True, measure="Sange om ugen"
        ).figures.create(value=12),
        loop=LocalGoalFactory(goal=goal, institution=institution, in_progress=True).loops.create(
            expectation="Flere synger med"
        ),
        **local_goals,
        **meetings,
        round=GoalRoundFactory(),
        draft_report=StatusReportFactory(strategy=goal.strategy),
        sent_report=StatusReportFactory(strategy=goal.strategy, sent=True),
        approved_report=StatusReportFactory(strategy=goal.strategy, approved=True),
        shared=LocalGoalFactory(
            goal=goal, institution=institution, adopted=True, shared_at=timezone.now()
        ),
        approval=ApprovalFactory(strategy=goal.strategy),
        attachment=AttachmentFactory(status_update__local_goal__institution=institution),
        method=MethodFactory(cluster=cluster),
        use=MethodUseFactory(method__cluster=cluster, institution=institution),
        batch=batch,
        merged_person=PersonMerge.objects.create(person=UserFactory(), gone="Mette Hansen"),
        seat=seat,
        claim_rule=ClaimRule.objects.create(
            value=f"Ledere {institution.pk}", role="leader", institution=institution
        ),
        list_read_in=InstitutionImport.objects.create(file_name="liste.csv", sha256="0", size=1),
        closing=ClusterClosing.objects.create(cluster=cluster, gone="Klynge Ny"),
        split=ClusterSplit.objects.create(cluster=cluster, gone="Klynge Ny"),
        merged=InstitutionMerge.objects.create(institution=institution, gone="Æblehaven"),
        row_number=2,
        version=_version(),
        job_role=JobRoleFactory(),
        draft_base=draft_base,
        values_read_in=draft_base.imports.create(file_name="v.csv", sha256="0", size=1),
        profile=ProfileFactory(),
        evaluation=EvaluationFactory(institution=institution),
        chapter=ChapterFactory(base=None, profile=ProfileFactory()),
        **_programme(institution, local_goals["adopted"]),
        **_team(cluster),
    )


def _version() -> InstrumentVersion:
    """An instrument of the municipality's own, the same at every place."""
    scale, _is_new = Scale.objects.get_or_create(code="maaltid", defaults={"kind": "numeric"})
    instrument, _is_new = Instrument.objects.get_or_create(code="maaltid")
    version, _is_new = InstrumentVersion.objects.get_or_create(
        code="maaltid", defaults={"instrument": instrument, "scale": scale, "from_year": 2025}
    )
    return version


def _team(cluster) -> dict:
    """The cluster's leadership team, made once for all its institutions."""
    team = getattr(cluster, "team", None) or TeamFactory(cluster=cluster)
    rows = team.plans.order_by("year")
    if not rows:
        mapped = JointPictureFactory(mapping__team=team, mapping__closed=True).mapping
        MappingRoundFactory(team=team, profile=mapped.profile)
        DevelopmentPlanFactory(team=team)
        PlanFollowUpFactory(plan__team=team, plan__agreed=True)
    plan, agreed_plan = team.plans.order_by("-stage")  # the draft, then the agreed one
    focus, action = FocusAreaFactory(plan=plan), ActionFactory(focus__plan=plan)  # one each place
    return {
        "team": team,
        "mapping": team.rounds.get(closed_on=None),
        "mapped": team.rounds.exclude(closed_on=None).get(),
        "plan": plan,
        "agreed_plan": agreed_plan,
        "agreement": agreed_plan.agreements.get(),
        "focus": focus,
        "action": action,
    }


def _hearings(cluster) -> dict:
    """A hearing of a vision that is prepared, one that is open, one whose answers are read."""
    answered = AnswerPartFactory(
        answer__receiver__hearing=HearingFactory(cluster=cluster, review=True)
    )
    return {
        "hearing_draft": HearingFactory(cluster=cluster, is_public=True),
        "heard": HearingReceiverFactory(hearing=HearingFactory(cluster=cluster, open=True)),
        "answered": answered,
        "answer_file": AnswerFileFactory(answer=answered.answer),
        "hearing_second": HearingFactory(cluster=cluster, second_edition=True),
    }


def _programme(institution, adopted) -> dict:
    """A programme with a course of the institution, and a survey there that is over."""
    programme = ProgrammeFactory()
    ProgrammeStageFactory(programme=programme)
    course = CourseFactory(programme=programme, institution=institution)
    question = QuestionFactory(point__programme=programme)
    survey = SurveyFactory(point=question.point, course=course, closed_at=timezone.now())
    for number in range(3):
        survey.invitations.create(digest=f"{survey.pk}-{number}", is_used=True)
    batch = Import.objects.create(
        file_name="svar.csv",
        sha256="1" * 64,
        size=1,
        layout="programme_survey",
        headers=["Måling"],
    )
    batch.rows.keep([(2, ["x"])])
    ResultFactory(
        question=question, course=course, batch=batch, row_number=2, counts=[9, 9, 9, 9, 9]
    )
    return {
        "programme": programme,
        "theory_step": programme.theory.create(
            kind=TheoryStep.Kind.ACTIVITY, number=1, text="Sprog hver dag"
        ),
        "memo": MemoFactory(programme=programme, is_draft=False),
        "attention": AttentionPointFactory(programme=programme),
        "anchor": programme.anchors.create(local_goal=adopted),
        "question": question,
        "course": course,
        "stage": course.stages.get(),
        "survey": survey,
        "survey_file": batch,
        "comment": CommentFactory(point=question.point, survey=survey),
    }


def _meetings(cluster, sent) -> dict:
    """A closed board's meetings, and one of a board that publishes."""
    board = BoardFactory(cluster=cluster, leaders_adopt=True)
    meeting = MeetingFactory(board=board, called=True)
    held = MeetingFactory(board=board, held=True, held_on=datetime.date(2026, 3, 17))
    item = AgendaItemFactory(meeting=meeting, local_goals=[sent])
    item.goals.add(sent.goal)
    voted = MeetingFactory(board=BoardFactory(cluster=cluster, minutes_rule="all"), held=True)
    AgendaItemFactory(meeting=voted)
    waiting = AgendaItemFactory(meeting=meeting)
    waiting.set_aside(on=meeting.held_on)
    published = MeetingFactory(board=BoardFactory(cluster=cluster, is_published=True), called=True)
    secret = AgendaItemFactory(meeting=published, confidential=True)
    return {
        "attached": ItemFileFactory(item=item),
        "attached_secret": ItemFileFactory(item=secret),
        "meeting": meeting,
        "item": item,
        "asked": BoardQuestion.objects.create(board=board, item=item, text="Hvem har valgt?"),
        "voted": voted,
        "said": voted.remarks.create(text="Under punkt 1 mangler en linje."),
        "dissent": item.dissents.create(who="Rasmus", text="Det er for dyrt."),
        "waiting": waiting,
        "minutes_item": AgendaItemFactory(meeting=meeting, standing="minutes", minutes_of=held),
        "planned": MeetingFactory(board=board, held_on=datetime.date(2026, 12, 8)),
        "published": published,
        "secret": secret,
        "follow_up": FollowUpFactory(item=item),
        "paper": MeetingPaperFactory(meeting=meeting),
        "year_step": YearStepFactory(cluster=cluster),
    }


def _look_up(place: SimpleNamespace, path: str):
    value = place
    for name in path.split("."):
        value = getattr(value, name)
    return value


def _value(place: SimpleNamespace, path: str):
    """What a path finds at a place; after “=” stands a value of its own."""
    return path[1:] if path.startswith("=") else _look_up(place, path)


def _ask(client, row: Row, place: SimpleNamespace):
    url = reverse(row.name, args=[_value(place, path) for path in row.arguments])
    if row.post is not None:
        return client.post(url, {key: _value(place, path) for key, path in row.post})
    return client.get(url, {key: _value(place, path) for key, path in row.query})


def _name(row: Row) -> str:
    return f"{row.name}:{','.join(row.arguments)}"


def _tried() -> Iterator:
    """Every row as every role; for every change as one only, mostly let in here and refused there.

    Of the roles that get the most different answers another one is taken from row to row.
    """
    for number, row in enumerate(TABLE):
        answers = {role: len(set(getattr(row, role).split())) for role in ROLES}
        telling = [role for role in ROLES if answers[role] == max(answers.values())]
        for role in ROLES:
            is_quick = role == telling[number % len(telling)]
            marks = () if is_quick else pytest.mark.long
            yield pytest.param(row, role, marks=marks, id=f"{_name(row)}-{role}")


@pytest.mark.parametrize(("row", "role"), _tried())
def test_every_address_answers_as_the_table_says(client, world, row, role):
    client.force_login(world.people[role])

    answers = [_ask(client, row, world.places[place]).status_code for place in PLACES]

    assert answers == [int(status) for status in getattr(row, role).split()]


@pytest.mark.parametrize("row", TABLE, ids=_name)
def test_nobody_gets_in_without_signing_in(client, world, row):
    answer = _ask(client, row, world.places["own"])

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("login"))


def test_a_former_role_reaches_nothing(client, world):
    own = world.places["own"]
    former = MembershipFactory(leader=True, former=True, institution=own.institution).user
    client.force_login(former)

    assert client.get(own.cluster.get_absolute_url()).status_code == 404
    assert client.get(own.adopted.get_absolute_url()).status_code == 404


def test_a_role_reaches_what_moved_into_its_cluster_and_not_what_moved_out(client, world):
    own, sibling = world.places["own"], world.places["sibling"]
    today = timezone.localdate()
    for place in (own, sibling):
        place.institution.placements.update(to_on=today - datetime.timedelta(days=1))
    sibling.institution.placements.create(cluster=own.cluster, from_on=today)
    client.force_login(world.people["cluster_leader"])

    assert client.get(sibling.adopted.get_absolute_url()).status_code == 200
    assert client.get(own.adopted.get_absolute_url()).status_code == 404


def test_the_administration_is_for_staff(client, world):
    addresses = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]
    assert len(addresses) > 15
    for role in ROLES:
        client.force_login(world.people[role])
        answers = {client.get(address).status_code for address in addresses}
        assert answers == ({200} if role == "administrator" else {302}), role


def test_staff_without_permissions_see_no_lists(client):
    client.force_login(UserFactory(is_staff=True))

    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        assert client.get(reverse(name)).status_code == 403, name


def test_the_table_has_every_address():
    listed = {row.name for row in TABLE} | PUBLIC | PERSONAL

    assert _names() == listed


@cache
def _names() -> set[str]:
    """The names of all addresses but those of the administration and the API, tested elsewhere."""

    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if pattern.app_name not in {"admin", "ninja"}:
                    yield from walk(pattern.url_patterns)
            elif isinstance(pattern, URLPattern):
                assert pattern.name, f"{pattern.pattern} has no name"
                yield pattern.name

    return set(walk(get_resolver().url_patterns))
