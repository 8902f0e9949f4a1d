"""Danish dates as people write them. Django's own Danish takes only 22.11.2026 and ISO."""

DATE_FORMAT = "j. F Y"
SHORT_DATE_FORMAT = "d.m.Y"
TIME_FORMAT = "H.i"
DATETIME_FORMAT = r"j. F Y \k\l. H.i"
SHORT_DATETIME_FORMAT = "d.m.Y H.i"
FIRST_DAY_OF_WEEK = 1

# The first is the one forms show again. Six digits are tried before eight: strptime would read
# 221126 as the second of February 1126.
DATE_INPUT_FORMATS = [
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d/%m/%Y",
    "%d %m %Y",
    "%d. %m. %Y",
    "%Y-%m-%d",
    "%d.%m.%y",
    "%d-%m-%y",
    "%d/%m/%y",
    "%d %m %y",
    "%d%m%y",
    "%d%m%Y",
]
TIME_INPUT_FORMATS = ["%H.%M", "%H:%M", "%H:%M:%S", "%H.%M.%S"]
DATETIME_INPUT_FORMATS = [
    f"{date} {time}" for date in DATE_INPUT_FORMATS for time in TIME_INPUT_FORMATS
]
