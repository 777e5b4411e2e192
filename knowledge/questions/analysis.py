"""A typed line, in; the question analysed, out."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from knowledge.facts import find_places, short_names
from knowledge.figures import Figure, find_figures
from knowledge.language import find_phrases, has_traditional, is_filler, lexicon_words, synonyms_of, word_spans
from knowledge.quantities import find_periods, match_unit, parse_numeral
from knowledge.questions.amending import read_amendment, read_return
from knowledge.questions.asking import Asked, find_asked
from knowledge.questions.claims import HEARSAY, is_claim
from knowledge.questions.cleaning import clean_question, trim_question
from knowledge.questions.conversation import is_previous_again
from knowledge.questions.correction import correct_question
from knowledge.questions.generic import is_generic, telling
from knowledge.questions.homophones import Frequencies
from knowledge.questions.intents import STATEMENT_TAIL, find_intent
from knowledge.questions.question import AnalysedQuestion
from knowledge.questions.talk import match_talk, question_behind
from knowledge.questions.vocabulary import EmptyVocabulary, Vocabulary

SHORT_YEAR = re.compile(
    r"(?<![\d.近前后第过])(\d\d)年(?!来(?![了过访自])|[间内以前后代多])"
)  # 23年 is 2023年; 近10年来 is none
QUOTES = re.compile(r"[“\"「『《【]([^”\"」』》】]{1,40})[”\"」』》】]")
HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
WORD = re.compile(r"[\u3400-\u9fffa-z0-9]")
BARE_NUMBER = re.compile(r"(?<![a-zA-Z0-9_.+\-])\d[\d,]*(?:\.\d+)?(?![a-zA-Z0-9_+])")
# 五个之最是什么: the number counts the parts that are asked for, though it is no figure of the article.
PARTS_ASKED = re.compile(r"(?<![“\"‘])[二两三四五六七八九十]个(?=[“\"‘之一])")
LEVELS = re.compile(r"(?<=[是为有分成])[一二两三四五六七八九十]级(?=的?(?:吧|吗|么|,|\?|$))")  # 工作体系是五级的
HEAD_BEFORE = re.compile(r"(?P<noun>[^,。?!;:\s]{2,12}?)(?:一共|总共|共|都|大概|大约|到底|究竟)?(?:有|是|为|达到?|分)$")
# What is said not to be asked: 涨了多少(不是里程哈), 是几亩,不要总面积.
DENIED = re.compile(r"\((?:不是|不算|不含|不包括|不要|别算)[^()?]{1,12}\)|(?<=.{6}),(?:不是|不要|别算)[^,。?(]{2,8}$")
CLAUSE_CUT = re.compile(r"[,。?;!:\n]+")
NO_PLACE = re.compile(r"[哪几这那各全本某每该两俩仨咱]|一个")
ABBREVIATION = re.compile(r"(?<![a-z0-9])[a-z]{2,6}(?![a-z0-9])")  # icu, ct: no rest of pinyin where the base has it
PER_MONTH = re.compile(r"(?:[要得能下来]|差不多|大概)*(?:多少|几|交|收|花|给|发|领|拿|挣|赚|补|付|掏|租|工资)")
HOW_OFTEN = re.compile(r"多久|多长时间|隔?几(?:天|周|个?月|年|个?星期)|(?:几|多少)[次回趟遍]|频率|频次")
KEPT_UNITS = ("次", "户", "人", "处", "工作日", "百分点", "星期", "小时", "月", "标段", "单位")
SPENT = re.compile(
    r"(?:花|投|耗|费|拨|赔|补(?=[贴助偿多几我你他咱])|掏|筹|募|捐|罚|奖|摊|挣|赚|砸|欠|亏)(?:了|费|掉|入|款|集|资|出|贴|助|偿|到|上|进去|过|我|你|咱|俺|他们|我们)*(?:多少|几)"
    r"(?!个(?![十百千]?[万亿])|[次家户名])"
    r"|(?:一个?月|每个?月|一年|每年|一天|每天)[^,。?!;]{0,4}(?:领|发|拿|给|补|挣|赚)(?:到|了)?(?:多少|几)(?=[?,。!呢啊]|$)"
    r"|(?:钱|资金|经费|款|投资|腰包|预算)[^?;。]{0,12}(?:[给出拨投补贴]|承担|负担|分摊|解决|配套|支持)(?:了|过)?多少(?=[?,。!呢啊]|$)"
)
PAID_FOR = re.compile(
    r"(?:掏腰包|自掏|[花投筹拨凑掏出]|[钱款]里?[^?;。]{0,8}[给出补])(?:了|出)*多少(?=[治修建换盖来][^,。?!;]{1,8}$)"
)
MONEY_PIECES = ("毛", "角", "块", "分")
PLACE_UNITS = ("镇", "村", "地", "边", "县", "市", "区", "乡", "省", "篇", "家人", "句")  # 两镇, 两篇: no figure
CURRENT_UNITS = ("块", "平", "方")
VAGUE = re.compile(r"几|数[十百千万]|好些|若干")  # 好几百党员 states no figure
SINGLED_OUT = ("哪", "那", "这", "前", "后")  # 哪三个, 那七个
VERBAL_COUNTERS = ("遍", "下", "趟", "声", "起", "块", "圈", "些", "点")  # 确认一遍, 说一声: no figure
TRAILING = re.compile(r"\s(?=[\u3400-\u9fff]{4,}\s*$)")  # 有几条 我骑电车想知道
REST_OF_PINYIN = re.compile(r"[a-z]{1,6}(?<!led)(?<!gdp)(?<!ppp)(?<!wto)(?<!app)(?<!pm)")
OTHER_NUMBER = re.compile(r"那\d{2,}[\u3400-\u9fff]{1,3}(?:又|也)?(?:是|在|指|说)")  # 那73支又是哪儿的
ENDINGS = ("子", "儿")  # of 垃圾堆子, where the dictionary cuts them off
PEOPLE_BEHIND = re.compile(r"号(?=[\u3400-\u9fff]{0,2}[员众民工人兵家士者])")
PLUS_TERM = re.compile(r"[0-9a-z]+(?:\+[0-9a-z]+)+")  # 1+6+n
COMPLEMENTS = "了掉好过着完上下出到成起"  # behind a verb they make no other word of it
MEANING = re.compile(r"[指说](?:的?是?)|代表|表示|对应")
PLACE_SUFFIX = re.compile(r"街道|[镇乡村市县区省]")
PASTED_LONGEST = 5  # characters of a place's name before its suffix
TELLING_NUMBER = 10  # from here on a number tells the thing that it counts
PLACE_LONGEST = 9
CLIPPED_SUFFIXES = ("镇", "乡", "村", "市", "县", "区", "省", "街道", "社区", "州", "自治区", "自治州", "盟", "旗")
FIGURE_KINDS = ("quantity", "money", "percent", "percentage_point", "fraction", "ratio", "rate", "range", "duration")


def analyse_question(
    text: str, vocabulary: Vocabulary | None = None, index: Frequencies | None = None
) -> AnalysedQuestion:
    """
    Find out what a typed line asks.

    Args:
        text: The line as typed, any characters.
        vocabulary: The base's words, for places and corrections; without it none are known.
        index: The base's index, which knows what stands side by side in it.

    Returns:
        The question analysed. Talk has the intent `talk` and, in `asked.noun`, no more; its kind is `match_talk`'s.
    """
    vocabulary = vocabulary or EmptyVocabulary()
    cleaned = clean_question(text)
    traditional = has_traditional(text)
    kind = match_talk(cleaned)
    if kind == "order" and (read_return(cleaned) is not None or is_previous_again(cleaned)):
        kind = None  # 第一个没记住,再报一遍 orders nothing
    behind = question_behind(cleaned) if kind in ("order", "pasted") else None
    pasted = find_pasted_places(behind, cleaned, vocabulary) if behind is not None else ()
    if behind is not None:
        cleaned = behind
    elif kind is not None:
        return AnalysedQuestion(text, cleaned, find_asked(""), intent="talk", traditional=traditional)
    # 不对,我要的是面积: what trimming takes for talk around a question amends the one before.
    amends = read_amendment(cleaned) is not None
    trimmed = cleaned if amends else DENIED.sub("", trim_question(cleaned))
    read, corrections = correct_question(trimmed, vocabulary, index)
    returned = read_return(read)
    if returned is not None:
        read = returned[1]
    amended = read_amendment(read)
    if amended is not None:
        read = amended[0]
    said = blank(read, [match.span() for match in HEARSAY.finditer(read)])
    said = blank(said, [span for name in pasted for span in spans_of(name, said)])
    places, spans = match_places(said, vocabulary)
    if not places and read != cleaned and amended is None and not pasted:
        # 我是花园口开小卖部的: who asks may say where.
        places, _ = match_places(cleaned, vocabulary)
    named = find_named_places(said, spans)
    known = vocabulary.vocabulary_by_word(named)
    inside = tuple(name for name in named if any(entry.kind == "place" for entry in known.get(name, ())))
    places = tuple(dict.fromkeys((*places, *inside)))
    unknown = tuple(name for name in named if name not in inside and not is_destination(name, read))
    unknown = tuple(dict.fromkeys((*pasted, *unknown)))
    bound = tuple(place for place in places if is_destination(place, read))
    if len(bound) < len(places):
        places = tuple(place for place in places if place not in bound)
    rest = blank(said, spans)
    rest = blank(rest, [span for name in named for span in spans_of(name, rest)])
    periods = tuple(period for period in find_periods(rest) if is_period(read, period.start, period.end))
    # A relative period (今年, 上半年) is no filter here: it only leaves the words.
    rest = blank(rest, [(period.start, period.end) for period in periods])
    short_years = [match.span() for match in SHORT_YEAR.finditer(rest)]  # 23年
    rest = blank(rest, short_years)
    asked = read_asked(read)
    figures = tuple(
        figure
        for figure in find_question_figures(blank(read, [*spans, *short_years]))
        if figure.unit not in PLACE_UNITS
        and (read[max(0, figure.start - 1) : figure.start] not in SINGLED_OUT or says_number(read, figure))
        and not any(period.start <= figure.start and figure.end <= period.end for period in periods)
    )
    if (asked.kind == "unknown" and SPENT.search(read)) or (asked.kind == "count" and PAID_FOR.search(read)):
        asked = replace(asked, kind="money", unit="", dimension="money")
    terms = PLUS_TERM.findall(read)
    figures = tuple(f for f in figures if f.unit or not any(f.text in term.split("+") for term in terms))
    if asked.kind == "frequency":
        figures = ()  # 多久联系一回: the 一回 asks
    if asked.start >= 0 and asked.wants_figure:
        figures = tuple(figure for figure in figures if not is_rate_base(figure, asked))
    words = find_content_words(
        blank(rest, [(figure.start, figure.end) for figure in figures]), *asking_span(read, asked)
    )
    if index is not None:
        words = join_names(words, rest, index)
    words, around = focus(read, words, asked.start)
    intent = find_intent(read, asked, figures, len(telling(words)), "?" in cleaned)
    phrases, sayings = phrases_of(rest, words, asked, intent.name)
    return AnalysedQuestion(
        text=text,
        folded=read,
        asked=asked,
        intent=intent.name,
        detail=intent.detail,
        words=words,
        phrases=phrases,
        sayings=sayings,
        places=places,
        unknown_places=unknown,
        periods=tuple(period.text for period in periods),
        figures=figures,
        quoted=(*QUOTES.findall(read), *terms),
        corrections=corrections,
        either=len(figures) > 1 and "还是" in read,
        traditional=traditional,
        correcting=amended is not None,
        back=returned[0] if returned else None,
        denied=find_content_words(amended[1]) if amended else (),
        context_words=around,
        head=find_head(read, asked, words),
    )


HOW_MANY = re.compile(r"[几哪]|多少")


def phrases_of(text: str, words: tuple[str, ...], asked: Asked, intent: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    Find the phrases of the lexicon that are cut into several words.

    Returns:
        Those that hold a content word and more, and those that hold none, nor all that asks.
    """
    asking = text[asked.start : asked.end] if asked.start >= 0 else ""
    found = tuple(p for p in find_phrases(text) if p not in words and len(tuple(word_spans(p))) > 1)
    if intent in ("text", "verify"):
        found = tuple(phrase for phrase in found if not HOW_MANY.search(phrase))  # 哪几个项目 asks which
    phrases = tuple(phrase for phrase in found if any(word in phrase for word in words))
    sayings = tuple(phrase for phrase in found if phrase not in phrases and not (asking and asking in phrase))
    return phrases, sayings


def is_period(text: str, start: int, end: int) -> bool:
    """Tell whether what looks like a period is one: not 上一年 of 网上一年, nor 一月 of 一个人一月多少."""
    if text[start:end] == "一月" and PER_MONTH.match(text, end):
        return False
    return not any(left < start < right for _, left, right in word_spans(text))


def is_rate_base(figure: Figure, asked: Asked) -> bool:
    """Tell whether a figure of a question is what another is counted by, and no amount: 一公斤卖多少钱."""
    return figure.text.startswith(("一", "每")) and figure.value == 1 and figure.unit != asked.unit


def join_names(words: tuple[str, ...], text: str, index: Frequencies) -> tuple[str, ...]:
    """
    Join the single characters of a name that the dictionary lacks, as far as the base holds them side by side.

    芦川 is no 芦 and 川; characters that stand nowhere together (修 路) stay apart.
    """
    joined: dict[str, None] = {}
    run, run_end = "", -1
    for word, start, end in (*lexical_spans(text), ("", len(text) + 1, len(text) + 1)):
        alone = len(word) == 1 and HAN_RUN.fullmatch(word) and not is_filler(word) and not synonyms_of(word)
        if alone and run and run_end == start and index.passage_frequency(run[-1] + word) > 0:
            run, run_end = run + word, end
            continue
        if run in words or (len(run) > 1 and any(one in words for one in run)):
            joined[run] = None
        run, run_end = (word, end) if alone else ("", -1)
        if not alone and word in words:
            joined[word] = None
    joined.update(dict.fromkeys(term for term in ABBREVIATION.findall(text) if index.document_frequency(term) > 0))
    # What is cut otherwise beside a figure or the asking words stays as it was.
    return tuple(joined) if joined else words


def read_asked(text: str) -> Asked:
    """Find what a folded question, or a piece of one, asks for."""
    return split_unit(find_asked(text))


def split_unit(asked: Asked) -> Asked:
    """Take the noun off a unit that swallowed it: 几个车位 asks for 个, of 车位."""
    if len(asked.unit) > 1 and asked.unit[0] in "个处家名" and asked.unit[1:] not in KEPT_UNITS:
        end = asked.end - len(asked.unit) + 1 if asked.end >= 0 else asked.end
        return replace(asked, unit=asked.unit[0], noun=asked.unit[1:] + asked.noun, end=end)
    return asked


def asking_span(text: str, asked: Asked) -> tuple[int, int]:
    """Return the span of the asking words alone: of 多久跟群众联系一回 only 多久."""
    if asked.kind != "frequency":
        return asked.start, asked.end
    match = HOW_OFTEN.search(text, max(asked.start, 0))
    return match.span() if match else (-1, -1)


def find_head(text: str, asked: Asked, words: tuple[str, ...]) -> str:
    """
    Find the noun that is counted or measured: what 几 or 多少 stands before, or what stands before 有几, 是多少.

    Returns:
        The last content word of it, generic ones passed over; empty where the question names none.
    """
    if asked.noun and not asked.noun[0].isspace():
        inside: list[str] = []
        for word, _, _ in lexical_spans(asked.noun):
            if is_generic(word) or is_filler(word):
                if inside:
                    break
            else:
                inside.append(word)
        if inside:
            return inside[-1]
    if asked.start < 0:
        return ""
    before = HEAD_BEFORE.search(text[: asked.start])
    acts = asked.dimension == "people" and HAN_RUN.match(text, max(asked.end, 0))
    if before is None or acts:
        return ""  # 工地有几个人讨薪: people are counted, by what they do
    spans = [word for word, _, _ in word_spans(before["noun"])]
    last = spans[-1] if spans else ""
    return last if last in words and not is_generic(last) and len(last) > 1 else ""


def focus(text: str, words: tuple[str, ...], asked_at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    Tell the words of the clause that asks from those said around it (我是开小卖部的,占道的问题整了多少处).

    Returns:
        The words that count whole, and those that count as context; all of them whole where the asking clause says too
        little by itself.
    """
    if asked_at < 0 or (len(CLAUSE_CUT.split(text)) < 2 and not TRAILING.search(text, asked_at)):
        return words, ()
    start = max((mark.end() for mark in CLAUSE_CUT.finditer(text) if mark.end() <= asked_at), default=0)
    end = next((mark.start() for mark in CLAUSE_CUT.finditer(text) if mark.start() >= asked_at), len(text))
    trailing = TRAILING.search(text, asked_at, end)
    if trailing is not None:
        end = trailing.start()
    inside = tuple(word for word in words if word in text[start:end])
    telling = [word for word in inside if len(word) > 1 and not is_generic(word)]
    if len(telling) < (1 if trailing is not None else 2):
        return words, ()
    return inside, tuple(word for word in words if word not in inside)


def match_places(folded: str, vocabulary: Vocabulary) -> tuple[tuple[str, ...], list[tuple[int, int]]]:
    """Find the places of the base that a question names, whole or clipped, the longest first at each point."""
    stretches = [
        (run.start() + left, run.start() + right)
        for run in HAN_RUN.finditer(folded)
        for left in range(len(run.group()))
        for right in range(left + 2, min(left + PLACE_LONGEST, len(run.group())) + 1)
    ]
    wanted = {folded[start:end] for start, end in stretches}
    # A clipped name is whole words: 年新 of 2022年新能源 is no 年新区.
    words = word_spans(folded)
    edges = ({start for _, start, _ in words}, {end for _, _, end in words})
    # 蓼原有多少 is no 原有: what the name leaves of a word may say nothing.
    edges[1].update(end - 1 for word, _, end in words if len(word) == 2 and is_filler(word[1]))
    clippable = {folded[start:end] for start, end in stretches if start in edges[0] and end in edges[1]}
    clipped = {
        stretch + suffix
        for stretch in clippable
        for suffix in CLIPPED_SUFFIXES
        if not stretch.endswith(suffix) and (suffix != "区" or len(stretch) == 2)
    }
    entries = vocabulary.vocabulary_by_word(wanted | clipped)
    known = {word for word, found in entries.items() if any(entry.kind == "place" for entry in found)}
    shorts = {
        word: whole_names(word, vocabulary)
        for word, found in entries.items()
        if word in wanted and any(entry.kind == "short" for entry in found)
    }
    known |= shorts.keys()
    places: dict[str, None] = {}
    spans: list[tuple[int, int]] = []
    known_clipped = known & clipped
    for start, end in sorted(stretches, key=lambda span: (span[0] - span[1], span[0])) if known else ():
        if any(start < taken_end and taken_start < end for taken_start, taken_end in spans):
            continue
        stretch = folded[start:end]
        names = shorts.get(stretch, [stretch])
        if stretch not in known:
            names = [stretch + suffix for suffix in CLIPPED_SUFFIXES if stretch + suffix in known_clipped]
        if len(names) > 1 and "省" in folded[end : end + 2]:
            names = [name for name in names if name.endswith("省")] or names
        if names and not (stretch not in known and (is_generic(stretch) or stretch in lexicon_words())):
            spans.append((start, end))
            places.update(dict.fromkeys(names))
    return tuple(sorted(places, key=lambda name: (folded.find(name[:2]), name))), sorted(spans)


def whole_names(short: str, vocabulary: Vocabulary) -> list[str]:
    """Return the places of the base that are said so shortly: 砚石坪土家族自治县 of 砚石坪县 and 砚石坪."""
    if short.endswith("旗"):  # 左旗 is the end of a name
        return [place.word for place in vocabulary.places() if short in short_names(place.word)]
    places = vocabulary.vocabulary_by_prefix(short[:2], limit=100, kind="place")
    return [place.word for place in places if short in short_names(place.word)]


def find_pasted_places(question: str, whole: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """
    Find the place that a question shares with the text pasted before it and that the base lacks.

    【通稿】惠济新镇新增幼儿园6所。惠济新镇幼儿园有几所 asks of 惠济新镇, and of no 惠济区 that the articles name.

    Args:
        question: The piece that asks.
        whole: The line with what is pasted.
        vocabulary: The words of the base.
    """
    pasted = whole.replace(question, " ")
    for suffix in PLACE_SUFFIX.finditer(question):
        starts = range(max(0, suffix.start() - PASTED_LONGEST), suffix.start() - 1)
        names = [question[start : suffix.end()] for start in starts]
        known = vocabulary.vocabulary_by_word(names)
        if any(entry.kind == "place" for entries in known.values() for entry in entries):
            continue
        shared = next((name for name in names if name in pasted and HAN_RUN.fullmatch(name)), "")
        if shared:
            return (shared,)
    return ()


def is_destination(place: str, text: str) -> bool:
    """Tell whether a place is only where somebody goes: 派了多少医疗队员去湖北."""
    return bool(
        re.search(
            f"(?:(?<![减除])去|[赴往援]|支援|驰援|前往|对口|通往|通到|[开发销流送寄运卖][往到向])(?:{re.escape(place)}|{re.escape(place[:2])})",
            text,
        )
    )


def spans_of(name: str, text: str) -> list[tuple[int, int]]:
    """Find where a text writes a place's name: whole, or as far as both go the same with its last character."""
    spans = [match.span() for match in re.finditer(re.escape(name), text)]
    return spans or [match.span() for match in re.finditer(f"{re.escape(name[:2])}{re.escape(name[-1])}", text)]


def find_named_places(folded: str, known: list[tuple[int, int]]) -> tuple[str, ...]:
    """Find further places that a question names, by their own names: 红河州 is 红河哈尼族彝族自治州."""
    return tuple(
        mention.name
        for mention in find_places(folded)
        if not NO_PLACE.match(mention.name)
        and not any(start < mention.end and mention.start < end for start, end in known)
    )


def find_question_figures(text: str) -> tuple[Figure, ...]:
    """Find the figures that a question states: 118处, 4700多份, or a bare number; 几 and 一下 are none."""
    # 14 指的是什么: the verb behind a number is no unit of it.
    text = MEANING.sub(lambda match: " " * len(match.group()), text)
    every = find_figures(text)
    found = [
        figure
        for figure in every
        if figure.kind in FIGURE_KINDS
        and (figure.value is not None or figure.low is not None)
        and not VAGUE.search(figure.text)
        and not (figure.kind == "duration" and figure.unit.endswith("年"))
    ]
    found = [f for f in found if not f.unit or f.unit in CURRENT_UNITS or match_unit(f.unit) is not None]
    found = [figure for figure in found if not (figure.value == 1 and figure.unit in VERBAL_COUNTERS)]
    found = [counting_people(figure, text) for figure in found]
    placed = [figure for figure in every if figure.kind in ("time", "ordinal")]  # 开到10点, 排第5 state no amount
    for number in BARE_NUMBER.finditer(text):
        if not any(figure.start < number.end() and number.start() < figure.end for figure in (*found, *placed)):
            value = Decimal(number.group().replace(",", ""))
            found.append(Figure(number.group(), number.start(), number.end(), "quantity", value))
    for pattern in (PARTS_ASKED, LEVELS):
        for number in pattern.finditer(text):
            if not any(figure.start < number.end() and number.start() < figure.end for figure in found):
                value, unit = parse_numeral(number.group()[:-1]), number.group()[-1] if pattern is LEVELS else ""
                found.append(Figure(number.group(), number.start(), number.end(), "quantity", value, unit=unit))
    return tuple(sorted(found, key=lambda figure: figure.start))


def says_number(text: str, figure: Figure) -> bool:
    """Tell whether a number behind 那 is said to be told of something: 那73支又是哪儿的, 那73支是花园口成立的吧."""
    claimed = is_claim(text) or STATEMENT_TAIL.search(text) is not None
    return OTHER_NUMBER.match(text) is not None or (claimed and (figure.value or 0) >= TELLING_NUMBER)


def counting_people(figure: Figure, text: str) -> Figure:
    """Take the 号 of 四百四十多号党员 for the measure word that it is."""
    if figure.unit or not PEOPLE_BEHIND.match(text, figure.end):
        return figure
    return replace(figure, text=f"{figure.text}号", end=figure.end + 1, unit="名")


def lexical_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Cut a text into words, words of the lexicon before those of the dictionary: 宣传单|子, 发|传单."""
    known = lexicon_words()
    spans = word_spans(text)
    position = 0
    for place, (word, start, end) in enumerate(spans):
        if start < position:
            if end > position:
                yield text[position:end], position, end
                position = end
            continue
        following = spans[place + 1][2] if place + 1 < len(spans) else end
        pair = text[start:following]
        if len(pair) == 2 and end - start == 1 and pair[1] not in COMPLEMENTS and stands_for_itself(pair):
            # 拆违 is in no dictionary, and neither 拆 nor 违 says it.
            yield pair, start, following
            position = following
            continue
        phrase = next((last for last in phrase_ends(spans, place) if is_phrase(text[start:last], known)), 0)
        if phrase:
            yield text[start:phrase], start, phrase
            position = phrase
            continue
        longer = next(
            (
                last
                for last in range(following - 1, end, -1)
                if text[start:last] in known and synonyms_of(text[start:last])
            ),
            0,
        )
        rest = text[longer:following] in ENDINGS
        if longer and longer - start >= 3 and (word not in known or rest):
            yield text[start:longer], start, longer
            # The 子 of 宣传单子 and 临时棚子 says nothing more.
            position = following if rest else longer
        elif len(word) == 3 and word not in known and word[1:] in known:
            yield word[0], start, start + 1
            yield word[1:], start + 1, end
            position = end
        else:
            yield word, start, end
            position = end


PHRASE_WORDS = 5  # at most, of a phrase of the lexicon: 丢 了 工作
TURNED = re.compile(r"了|不|没|别")
ASKING_CHARACTERS = re.compile(r"[几多哪谁啥]")


def phrase_ends(spans: Sequence[tuple[str, int, int]], place: int) -> Iterator[int]:
    """Tell where a phrase that begins with a word may end, the farthest first: words that touch one another."""
    ends: list[int] = []
    for (_, _, before), (_, start, end) in pairwise(spans[place : place + PHRASE_WORDS]):
        if start != before:
            break
        ends.append(end)
    yield from reversed(ends)


def is_phrase(text: str, known: Set[str]) -> bool:
    """Tell whether a stretch of several words is one of the lexicon, which none of them says alone: 丢了工作, 不是住人."""
    said = len(text) >= 4 and text in known and not ASKING_CHARACTERS.search(text)
    return said and TURNED.search(text) is not None and bool(synonyms_of(text))


def stands_for_itself(pair: str) -> bool:
    """Tell whether two characters are a word of the lexicon whose second says nothing alone: 拆违, but not 补路."""
    return bool(synonyms_of(pair)) and not synonyms_of(pair[1])


def find_content_words(text: str, asked_start: int = -1, asked_end: int = -1) -> tuple[str, ...]:
    """Cut a question, places and figures blanked out, into the words that say what is asked, each once."""
    words: dict[str, None] = {}
    for word, start, end in lexical_spans(text):
        if start < asked_end and asked_start < end and asked_start >= 0:
            continue
        if (
            WORD.search(word)
            and not (word[0] == "几" and (word[1:] in MONEY_PIECES or match_unit(word[1:]) is not None))
            and len(word) * (not word.isascii()) + len(word) > 1
            and not word.isdigit()
            and word not in ENDINGS
            and not is_filler(word)
            and not REST_OF_PINYIN.fullmatch(word)
        ):
            words[word] = None
    return tuple(words)


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Overwrite spans with blanks, so that positions hold."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)
