"""What the command line asks of a file and is told: answers in a file, questions in JSON."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from config.privacy import CPR_FOUND, looks_like_cpr
from imports.arranging.questions import SHAPE, Arranged, FileQuestion, LeftOut
from imports.errors import ImportRefused
from imports.kinds import FileKind


class WrongAnswer(ImportRefused):
    """An answer that cannot be one, or a file of answers that is none."""


def read_answers(path: Path | None) -> dict[str, str]:
    """The answers by the id of their question. Raises `WrongAnswer`."""
    if path is None:
        return {}
    try:
        told = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise WrongAnswer(
            _("The file of answers cannot be opened: %(reason)s") % {"reason": error.strerror}
        ) from error
    except ValueError as error:
        raise WrongAnswer(_("The file of answers is no JSON.")) from error
    if not isinstance(told, dict) or not all(map(_is_answer, told.values())):
        raise WrongAnswer(_("The file of answers must hold a text for the id of each question."))
    answers = {id_: str(answer) for id_, answer in told.items()}
    if any(map(looks_like_cpr, answers.values())):
        raise WrongAnswer(str(CPR_FOUND))
    return answers


def _is_answer(told: Any) -> bool:
    return isinstance(told, str | int) and not isinstance(told, bool)


def still_open(
    questions: Iterable[FileQuestion], answers: Mapping[str, str]
) -> tuple[FileQuestion, ...]:
    """Those that nobody has answered. A proposal is no answer.

    Raises `WrongAnswer` for an answer that is none of those to choose from.
    """
    waiting = []
    for question in questions:
        answer = answers.get(question.id)
        if answer is None:
            waiting.append(question)
        elif not question.takes_text and answer not in (one.value for one in question.choices):
            raise WrongAnswer(
                _("“%(answer)s” is no answer to “%(question)s”. Choose one of these: %(choices)s.")
                % {
                    "answer": answer,
                    "question": question.id,
                    "choices": ", ".join(one.value for one in question.choices),
                }
            )
    return tuple(waiting)


def of_shape_only(arranged: Arranged | None) -> tuple[FileQuestion, ...]:
    """What is asked before the file is compared with anything."""
    return tuple(one for one in arranged.questions if one.kind in SHAPE) if arranged else ()


def lines_of(question: FileQuestion) -> list[str]:
    """A question as it is told in a terminal."""
    lines = [f"{question.id}: {question.text}"]
    for choice in question.choices:
        mark = "*" if choice.value == question.proposed else "-"
        why = f" ({choice.why})" if choice.why else ""
        label = "" if choice.label == choice.value else f": {choice.label}"
        lines.append(f"  {mark} {choice.value}{label}{why}")
    return lines


def understood(
    kind: FileKind[Any, Any], source: Any, diff: Any, waiting: Iterable[FileQuestion]
) -> dict[str, Any]:
    """How the file was read and what is asked of it, with keys that other programs rely on."""
    arranged = kind.arranged(source)
    return {
        "sheet": _sheet_name(source, arranged),
        "header_row": arranged.header_row if arranged else getattr(source, "header_row", None),
        "columns": _columns(kind, source, diff, arranged),
        "left_out": [_left_out(one) for one in (arranged.left_out if arranged else ())],
        "questions": [_question(one) for one in waiting],
    }


def _sheet_name(source: Any, arranged: Arranged | None) -> str | None:
    if arranged is not None:
        return arranged.sheet.sheet_name if arranged.sheet else None
    name: str | None = getattr(source, "sheet_name", None)
    return name


def _columns(
    kind: FileKind[Any, Any], source: Any, diff: Any, arranged: Arranged | None
) -> list[dict[str, str]]:
    if arranged is not None:
        return [
            {"heading": one.heading, "meaning": one.meaning, "confidence": one.confidence}
            for one in arranged.columns
        ]
    meanings = kind.meanings(source, diff) if diff is not None else {}
    return [
        {
            "heading": heading,
            "meaning": meanings.get(index, ""),
            "confidence": "sure" if index in meanings else "skip",
        }
        for index, heading in enumerate(getattr(source, "headers", ()))
        if heading
    ]


def _left_out(one: LeftOut) -> dict[str, Any]:
    told: dict[str, Any] = {"row": one.row, "why": one.why}
    return told | {"sheet": one.sheet} if one.sheet else told


def _question(one: FileQuestion) -> dict[str, Any]:
    return {
        "id": one.id,
        "text": one.text,
        "choices": [choice.value for choice in one.choices],
        "labels": [choice.label for choice in one.choices],
        "proposed": one.proposed,
        "takes_text": one.takes_text,
        "count": one.count,
        "cells": list(one.cells),
    }
