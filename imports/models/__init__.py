from imports.models.files import FileImport
from imports.models.learned import LearnedAnswer

__all__ = ["FileImport", "LearnedAnswer"]
