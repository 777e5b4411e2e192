"""A gold question and the outcome it got, in; right, wrong or missed, out: the rules of the question sets' README."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

IGNORED = str.maketrans(dict.fromkeys(" \t\r\n\u3000“”\"'‘’「」『』《》<>*_`~|·…,,。.;;::、?？!！()()[]【】", ""))
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
POINT = "\ue000"


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what a right reply holds."""

    id: str
    kind: str  # figure text ambiguous compare followup verify unanswerable
    turns: tuple[str, ...]  # the last is asked
    must_contain: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    sentence: str = ""
    claim_true: bool | None = None
    or_clarify: bool = False
    file: str = ""
    article: str = ""

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> "GoldQuestion":
        """Read one line of a question file; KeyError names a missing field."""
        return cls(
            id=str(fields["id"]),
            kind=fields["kind"],
            turns=tuple(fields["turns"]) if "turns" in fields else (fields["q"],),
            must_contain=tuple(fields.get("must_contain_all") or ()),
            answer=tuple(fields.get("answer") or ()),
            groups=tuple(tuple(group) for group in fields.get("answer_groups") or ()),
            sentence=fields.get("sentence") or "",
            claim_true=fields.get("claim_true"),
            or_clarify=bool(fields.get("or_clarify")),
            file=fields.get("file") or "",
            article=str(fields.get("article") or ""),
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """An outcome as far as it is judged."""

    status: str  # answered clarify not_found chat
    text: str
    figures: tuple[str, ...]  # as printed, most relevant first
    sentences: tuple[str, ...]  # cited
    verdict: bool | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one question came out."""

    verdict: str  # right, wrong, missed
    tight: bool  # right, and the headline figures are the gold ones and at most one more


def judge_reply(gold: GoldQuestion, reply: Reply) -> Judgement:
    """
    Judge one reply.

    Returns:
        `right`; `wrong`: answered, but not right, which hurts most; `missed`: abstained, or asked back for nothing.
    """
    if wants_silence(gold):
        if reply.status in ("not_found", "chat") or (reply.status == "clarify" and not reply.figures):
            return Judgement("right", True)
        return Judgement("missed" if reply.status == "clarify" else "wrong", False)
    if gold.kind == "ambiguous" and gold.or_clarify and reply.status == "clarify":
        return Judgement("right", True)
    if reply.status in ("not_found", "chat"):
        return Judgement("missed", False)
    cited = to_comparable(" ".join(reply.sentences))
    shown = to_comparable(reply.text) + cited
    right = all(is_held(needle, shown) for needle in gold.must_contain)
    if gold.kind in ("figure", "followup"):
        right = right and all(any(is_held(form, shown) for form in group) for group in gold.groups)
    if gold.kind == "verify":
        right = right and reply.verdict is gold.claim_true
    tight = right
    if gold.kind == "figure":
        wanted = {number for needle in gold.must_contain for number in find_numbers(needle)}
        given = {number for figure in reply.figures for number in find_numbers(figure)}
        right = right and to_comparable(gold.sentence) in cited and wanted <= given
        tight = right and len(reply.figures) <= max(1, len(wanted)) + 1
    if right:
        return Judgement("right", tight)
    return Judgement("missed" if reply.status == "clarify" else "wrong", False)


def wants_silence(gold: GoldQuestion) -> bool:
    """Tell whether the right reply is none."""
    return gold.kind == "unanswerable" or (gold.kind == "followup" and not gold.must_contain and not gold.answer)


def to_comparable(text: str) -> str:
    """Drop tags, widths, blanks, quotation marks and punctuation; 1,200 is 1200, a decimal point stays."""
    plain = THOUSANDS.sub("", unicodedata.normalize("NFKC", re.sub(r"</?[a-zA-Z][^>]*>", "", text)))
    return DECIMAL_POINT.sub(POINT, plain).translate(IGNORED).replace(POINT, ".")


def is_held(needle: str, haystack: str) -> bool:
    """Tell whether a comparable text holds a string, with no digit before it where it begins with one."""
    wanted = to_comparable(needle)
    if not wanted:
        return False
    guard = r"(?<![\d.])" if wanted[0].isdigit() else ""
    return re.search(guard + re.escape(wanted), haystack) is not None


def find_numbers(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+(?:\.\d+)?", to_comparable(text)))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of the values lie; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def share(judgements: Iterable[Judgement], verdict: str) -> float:
    listed = list(judgements)
    return sum(judgement.verdict == verdict for judgement in listed) / len(listed) if listed else 0.0
