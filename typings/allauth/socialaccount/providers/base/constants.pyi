class AuthProcess:
    LOGIN: str
    CONNECT: str

class AuthError:
    UNKNOWN: str
    CANCELLED: str
    DENIED: str
