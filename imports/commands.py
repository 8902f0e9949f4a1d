"""Reading files in from the command line: the same for every kind of file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from files.package import Unreadable
from imports.diff import RowError
from imports.engine import Committed, commit, preview
from imports.errors import Busy, ImportRefused, NotRecognised
from imports.kinds import FileKind, ImportChoices, registered_kinds

#: Exit codes: the file has errors, or waits for an answer; it cannot be read at all.
FAULTY, UNREADABLE = 1, 2


class ImportCommand(BaseCommand):
    """Read one file in, as the pages of its kind do. A subclass says which kind."""

    code: ClassVar[str] = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check only, save nothing")
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        parser.add_argument("--as", dest="email", help="e-mail address of the person who reads in")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        as_json = options["json"]
        kind = self._kind(options)
        try:
            source = kind.open(file.read_bytes(), file.name)
            committed = Committed(preview(kind, source)) if dry_run else commit(kind, source)
        except OSError as error:
            reason = _("The file cannot be opened: %(reason)s") % {"reason": error.strerror}
            self._refuse(kind, reason, as_json=as_json)
        except (Busy, Unreadable, NotRecognised) as refusal:
            address = getattr(refusal, "address", "")
            self._refuse(kind, refusal.message, address=address, as_json=as_json)
        except ImportRefused as refusal:
            raise CommandError(refusal.message, returncode=FAULTY) from refusal
        if committed.diff.not_read:
            self.stderr.write(committed.diff.not_read)
        if as_json:
            self._answer(kind.as_contract(committed.diff, committed.receipt))
        else:
            self._tell(kind, committed, dry_run=dry_run)
        if sentence := self.refusal(committed, dry_run=dry_run):
            raise CommandError(sentence, returncode=FAULTY)

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

    def _kind(self, options: dict[str, Any]) -> FileKind[Any, Any]:
        kind = registered_kinds()[options.get("kind") or self.code]
        email = options.get("email")
        by = User.objects.filter(email=email).first() if email else None
        if email and by is None:
            sentence = _("There is nobody with the address %(email)s.") % {"email": email}
            raise CommandError(sentence, returncode=FAULTY)
        try:
            return kind.for_command(
                options.get("about") or "", by=by, choices=self.choices(options)
            )
        except ImportRefused as refusal:
            raise CommandError(refusal.message, returncode=FAULTY) from refusal

    def _refuse(
        self, kind: FileKind[Any, Any], sentence: str, *, address: str = "", as_json: bool
    ) -> NoReturn:
        """The file is not read at all."""
        if as_json:
            self._answer(kind.refused_contract(RowError(0, "", address, sentence)))
        raise CommandError(sentence, returncode=UNREADABLE)

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
