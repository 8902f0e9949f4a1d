import json
from pathlib import Path
from typing import Any, NoReturn

from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import User
from files.word import Unreadable, read
from institutions.access import scope_of
from institutions.models import Institution
from strategy.word_form.importing import Plan, PlannedGoal, State
from strategy.word_form.reading import NotTheForm

FAULTY, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = (
        "Read the municipality's form for local goals (.docx) into drafts. Nothing that has been"
        " sent is changed, and a form read in twice makes no goal twice. The exit code is 2 when"
        " the file is no such form."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="read only, save nothing")
        parser.add_argument("--json", action="store_true", dest="as_json", help="answer as JSON")
        parser.add_argument("--as", dest="email", help="e-mail address of the person who writes")

    def handle(
        self,
        *args: Any,
        file: Path,
        dry_run: bool,
        as_json: bool,
        email: str | None,
        **options: Any,
    ) -> None:
        by = _writer(email)
        writable = Institution.objects.editable_by(by) if by else None
        try:
            document = read(file.read_bytes(), name=file.name)
            plan = Plan.of(document, writable=writable)
        except OSError as error:
            reason = _("The file cannot be opened: %(reason)s") % {"reason": error.strerror}
            self._refuse(reason, as_json=as_json)
        except (Unreadable, NotTheForm) as error:
            self._refuse(error.message, as_json=as_json)
        if not dry_run:
            plan.write(by=by)
        if as_json:
            self._answer(as_contract(plan))
        else:
            self._tell(plan, dry_run=dry_run)

    def _refuse(self, sentence: str, *, as_json: bool) -> NoReturn:
        if as_json:
            self._answer({"goals": [], "not_understood": [sentence]})
        raise CommandError(sentence, returncode=UNREADABLE)

    def _answer(self, answer: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _tell(self, plan: Plan, *, dry_run: bool) -> None:
        for goal in plan.goals:
            self.stdout.write(f"{goal.row.goal or '–'} · {goal.name}: {goal.row.text}")
        for sentence in plan.not_understood:
            self.stderr.write(sentence)
        self.stdout.write(
            _("%(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(refused)s not read in")
            % {state.value: plan.count(state) for state in State}
        )
        if dry_run:
            self.stdout.write(_("Nothing was saved, as you asked."))


def as_contract(plan: Plan) -> dict[str, Any]:
    """The answer that other programs rely on."""
    return {
        "goals": list(map(_goal, plan.goals)),
        "not_understood": list(plan.not_understood),
    }


def _goal(planned: PlannedGoal) -> dict[str, Any]:
    row = planned.row
    return {
        "goal": row.goal,
        "institution": planned.name,
        "text": row.text,
        "efforts": list(row.efforts),
        "how_and_when": row.how_and_when,
    }


def _writer(email: str | None) -> User | None:
    """The person on whose behalf the form is read in."""
    if not email:
        return None
    user = User.objects.filter(email=email).first()
    if user is None or not scope_of(user).edits:
        raise CommandError(
            _("%(email)s writes no local goals here.") % {"email": email}, returncode=FAULTY
        )
    return user
