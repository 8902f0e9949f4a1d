"""The answer to somebody who asks for a file."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"


def file_response(content: bytes, *, name: str, kind: str = PDF) -> HttpResponse:
    """A file to keep: personal, so that nothing between here and the reader keeps it, too."""
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name),
            "Cache-Control": "private, no-store",
        },
    )
