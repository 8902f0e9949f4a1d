"""Files of Word and Excel as they arrive: a zip of XML parts, opened with suspicion.

Nothing here knows what the parts say. Those who do (`spreadsheets`, `word_files`) name the
sentences for the user and the kind of file that they read.
"""

from office_files.package import Package, PackageLimits, Unreadable

__all__ = ["Package", "PackageLimits", "Unreadable"]
