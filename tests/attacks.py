"""Every attack on signing in that the tests make, by number: docs/attacks-on-sign-in.md.

`python -m tests.attacks` writes the page's table anew.
"""

import ast
import os
from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "attacks-on-sign-in.md"
HEADING = "| No. | Attack | Refused by |\n|---|---|---|\n"


class File(NamedTuple):
    """A file of attacks. at: what they are made at. lists: test → the list that it goes through.

    controls: tests in it that are no attack: what the owner does in the same way, mostly.
    """

    at: str
    lists: dict[str, str] = {}
    controls: frozenset[str] = frozenset()


FILES = {
    "test_attacks_on_sign_in": File(
        "Password, second step, session",
        {"test_it_is_refused": "ATTACKS"},
        frozenset({
            "test_there_are_many",
            "test_what_the_owner_does_works",
            "test_a_key_is_made_by_showing_the_second_step",
        }),
    ),
    "test_passkey_alone": File(
        "Passkey alone",
        controls=frozenset({"test_the_question_demands_that_its_owner_shows_it_is_theirs"}),
    ),
    "test_attacks_on_linking": File(
        "Linking and unlinking",
        {"test_it_is_refused": "ATTACKS", "test_by_saml_it_is_refused": "SAML"},
        frozenset({"test_there_are_many"}),
    ),
    "test_openid_attacks": File(
        "OpenID Connect, what is told",
        {
            "test_a_token_with_a_lie_opens_nothing": "LIES",
            "test_a_document_with_a_lie_opens_nothing": "DOCUMENTS",
        },
        frozenset({
            "test_what_is_said_of_times_nobody_reckons_with",
            "test_without_a_lie_the_same_login_comes_in",
        }),
    ),
    "test_openid_answers": File("OpenID Connect, whose answer it is"),
    "test_openid_people": File(
        "OpenID Connect, who it is",
        controls=frozenset({
            "test_who_has_left_for_good_is_not_known_any_more",
            "test_where_settings_allow_it_both_doors_open",
            "test_who_may_do_everything_keeps_the_password_for_when_the_login_is_broken",
            "test_an_invitation_leads_whom_the_municipality_knows_to_its_login",
            "test_an_invitation_lets_all_others_choose_a_password",
        }),
    ),
    "test_openid_certified": File(
        "OpenID Connect, at a certified provider",
        controls=frozenset({
            "test_whom_it_knows_comes_in_with_their_role",
            "test_the_provider_may_change_its_keys_at_any_time",
            "test_logging_out_here_logs_out_there_and_leads_back",
            "test_who_confirms_who_they_are_is_asked_there_anew",
            "test_a_group_that_is_taken_away_leaves_what_was_given_by_hand",
            "test_who_gets_another_group_gets_another_role_in_place_of_the_former",
        }),
    ),
    "test_openid_and_two_steps": File(
        "OpenID Connect, beside the second step",
        controls=frozenset({
            "test_a_second_step_is_not_demanded_where_the_municipality_has_its_own"
        }),
    ),
    "test_openid_logout": File(
        "OpenID Connect, logging out",
        controls=frozenset({"test_the_provider_ends_the_visits_of_a_person_and_no_others"}),
    ),
    "test_saml_attacks": File(
        "SAML, what is signed",
        {"test_what_the_provider_signs_with_a_lie_opens_nothing": "SIGNED"},
        frozenset({"test_without_a_lie_the_same_answer_comes_in"}),
    ),
    "test_saml_between": File(
        "SAML, altered on its way",
        {
            "test_what_is_altered_on_its_way_opens_nothing": "BETWEEN",
            "test_nor_does_what_is_encrypted_anew": "ENCRYPTED",
        },
    ),
    "test_saml_answers": File(
        "SAML, whose answer it is",
        controls=frozenset({
            "test_who_is_known_comes_in_again_whatever_the_address",
            "test_several_units_stand_in_one_limit",
            "test_keys_that_were_changed_are_found_without_waiting",
        }),
    ),
    "test_saml_logout": File(
        "SAML, logging out",
        {"test_what_only_claims_to_be_the_provider_ends_nothing": "FORGED"},
        frozenset({
            "test_logging_out_here_leads_to_logging_out_there",
            "test_the_provider_ends_the_visits_of_a_person_and_no_others",
        }),
    ),
}  # fmt: skip


def named_in(file: str) -> list[str]:
    tree = ast.parse((ROOT / "tests" / f"{file}.py").read_text("utf-8"))
    functions = [one.name for one in tree.body if isinstance(one, ast.FunctionDef)]
    return [name for name in functions if name.startswith("test_")]


def _name(one: object) -> str:
    return one if isinstance(one, str) else getattr(one, "__name__", "") or one.name  # type: ignore[attr-defined]


def attacks() -> Iterator[tuple[str, str]]:
    """What each attack is, and the test that refuses it, with its parameter."""
    for file, facts in FILES.items():
        for test in named_in(file):
            if test in facts.controls:
                continue
            path = f"tests/{file}.py::{test}"
            if test not in facts.lists:
                yield f"{facts.at}: {_words(test.removeprefix('test_'))}", path
                continue
            for one in map(_name, getattr(import_module(f"tests.{file}"), facts.lists[test])):
                yield f"{facts.at}: {_words(one)}", f"{path}[{one}]"


def _words(name: str) -> str:
    return name if " " in name else name.replace("_", " ")


def table() -> str:
    return HEADING + "".join(
        f"| {number} | {what} | `{test}` |\n"
        for number, (what, test) in enumerate(attacks(), start=1)
    )


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEBUG", "on")
    os.environ.setdefault("SECRET_KEY", "for-the-table-only")
    django.setup()
    PAGE.write_text(PAGE.read_text("utf-8").partition(HEADING)[0] + table(), "utf-8")
