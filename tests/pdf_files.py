"""PDF files for tests, written by hand: an object is what stands between `obj` and `endobj`."""

import zlib

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"


def pdf(*more: bytes, catalog: bytes = CATALOG, page: bytes = PAGE, trailer: bytes = b"") -> bytes:
    """A document of one page; `more` are its objects from number 4 on."""
    objects = [catalog, PAGES, page, *more]
    content, places = b"%PDF-1.7\n", []
    for number, thing in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    begins = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    content += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, trailer)
    return content + b"startxref\n%d\n%%%%EOF\n" % begins


def stream(entries: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def packed(thing: bytes, *, catalog: bytes) -> bytes:
    """A document whose object 5 lies packed in a stream, as newer programs write them."""
    inside = b"5 0 " + thing
    objects = {
        1: catalog,
        2: PAGES,
        3: PAGE,
        4: stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zlib.compress(inside)),
    }
    content, places = b"%PDF-1.7\n", {}
    for number, value in objects.items():
        places[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    begins = len(content)
    rows = [(0, 0, 0), *((1, places[number], 0) for number in objects), (2, 4, 0), (1, begins, 0)]
    table = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + last.to_bytes(1, "big")
        for kind, place, last in rows
    )
    content += b"6 0 obj\n%s\nendobj\n" % stream(
        b"/Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R", table
    )
    return content + b"startxref\n%d\n%%%%EOF\n" % begins
