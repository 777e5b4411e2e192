"""A question for where a name comes from, in; the sentence that tells it, out: 石埠桥这名字咋来的, 因七孔石桥得名."""

import re
from collections.abc import Iterable

from knowledge.answers.grounding import cover
from knowledge.answers.text_candidate import TextCandidate
from knowledge.language import fold
from knowledge.questions import AnalysedQuestion, telling
from knowledge.storage import StoredSentence

ORIGIN_ASKED = re.compile(
    r"名(?:字|称|儿)?(?:到底|究竟)?(?:是)?(?:咋|怎么|如何|怎样|从?哪(?:里|儿)?)(?:个)?(?:得|起|取|叫)?(?:来|起|取)?的"
    r"|名(?:字|称)?的?(?:有)?(?:什么|啥)?(?:由来|来历|来头|出处)|(?:为(?:什么|啥|何)(?:会|要)?|(?:咋|怎么)会?(?=.{1,3}名))(?:叫(?![停好人苦价])|起|取)"
    r"|[因由].{0,4}得名"
)
NAMED_AFTER = re.compile(
    r"(?:因|由|以|取自?|从)[^。；;]{1,24}(?:得名|而名|为名|命名|取名|而来|故名)|得名(?:于|自)|(?:得|命|取|故)名|名(?:字|称)?(?:来自|源于|取自|出自)|名(?:字|称)?的?由来"
)
ABOUT_NAMES = frozenset(("名字", "名称", "名", "由来", "来历", "得名", "起名", "取名", "叫"))
CLAUSE_MARKS = "。；;!！?？"
HELD = 0.8  # of a word's cover


def asks_origin(question: AnalysedQuestion) -> bool:
    """Tell whether a question asks where a name comes from."""
    return ORIGIN_ASKED.search(question.folded) is not None


def find_origin(question: AnalysedQuestion, sentences: Iterable[StoredSentence]) -> tuple[TextCandidate, ...]:
    """
    Find the sentence that tells where the name comes from that a question asks of.

    Returns:
        Nothing where no sentence that holds the name tells it: what a name is part of says nothing of where it is from.
    """
    words = [word for word in telling(question.words) if word not in ABOUT_NAMES]
    names = (*question.places, *words)
    for sentence in sentences:
        text = fold(sentence.text)
        told = NAMED_AFTER.search(text)
        if sentence.kind != "body" or told is None:
            continue
        around = text[max((text.rfind(mark, 0, told.start()) for mark in CLAUSE_MARKS), default=-1) + 1 : told.end()]
        held = all(name in around or name[:-1] in around for name in question.places)
        if names and held and all(cover(word, around) >= HELD for word in words):
            return (TextCandidate(sentence, ((told.start(), told.end()),), 1.0, 1.0, (), fills=True),)
    return ()
