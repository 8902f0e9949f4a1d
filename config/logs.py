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
            session = getattr(request, "session", None)
            if session is not None and session.accessed:
                event["user"] = session.get("_auth_user_id")
        event |= getattr(record, "fields", {})
        if record.exc_info:
            event["exception"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False, default=str)
