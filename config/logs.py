import datetime
import json
import logging


class JsonFormatter(logging.Formatter):
    """One line of JSON per event, in UTC; what people typed cannot begin a line of its own.

    A request adds its path (never the query, which may hold names) and the number of the user.
    """

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        event = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        request = getattr(record, "request", None)
        if request is not None and hasattr(request, "path"):
            event |= {"method": request.method, "path": request.path}
            event |= _signed_in(request)
        event |= getattr(record, "fields", {})
        if record.exc_info:
            event["exception"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False, default=str)


def _signed_in(request) -> dict[str, str]:
    """The number of whoever asks, as far as it is in memory.

    A log that asked the database would be silent just when the database is.
    """
    loaded = getattr(getattr(request, "session", None), "_session_cache", {})
    return {"user": loaded["_auth_user_id"]} if "_auth_user_id" in loaded else {}
