"""A question and a base, in; how the answer comes about, signal by signal, as text for people, out."""

from knowledge.answers.answering import answer_question
from knowledge.answers.choosing import Chosen, Scope, choose_facts
from knowledge.index import SearchIndex
from knowledge.questions import AnalysedQuestion, analyse_question
from knowledge.questions.conversation import Conversation, take_over
from knowledge.questions.splitting import split_question
from knowledge.storage import SqlStore

MOST_SHOWN = 8


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
        "share": grounding.share,
        "near": grounding.near,
        "agreement": chosen.agreement,
        "placed": chosen.placed,
    }
    shown = " ".join(f"{name}={value:.2f}" for name, value in signals.items())
    missing = f" 未覆盖：{'、'.join(grounding.missing)}" if grounding.missing else ""
    thing = f"{fact.act}{fact.counted}"
    return f"  {place}. {fact.figure.text} [{fact.place or chosen.sentence.place} {thing}] {shown}{missing}"
