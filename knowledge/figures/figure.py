"""A figure: a quantity as one sentence states it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

KINDS = (
    "quantity", "money", "percent", "percentage_point", "fraction", "ratio", "rate",
    "date", "time", "duration", "ordinal", "range",
)  # fmt: skip
SENSES = ("", "about", "over", "under", "at_least", "at_most", "up_to")


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as one sentence states it; `text == given[start:end]` always."""

    text: str  # whole, as printed, qualifier and unit included: 约2万平方米
    start: int
    end: int
    kind: str  # one of KINDS
    value: Decimal | None = None  # multiplier taken in: 2万平方米 is 20000
    low: Decimal | None = None  # the ends of a range or of a vague figure; value is None then
    high: Decimal | None = None
    unit: str = ""  # as printed, without the multiplier: 平方米
    modifier: str = ""  # as printed: 约 余 多 近 以上
    sense: str = ""  # one of SENSES
    per: str = ""  # 吨 每周 户 亩 人
    change: str = ""  # "", rise, fall, from, to, multiple
    doubtful: bool = False  # looks damaged by a scanner

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of the command line's contract."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "value": plain(self.value),
            "low": plain(self.low),
            "high": plain(self.high),
            "unit": self.unit,
            "modifier": self.modifier or None,
            "per": self.per or None,
            "kind": self.kind,
        }

    def to_stored(self) -> dict[str, Any]:
        """Return every field, for a store: `Figure.from_stored(figure.to_stored()) == figure`."""
        return self.to_dict() | {"sense": self.sense, "change": self.change, "doubtful": self.doubtful}

    @classmethod
    def from_stored(cls, fields: Mapping[str, Any]) -> "Figure":
        """Read back what `to_stored` wrote."""
        return cls(
            text=fields["text"], start=fields["start"], end=fields["end"], kind=fields["kind"],
            value=exact(fields["value"]), low=exact(fields["low"]), high=exact(fields["high"]),
            unit=fields["unit"] or "", modifier=fields["modifier"] or "", sense=fields["sense"],
            per=fields["per"] or "", change=fields["change"], doubtful=fields["doubtful"],
        )  # fmt: skip


def plain(value: Decimal | None) -> str | None:
    """Write a decimal without an exponent and without trailing zeros: 20000, 0.5."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
