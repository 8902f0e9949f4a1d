class AuthProcess:
    LOGIN: str

class AuthError:
    UNKNOWN: str
    CANCELLED: str
    DENIED: str
