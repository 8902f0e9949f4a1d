"""What browser and what machine somebody uses, in words they know: nothing finer is kept."""

import re

from django.http import HttpRequest

#: What a browser says of itself → its name. The first that fits: each claims to be older ones, too.
BROWSERS = (
    (r"\bEdg(?:e|A|iOS)?/", "Edge"),
    (r"\b(?:OPR|OPiOS|Opera)/", "Opera"),
    (r"\bSamsungBrowser/", "Samsung Internet"),
    (r"\b(?:Firefox|FxiOS)/", "Firefox"),
    (r"\b(?:Chrome|CriOS|Chromium)/", "Chrome"),
    (r"\bVersion/\S+ .*Safari/", "Safari"),
)
SYSTEMS = (
    (r"\biPhone\b", "iPhone"),
    (r"\biPad\b", "iPad"),
    (r"\bAndroid\b", "Android"),
    (r"\bCrOS\b", "ChromeOS"),
    (r"\bWindows\b", "Windows"),
    (r"\bMac(?:intosh| OS X)\b", "Mac"),
    (r"\bLinux\b", "Linux"),
)


def browser_of(request: HttpRequest) -> str:
    """The name of the browser, as “Firefox”; empty where it says nothing we know."""
    return _first(BROWSERS, request)


def system_of(request: HttpRequest) -> str:
    """What it runs on, as “Windows” or “iPhone”; empty where it says nothing we know."""
    return _first(SYSTEMS, request)


def _first(known: tuple[tuple[str, str], ...], request: HttpRequest) -> str:
    told = request.META.get("HTTP_USER_AGENT", "")[:500]
    return next((name for pattern, name in known if re.search(pattern, told)), "")
