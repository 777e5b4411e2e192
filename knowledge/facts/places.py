"""Text in, the places it names out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as the text names it; `text[start:end] == name`."""

    name: str  # 花园口镇
    start: int
    end: int
    level: str  # province city county town village, "" unknown


def find_places(text: str) -> tuple[PlaceMention, ...]:
    """Find the places that a text names, in text order."""
    return ()
