from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from imports.errors import ImportRefused
from institutions.importing import undo
from institutions.models import InstitutionImport


class Command(BaseCommand):
    help = (
        "Take one import of institutions back, all of it or nothing. What was corrected by hand"
        " since is left, and named."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", type=int, help="number of the import")

    def handle(self, *args: Any, **options: Any) -> None:
        imported = InstitutionImport.objects.filter(pk=options["id"]).first()
        if imported is None:
            raise CommandError(_("There is no import %(pk)s.") % {"pk": options["id"]})
        try:
            undoing = undo(imported)
        except ImportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("%(file)s has been undone.") % {"file": imported.file_name})
        for kept in undoing.kept:
            self.stdout.write(_("Changed by hand since, and kept: %(name)s") % {"name": kept})
