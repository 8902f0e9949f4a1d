from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from imports.errors import ImportRefused
from measurements.importing import undo
from measurements.models import Import


class Command(BaseCommand):
    help = (
        "Take one import back, all of it. What a later import has changed since is left, and named."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", type=int, help="number of the import")
        parser.add_argument("--reason", default="", help="why values of a locked round change")

    def handle(self, *args: Any, **options: Any) -> None:
        batch = Import.objects.filter(pk=options["id"]).first()
        if batch is None:
            raise CommandError(_("There is no import %(pk)s.") % {"pk": options["id"]})
        try:
            undone = undo(batch, reason=options["reason"])
        except ImportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            _("%(file)s: %(deleted)s deleted, %(restored)s as they were before")
            % {"file": batch.file_name, "deleted": undone.deleted, "restored": undone.restored}
        )
        for name in undone.kept:
            self.stdout.write(
                _("Changed since by a later import, and kept: %(name)s") % {"name": name}
            )
