"""Spreadsheets as municipalities write them, made in code, with what they say.

A case is a function that makes the file, under `mess`, which tells what must be stored of it, or
that it must be refused. Cases stand in modules by what they are about; `all_cases` has them all.
"""

import importlib
import pkgutil

from tests.messy.case import CASES, Mess


def all_cases() -> dict[str, Mess]:
    """Every case, by its name."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return CASES
