from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_delete, post_migrate, post_save, pre_save
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from config.data_tables import DataTables
from config.held import PersonalData


class InstitutionsConfig(AppConfig):
    name = "institutions"
    verbose_name = _("places and boards")
    data_tables = DataTables(groups={"Placement": "placements"}, quiet={"DataVersion"})

    personal_data = PersonalData(
        held={
            "Membership": ["user", "deputises_for"],
            "HistoricalMembership": ["user", "deputises_for"],
            "LookedAs": ["person", "by"],
            "InstitutionImport": ["imported_by"],
            "PeopleImport": ["imported_by"],
            "BoardRenewal": ["made_by"],
            "InstitutionMerge": ["merged_by"],
            "ClusterClosing": ["merged_by"],
            "ClusterSplit": ["merged_by"],
            "PersonMerge": ["merged_by", "person"],
            "ShippedExample": ["loaded_by"],
        },
        json_numbers={"PeopleImport.written": ["pk"], "BoardRenewal.written": ["pk"]},
        json_without={
            "InstitutionImport.mended": "cells of a list of places",
            "InstitutionImport.left_out": "rows of a list of places",
            "InstitutionImport.answered": "what words of a list of places mean",
            "InstitutionImport.written": "places, before and after",
            "PeopleImport.mended": "cells of a list of people: text, which is looked through",
            "PeopleImport.left_out": "rows of a list of people: text, which is looked through",
            "PeopleImport.answered": "what words of a list of people mean",
            "InstitutionMerge.steps": "numbers of rows that were moved",
            "PersonMerge.steps": "numbers of rows that were moved: whose stands in the row",
            "ClusterClosing.steps": "numbers of rows that were moved: whose stands in the row",
            "ClusterSplit.steps": "numbers of rows that were moved",
            "ShippedExample.roots": "numbers of rows of the example",
        },
    )

    def ready(self) -> None:
        from accounts.leaving import person_anonymised
        from accounts.rights import also_compare
        from config import retention, upkeep
        from config.admin_site import lets_in
        from imports.kinds import register
        from imports.slots import ways_in
        from institutions import versions
        from institutions.audiences import tell_of_move
        from institutions.claims.listed import read_nightly_list
        from institutions.closing import leave_the_cluster
        from institutions.events import publish_rows
        from institutions.forgetting import old_history, old_looks
        from institutions.granting import note_given, note_taken
        from institutions.importing import InstitutionListFile
        from institutions.known_names import remember_former_name
        from institutions.leaving import end_memberships, forget_in_lists, reaches_as_far
        from institutions.merging.people import keep_together
        from institutions.models import Membership
        from institutions.on_accounts import fill_slots
        from institutions.people.administering import (
            connect_by_role,
            is_let_in,
            note_whether_it_makes,
        )
        from institutions.people.importing.kind import PeopleFile
        from institutions.people.importing.pages import ways_of_people
        from institutions.people.looking import end_with_session
        from institutions.triggers import note_changes
        from institutions.visits import shorten_board_visits
        from institutions.way_in import ways_of
        from lifecycle.events import moved

        retention.KINDS |= {
            gettext_noop("history of rows"): retention.Retained(
                _("who changed a row, and what it was before"),
                old_history,
                "HISTORY_KEEP_DAYS",
                may_be_ever=True,
            ),
            gettext_noop("looks as others"): retention.Retained(
                _("who saw as whom, when and why"), old_looks, "SECURITY_LOG_DAYS"
            ),
        }
        upkeep.JOBS["roles by list"] = upkeep.Job(
            read_nightly_list, _("roles by the municipality’s list")
        )
        upkeep.JOBS["versions"] = upkeep.Job(versions.fold, _("counts of changes put together"))
        publish_rows()
        register(InstitutionListFile, PeopleFile)
        ways_in.fill(self.name, ways_of)
        ways_in.fill("people", ways_of_people)
        fill_slots()
        post_save.connect(
            leave_the_cluster,
            sender="institutions.Institution",
            dispatch_uid="leave_the_cluster",
        )
        pre_save.connect(
            remember_former_name,
            sender="institutions.Institution",
            dispatch_uid="remember_former_name",
        )
        post_migrate.connect(note_changes, dispatch_uid="note_changes")
        user_logged_in.connect(shorten_board_visits, dispatch_uid="shorten_board_visits")
        user_logged_out.connect(end_with_session, dispatch_uid="end_look_with_session")
        lets_in.fill(self.name, is_let_in)
        pre_save.connect(
            note_whether_it_makes, sender=Membership, dispatch_uid="note_whether_it_makes"
        )
        post_save.connect(connect_by_role, sender=Membership, dispatch_uid="connect_by_role")
        post_save.connect(note_given, sender=Membership, dispatch_uid="note_given")
        post_delete.connect(note_taken, sender=Membership, dispatch_uid="note_taken")
        moved.connect(tell_of_move, dispatch_uid="tell_of_move")
        also_compare(reaches_as_far)
        person_anonymised.connect(end_memberships, dispatch_uid="end_memberships")
        person_anonymised.connect(forget_in_lists, dispatch_uid="forget_in_lists")
        person_anonymised.connect(keep_together, dispatch_uid="keep_merged_together")
