import json
from pathlib import Path
from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from files.spreadsheets import Limits, Unreadable, read
from imports.errors import Busy, NotRecognised
from institutions.importing import Outcome, read_in

FAULTY, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = (
        "Read a list of institutions in, as the administration does. The exit code is 0 when all"
        " went well, 1 when the file has errors and nothing was saved, 2 when it cannot be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check only, save nothing")
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        as_json = options["json"]
        try:
            sheet = read(file.read_bytes(), name=file.name, limits=Limits.from_settings())
            outcome = read_in(sheet, dry_run=dry_run)
        except OSError as error:
            raise CommandError(
                _("The file cannot be opened: %(reason)s") % {"reason": error.strerror},
                returncode=UNREADABLE,
            ) from error
        except Busy as busy:
            raise CommandError(str(busy), returncode=UNREADABLE) from busy
        except (Unreadable, NotRecognised) as error:
            if as_json:
                fault = {"row": None, "column": None, "message": error.message}
                self.stdout.write(json.dumps({"layout": None, "errors": [fault]}))
            raise CommandError(error.message, returncode=UNREADABLE) from error
        if as_json:
            self.stdout.write(json.dumps(as_contract(outcome), ensure_ascii=False))
        else:
            self.tell(outcome, dry_run=dry_run)
        if outcome.errors:
            sentence = ngettext(
                "The file has %(count)s error. Nothing was saved.",
                "The file has %(count)s errors. Nothing was saved.",
                len(outcome.errors),
            )
            raise CommandError(sentence % {"count": len(outcome.errors)}, returncode=FAULTY)

    def tell(self, outcome: Outcome, *, dry_run: bool) -> None:
        if outcome.not_read:
            self.stdout.write(outcome.not_read)
        for change in outcome.changes:
            before = change.before or "–"
            self.stdout.write(f"{change.place}: {change.what}: {before} → {change.after}")
        for fault in outcome.errors:
            self.stdout.write(f"{fault.address}: {fault.message}")
        if outcome.errors:
            return
        if dry_run:
            self.stdout.write(_("A dry run: nothing was saved."))
        if outcome.receipt:
            self.stdout.write(_("Import number %(pk)s.") % {"pk": outcome.receipt.pk})
        self.stdout.write(
            _("New: %(new)s. Changed: %(changed)s. Unchanged: %(unchanged)s.")
            % {
                "new": outcome.new,
                "changed": outcome.changed,
                "unchanged": outcome.unchanged,
            }
        )


def as_contract(outcome: Outcome) -> dict[str, Any]:
    """The answer with the stable keys that others rely on."""
    return {
        "layout": outcome.layout.code,
        "rows": outcome.rows,
        "new": outcome.new,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "moved": outcome.moved,
        "closed": outcome.closed,
        "left_out": outcome.left_out,
        "areas": len(outcome.areas),
        "clusters": len(outcome.clusters),
        "errors": [
            {"row": fault.row, "column": fault.column, "message": fault.message}
            for fault in outcome.errors
        ],
    }
