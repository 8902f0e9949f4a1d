"""Reading files in from the command line: the same for every kind of file."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from files.package import Unreadable
from imports.answering import with_columns
from imports.arranging.questions import FileQuestion
from imports.command_answers import (
    WrongAnswer,
    lines_of,
    of_shape_only,
    read_answers,
    still_open,
    understood,
)
from imports.diff import RowError
from imports.engine import Committed, commit, preview
from imports.errors import Busy, ImportRefused, NotRecognised
from imports.kinds import FileKind, ImportChoices, registered_kinds

#: Exit codes: the file has errors, or waits for a tick; it cannot be read at all; it asks.
FAULTY, UNREADABLE, ASKS = 1, 2, 3
#: How the id of a question about cells in several columns begins.
OF_SEVERAL = "cell:*:"


class ImportCommand(BaseCommand):
    """Read one file in, as the pages of its kind do. A subclass says which kind."""

    code: ClassVar[str] = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check only, save nothing")
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        parser.add_argument("--as", dest="email", help="e-mail address of the person who reads in")
        parser.add_argument(
            "--answers",
            type=Path,
            help="a file of JSON with answers to what the file asks: {id of the question: choice};"
            " as long as a question is open nothing is saved, and the exit code is 3",
        )

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        as_json = options["json"]
        kind = self._kind(options)
        with self._telling_refusals(kind, as_json=as_json):
            source = kind.open(file.read_bytes(), file.name)
            waiting = still_open(of_shape_only(kind.arranged(source)), kind.choices.answers)
            if waiting:
                self._ask(kind, source, None, waiting, as_json=as_json)
            if any(id_.startswith(OF_SEVERAL) for id_ in kind.choices.answers):
                asked = kind.questions(source, preview(kind, source))
                kind = self._kind(options, with_columns(asked, kind.choices.answers))
                source = kind.open(file.read_bytes(), file.name)
            committed = self._read_in(kind, source, dry_run=dry_run)
            diff = committed.diff
            waiting = still_open(kind.questions(source, diff), kind.choices.answers)
        if diff.not_read:
            self.stderr.write(diff.not_read)
        if waiting:
            self._ask(kind, source, diff, waiting, as_json=as_json)
        if as_json:
            answer = kind.as_contract(diff, committed.receipt)
            self._answer(answer | understood(kind, source, diff, ()))
        else:
            self._tell(kind, committed, dry_run=dry_run)
        if sentence := self.refusal(committed, dry_run=dry_run):
            raise CommandError(sentence, returncode=FAULTY)

    @contextmanager
    def _telling_refusals(self, kind: FileKind[Any, Any], *, as_json: bool) -> Iterator[None]:
        """What keeps the file from being read in becomes a sentence and an exit code."""
        try:
            yield
        except OSError as error:
            reason = _("The file cannot be opened: %(reason)s") % {"reason": error.strerror}
            self._refuse(kind, reason, as_json=as_json)
        except (Busy, Unreadable, NotRecognised) as refusal:
            address = getattr(refusal, "address", "")
            self._refuse(kind, refusal.message, address=address, as_json=as_json)
        except WrongAnswer as wrong:
            self._refuse(kind, wrong.message, as_json=as_json, code=FAULTY)
        except ImportRefused as refusal:
            raise CommandError(refusal.message, returncode=FAULTY) from refusal

    def _read_in(self, kind: FileKind[Any, Any], source: Any, *, dry_run: bool) -> Committed[Any]:
        """Written, unless something is still open: then only compared."""
        if dry_run:
            return Committed(preview(kind, source))

        def waits(diff: Any) -> str:
            waiting = still_open(kind.questions(source, diff), kind.choices.answers)
            return _not_answered(waiting) if waiting else ""

        return commit(kind, source, waits=waits)

    def _ask(
        self,
        kind: FileKind[Any, Any],
        source: Any,
        diff: Any,
        waiting: Sequence[FileQuestion],
        *,
        as_json: bool,
    ) -> NoReturn:
        """Tell what somebody has to answer before anything is saved."""
        nothing: dict[str, Any] = {"layout": None, "errors": []}
        if as_json:
            contract = nothing if diff is None else kind.as_contract(diff, None)
            self._answer(contract | understood(kind, source, diff, waiting))
        else:
            self._tell_what_is_asked(waiting, () if diff is None else diff.errors)
        raise CommandError(_not_answered(waiting), returncode=ASKS)

    def _tell_what_is_asked(
        self, waiting: Sequence[FileQuestion], errors: Sequence[RowError]
    ) -> None:
        """The questions line by line, and the errors that no question is about."""
        self.stdout.writelines(f"{line}\n" for question in waiting for line in lines_of(question))
        asked = {cell for question in waiting for cell in question.cells}
        others = [error for error in errors if error.address not in asked]
        self.stderr.writelines(f"{error.address}: {error.message}\n" for error in others)

    def choices(self, options: dict[str, Any]) -> ImportChoices:
        """What has been said of the file."""
        return ImportChoices()

    def refusal(self, committed: Committed[Any], *, dry_run: bool) -> str:
        """Why nothing was saved; "" where all went well."""
        if count := len(committed.diff.errors):
            return ngettext(
                "The file has %(count)s error. Nothing was saved.",
                "The file has %(count)s errors. Nothing was saved.",
                count,
            ) % {"count": count}
        return committed.unanswered

    def _kind(
        self, options: dict[str, Any], answers: Mapping[str, str] | None = None
    ) -> FileKind[Any, Any]:
        """The kind of file. answers: in place of those that were given."""
        kind = registered_kinds()[options.get("kind") or self.code]
        email = options.get("email")
        by = User.objects.filter(email=email).first() if email else None
        if email and by is None:
            sentence = _("There is nobody with the address %(email)s.") % {"email": email}
            raise CommandError(sentence, returncode=FAULTY)
        try:
            if answers is None:
                answers = read_answers(options.get("answers"))
            choices = replace(self.choices(options), answers=answers)
            return kind.for_command(options.get("about") or "", by=by, choices=choices)
        except ImportRefused as refusal:
            raise CommandError(refusal.message, returncode=FAULTY) from refusal

    def _refuse(
        self,
        kind: FileKind[Any, Any],
        sentence: str,
        *,
        address: str = "",
        as_json: bool,
        code: int = UNREADABLE,
    ) -> NoReturn:
        """The file is not read at all."""
        if as_json:
            self._answer(kind.refused_contract(RowError(0, "", address, sentence)))
        raise CommandError(sentence, returncode=code)

    def _answer(self, answer: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _tell(self, kind: FileKind[Any, Any], committed: Committed[Any], *, dry_run: bool) -> None:
        diff = committed.diff
        for line in kind.told(diff):
            self.stdout.write(line)
        for error in (*diff.errors, *diff.warnings):
            self.stderr.write(f"{error.address}: {error.message}")
        counts = {
            "new": diff.new_count,
            "changed": diff.changed_count,
            "unchanged": diff.unchanged_count,
        }
        self.stdout.write(
            _("New: %(new)s. Changed: %(changed)s. Unchanged: %(unchanged)s.") % counts
        )
        if committed.receipt is not None:
            self.stdout.write(self.style.SUCCESS(kind.saved(committed.receipt)))
        elif dry_run:
            self.stdout.write(_("Nothing was saved, as you asked."))
        elif diff.is_clean and not committed.unanswered:
            self.stdout.write(_("Everything is there already. Nothing was saved."))


def _not_answered(waiting: Sequence[FileQuestion]) -> str:
    return ngettext(
        "The file asks %(count)s question. Nothing was saved. Answer it with --answers.",
        "The file asks %(count)s questions. Nothing was saved. Answer them with --answers.",
        len(waiting),
    ) % {"count": len(waiting)}
