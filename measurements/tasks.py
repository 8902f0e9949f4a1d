"""Large files, read beside the pages by `manage.py db_worker`.

Each task works on one attempt at one `ImportUnderWay`, and leaves it to the person again with a
stage and, where something went wrong, a sentence. What an import writes, its receipt and the stage
"done" are one transaction: a task killed in the middle leaves everything as it was.
"""

import time
from collections.abc import Callable, Container
from typing import TypeVar

from django.conf import settings
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import User
from files.spreadsheets import Limits, Sheet, Unreadable, read
from imports.engine import commit
from imports.errors import Busy, FileGone, ImportRefused, NotRecognised
from imports.kinds import ImportChoices
from imports.marked_files import with_errors_marked
from imports.pages import NEVER_SHOWN
from imports.tickets import FOLDER, Upload
from imports.turns import in_turn
from measurements.announcing import announce
from measurements.importing import MeasurementFile, prepare
from measurements.importing.kind import NAMES, REMEMBER, WARNINGS
from measurements.layouts import Recognised
from measurements.models import ImportUnderWay
from measurements.news import ImportNews, StoppedByUser, told
from measurements.previews import Preview

T = TypeVar("T")

#: So often, and so many seconds apart, a task tries again while another import is under way.
TRIES, SECONDS_BETWEEN_TRIES = 60, 2.0

Stage = ImportUnderWay.Stage


def is_large(sheet: Sheet) -> bool:
    """Whether a file is read beside the pages rather than while somebody waits."""
    most: int = settings.IMPORT_BACKGROUND_ROWS
    return len(sheet.rows) > most


@transaction.atomic
def receive(content: bytes, sheet: Sheet, recognised: Recognised, *, user: User) -> ImportUnderWay:
    """Keep a large file, and have it read and checked."""
    ImportUnderWay.objects.over().delete()
    upload = Upload.keep(content, name=sheet.name, user=user)
    return again(upload, sheet.size, len(sheet.rows), recognised.layout.code, user=user)


@transaction.atomic
def again(upload: Upload, size: int, rows: int, layout: str, *, user: User) -> ImportUnderWay:
    """Have a kept file read and checked, maybe in another layout than before."""
    one = ImportUnderWay.objects.create(
        key=upload.key,
        file_name=upload.name,
        size=size,
        row_count=rows,
        layout=layout,
        user=user,
        language=translation.get_language() or settings.LANGUAGE_CODE,
    )
    check.enqueue(one.pk, one.attempt)
    return one


@transaction.atomic
def confirm(one: ImportUnderWay, *, accepted: Container[str], reason: str) -> None:
    """Have a file read in whose preview somebody agreed to. accepted: what they ticked."""
    one.stage = Stage.CONFIRMED
    one.confirmed_at, one.reason = timezone.now(), reason
    one.is_accepted = "accept" in accepted
    one.are_names_accepted = "accept_names" in accepted
    one.are_names_remembered = "remember_names" in accepted
    _enqueue(one)


@transaction.atomic
def restart(one: ImportUnderWay) -> None:
    """Begin the step again that a dead process left, or that was stopped before it was done."""
    if one.stage == Stage.STOPPED or one.stage == Stage.CHECKED:
        one.stage = Stage.RECEIVED
    _enqueue(one)


def stop_waiting(one: ImportUnderWay) -> None:
    """Stop a file that no living task reads; one that does is asked by `news.stop`."""
    news = ImportNews.of(one)
    if news is None or news.is_old(now=timezone.now()):
        _mine(one).update(stage=Stage.STOPPED, sentence=_("You stopped it. Nothing was saved."))


def _enqueue(one: ImportUnderWay) -> None:
    one.attempt += 1
    one.queued_at, one.sentence = timezone.now(), ""
    one.save()
    (check if one.stage == Stage.RECEIVED else carry_out).enqueue(one.pk, one.attempt)


@task
def check(pk: int, attempt: int) -> None:
    """Read a file and keep what its preview shows."""
    _work(pk, attempt, Stage.RECEIVED, _check)


@task
def carry_out(pk: int, attempt: int) -> None:
    """Read a file in whose preview was confirmed."""
    _work(pk, attempt, Stage.CONFIRMED, _carry_out)


def _work(pk: int, attempt: int, stage: str, step: Callable[[ImportUnderWay], None]) -> None:
    """One step of one attempt, and word to the person that it is their turn again."""
    one = ImportUnderWay.objects.filter(pk=pk, attempt=attempt, stage=stage).first()
    if one is None:  # another attempt has taken over
        return
    with translation.override(one.language):
        try:
            _try(one, step)
        except StoppedByUser:  # and need not be told
            _leave(one, Stage.STOPPED, _("You stopped it. Nothing was saved."))
        except Exception:
            announce(pk, attempt)
            raise
        else:
            announce(pk, attempt)


def _try(one: ImportUnderWay, step: Callable[[ImportUnderWay], None]) -> None:
    """The step, told of as it goes; whatever goes wrong with it becomes a sentence."""
    try:
        with told(one):
            step(one)
    except StoppedByUser:
        raise
    except FileGone:
        sentence = _("The file is no longer kept here. Choose it once more.")
        _leave(one, Stage.STOPPED, sentence)
    except (Unreadable, NotRecognised) as error:
        _leave(one, Stage.STOPPED, error.message)
    except ImportRefused as refusal:
        _leave(one, Stage.CHECKED, str(refusal))
    except Exception:
        sentence = _("Something went wrong with us. Nothing was saved. Try again.")
        _leave(one, Stage.STOPPED, sentence)
        raise


def _check(one: ImportUnderWay) -> None:
    sheet = read(upload_of(one).read(), name=one.file_name, limits=Limits.from_settings())
    plan = prepare(sheet, layout=one.layout)
    preview = Preview.of(plan, by=str(one.user), at=one.received_at)
    if plan.errors:
        # A file as large as this is csv: workbooks have a lower limit.
        default_storage.save(
            f"{FOLDER}/{faults_name(one)}",
            ContentFile(with_errors_marked(plan.sheet, plan.errors).content),
        )

    found = {
        "preview": preview.as_json(),
        "checked_at": timezone.now(),
        "layout": plan.layout.code,
        "fingerprint": plan.fingerprint if plan.is_clean else "",
        "stage": Stage.CHECKED,
    }
    _patiently(lambda: _mine(one).update(**found))


def _carry_out(one: ImportUnderWay) -> None:
    upload = upload_of(one)
    accepted = {
        WARNINGS: one.is_accepted,
        NAMES: one.are_names_accepted,
        REMEMBER: one.are_names_remembered,
    }
    ticked = frozenset(name for name, is_ticked in accepted.items() if is_ticked)
    kind = MeasurementFile(by=one.user, choices=ImportChoices(one.layout, ticked, one.reason))
    sheet = kind.open(upload.read(), one.file_name)

    def write() -> None:
        with transaction.atomic():
            committed = commit(kind, sheet, expected=one.fingerprint or NEVER_SHOWN)
            if committed.unanswered:
                raise ImportRefused(committed.unanswered)
            batch = committed.receipt
            if batch:
                LogEntry.objects.log_actions(
                    one.user_id, [batch], ADDITION, [{"added": {}}], single_object=True
                )
            if not _mine(one).update(batch=batch, stage=Stage.DONE, preview=None):
                raise StoppedByUser  # another attempt has taken over

    _patiently(write)
    upload.forget()


def upload_of(one: ImportUnderWay) -> Upload:
    """The kept file."""
    return Upload(one.key, one.file_name, one.user_id, one.layout, one.fingerprint)


def faults_name(one: ImportUnderWay) -> str:
    """What the file is called in which the errors of this attempt are marked."""
    return f"{one.key}.{one.attempt}.csv"


def _leave(one: ImportUnderWay, stage: str, sentence: str) -> None:
    """To the person again, unless another attempt has taken over."""
    _patiently(lambda: _mine(one).update(stage=stage, sentence=sentence))


def _mine(one: ImportUnderWay) -> QuerySet[ImportUnderWay]:
    """The row, as long as no other attempt has taken over and nobody has stopped this one."""
    return ImportUnderWay.objects.filter(pk=one.pk, attempt=one.attempt, stage=one.stage)


def _patiently(act: Callable[[], T]) -> T:
    """Nobody waits for a task, so it waits for other imports."""
    for _try in range(TRIES):
        try:
            with in_turn():
                return act()
        except Busy:
            time.sleep(SECONDS_BETWEEN_TRIES)
    with in_turn():
        return act()
