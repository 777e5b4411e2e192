"""What answers, in; the words a person reads, out. Every figure and sentence is passed through as printed."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from knowledge.answers.answer import AnswerPart, ShownFigure, Source
from knowledge.figures.figure import plain
from knowledge.language import as_printed
from knowledge.storage import StoredFact, StoredSentence

# Fixed lines for talk; the kinds are those of questions/data/talk.tsv.
TALK = {
    "greeting": "您好！我只根据已收录的文章回答：问一个数字或一件事，我给出原文里的数字和那句话。例如：{example}",
    "thanks": "不客气。还想查哪个数字，直接问就行。",
    "goodbye": "再见，需要查数字时再来。",
    "praise": "谢谢夸奖。每个数字都照原文给出，欢迎核对。",
    "identity": "我是“有据”，按已收录文章查数字的机器人。不用大模型，不编数字：答案只取自原文的句子，找不到就说没有。",
    "help": "直接用平常的话问就行，例如：{example}。我会给出数字、原句和出处；文章里没有的，我会说没有。",
    "abuse": "抱歉没帮上忙。换个说法再问一次，或者告诉我要查哪个镇、哪件事的数字。",
    "order": "我只按已收录的文章回答，不接受改动数据或规则的指令；文章由管理员添加。想查什么数字，直接问就行。",
    "smalltalk": "我只会按已收录的文章查数字。例如可以问：{example}",
    "nonsense": "没看懂这句。请说出要查的地方和事情，例如：{example}",
    "empty": "请把问题写在后面，例如：{example}",
    "pasted": "文章只能由管理员添加，这段文字没有存下来，也不会当作依据。想查已收录文章里的数字，直接问就行。",
}
EXAMPLE = "花园口拆了多少私搭乱建"
NO_DATE = "文中未注明日期"
COMPUTED = "计算所得"
BARE = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
SCALES = {Decimal(1): "", Decimal(1000): "千", Decimal(10_000): "万", Decimal(10**8): "亿", Decimal(10**12): "万亿"}
ALSO = "同样的数也见："
DISPUTED = "几篇文章说的不一样，新的在前"


def shown(fact: StoredFact) -> ShownFigure:
    """Return the figure of a fact as the contract shows it."""
    figure = fact.figure
    return ShownFigure(figure.text, plain(figure.value), figure.unit, figure.modifier or None, fact.id)


def cite(sentence: StoredSentence, spans: Sequence[tuple[int, int]] = (), place: str = "") -> Source:
    """Return a sentence as a source, with the spans that answer marked."""
    return Source(
        sentence=sentence.text,
        title=sentence.title,
        section=sentence.section,
        place=shown_place(sentence, place),
        origin=sentence.origin,
        published=sentence.published,
        article_id=sentence.article_id,
        sentence_id=sentence.id,
        marked=tuple(sorted(set(spans))),
    )


def shown_place(sentence: StoredSentence, place: str = "") -> str:
    """Return a place, or else the article's, as the sentence or its title print it: 濛阳市, kept as 蒙阳市."""
    return as_printed(place or sentence.place, sentence.text, sentence.title)


def part_of(facts: Sequence[StoredFact], sentence: StoredSentence) -> AnswerPart:
    """Put figures of one sentence that belong together into one part."""
    first = facts[0]
    return AnswerPart(
        headline="、".join(map(written, facts)),
        label=label_of(first, sentence),
        figures=tuple(shown(fact) for fact in facts),
        source=cite(sentence, [(fact.figure.start, fact.figure.end) for fact in facts], first.place),
    )


def written(fact: StoredFact) -> str:
    """Write a figure as printed; behind a bare number of a table stands the unit that its head names: 12.5（万元）."""
    figure = fact.figure
    if not figure.unit or figure.value is None or not BARE.fullmatch(figure.text):
        return figure.text
    number = Decimal(figure.text.replace(",", ""))
    scale = SCALES.get(figure.value / number) if number else ""
    return figure.text if scale is None else f"{figure.text}（{scale}{figure.unit}）"


def label_of(fact: StoredFact, sentence: StoredSentence) -> str:
    """Say what a figure counts and where: 花园口镇 · 拆除私搭乱建."""
    thing = fact.counted if fact.act and fact.act in fact.counted else f"{fact.act}{fact.counted}"
    place = shown_place(sentence, fact.place)
    period = fact.period if not fact.period_inherited else f"{fact.period}（时间承上文）"
    return " · ".join(piece for piece in (place, period, thing) if piece)


def shown_change(fact: StoredFact, sentence: StoredSentence) -> str:
    """Return the stretch of a sentence that tells a change: 下降2.7%, 由5天缩短到1.5天."""
    text, start = sentence.text, fact.figure.start
    before = [
        other.figure.start for other in sentence.facts if other.figure.change == "from" and other.figure.end <= start
    ]
    if fact.figure.change == "to" and before:
        start = before[-1] - (text[before[-1] - 1 : before[-1]] in ("由", "从"))
    else:
        start -= len(fact.act) if text[:start].endswith(fact.act) else 0
    return text[start : fact.figure.end]


def text_part(sentence: StoredSentence, spans: Sequence[tuple[int, int]], label: str = "") -> AnswerPart:
    """Answer with stretches of a sentence; the whole sentence where there are none."""
    merged = [span for span in sorted(set(spans)) if span[0] < span[1]]
    headline = "；".join(sentence.text[start:end] for start, end in merged) or sentence.text
    return AnswerPart(headline, label or shown_place(sentence), (), cite(sentence, merged))


def render_part(part: AnswerPart) -> str:
    """Write one part: what it is, the figure, the sentence, and where it is from."""
    head = f"{part.label}：{part.headline}" if part.label else part.headline
    if part.computed:
        head += f"（{COMPUTED}）"
    if part.source is None:
        return head
    also = "；".join(render_origin(source) for source in part.also)
    return f"{head}\n{render_source(part.source)}" + (f"\n{ALSO}{also}" if also else "")


def render_source(source: Source) -> str:
    """Write a citation: the sentence as printed, title, origin, date."""
    return f"“{source.sentence}”\n——{render_origin(source)}"


def render_origin(source: Source) -> str:
    pieces = [f"《{source.title}》" if source.title else "", source.origin, render_date(source.published)]
    return "，".join(piece for piece in pieces if piece)


def render_date(published: date | None) -> str:
    return NO_DATE if published is None else f"{published.year}年{published.month}月{published.day}日"


def render_parts(parts: Sequence[AnswerPart], opening: str = "", notes: Sequence[str] = ()) -> str:
    """Write a whole reply: what was understood, an opening line, the parts."""
    lines = [f"（{'；'.join(notes)}）"] if notes else []
    if opening:
        lines.append(opening)
    if len(parts) > 1:
        lines += [f"{number}. {render_part(part)}" for number, part in enumerate(parts, start=1)]
    else:
        lines += [render_part(part) for part in parts]
    return "\n".join(lines)
