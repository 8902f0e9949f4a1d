"""Taking an import back from the command line: the same for every kind of receipt."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from imports.engine import undo
from imports.errors import ImportRefused
from imports.kinds import FileKind, UndoOutcome
from imports.models import FileImport


class UndoCommand(BaseCommand):
    """Take one import back, all of it or nothing. A subclass says which kind of receipt."""

    receipts: type[FileImport]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", type=int, help="number of the import")

    def handle(self, *args: Any, **options: Any) -> None:
        receipt = self.receipts._default_manager.filter(pk=options["id"]).first()
        if receipt is None:
            raise CommandError(_("There is no import %(pk)s.") % {"pk": options["id"]})
        try:
            outcome = undo(self.kind(options), receipt)
        except ImportRefused as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(self.told(receipt, outcome))
        for name in outcome.kept:
            self.stdout.write(_("Changed since, and kept: %(name)s") % {"name": name})

    def kind(self, options: dict[str, Any]) -> FileKind[Any, Any]:
        raise NotImplementedError

    def told(self, receipt: FileImport, outcome: UndoOutcome) -> str:
        return _("%(file)s: %(deleted)s deleted, %(restored)s as they were before") % {
            "file": receipt.file_name,
            "deleted": outcome.deleted,
            "restored": outcome.restored,
        }
