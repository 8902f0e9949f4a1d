"""Danish is complete: every string of ours and of the libraries, and the compiled catalogues."""

import re
import subprocess
from pathlib import Path

import polib
import pytest

from tests.catalogues import (
    OURS,
    THEIRS,
    Message,
    complaints,
    danish_of,
    open_catalogue,
    our_messages,
    their_messages,
)
from tests.english import english_on


@pytest.mark.parametrize(
    ("catalogue", "messages"),
    [(OURS, our_messages), (THEIRS, their_messages)],
    ids=["ours", "our libraries'"],
)
def test_the_danish_catalogue_is_complete_current_and_compiled(catalogue, messages):
    assert complaints(catalogue, messages()) == []


def test_nothing_is_translated_under_a_name_that_no_catalogue_is_gathered_by():
    """`gettext as _now` was never found, and what it said stayed English."""
    tracked = subprocess.run(
        ["git", "ls-files", "*.py"], capture_output=True, text=True, check=True
    )
    alias = re.compile(r"import \w*gettext\w* as (?!_\b)\w+")
    paths = [path for path in tracked.stdout.split() if Path(path).exists()]

    assert [path for path in paths if alias.search(Path(path).read_text())] == []


@pytest.fixture
def catalogue(tmp_path):
    """A small catalogue; give it entries, and it is saved and compiled."""
    path = tmp_path / "django.po"

    def save(*entries: polib.POEntry, compiled: bool = True):
        made = polib.POFile()
        made.extend(entries)
        made.save(str(path))
        if compiled:
            made.save_as_mofile(str(path.with_suffix(".mo")))
        return path

    return save


def entry(msgid: str = "%(count)s goals", msgstr: str = "%(count)s mål", **rest) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **rest)


WANTED = {Message("%(count)s goals")}


def test_a_catalogue_that_is_right_gives_no_complaint(catalogue):
    assert complaints(catalogue(entry()), WANTED) == []


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        ([], "missing"),
        ([entry(), entry("Old", "Gammel")], "stale"),
        ([entry(flags=["fuzzy"])], "fuzzy"),
        ([entry(msgstr="")], "untranslated"),
        ([entry(msgstr="%(antal)s mål")], "other placeholders"),
        ([entry(msgstr="mål")], "other placeholders"),
    ],
)
def test_every_fault_of_a_catalogue_is_found(catalogue, entries, complaint):
    assert any(complaint in found for found in complaints(catalogue(*entries), WANTED))


def test_a_catalogue_that_was_not_compiled_is_found(catalogue):
    path = catalogue(entry(msgstr="gamle %(count)s mål"))
    catalogue(entry(), compiled=False)

    assert complaints(path, WANTED) == ["the compiled catalogue is not this one: run make messages"]


# --- English on a Danish page -------------------------------------------------------------------


def test_english_on_a_page_is_found_in_text_and_in_what_is_read_aloud():
    page = """
      <html lang="da"><title>Log in</title><body>
      <h1>  Permission
      denied </h1><input aria-label="Choose a new password"></body></html>
    """

    assert english_on(page) >= {"Log in", "Choose a new password"}


def test_danish_names_and_words_of_both_languages_are_not_taken_for_english():
    page = "<p>Log ind</p><p>Data</p><p>Version 3</p><script>Log in</script><pre>Log in</pre>"

    assert english_on(page) == set()


def test_the_pages_of_the_door_have_no_english(client, db):
    for address in ["log-ind/", "glemt-adgangskode/", "ny-adgangskode/x/y/"]:
        assert english_on(client.get(f"/konto/{address}").content.decode()) == set()


def test_danish_is_quoted_as_danes_quote():
    wrong = [said for entry in open_catalogue(OURS) for said in danish_of(entry) if "“" in said]

    assert wrong == []
