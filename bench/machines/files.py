"""A file that one machine has taken is handed out by the other: `VAR_DIR` is theirs in common."""

import secrets
import struct
import urllib.error
import urllib.request
import zlib
from collections.abc import Mapping
from typing import Any

from bench.load_mix import SECRET
from bench.machines.place import MACHINES, PROXY, Place
from bench.machines.writers import NoRedirect


def is_common(place: Place, person: Mapping[str, Any]) -> bool:
    """Attach a picture by machine one, and fetch it by machine two, in the same visit."""
    picture = _picture()
    opener = urllib.request.build_opener(NoRedirect)
    answer = _send(opener, place, "one", person, str(person["writes"]["status"]), picture)
    if answer != 302:
        return False
    rows = place.ask("first", "SELECT max(id) FROM strategy_attachment")
    asked = urllib.request.Request(
        f"http://{MACHINES['two']}:{place.ports['two']}/bilag/{rows[0][0]}/",
        headers={"Host": PROXY, "Cookie": f"sessionid={person['session']}"},
    )
    with opener.open(asked, timeout=30) as found:
        return bool(found.read() == picture)


def _send(
    opener: urllib.request.OpenerDirector,
    place: Place,
    machine: str,
    person: Mapping[str, Any],
    path: str,
    picture: bytes,
) -> int:
    line = secrets.token_hex(16)
    typed = {
        "csrfmiddlewaretoken": SECRET,
        "progress": "onway",
        "narrative": "Med et billede.",
        "next_step": "Vi bliver ved.",
    }
    parts = [
        f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in typed.items()
    ]
    head = f'--{line}\r\nContent-Disposition: form-data; name="attachment"; filename="b.png"\r\n'
    parts += [head.encode(), b"Content-Type: image/png\r\n\r\n", picture, b"\r\n"]
    asked = urllib.request.Request(
        f"http://{MACHINES[machine]}:{place.ports[machine]}{path}",
        data=b"".join([*parts, f"--{line}--\r\n".encode()]),
        headers={
            "Host": PROXY,
            "Cookie": f"sessionid={person['session']}; csrftoken={SECRET}",
            "Content-Type": f"multipart/form-data; boundary={line}",
        },
    )
    try:
        with opener.open(asked, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        return answer.code


def _picture() -> bytes:
    """A picture of one grey point, another each time."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    point = zlib.compress(bytes([0, secrets.randbelow(256)]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", point) + chunk(b"IEND", b"")
