"""A figure that answers, in; what other articles say of the same, the newest first, out."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.answer import AnswerPart
from knowledge.answers.choosing import Chosen, Scope
from knowledge.answers.phrasing import cite, part_of
from knowledge.storage import StoredFact, age_of, is_same_amount

MOST_TOLD = 4  # amounts that are shown beside the first
MOST_ALSO = 3  # articles that are named for one amount


def same_ids(fact: StoredFact, scope: Scope) -> frozenset[int]:
    """Return the facts of other articles that tell the same thing as this one, whichever amount."""
    same = scope.store.same_fact(fact.id)
    return frozenset(other.id for other in (*same.repeats, *same.disagreements))


def tell_all(group: Sequence[Chosen], scope: Scope) -> tuple[AnswerPart, ...]:
    """
    Put the figures that answer into a part, and beside it each other amount that another article tells of the same.

    Returns:
        A part for each amount, that of the newest article first; articles that repeat an amount are named with it.
    """
    first = group[0]
    part = part_of([chosen.fact for chosen in group], first.sentence)
    same = scope.store.same_fact(first.fact.id)
    if not same.repeats and not same.disagreements:
        return (part,)
    sentences = scope.store.sentences([fact.sentence_id for fact in (*same.repeats, *same.disagreements)])
    told = [(part, [first.sentence, *(sentences[fact.sentence_id] for fact in same.repeats)])]
    beside = frozenset[int]().union(*(same_ids(chosen.fact, scope) for chosen in group[1:]))
    for facts in by_amount(same.disagreements)[:MOST_TOLD]:
        held = [sentences[fact.sentence_id] for fact in facts]
        mates = [fact for fact in held[0].facts if fact.id in beside]
        told.append((part_of([facts[0], *mates], held[0]), held))
    told.sort(key=lambda one: max(map(age_of, one[1])), reverse=True)
    return tuple(replace(one, also=tuple(map(cite, others[1 : 1 + MOST_ALSO]))) for one, others in told)


def by_amount(facts: Sequence[StoredFact]) -> list[list[StoredFact]]:
    """Put the facts of one amount together, in the order in which the amounts come."""
    groups: list[list[StoredFact]] = []
    for fact in facts:
        group = next((one for one in groups if is_same_amount(one[0].figure, fact.figure)), None)
        if group is None:
            groups.append([fact])
        else:
            group.append(fact)
    return groups
