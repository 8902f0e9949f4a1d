"""The pages that ask about a file before it is read in: about its columns, then about its cells."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.models import User
from imports import engine
from imports.answering import Given, cells_of, given_in
from imports.arranging.arranged_sheet import numbers_of
from imports.arranging.causes import LEAVE_OUT
from imports.arranging.questions import Arranged, FileQuestion, LeftOut, left_out_of
from imports.causes import Cause, in_order
from imports.cpr import refuse_cpr_in
from imports.errors import NotRecognised
from imports.file_tables import FileTable, column_of
from imports.kinds import FileKind, ImportChoices
from imports.mendable import corrected_in, mendable_in, with_cells
from imports.models import LearnedAnswer
from imports.previews import errors_part
from imports.promises import ImportPromise
from imports.remembering import Memory, remember, sender_of_source
from imports.said import SaidOfFile, of_shape
from imports.tickets import Upload
from imports.under_way import FileUnderWay

#: Which page answers come from; pressed: back to the columns; forget what is remembered.
STEP, COLUMNS, CELLS, BACK, FORGET = "step", "columns", "cells", "tilbage", "glem"


class AsksAboutFiles:
    """For the pages of a kind of file: what is not sure is asked, and nothing is guessed."""

    columns_template: ClassVar[str] = "imports/columns.html"
    request: HttpRequest
    #: What was asked of the cells of the file whose answers were sent.
    asked_of_cells: tuple[FileQuestion, ...] = ()

    # --- What the pages it is part of say ---------------------------------------------------------

    def kind(self, choices: ImportChoices | None = None) -> FileKind[Any, Any]:
        raise NotImplementedError

    def page(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        raise NotImplementedError

    @property
    def person(self) -> User:
        raise NotImplementedError

    # --- What was answered ------------------------------------------------------------------------

    def first_look(
        self, layout: str, said: SaidOfFile, content: bytes, name: str
    ) -> tuple[FileKind[Any, Any], Any]:
        """The file with every answer but those by which errors vanish: they are asked again.

        What the file itself asks of its cells is answered; it goes on asking.
        """
        kind = self.kind(ImportChoices(layout, answers=said.of_shape))
        source = kind.open(content, name)
        arranged = kind.arranged(source)
        asked = {one.id for one in arranged.questions} if arranged else set()
        more = {id_: text for id_, text in said.answers.items() if id_ in asked - {*said.of_shape}}
        if not more:
            return kind, source
        kind = self.kind(ImportChoices(layout, answers={**said.of_shape, **more}))
        return kind, kind.open(content, name)

    def said(self, upload: Upload, content: bytes) -> SaidOfFile:
        """What had been said when the page was shown, with what was sent from it."""
        told, said = self.request.POST, SaidOfFile.on(upload)
        if told.get(STEP) not in (COLUMNS, CELLS):
            return said
        kind, source = self.first_look(upload.layout, said, content, upload.name)
        if told[STEP] == COLUMNS:
            return self._with_columns(said, kind.arranged(source))
        diff = engine.preview(kind, source)
        self.asked_of_cells = with_cells(kind.questions(source, diff), source, diff)
        cells = mendable_in(source, diff.errors)
        # beside the answer for all of a cause an empty field says nothing
        cells |= dict.fromkeys(cells_of(self.asked_of_cells), "")
        given = given_in(told, self.asked_of_cells, cells=cells, answered=said.answers)
        return self._taken(said, given)

    def _taken(self, said: SaidOfFile, given: Given) -> SaidOfFile:
        """Who goes back, or forgets something, has not answered wrongly."""
        if BACK in self.request.POST or FORGET in self.request.POST:
            given.wrong = {}
        return said.with_given(given)

    def _with_columns(self, said: SaidOfFile, arranged: Arranged | None) -> SaidOfFile:
        rows = {one.row for one in arranged.left_out} if arranged else set()
        rows |= {int(id_[4:]) for id_ in said.answers if id_.startswith("row:")}
        asked = of_shape(arranged)
        given = given_in(self.request.POST, asked, rows=rows, answered=said.answers)
        if "husk" not in self.request.POST:
            given.unremembered = [*given.answers]
        else:
            given.unremembered = []
        return self._taken(said.without_rows(), given)

    def forget_remembered(self, kind: FileKind[Any, Any]) -> None:
        """A memory that was pressed away on the page of columns."""
        pk = self.request.POST.get(FORGET, "")
        if pk.isdecimal() and len(pk) < 10:
            known = LearnedAnswer.objects.filter(pk=pk, kind=kind.code).first()
            if known:
                known.delete()
                messages.success(self.request, _("It is forgotten: %(what)s.") % {"what": known})

    # --- The page of columns ----------------------------------------------------------------------

    def memory(self, kind: FileKind[Any, Any], source: Any) -> Memory:
        return Memory.of(kind.code, sender_of_source(kind, source), person=self.person)

    def asks_about_columns(self, kind: FileKind[Any, Any], source: Any, said: SaidOfFile) -> bool:
        """Whether somebody has to look at the columns first, or wants to once more."""
        questions = of_shape(kind.arranged(source))
        if BACK in self.request.POST or FORGET in self.request.POST:
            return bool(questions)
        return said.leaves_open(questions)

    def columns_page(
        self, kind: FileKind[Any, Any], source: Any, content: bytes, name: str, said: SaidOfFile
    ) -> HttpResponse:
        """The file as a table with our reading above it. It is kept, unless it tells of persons."""
        arranged = kind.arranged(source)
        if arranged is None:
            raise NotRecognised(_("The file asks nothing of anybody."))
        if arranged.sheet is not None:
            refuse_cpr_in(arranged.sheet, numbers=numbers_of(source))
        memory = self.memory(kind, source)
        questions = memory.proposed(of_shape(arranged))
        causes = [self._cause(one, said) for one in questions]
        columns = [one for one in causes if column_of(one.question, arranged)]
        upload = Upload.keep(
            content,
            name=name,
            user=self.person,
            layout=kind.choices.layout,
            answers=said.answers,
            unremembered=said.unremembered,
        )
        context = {
            "name": name,
            "arranged": arranged,
            "table": FileTable.of(arranged, columns, said.answers),
            "causes": in_order(one for one in causes if one not in columns),
            "in_doubt": [one for one in causes if one.is_in_doubt],
            "missing": [one for one in causes if one.wrong],
            "used": memory.used(questions),
            "upload": upload,
            "step": COLUMNS,
        } | self.columns_context(source, arranged)
        return self.page(self.columns_template, context, status=422 if said.wrong else 200)

    def columns_context(self, source: Any, arranged: Arranged) -> dict[str, Any]:
        """What the page of columns of a kind of file takes besides."""
        return {}

    def columns_again(
        self, upload: Upload, content: bytes, said: SaidOfFile, *, sentence: str
    ) -> HttpResponse | None:
        """The page of columns, where their answers make no file that we know; None without one."""
        messages.error(self.request, sentence)
        kind, source = self.first_look(upload.layout, said, content, upload.name)
        if not of_shape(kind.arranged(source)):
            return None
        return self.columns_page(kind, source, content, upload.name, said)

    def _cause(self, question: FileQuestion, said: SaidOfFile) -> Cause:
        return Cause.of(
            question,
            answers=said.answers,
            decided=said.decided,
            unremembered=said.unremembered,
            wrong=said.wrong,
        )

    # --- What the page of cells takes -------------------------------------------------------------

    def asked(self, kind: FileKind[Any, Any], source: Any, diff: Any) -> tuple[FileQuestion, ...]:
        """What is asked of its cells, with what is remembered proposed."""
        questions = with_cells(kind.questions(source, diff), source, diff)
        return self.memory(kind, source).proposed(questions) if questions else ()

    def questions_context(
        self,
        kind: FileKind[Any, Any],
        source: Any,
        diff: Any,
        asked: Sequence[FileQuestion],
        said: SaidOfFile,
    ) -> dict[str, Any]:
        """The causes, the errors that are none, and the promise: all with the answers so far."""
        causes = in_order(self._cause(one, said) for one in asked)
        # what is wrong after an answer is told beside it
        told = {*cells_of(one.question for one in causes if one.is_open or one.is_ours)}
        mendable = {} if diff.has_cpr else mendable_in(source, diff.errors)
        alone = [error for error in diff.errors if error.address not in told]
        left_out: Iterable[LeftOut] = left_out_of(source)
        return {
            "causes": causes,
            "cells_asked": sum(one.question.count for one in causes),
            "asks_whom": any(choice.value == LEAVE_OUT for one in asked for choice in one.choices),
            "asks": bool(causes or mendable or said.is_about_cells),
            "alone": errors_part(alone) if causes else None,
            "missing": [one for one in causes if one.wrong],
            "wrong_cells": said.wrong_cells,
            "mendable": mendable.keys() - told,
            "corrected": corrected_in(source),
            "left_out": tuple(left_out),
            "promise": ImportPromise.of(
                diff,
                causes,
                left_out=tuple(left_out),
                can_be_undone=kind.can_be_undone,
                remembered=sum(one.is_to_remember for one in causes),
            ),
            "has_columns": bool(of_shape(kind.arranged(source))),
            "step": CELLS,
        }

    def questions_of(self, one: FileUnderWay) -> tuple[FileQuestion, ...]:
        """What is asked of the cells of a large file that was checked beside the pages."""
        kept = (one.preview or {}).get("questions", ())
        asked = tuple(FileQuestion.of_json(question) for question in kept)
        memory = Memory.of(one.kind().code, "", person=self.person)
        return memory.proposed(asked)

    def questions_context_of(self, one: FileUnderWay) -> dict[str, Any]:
        """The same for the page of a large file. What was answered before is not asked again."""
        causes = in_order(
            self._cause(question, SaidOfFile()) for question in self.questions_of(one)
        )
        errors = (one.preview or {}).get("errors", {"rows": []})
        told = {*cells_of(cause.question for cause in causes)}
        alone = [error for error in errors["rows"] if error["address"] not in told]
        return {
            "causes": causes,
            "alone": {**errors, "rows": alone} if causes else None,
            "cells_asked": sum(cause.question.count for cause in causes),
            "asks": bool(causes),
            "step": CELLS,
        }

    # --- When it has been read in -----------------------------------------------------------------

    def learn(self, kind: FileKind[Any, Any], source: Any, said: SaidOfFile) -> None:
        """Remember what was answered, but for what holds for this file only."""
        asked = (*of_shape(kind.arranged(source)), *self.asked_of_cells)
        remember(
            [one for one in asked if one.id not in said.unremembered],
            said.answers,
            kind=kind.code,
            sender=sender_of_source(kind, source),
            file=(source.name, source.sha256),
            by=self.person,
        )
