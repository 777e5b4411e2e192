"""
The error tree: every room raises its own kind under one root.

    KnowledgeError
    ├── LanguageError
    ├── QuantityError (ValueError)
    │   ├── NumeralError
    │   └── UnitMismatchError
    ├── ArticleError
    │   ├── UnreadableArticleError     not text, damaged, refused, too large
    │   └── MissingFormatError         an optional library is not installed
    ├── StorageError
    │   ├── NotABaseError              the file is something else, or damaged
    │   ├── NewerBaseError             written by a newer youju
    │   └── BaseWriteError             disk full, read-only, locked for too long
    ├── SearchIndexError
    ├── QuestionError (ValueError)     too long, not text
    └── EvaluationError                a question file that cannot be read

A message says what was read, where, and what would have been understood; the parts travel as attributes.
"""


class KnowledgeError(Exception):
    """The root: whatever `knowledge` raises on purpose is one of these."""


class LanguageError(KnowledgeError):
    """Text or a language table could not be read."""


class QuantityError(KnowledgeError, ValueError):
    """A quantity could not be read, converted or compared."""


class NumeralError(QuantityError):
    """A numeral could not be read."""

    def __init__(self, surface: str, position: int) -> None:
        self.surface, self.position = surface, position
        super().__init__(
            f"{surface!r}: {surface[position : position + 1]!r} at {position} is no part of a numeral such as 三千零五十"
        )


class UnitMismatchError(QuantityError):
    """Two units measure unlike things."""

    def __init__(self, left: str, right: str) -> None:
        self.left, self.right = left, right
        super().__init__(f"{left or '(no unit)'} and {right or '(no unit)'} measure unlike things")


class ArticleError(KnowledgeError):
    """An article could not be read."""


class UnreadableArticleError(ArticleError):
    """A file is no article that can be read."""

    def __init__(self, source: str, trouble: str) -> None:
        self.source, self.trouble = source, trouble
        super().__init__(f"{source}: {trouble}")


class MissingFormatError(ArticleError):
    """The library that reads a format is not installed."""

    def __init__(self, source: str, library: str, extra: str) -> None:
        self.source, self.library, self.extra = source, library, extra
        super().__init__(f"{source}: 读取这种文件需要 {library}，请先运行：pip install 'youju[{extra}]'")


class StorageError(KnowledgeError):
    """The base could not be read or written."""


class NotABaseError(StorageError):
    """What was given as a base is something else, or damaged."""


class NewerBaseError(StorageError):
    """The base was written by a newer version."""


class BaseWriteError(StorageError):
    """The base could not be written: disk full, read-only, or locked for too long."""


class SearchIndexError(KnowledgeError):
    """The index could not be built or read."""


class QuestionError(KnowledgeError, ValueError):
    """A question could not be taken: too long, or not text."""


class EvaluationError(KnowledgeError):
    """A question file could not be read."""
