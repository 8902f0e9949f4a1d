"""A backup put back gives the database and the kept files as they were, on both databases."""

import os
import subprocess
import sys
import tarfile

import pytest

from tests.conftest import ROOT
from tests.postgres import own_database

#: Nearly every test here starts processes, each of which takes two seconds to begin.
in_many_processes = pytest.mark.long("test_what_is_put_back_in_one_process_is_as_it_was")

#: All of it at once, and the number of people before, without them, and afterwards.
IN_ONE_PROCESS = """
from accounts.models import User
from django.core.management import call_command
User.objects.create(email="lea@example.com")
before = User.objects.count()
call_command("backup", {file!r})
User.objects.all().delete()
gone = User.objects.count()
call_command("restore", {file!r}, "--verify")
print(before, gone, User.objects.count())
"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Run manage.py on a database of its own, which other processes can reach."""
    folder = tmp_path_factory.mktemp("backups")
    with own_database(os.environ["DATABASE_URL"], str(folder)) as url:

        def run(*arguments: str) -> subprocess.CompletedProcess:
            return subprocess.run(
                [sys.executable, "manage.py", *arguments],
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder)},
                capture_output=True,
                text=True,
                check=False,
            )

        yield run


@pytest.fixture(scope="module")
def manage(empty):
    """The same, with the demo in the database."""
    for command in (["load_reference"], ["demo_data", "--force", "-v0"]):
        done = empty(*command)
        assert done.returncode == 0, done.stderr
    return empty


def people(manage) -> str:
    count = "from accounts.models import User; print(User.objects.count())"
    return manage("shell", "-v0", "-c", count).stdout.strip()


def test_what_is_put_back_in_one_process_is_as_it_was(empty, tmp_path):
    file = str(tmp_path / "all.tar.gz")

    done = empty("shell", "-v0", "-c", IN_ONE_PROCESS.format(file=file))

    assert done.returncode == 0, done.stderr
    assert "Verified" in done.stdout
    before, gone, after = map(int, done.stdout.split()[-3:])
    assert gone == 0
    assert before == after > 0


@in_many_processes
def test_what_was_lost_is_there_again_and_proven(manage, tmp_path):
    file, before = str(tmp_path / "all.tar.gz"), people(manage)
    made = manage("backup", file)
    assert made.returncode == 0, made.stderr
    assert manage("flush", "--no-input").returncode, "the security log is not to be emptied"
    lift = "from django.db import connection; from accounts.append_only import lift;"
    manage("shell", "-v0", "-c", lift + "lift(connection)")
    manage("flush", "--no-input")
    assert people(manage) == "0"

    done = manage("restore", file, "--verify")

    assert done.returncode == 0, done.stderr
    assert "Verified" in done.stdout
    assert people(manage) == before
    assert manage("flush", "--no-input").returncode, "the guard of the log is there again"


@in_many_processes
def test_the_kept_files_come_with_it(manage, tmp_path):
    file = tmp_path / "all.tar.gz"
    store = "from django.core.files.storage import default_storage as s;"
    store += "from django.core.files.base import ContentFile as C;"
    manage("shell", "-v0", "-c", store + "s.save('imports/a.csv', C(b'Solsikken'))")
    manage("backup", str(file))
    manage("shell", "-v0", "-c", store + "s.delete('imports/a.csv'); s.save('new.csv', C(b'x'))")

    manage("restore", str(file))

    told = manage(
        "shell",
        "-v0",
        "-c",
        store + "print(s.exists('new.csv'), s.open('imports/a.csv').read().decode())",
    )
    assert told.stdout.strip() == "False Solsikken"


@in_many_processes
def test_what_was_there_before_is_kept_in_a_backup_of_its_own(manage, tmp_path):
    file = str(tmp_path / "all.tar.gz")
    manage("backup", file)
    add = "from accounts.models import User; User.objects.create(email='ny@example.com')"
    manage("shell", "-v0", "-c", add)
    with_the_new = people(manage)

    done = manage("restore", file)

    kept = done.stdout.split("What was there before is in ")[1].split(".tar.gz")[0] + ".tar.gz"
    assert people(manage) != with_the_new
    manage("restore", kept, "--discard")
    assert people(manage) == with_the_new
    manage("restore", file, "--discard")


def test_a_row_that_differs_is_told():
    from config.backups import differences

    wanted = {"user": [2, "aa"], "goal": [3, "bb"], "gone": [1, "cc"]}

    told = differences(wanted, {"user": [1, "ab"], "goal": [3, "xx"], "new": [0, "00"]})

    assert told == [
        "gone is missing",
        "new is not in the backup",
        "goal has other content",
        "user has 1 rows instead of 2",
    ]


@in_many_processes
@pytest.mark.parametrize("damage", ["nothing there", "half", "no backup"])
def test_a_damaged_backup_changes_nothing(manage, tmp_path, damage):
    file, before = tmp_path / "all.tar.gz", people(manage)
    manage("backup", str(file))
    if damage == "nothing there":
        file.unlink()
    elif damage == "half":
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    else:
        file.write_bytes(b"Institutionsnummer;Navn\n")

    done = manage("restore", str(file), "--discard")

    assert done.returncode == 1
    assert "Nothing was changed." in done.stderr
    assert people(manage) == before


@in_many_processes
def test_a_backup_is_for_its_owner_only(manage, tmp_path):
    file = tmp_path / "all.tar.gz"

    manage("backup", str(file))

    assert file.stat().st_mode & 0o077 == 0
    with tarfile.open(file) as tar:
        assert tar.getnames()[0] == "manifest.json"


@in_many_processes
def test_a_folder_that_is_not_there_is_told(manage, tmp_path):
    done = manage("backup", str(tmp_path / "nowhere" / "all.tar.gz"))

    assert done.returncode == 1
    assert "nowhere" in done.stderr


@in_many_processes
def test_a_file_of_something_else_is_told_from_one_that_is_not_there(manage, tmp_path):
    file = tmp_path / "holiday.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        tar.add(ROOT / "README.md", "README.md")

    foreign = manage("restore", str(file))
    missing = manage("restore", str(tmp_path / "nowhere.tar.gz"))

    assert f"{file} is no backup of Ledestjernen" in foreign.stderr
    assert f"There is no {tmp_path / 'nowhere.tar.gz'}" in missing.stderr
    assert foreign.returncode
    assert missing.returncode
