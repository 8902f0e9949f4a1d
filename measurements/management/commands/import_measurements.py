import json
from pathlib import Path
from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from files.spreadsheets import Limits, Unreadable, read
from imports.diff import RowError
from imports.errors import NotRecognised
from institutions.access import scope_of
from measurements.importing import NeedsReason, Plan, prepare, read_in
from measurements.layouts import LAYOUTS
from measurements.models import Import
from measurements.raw_files import keeping

FAULTY, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = (
        "Read a file of measurements in, as the administration does. The exit code is 0 when all"
        " went well, 1 when the file has errors and nothing was saved, 2 when it cannot be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--layout", default="auto", choices=["auto", *LAYOUTS])
        parser.add_argument("--dry-run", action="store_true", help="check only, save nothing")
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        parser.add_argument(
            "--stop-at-warnings",
            action="store_true",
            help="save nothing either when values look unusual; the exit code is then 1",
        )
        parser.add_argument(
            "--accept-names",
            action="store_true",
            help="find institutions by their names alone where the file has no numbers; without"
            " it nothing is saved of such a file, and the exit code is 1",
        )
        parser.add_argument("--reason", default="", help="why values of a locked round change")
        parser.add_argument("--as", dest="email", help="e-mail address of the administrator")

    def handle(
        self, *args: Any, file: Path, layout: str, dry_run: bool, email: str | None, **options: Any
    ) -> None:
        as_json, stop = options["json"], options["stop_at_warnings"]
        by = self.administrator(email)
        try:
            content = file.read_bytes()
            sheet = read(content, name=file.name, limits=Limits.from_settings())
            if dry_run:
                plan, batch = prepare(sheet, layout=layout), None
            else:
                with keeping(content) as keep:
                    plan, batch = read_in(
                        sheet,
                        layout=layout,
                        accept_warnings=not stop,
                        accept_names=options["accept_names"],
                        by=by,
                        reason=options["reason"],
                    )
                    keep(batch)
        except OSError as error:
            raise CommandError(
                _("The file cannot be opened: %(reason)s") % {"reason": error.strerror},
                returncode=UNREADABLE,
            ) from error
        except NeedsReason as refusal:
            raise CommandError(str(refusal), returncode=FAULTY) from refusal
        except (Unreadable, NotRecognised) as error:
            if as_json:
                self.stdout.write(json.dumps({"layout": None, "errors": [unreadable(error)]}))
            raise CommandError(error.message, returncode=UNREADABLE) from error
        if as_json:
            self.stdout.write(json.dumps(as_contract(plan, batch), ensure_ascii=False))
        else:
            self.tell(plan, batch, dry_run=dry_run)
        if plan.errors:
            sentence = ngettext(
                "The file has %(count)s error. Nothing was saved.",
                "The file has %(count)s errors. Nothing was saved.",
                len(plan.errors),
            )
            raise CommandError(sentence % {"count": len(plan.errors)}, returncode=FAULTY)
        if plan.has_work and plan.name_matches and not (options["accept_names"] or dry_run):
            sentence = ngettext(
                "%(count)s institution was found by its name alone. Nothing was saved. If it is"
                " right, use --accept-names.",
                "%(count)s institutions were found by their names alone. Nothing was saved. If"
                " they are right, use --accept-names.",
                len(plan.name_matches),
            )
            raise CommandError(sentence % {"count": len(plan.name_matches)}, returncode=FAULTY)
        if plan.warnings and stop:
            sentence = ngettext(
                "%(count)s value looks unusual. Nothing was saved.",
                "%(count)s values look unusual. Nothing was saved.",
                len(plan.warnings),
            )
            raise CommandError(sentence % {"count": len(plan.warnings)}, returncode=FAULTY)

    def administrator(self, email: str | None) -> User | None:
        """The person the import is on behalf of."""
        if not email:
            return None
        user = User.objects.filter(email=email).first()
        if user is None or not scope_of(user).edits.everything:
            raise CommandError(
                _("%(email)s is no administrator here.") % {"email": email}, returncode=FAULTY
            )
        return user

    def tell(self, plan: Plan, batch: Import | None, *, dry_run: bool) -> None:
        self.stdout.write(str(plan.layout.title))
        self.stdout.write(
            _(
                "%(rows)s rows: %(new)s new, %(changed)s changed, %(unchanged)s unchanged,"
                " %(not_rated)s without ratings"
            )
            % as_contract(plan, batch)
        )
        for fault in plan.errors:
            self.stderr.write(f"{fault.address}: {fault.message}")
        for warning in plan.warnings:
            self.stderr.write(f"{warning.address}: {warning.message}")
        for match in plan.name_matches:
            about = {"name": match.text, "unit": f"{match.number} {match.unit}".strip()}
            sentence = _("“%(name)s” is taken for %(unit)s.") % about
            self.stderr.write(f"{match.address}: {sentence}")
        for notice in plan.notices:
            self.stdout.write(f"{notice.address}: {notice.message}".removeprefix(": "))
        if batch:
            self.stdout.write(self.style.SUCCESS(_("Saved as import %(pk)s.") % {"pk": batch.pk}))
        elif plan.is_clean and (dry_run or not (plan.warnings or plan.name_matches)):
            self.stdout.write(
                _("Nothing was saved, as you asked.")
                if dry_run
                else _("Everything is there already. Nothing was saved.")
            )


def as_contract(plan: Plan, batch: Import | None) -> dict[str, Any]:
    """The answer that other programs rely on."""
    answer = {
        "layout": plan.layout.code,
        "rows": len(plan.sheet.rows),
        "new": plan.new_count,
        "changed": plan.changed_count,
        "unchanged": plan.unchanged_count,
        "not_rated": plan.not_rated_count,
        "suppressed": plan.suppressed_count,
        "errors": list(map(cell_at_fault, plan.errors)),
        "warnings": list(map(cell_at_fault, plan.warnings)),
        "import_id": batch and batch.pk,
    }
    if plan.name_matches:
        answer["found_by_name"] = [
            {"cell": one.address, "name": one.text, "number": one.number, "institution": one.unit}
            for one in plan.name_matches
        ]
    return answer


def cell_at_fault(fault: RowError) -> dict:
    return {
        "row": fault.row,
        "column": fault.column,
        "cell": fault.address,
        "message": fault.message,
    }


def unreadable(error: Unreadable | NotRecognised) -> dict[str, Any]:
    return {
        "row": None,
        "column": None,
        "cell": getattr(error, "address", "") or None,
        "message": error.message,
    }
