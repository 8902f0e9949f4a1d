"""Taking a file back on a page: what would be lost is told first, and asked about."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from config.asking import Crumb, ask, is_sure
from imports import engine
from imports.errors import ImportRefused
from imports.kinds import FileKind

#: So many names are told; the rest are counted, or left out.
NAMED = 20


def undo_page(
    request: HttpRequest,
    kind: FileKind[Any, Any],
    receipt: Any,
    *,
    back: str,
    lost: Callable[[], Iterable[str]],
    obstacles: Callable[[], Sequence[str]] = tuple,
    kept: Callable[[Sequence[str]], str] = "; ".join,
    crumbs: Iterable[Crumb] = (),
    done: Callable[[], None] = lambda: None,
) -> HttpResponse:
    """Ask, and with a yes take the import back.

    lost: what goes, returns and stays, a sentence each. obstacles: why the answer cannot be yes.
    kept: the sentence about what others have changed since. done: what is to be noted of it.
    """
    if not is_sure(request) and receipt.undone_at is None:
        if reasons := obstacles():
            _tell_of_obstacles(request, reasons)
            return redirect(back)
        return ask(
            request,
            title=_("Undo the import of %(file)s?") % {"file": receipt.file_name},
            lost=lost(),
            button=_("Undo the import"),
            back=back,
            crumbs=crumbs,
        )
    try:
        outcome = engine.undo(kind, receipt)
    except ImportRefused as refusal:
        messages.error(request, refusal.message)
        return redirect(back)
    done()
    messages.success(request, _("%(file)s has been undone.") % {"file": receipt})
    if outcome.kept:
        messages.warning(request, kept(outcome.kept))
    return redirect(back)


def some(names: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    more = len(names) - NAMED
    return "; ".join([*names[:NAMED], *([_("and %(count)d more") % {"count": more}] * (more > 0))])


def _tell_of_obstacles(request: HttpRequest, reasons: Sequence[str]) -> None:
    messages.error(request, _("The import cannot be undone, and nothing has been changed."))
    for sentence in reasons[:NAMED]:
        messages.error(request, sentence)
    if (more := len(reasons) - NAMED) > 0:
        messages.error(request, _("And %(count)s more.") % {"count": more})
