"""A question and a base, in; how the answer comes about, signal by signal, as text for people, out."""

from collections.abc import Sequence

from knowledge.answers.answering import answer_question
from knowledge.answers.choosing import FEW, Chosen, Scope, choose_facts
from knowledge.answers.confidence import count_evidences, open_calibration
from knowledge.answers.deciding import most_exact, weigh
from knowledge.answers.differing import same_ids
from knowledge.index import SearchIndex
from knowledge.questions import AnalysedQuestion, analyse_question
from knowledge.questions.conversation import Conversation, take_over
from knowledge.questions.splitting import split_question
from knowledge.ranking import rank_facts
from knowledge.ranking.signals import SIGNALS
from knowledge.storage import SqlStore

MOST_SHOWN = 8
MOST_RANKED = 3


def explain_question(
    text: str, *, store: SqlStore, index: SearchIndex, conversation: Conversation | None = None
) -> str:
    """Tell how a question was read, which candidates it brought, what speaks for each, and what was decided."""
    question = take_over(analyse_question(text, store, index), conversation)
    lines = [f"问题：{text}", *describe(question)]
    if question.intent != "talk":
        scope = Scope(store, index)
        for part in split_question(question):
            if part is not question:
                lines.append(f"分问：{''.join(part.words)}")
            candidates = choose_facts(part, scope)
            lines.append(f"候选数字：{len(candidates)} 个，前 {min(MOST_SHOWN, len(candidates))} 个：")
            lines += [
                describe_candidate(place, chosen) for place, chosen in enumerate(candidates[:MOST_SHOWN], start=1)
            ]
            lines += describe_ranking(part, scope)
            lines += describe_confidence(part, candidates, scope)
    outcome = answer_question(text, store=store, index=index, conversation=conversation)
    lines.append(f"结果：{outcome.status}，把握 {outcome.confidence:.2f}")
    reason = getattr(outcome, "reason", "")
    if reason:
        lines.append(f"原因：{reason}")
    lines.append(outcome.text)
    return "\n".join(lines)


def describe(question: AnalysedQuestion) -> list[str]:
    asked = question.asked
    rows = (
        ("读作", question.folded),
        ("意图", f"{question.intent} {question.detail}".strip()),
        ("问的是", " ".join(filter(None, (asked.kind, asked.dimension, asked.unit, asked.noun)))),
        ("关键词", " ".join(question.words)),
        ("承上文", " ".join(question.context_words)),
        ("地点", " ".join(question.places)),
        ("资料外的地点", " ".join(question.unknown_places)),
        ("时间", " ".join(question.periods)),
        ("问句里的数字", " ".join(figure.text for figure in question.figures)),
        ("更正", " ".join(f"{one.typed}→{one.read}" for one in question.corrections)),
    )
    return [f"{name}：{value}" for name, value in rows if value]


def describe_candidate(place: int, chosen: Chosen) -> str:
    fact, grounding = chosen.fact, chosen.grounding
    signals = {
        "score": chosen.score,
        "fit": chosen.fit,
        "chance": chosen.chance,
        "behind": chosen.behind,
        "share": grounding.share,
        "near": grounding.near,
        "beside": grounding.beside,
        "head": grounding.head,
        "named": chosen.named,
        "agreement": chosen.agreement,
        "placed": chosen.placed,
        "timed": chosen.timed,
    }
    shown = " ".join(f"{name}={value:.2f}" for name, value in signals.items() if value is not None)
    missing = f" 未覆盖：{'、'.join(grounding.missing)}" if grounding.missing else ""
    contrary = " 意思相反" if grounding.contrary else ""
    thing = f"{fact.act}{fact.counted}"
    return f"  {place}. {fact.figure.text} [{fact.place or chosen.sentence.place} {thing}] {shown}{missing}{contrary}"


def describe_ranking(question: AnalysedQuestion, scope: Scope) -> list[str]:
    """Tell every signal of the learned ranker for its first figures, each with its range and reason."""
    figures = rank_facts(question, scope.store, scope.index, FEW).figures[:MOST_RANKED]
    if not figures:
        return []
    first = "、".join(f"{ranked.fact.figure.text}（{ranked.score:.2f}）" for ranked in figures)
    rows = [f"学习排序的前 {len(figures)} 个：{first}。各信号依次为："]
    for name in figures[0].signals:
        values = "  ".join(f"{ranked.signals[name]:5.2f}" for ranked in figures)
        known = SIGNALS[name]
        rows.append(f"  {name:<25}{values}  [{known.low:g}, {known.high:g}] {known.reason}")
    return rows


def describe_confidence(question: AnalysedQuestion, candidates: Sequence[Chosen], scope: Scope) -> list[str]:
    """Tell what the confidence in the best candidate is drawn from: each evidence and what it adds to the log-odds."""
    weighed = weigh(question, candidates, lambda fact: same_ids(fact, scope))
    if not weighed.fitting:
        return ["没有候选符合所问的地点、时间和单位。"]
    best = most_exact(weighed)
    evidences = count_evidences(question, best, candidates, weighed.lead, weighed.anchored)
    calibration = open_calibration()
    rows = [
        f"{best.fact.figure.text} 的把握 {calibration.probability(evidences):.2f}，由这些依据得出（依据的值、对数几率加多少）："
    ]
    added = calibration.contributions(evidences)
    rows += [
        f"  {name:<36}{evidences[name]:8.2f}  {value:+.2f}"
        for name, value in sorted(added.items(), key=lambda item: -abs(item[1]))
        if name in evidences
    ]
    return [*rows, f"  {'intercept':<36}{'':8}  {calibration.intercept:+.2f}"]
