"""Large files, read beside the pages by `manage.py work`.

Each task works on one attempt at one `FileUnderWay` of some kind, and leaves it to the person again
with a stage and, where something went wrong, a sentence. What an import writes, its receipt and the
stage "done" are one transaction: a task killed in the middle leaves everything as it was.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import User
from config.storage import rows_with_files
from files.spreadsheets import Sheet, Unreadable
from imports.announcing import announce
from imports.answering import Given
from imports.arranging.questions import FileQuestion
from imports.engine import commit, preview
from imports.errors import Busy, FileGone, ImportRefused, NotRecognised
from imports.kinds import FileKind
from imports.marked_files import with_errors_marked
from imports.news import ImportNews, StoppedByUser, told
from imports.noting import note_read_in
from imports.pages import NEVER_SHOWN
from imports.remembering import remember, sender_of_source
from imports.said import SaidOfFile, of_shape
from imports.tickets import FOLDER, KEPT_FOR, Upload
from imports.turns import in_turn
from imports.under_way import FileUnderWay

T = TypeVar("T")
Row = TypeVar("Row", bound=FileUnderWay)

#: So many questions about the cells of a large file are asked at a time.
MOST_ASKED = 50
#: So often, and so many seconds apart, a task tries again while another import is under way.
TRIES, SECONDS_BETWEEN_TRIES = 60, 2.0

Stage = FileUnderWay.Stage
#: What the preview of a diff shows, as JSON, by the code of the kind of file.
_previews: dict[str, Callable[[Any, Any], dict[str, Any]]] = {}


def read_beside(code: str, kept_preview: Callable[[Any, Any], dict[str, Any]]) -> None:
    """Let large files of a kind be read beside the pages; said in the AppConfig of its app.

    kept_preview: what the preview of a diff shows of a file under way, until somebody looks at it.
    """
    _previews[code] = kept_preview


def is_large(sheet: Sheet) -> bool:
    """Whether a file is read beside the pages rather than while somebody waits."""
    most: int = settings.IMPORT_BACKGROUND_ROWS
    return len(sheet.rows) > most


@transaction.atomic
def receive(
    model: type[Row],
    content: bytes,
    sheet: Sheet,
    *,
    layout: str,
    user: User,
    said: SaidOfFile | None = None,
) -> Row:
    """Keep a large file, and have it read and checked. said: of it before."""
    said = said or SaidOfFile()
    model._default_manager.filter(received_at__lt=timezone.now() - KEPT_FOR).delete()
    upload = Upload.keep(content, name=sheet.name, user=user)
    one = model._default_manager.create(
        key=upload.key,
        file_name=upload.name,
        size=sheet.size,
        row_count=len(sheet.rows),
        layout=layout,
        user=user,
        language=translation.get_language() or settings.LANGUAGE_CODE,
        answers=dict(said.answers),
        unremembered=list(said.unremembered),
    )
    check.enqueue(_name(one), one.pk, one.attempt)
    return one


@transaction.atomic
def confirm(one: FileUnderWay, *, accepted: Iterable[str], reason: str) -> None:
    """Have a file read in whose preview somebody agreed to. accepted: what they ticked."""
    one.stage = Stage.CONFIRMED
    one.confirmed_at = timezone.now()
    one.accept(frozenset(accepted), reason)
    _enqueue(one)


@transaction.atomic
def answer(one: FileUnderWay, given: Given, questions: Iterable[FileQuestion]) -> None:
    """Have a file checked once more, with what was answered about its cells."""
    one.answers = {**one.answers, **given.answers}
    one.asked += [asked.as_json() for asked in questions if asked.id in given.answers]
    one.unremembered += given.unremembered
    restart(one)


@transaction.atomic
def restart(one: FileUnderWay) -> None:
    """Begin the step again that a dead process left, or that was stopped before it was done."""
    if one.stage == Stage.STOPPED or one.stage == Stage.CHECKED:
        one.stage = Stage.RECEIVED
    _enqueue(one)


def stop_waiting(one: FileUnderWay) -> None:
    """Stop a file that no living task reads; one that does is asked by `news.stop`."""
    news = ImportNews.of(one)
    if news is None or news.is_old(now=timezone.now()):
        _mine(one).update(stage=Stage.STOPPED, sentence=_("You stopped it. Nothing was saved."))


@transaction.atomic
def give_up(model: type[Row], upload: Upload) -> None:
    """Keep a file no longer that goes on in another upload; what was under way with it ends."""
    rows = model._default_manager.filter(key=upload.key, user=upload.user)
    rows.exclude(stage=Stage.DONE).delete()
    transaction.on_commit(upload.forget)


def _enqueue(one: FileUnderWay) -> None:
    one.attempt += 1
    one.queued_at, one.sentence = timezone.now(), ""
    one.save()
    step = check if one.stage == Stage.RECEIVED else commit_file
    step.enqueue(_name(one), one.pk, one.attempt)


@task
def check(model: str, pk: int, attempt: int) -> None:
    """Read a file and keep what its preview shows."""
    _work(model, pk, attempt, Stage.RECEIVED, _check)


@task
def commit_file(model: str, pk: int, attempt: int) -> None:
    """Read a file in whose preview was confirmed."""
    _work(model, pk, attempt, Stage.CONFIRMED, _commit)


def _work(
    model: str, pk: int, attempt: int, stage: str, step: Callable[[FileUnderWay], None]
) -> None:
    """One step of one attempt, and word to the person that it is their turn again."""
    rows: type[FileUnderWay] = apps.get_model(model)
    one = rows._default_manager.filter(pk=pk, attempt=attempt, stage=stage).first()
    if one is None:  # another attempt has taken over
        return
    with translation.override(one.language):
        try:
            _try(one, step)
        except StoppedByUser:  # and need not be told
            _leave(one, Stage.STOPPED, _("You stopped it. Nothing was saved."))
        except Exception:
            announce(rows, pk, attempt)
            raise
        else:
            announce(rows, pk, attempt)


def _try(one: FileUnderWay, step: Callable[[FileUnderWay], None]) -> None:
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


def _check(one: FileUnderWay) -> None:
    kind = one.kind()
    source = kind.open(upload_of(one).read(), one.file_name)
    diff = preview(kind, source)
    asked = [] if diff.has_cpr else kind.questions(source, diff)
    kept = _previews[kind.code](diff, one)
    kept["questions"] = [question.as_json() for question in asked[:MOST_ASKED]]
    if diff.errors:
        # A file as large as this is csv: workbooks have a lower limit.
        marked = with_errors_marked(diff.sheet, diff.errors)
        default_storage.save(f"{FOLDER}/{faults_name(one)}", ContentFile(marked.content))
    found = {
        "preview": kept,
        "checked_at": timezone.now(),
        "layout": diff.layout.code,
        "fingerprint": diff.fingerprint if diff.is_clean else "",
        "stage": Stage.CHECKED,
    }
    _patiently(lambda: _mine(one).update(**found))


def _commit(one: FileUnderWay) -> None:
    upload = upload_of(one)
    kind = one.kind()
    sheet = kind.open(upload.read(), one.file_name)

    def write() -> None:
        with rows_with_files():
            committed = commit(kind, sheet, expected=one.fingerprint or NEVER_SHOWN)
            if committed.unanswered:
                raise ImportRefused(committed.unanswered)
            batch = committed.receipt
            if batch:
                note_read_in(one.user_id, batch)
            if not _mine(one).update(batch=batch, stage=Stage.DONE, preview=None):
                raise StoppedByUser  # another attempt has taken over

    _patiently(write)
    upload.forget()
    if one.answers:
        _learn(one, kind, sheet)


def _learn(one: FileUnderWay, kind: FileKind[Any, Any], source: Any) -> None:
    """Remember what was answered, but for what holds for this file only."""
    asked = (*of_shape(kind.arranged(source)), *map(FileQuestion.of_json, one.asked))
    remember(
        [question for question in asked if question.id not in one.unremembered],
        one.answers,
        kind=kind.code,
        sender=sender_of_source(kind, source),
        file=(source.name, source.sha256),
        by=one.user,
    )


def upload_of(one: FileUnderWay) -> Upload:
    """The kept file."""
    return Upload(one.key, one.file_name, one.user_id, one.layout, one.fingerprint, one.answers)


def faults_name(one: FileUnderWay) -> str:
    """What the file is called in which the errors of this attempt are marked."""
    return f"{one.key}.{one.attempt}.csv"


def _name(one: FileUnderWay) -> str:
    """What the model is called, in every process."""
    return one._meta.label_lower


def _leave(one: FileUnderWay, stage: str, sentence: str) -> None:
    """To the person again, unless another attempt has taken over."""
    _patiently(lambda: _mine(one).update(stage=stage, sentence=sentence))


def _mine(one: FileUnderWay) -> QuerySet[Any]:
    """The row, as long as no other attempt has taken over and nobody has stopped this one."""
    rows = type(one)._default_manager
    return rows.filter(pk=one.pk, attempt=one.attempt, stage=one.stage)


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
