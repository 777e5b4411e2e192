"""A place where a number begins, in; whether a minus stands before it, and where, out: -5℃, 零下8度, 负3.2%."""

# 负 behind these ends another word: 抱负, 胜负, 担负.
_OTHER_WORD = frozenset("抱胜担肩欺辜背自正减税")


def sign_start(text: str, at: int) -> int:
    """Return where the minus before a number begins; `at` where there is none."""
    mark = text[at - 1 : at]
    if mark in ("-", "−"):
        behind = text[at - 2 : at - 1]
        code = behind.isascii() and (behind.isalnum() or behind in (")", "%", "-", "."))
        return at if code or behind in tuple("号栋年月日元吨") else at - 1
    if mark == "下" and text.startswith("零下", at - 2):
        return at - 2
    if mark == "负" and text[at - 2 : at - 1] not in _OTHER_WORD:
        return at - 1
    return at


def is_negative(text: str, at: int) -> bool:
    """Say whether a minus stands before a number."""
    return sign_start(text, at) < at
