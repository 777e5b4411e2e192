"""The best sentence for a question that words answer and the ones behind it, in; the calibrated probability that it answers, out."""

from collections.abc import Sequence
from functools import cache

from knowledge.answers.confidence import Calibration, read_calibration
from knowledge.answers.slots import SLOTS, Slot
from knowledge.answers.text_candidate import TextCandidate
from knowledge.language import fold, opposites_of, synonyms_of
from knowledge.questions import AnalysedQuestion, is_generic

# One number each about a question and its best sentence; the weights stand in data/text_confidence.json.
EVIDENCES = (
    "score",  # of the sentence, 0 to about 1
    "near",  # how much of the question its best stretch covers
    "share",  # how much the sentence and what stands above it cover
    "lead",  # over the next sentence
    "ranked",  # what the ranker gives the sentence, 0 to 1
    "ranked_lead",  # the same over the ranker's best other sentence
    "ranked_first",  # 1 where it is the ranker's first too
    "content",  # how many words tell anything at all
    "wordless",  # 1 where no word does
    "missing",  # words of two characters and more that nothing covers
    "missing_known",  # those of them that stand elsewhere in the base, which speak for another thing
    "missing_in_lexicon",  # those whose synonyms are known, and are missing too
    "missing_single",  # missing single characters
    "missing_share",  # of the characters of the words that say what is asked
    "quoted",  # 1 where the question names something in quotation marks
    "quoted_held",  # 1 where the sentence holds all that it names so, and nothing that is open is lacking
    "stated",  # 1 where the question states a figure
    "stated_held",  # 1 where the sentence holds a figure so stated
    "each",  # 1 where the question asks of each of several: 分别, 都
    "contrary",  # 1 where the stretch says the opposite of a word, and not the word
    "lacks_attribute",  # 1 where the thing asked for stands nowhere near
    "lacks_place",  # 1 where a place is asked and the stretch names none
    "last_missing",  # 1 where nothing covers the last word that tells anything
    "lacks",  # 1 where what is open cannot be filled by the sentence
    "fills",  # 1 where it can
    *(f"open {name}" for name in SLOTS),  # 1 where the question leaves that open
    *(f"filled {name}" for name in SLOTS),  # 1 where it is open and the sentence can fill it
)
DOING = frozenset(
    ("处理", "弄", "搞", "办", "做", "干", "拿", "处置", "办理", "搞定", "弄好")
)  # how it is done is what is asked
MANY = ("分别", "都", "各", "每", "全部", "名单", "哪几", "哪些")


@cache
def open_text_calibration() -> Calibration:
    """Read the shipped weights."""
    return read_calibration("text_confidence.json")


def count_text_evidences(
    question: AnalysedQuestion,
    slot: Slot,
    best: TextCandidate,
    candidates: Sequence[TextCandidate],
    lacks: tuple[bool, bool],
) -> dict[str, float]:
    """
    Return what the confidence is drawn from, by the names of EVIDENCES.

    Args:
        question: The question.
        slot: What it leaves open.
        best: The sentence that fits best.
        candidates: All of them, best first.
        lacks: Whether an attribute and whether a place that is asked for is lacking.
    """
    text = fold(best.sentence.text)
    stretch = best.stretch
    named = " ".join(map(fold, question.quoted))
    content = [word for word in question.words if not is_generic(word) and word not in named and word not in DOING]
    lost = [word for word in content if word in best.missing]
    missing = [word for word in lost if len(word) > 1]
    behind = [c.score for c in candidates if c.sentence.text != best.sentence.text]
    others = max((c.ranked for c in candidates if c.sentence.id != best.sentence.id), default=0.0)
    stated = [figure for figure in question.figures if figure.value is not None]
    held = [f for f in stated if any(fact.figure.value == f.value for fact in best.sentence.facts)]
    contrary = any(
        word not in stretch and any(opposite in stretch for opposite in opposites_of(word)) for word in content
    )
    return {
        "score": best.score,
        "near": best.near,
        "share": best.share,
        "lead": best.score - max(behind, default=0.0),
        "ranked": best.ranked,
        "ranked_lead": best.ranked - others,
        "ranked_first": float(best.ranked >= others),
        "content": float(len(content)),
        "wordless": float(not content),
        "missing": float(len(missing)),
        "missing_known": float(max(0, best.missing_known - sum(word in DOING for word in best.missing))),
        "missing_in_lexicon": float(sum(bool(synonyms_of(word)) for word in missing)),
        "missing_single": float(len(lost) - len(missing)),
        "missing_share": len("".join(lost)) / max(1, len("".join(content))),
        "quoted": float(bool(question.quoted)),
        "quoted_held": float(
            bool(question.quoted) and best.fills is not False and all(fold(term) in text for term in question.quoted)
        ),
        "stated": float(bool(stated)),
        "stated_held": float(bool(held)),
        "each": float(any(word in question.folded for word in MANY)),
        "contrary": float(contrary),
        "lacks_attribute": float(lacks[0]),
        "lacks_place": float(lacks[1]),
        "last_missing": float(bool(content) and content[-1] in lost),
        "lacks": float(best.fills is False),
        "fills": float(best.fills is True),
        **{f"open {name}": float(slot.name == name) for name in SLOTS},
        **{f"filled {name}": float(slot.name == name and best.fills is True) for name in SLOTS},
    }
