"""A document in, its facts out."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge.articles import HEAD_MARK, Article, Document, Sentence
from knowledge.facts.carrying import Carrier
from knowledge.facts.counting import (
    CLAUSE_MARK,
    LISTING,
    SEGMENT_MARK,
    SentenceParts,
    find_counted,
    shared_group,
    shared_out,
    word_class,
)
from knowledge.facts.fact import Fact
from knowledge.facts.places import COUNTRY, PlaceMention, find_places, short_names
from knowledge.facts.rows import (
    column_of,
    find_cells,
    find_counted_in_row,
    find_row_figures,
    head_period,
    is_part,
    row_label,
)
from knowledge.facts.scope import PlaceScope, find_scope, joined, titled_place
from knowledge.facts.words import words_of
from knowledge.figures import Figure, find_figures
from knowledge.language import fold
from knowledge.quantities import Period, find_periods, parse_numeral

WORK_REPORT = re.compile(r"工作报告")
YEARLY_REVIEW = re.compile(r"公报|年鉴|年报|回顾|总结|统计|(?:发展|工作|运行|完成|执行|进展)情况")
PLAN_TITLE = re.compile(r"规划|五年计划|计划草案|纲要|工作要点|实施方案|行动方案|行动计划|工作计划")
PERIOD_SIGN = re.compile(r"[年月日号天周季旬世期间]|五[”\"]")  # without one of these a text names no period
TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年)")
PLANNED_HEADING = re.compile(
    r"工作安排|工作部署|主要任务|重点任务|工作任务|工作思路|总体思路|总体要求|指导思想|奋斗目标|预期目标|主要目标|发展目标|总体目标|工作目标|"
    r"今后|未来|下一步|下步|下一阶段|努力方向|工作重点|重点工作|工作建议|工作打算|工作意见|规划|展望"
)
REPORTED_HEADING = re.compile(r"回顾|总结|完成情况|执行情况|成就|成绩|成效|进展|过去|取得")
# These stand in headings of either kind, and hold only where the headings above say nothing.
EITHER_HEADING = re.compile(r"成就|成绩|成效|进展|取得|规划(?!建议|目标)|重点工作|工作重点")
# “十三五”良好开局 tells of a plan's first year, 收官 of its last; neither of the five.
PLAN_EDGE = re.compile(r"收官|开局|开好|开篇|开端|开门红|起步")
# 今年经济社会发展主要预期目标是…: what follows is planned, whatever the headings are called.
TURN = re.compile(
    r"(?:今年|(?P<year>20\d\d|19\d\d)年)[^,。;]{0,24}(?:预期目标|奋斗目标|主要目标|总体要求|总体思路|工作思路)"
)
ASIDE_HEADING = re.compile(r"名词解释|注释|附件|附录|附表|说明")
PLANNED_CLAUSE = re.compile(
    r"力争|计划(?=到|在|投|建|新|完|用|实施|开|于|总|每|引|招|培|安|今|明|增|改|年内|[0-9]{4})|预期|拟(?!定|订|人|态|合|议)|争取(?!到|了)|确保|目标(?:是|为|[:：])|规划(?:到|建|新)|今后|未来|下一步|明年|来年|"
    r"将(?=于|在|达|建|投|新|完|实|开|超|增|有|再|继|安|推|打|形|迎|对)|"
    r"(?:要|须)(?=达|完|新|建|实|在|力|确|做|抓|推|组|招|引|培|改|再)|到20[2-9]\d年"
)
DISTRICT_AREA = re.compile(r"域(?:面积|总面积|内|国土)")
PLANNED_COLUMN = re.compile(
    r"^(?!.*(?:完成|占|比|超|达|实现)).*(?:目标|计划|任务|预期)[数量值]?(?:[（(]|$)"
)  # 年初目标 over a column
# Plans that were kept are no plans: 超额完成年度目标, 完成计划的105%.
KEPT_PLAN = re.compile(
    r"(?:完成|超额|实现|超|高于|好于|低于|达到|占|差|比)[^,，;；]{0,10}(?:计划|目标|预期|规划|任务)|(?:计划|目标|预期|任务)的$"
)
# What is said to have happened, whatever stands before: 累计完成, 已建成, 实现了.
REPORTED_CLAUSE = re.compile(
    r"累计|已(?:经)?|先后|前后|(?<![公总])共(?![享建同有产])(?=[^,，]{0,12}$)|[^,，;；]了(?=[^,，]{0,8}$)"
)
# Why, and with what left out: no part of what is counted.
CAUSE = re.compile(r"[受因][^,，;；]{1,12}影响|(?:剔除|扣除)[^,，;；]{1,14}(?:后|外|影响)")
# What opens a sentence and is no part of what it counts: 3. of a list, 【检查情况】.
LABEL = re.compile(r"\d{1,2}[.、](?=[\u4e00-\u9fff])|【[^】]{1,12}】")
# A sentence that divides what the one before told.
BREAKDOWN = re.compile(
    r"其中|分[\u4e00-\u9fff]{1,4}看|从[\u4e00-\u9fff]{1,6}看|按[\u4e00-\u9fff]{1,6}(?:分|看)|第?[一二三四1-4]季度|[上下]半年"
)
# Who speaks of the whole village means the one named last; who speaks of the whole town, no village named before.
# What is ranked where places are listed, told before their list: 火警最多的三个村, 造林面积居前四位的.
FOREMOST = re.compile(
    r"(?:^|[,。;:、])(?P<thing>[\u4e00-\u9fff]{2,12}?)(?:最[多大高长快少]|(?:位?居|排名?|位列)(?:全?[镇县市区乡])?前[一二三四五六七八九十\d]+[位名])"
)
# Names that a counted kind sums up: 北苑、杏花、驼峰三个公园.
SUMMED_UP = re.compile(
    r"(?P<names>(?:[\u4e00-\u9fff]{2,6}、)+[\u4e00-\u9fff]{2,6}?)(?P<count>\d+|[一二两三四五六七八九十]+)[个座家所条处块片](?P<kind>[\u4e00-\u9fff]{2,4}?)(?=[,已的位共]|$)"
)
KINDS_LISTED = frozenset(("村", "镇", "乡", "社区", "街道", "县", "区", "市", ""))
ITS_VILLAGE = re.compile(r"全村|该村|本村|村里|村集体")
WHOLES = {"国": 0, "省": 1, "市": 2, "县": 3, "区": 3, "旗": 3, "镇": 4, "乡": 4, "街道": 4}
WHOLE_OF = re.compile("全(" + "|".join(WHOLES) + ")")
COMPARISON = re.compile(r"(?:比|较|同比|相比|与|从|占|自|于)$")
PART = re.compile(r"其中|含|包括")
DONE = re.compile(
    r"(?:已|均|全部)?(?:完成|整治|整改|办结|解决|建成|落实|竣工|开工|处置|化解|拆除|销号|修复|投产|投用|脱贫|出列|摘帽)[^,，;；]{0,6}$"
)
LONGEST_SENTENCE = 2000  # characters; what is longer is no sentence
SMALL_PLACE = 4  # the rank of a town
LAST_REPORTED = 3  # the month until which a year is reported that has ended
DATE_KINDS = {"date", "time"}
LOCATIVE = {"在", "自", "从", "以", "全", "其中", "示范", "示范点", "如", "像", "由", "组织", "通过"}


@dataclass(frozen=True, slots=True)
class Frame:
    """When a document speaks, and of when."""

    anchor: date | None  # what 去年 is counted from
    told_year: Period | None = None  # of a figure without a period of its own
    planned_year: Period | None = None  # of a planned one
    year: int | None = None  # of the report
    planned: bool = False


def is_scope(period: Period, text: str) -> bool:
    """Tell whether a period says when; 每年 does not, nor does a plan that is only named (“十二五”投资计划)."""
    if period.kind == "recurring":
        return False
    named_only = period.kind == "plan" and not period.text.endswith(("期间", "时期", "以来", "末", "初", "规划期"))
    return not named_only or period.start == 0


def document_place(document: Document) -> str:
    """Return the place that an article is about, or ""."""
    named = titled_place(document.article)
    return named or find_scope(document, find_mentions(document)).place


def find_facts(document: Document) -> tuple[Fact, ...]:
    """
    Find every figure of a document with what it counts, the act, the place, the period, and whether it is planned.

    Returns:
        A fact for each figure, in text order; figures of dates and times have a place and a period only.
    """
    frame = find_frame(document.article)
    mentions = find_mentions(document)
    scope = find_scope(document, mentions)
    headings = Headings(document, frame)
    carrier = Carrier(frame.anchor)
    facts: list[Fact] = []
    before: Sequence[Fact] = ()
    village: PlaceMention | None = None  # the one that the paragraph named last
    paragraph = -1
    main = ""
    for number, sentence in enumerate(document.sentences):
        figures = find_figures(sentence.text)
        if sentence.kind != "row" and len(figures) == 1 and is_bare(figures[0], sentence.text):
            figures = ()
        carried = carrier.enter(sentence)
        headings.pass_by(sentence)
        if sentence.paragraph != paragraph:
            paragraph, village, before = sentence.paragraph, None, ()
        its_village = village
        village = next((place for place in reversed(mentions.get(number, ())) if place.level == "village"), village)
        silent = (not figures or sentence.kind == "byline") and sentence.kind != "row"
        if silent or sentence.item == HEAD_MARK:  # 2022年 over a column counts nothing by itself
            carrier.leave(sentence, figured=False)
            continue
        heading = headings.of(sentence)
        periods: tuple[Period, ...] = ()
        for stretch in find_stretches(sentence, figures, mentions.get(number, ())):
            reader = SentenceReader(
                stretch.sentence, stretch.figures, stretch.places, scope=scope, frame=frame, heading=heading,
                carried=carried, main=main, before=before, village=its_village,
            )  # fmt: skip
            found = stretch.moved_back(reader.facts(), sentence)
            facts += found
            before = found
            periods = periods or reader.periods
            if reader.cells and not is_part(reader.cells):
                main = row_label(reader.cells)
        told = any(figure.kind not in DATE_KINDS for figure in figures)
        carrier.leave(sentence, told, periods)
    return tuple(facts)


def is_bare(figure: Figure, text: str) -> bool:
    """Say whether a number is all that a line holds, as that of a page, and counts nothing."""
    return not figure.unit and figure.kind == "quantity" and figure.text == text.strip()


def last_told(facts: Sequence[Fact]) -> Fact | None:
    """Return the last fact that is more than a date."""
    return next((fact for fact in reversed(facts) if fact.figure.kind not in DATE_KINDS), None)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence, or a part of one that is longer than sentences are; positions count from its own beginning."""

    sentence: Sentence
    figures: Sequence[Figure]
    places: Sequence[PlaceMention]
    offset: int = 0

    def moved_back(self, facts: Sequence[Fact], sentence: Sentence) -> Sequence[Fact]:
        """Give facts of this stretch the whole sentence and their place in it."""
        if self.sentence is sentence:
            return facts
        return [replace(fact, sentence=sentence, figure=moved(fact.figure, self.offset)) for fact in facts]


def moved(figure: Figure, offset: int) -> Figure:
    return replace(figure, start=figure.start + offset, end=figure.end + offset)


def find_stretches(sentence: Sentence, figures: Sequence[Figure], places: Sequence[PlaceMention]) -> Iterator[Stretch]:
    """Cut a text without sentence ends at its clauses, so that looking around a figure stays looking around."""
    text = sentence.text
    if len(text) <= LONGEST_SENTENCE:
        yield Stretch(sentence, figures, places)
        return
    start = next_figure = next_place = 0
    while start < len(text):
        end = min(len(text), start + LONGEST_SENTENCE)
        if end < len(text):
            marks = [match.end() for match in CLAUSE_MARK.finditer(text, start + LONGEST_SENTENCE // 2, end)]
            end = marks[-1] if marks else end
        inside: list[Figure] = []
        while next_figure < len(figures) and figures[next_figure].start < end:
            end = max(end, figures[next_figure].end)
            inside.append(moved(figures[next_figure], -start))
            next_figure += 1
        named: list[PlaceMention] = []
        while next_place < len(places) and places[next_place].end <= end:
            place = places[next_place]
            if place.start >= start:
                named.append(replace(place, start=place.start - start, end=place.end - start))
            next_place += 1
        if inside or sentence.kind == "row":
            yield Stretch(replace(sentence, text=text[start:end]), inside, named, start)
        start = end


def find_mentions(document: Document) -> dict[int, tuple[PlaceMention, ...]]:
    """Find the places that sentences name: sentence's number -> places."""
    found = {number: find_places(fold(sentence.text)) for number, sentence in enumerate(document.sentences)}
    names = {place.name: place for places in found.values() for place in places}
    shorts = {short: whole for name, whole in names.items() for short in short_names(name)}
    return {
        number: tuple(whole_mention(place, document.sentences[number].text, names, shorts) for place in places)
        for number, places in found.items()
        if places
    }


def whole_mention(
    place: PlaceMention, text: str, names: Mapping[str, PlaceMention], shorts: Mapping[str, PlaceMention]
) -> PlaceMention:
    """Read a place by the whole name that its document has for it: 砚石坪县 of 砚石坪土家族自治县, 岙里村 of 上岙里村."""
    if place.name in shorts:
        return replace(place, name=shorts[place.name].name, level=shorts[place.name].level)
    for name in names:
        start = place.end - len(name)
        if (
            len(name) > place.end - place.start
            and name.endswith(place.name)
            and text[max(0, start) : place.end] == name
        ):
            return replace(place, name=name, start=start)
    return place


def find_frame(article: Article) -> Frame:
    """
    Work out the year that an article reports.

    A work report of a year tells of the year before and plans the year itself; a bulletin tells of the year it names.
    """
    title = fold(f"{article.kicker} {article.title}")
    named = TITLE_YEAR.search(title)
    year = int(named.group(1)) if named else article.year
    planned = bool(PLAN_TITLE.search(title)) and not YEARLY_REVIEW.search(title)
    if year is not None and 1900 < year < 2200 and WORK_REPORT.search(title):
        held = article.published
        if held is not None and held.year == year + 1 and held.month <= LAST_REPORTED:
            year += 1  # a report of 2023 that is given in January 2024
        return Frame(date(year, 1, 1), whole_year(year - 1), whole_year(year), year)
    if year is not None and named and 1900 < year < 2200 and YEARLY_REVIEW.search(title):
        return Frame(date(year, 12, 31), whole_year(year))
    anchor = article.published or (date(article.year, 1, 1) if article.year and 0 < article.year < 9999 else None)
    return Frame(anchor, year=year if planned else None, planned=planned)


def whole_year(year: int) -> Period:
    return Period(f"{year}年", 0, 0, "year", date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True, slots=True)
class HeadingScope:
    """What the headings above a sentence say of it."""

    period: Period | None = None
    planned: bool | None = None
    place: str = ""
    weak: bool = False  # planned or not only where no heading above says so


class Headings:
    """
    The headings of a document, asked for what holds below them.

    A work report turns once, from what was done to what is planned: headings behind the turn that say neither are planned.
    """

    def __init__(self, document: Document, frame: Frame) -> None:
        self.frame = frame
        self.turned = False
        self.sections = sorted(document.sections, key=lambda section: section.start)
        self.read: dict[str, HeadingScope] = {}
        self.open: list[tuple[int, str]] = []  # level, title
        self.next = 0

    def of(self, sentence: Sentence) -> HeadingScope:
        """Return what holds for a sentence; sentences are asked for in text order."""
        while self.next < len(self.sections) and self.sections[self.next].start <= sentence.start:
            section = self.sections[self.next]
            while self.open and self.open[-1][0] >= section.level:
                self.open.pop()
            self.open.append((section.level, section.title))
            self.next += 1
            scope = self.scope(section.title)
            if len(self.open) == 1 and scope.planned and not scope.weak and self.frame.planned_year is not None:
                self.turned = True
        titles = [title for _, title in self.open]
        if sentence.section and sentence.section not in titles:
            titles.append(sentence.section)
        period, planned, place = None, None, ""
        for title in titles:
            scope = self.scope(title)
            period = scope.period or period
            if scope.planned is not None and (planned is None or not scope.weak):
                planned = scope.planned
            place = scope.place or place
        if titles and planned is None and self.turned and not ASIDE_HEADING.search(titles[-1]):
            planned = True
        return HeadingScope(period, planned, place)

    def pass_by(self, sentence: Sentence) -> None:
        """Note whether a work report turns in a sentence to what it plans."""
        year = self.frame.planned_year and self.frame.planned_year.first
        if year and not self.turned and ("目标" in sentence.text or "总体" in sentence.text or "思路" in sentence.text):
            found = TURN.search(fold(sentence.text))
            self.turned = found is not None and found["year"] in (None, str(year.year))

    def scope(self, title: str) -> HeadingScope:
        if title not in self.read:
            text = fold(title)
            periods = [period for period in find_periods(text, self.frame.anchor) if period.kind != "recurring"]
            planned: bool | None = None
            said = REPORTED_HEADING.search(text) or PLANNED_HEADING.search(text)
            if said is not None:
                planned = said.re is PLANNED_HEADING
            elif periods and self.frame.year is not None and periods[0].first is not None:
                planned = periods[0].first.year >= self.frame.year
                if periods[0].kind == "plan" and PLAN_EDGE.search(text):
                    planned = planned or None
            places = find_places(text)
            place = places[0].name if places and places[0].start <= 2 else ""
            if PLAN_EDGE.search(text):
                periods = [period for period in periods if period.kind != "plan"]
            weak = said is not None and EITHER_HEADING.search(said.group()) is not None
            self.read[title] = HeadingScope(periods[0] if periods else None, planned, place, weak)
        return self.read[title]


class SentenceReader:
    """One sentence with its figures, read into facts."""

    def __init__(
        self, sentence: Sentence, figures: Sequence[Figure], places: Sequence[PlaceMention], *, scope: PlaceScope,
        frame: Frame, heading: HeadingScope, carried: Period | None, main: str = "", before: Sequence[Fact] = (),
        village: PlaceMention | None = None,
    ) -> None:  # fmt: skip
        self.cells = find_cells(sentence.text, sentence.heads) if sentence.kind == "row" else ()
        if self.cells:
            figures = find_row_figures(sentence.text, self.cells, sentence.heads, sentence.section, figures)
        self.main, self.before, self.village = main, before, village
        self.wholes: dict[int, str] = {}  # of a figure that a list of things is shared out from: the list
        self.sentence, self.figures, self.places = sentence, figures, places
        self.scope, self.frame, self.heading, self.carried = scope, frame, heading, carried
        self.text = fold(sentence.text)
        self.periods = tuple(period for period in self.find_periods() if is_scope(period, self.text))
        self.own = set(map(id, self.periods))
        self.period_starts = [period.start for period in self.periods]
        self.figure_starts = [figure.start for figure in figures]
        spans = [(period.start, period.end) for period in self.periods]
        spans += [(place.start, place.end) for place in places]
        spans += [match.span() for match in CAUSE.finditer(self.text)]
        if label := LABEL.match(self.text):
            spans.append(label.span())
        self.parts = SentenceParts(sentence.text, words_of(self.text), figures, spans)
        self.segments = [match.start() for match in SEGMENT_MARK.finditer(self.text)]

    def find_periods(self) -> tuple[Period, ...]:
        """Find the periods; 全年 and 12月 are of the year that the heading names, or that the report tells of."""
        if not PERIOD_SIGN.search(self.text):
            return ()
        periods = find_periods(self.text, self.frame.anchor)
        if not any(period.inherited for period in periods):
            return periods
        above = self.carried if self.carried is not None and self.carried.kind == "year" else self.heading.period
        year = above.first.year if above is not None and above.kind == "year" and above.first is not None else None
        if year is None and self.frame.told_year is not None and not self.heading.planned:
            told = self.frame.told_year.first
            year = told.year if told else None
        if year is None or self.frame.anchor is None or year == self.frame.anchor.year:
            return periods
        again = {(period.start, period.end): period for period in find_periods(self.text, date(year, 12, 31))}
        return tuple(
            again.get((period.start, period.end), period) if period.inherited else period for period in periods
        )

    def facts(self) -> list[Fact]:
        """Return a fact for every figure."""
        found: list[Fact] = []
        part = "part" if self.cells and is_part(self.cells) else ""
        for number, figure in enumerate(self.figures):
            thing, act = self.counted(number, figure, found)
            period, inherited = self.period_of(figure)
            period = self.shared_period(number, period)
            planned = self.is_planned(figure, period)
            if period is None and figure.kind not in DATE_KINDS:
                # What was done belongs to the year that the report tells of, what is planned to its own.
                period, inherited = (self.frame.planned_year if planned else None) or self.frame.told_year, True
            place, within = self.place_of(number, figure)
            found.append(
                Fact(
                    figure, self.sentence, thing, act, place, within, self.period_text(period),
                    inherited and period is not None, planned, part, period.first if period else None,
                    period.last if period else None,
                )
            )  # fmt: skip
        return found if self.cells else self.with_roles(found)

    def counted(self, number: int, figure: Figure, found: Sequence[Fact]) -> tuple[str, str]:
        """Return what a figure counts, and the act."""
        if self.cells:
            told = find_counted_in_row(self.cells, self.sentence.heads, figure, self.main)
        elif figure.kind in DATE_KINDS:
            return "", ""
        else:
            told = find_counted(self.parts, number)
        thing, act = told.thing, told.act
        if told.inherits:
            thing, act = self.inherited(figure, act, last_told(found))
        elif told.inherits_act:
            act = found[-1].act
        if DISTRICT_AREA.match(thing):
            thing = thing[1:]  # 柳溪县域面积, behind the county's name
        return self.shared(number, thing, found), act

    def segment_start(self, position: int) -> int:
        """Return where the stretch between semicolons begins that a position lies in."""
        number = bisect_left(self.segments, position)
        return self.segments[number - 1] + 1 if number else 0

    # What

    def inherited(self, figure: Figure, act: str, before: Fact | None) -> tuple[str, str]:
        """Take over what is counted from the figure before, where this one goes on from it: 118处,22505平方米."""
        if before is None:
            before = self.continued(figure)
        elif self.segment_start(figure.start) > before.figure.start:
            before = None
        own_clause = (
            before is None
            or before.sentence is not self.sentence
            or (self.parts.clause(figure)[0] > before.figure.start)
        )
        if own_clause and act and word_class(act[-2:]) == "weak":
            # 完成自拆110余处: the act itself is counted.
            return act[-2:], act[:-2]
        if before is None:
            return "", act
        return before.counted, act or before.act

    def continued(self, figure: Figure) -> Fact | None:
        """Return the fact that a sentence goes on from: …增加值增长6.1%。其中,一季度增长7.9%,二季度下降1.8%。"""
        if figure.kind == "ordinal" or not BREAKDOWN.match(self.text):
            return None
        alike = [fact for fact in self.before if fact.figure.kind == figure.kind and fact.counted]
        return alike[-1] if alike else last_told(self.before)

    def shared(self, number: int, thing: str, found: Sequence[Fact]) -> str:
        """Share a list of things out among figures: 城镇、农村居民收入分别达2元、1元,分别增长10%和9%."""
        if not self.parts.shares:
            return thing
        first, last = shared_group(self.parts, number)
        count = last - first + 1
        if count < 2:
            return thing
        before = found[first - count : first] if first >= count else ()
        if number > first:
            whole = self.wholes.get(first, "")
        else:
            whole = self.wholes[first] = thing
        own = shared_out(whole, number - first, count)
        if thing in KINDS_LISTED and (foremost := FOREMOST.search(self.text[: self.figures[first].start])):
            return foremost["thing"]  # 火警最多的三个村依次为甲村、乙村、丙村,分别为8起、5起和4起
        if (
            own == whole
            and thing.endswith(whole)
            and (told := SUMMED_UP.search(self.text[: self.figures[first].start]))
        ):
            names = told["names"].split("、")
            if len(names) == count == parse_numeral(told["count"]):
                return names[number - first] + told["kind"] + whole  # 北苑、杏花两个公园已开园,占地分别为210亩、135亩
        # 财政收入9亿元、税收7亿元,分别增长8%和6%
        if own == whole and len({earlier.counted for earlier in before}) == count and before[-1].counted == whole:
            return before[number - first].counted
        return own if own != whole else thing

    # When

    def period_of(self, figure: Figure) -> tuple[Period | None, bool]:
        """Return the period of a figure, and whether it was taken from elsewhere."""
        if self.cells and (period := self.column_period(figure)):
            return period, False
        until = bisect_left(self.period_starts, figure.end)
        before = until
        while before > 0 and self.periods[before - 1].end > figure.start:
            before -= 1
        if before < until and figure.kind in DATE_KINDS | {"duration", "range"}:
            return self.periods[before], False
        # The nearest one of the figure's own part of the sentence, else the one that the sentence opens with.
        first = bisect_left(self.period_starts, self.segment_start(figure.start))
        for number in (*range(before - 1, first - 1, -1), *range(min(first, before))):
            period = self.periods[number]
            if self.is_scope_of(period, figure):
                return period, period.inherited
        return (self.carried or self.heading.period), True

    def shared_period(self, number: int, period: Period | None) -> Period | None:
        """Share periods, or the years of a span, out among figures: 2020年至2022年依次为8万元、9万元和10万元."""
        if not self.parts.shares or period is None:
            return period
        first, last = shared_group(self.parts, number)
        segment = self.segment_start(self.figures[first].start)
        told = [one for one in self.periods if segment <= one.start and one.end <= self.figures[first].start]
        if last > first and len(told) == last - first + 1 and len({one.kind for one in told}) == 1:
            return told[number - first]  # 第一阶段为1月10日至3月31日,第二阶段为4月1日至6月20日,分别检查486家次和702家次
        if period.first is None or period.last is None:
            return period
        years = period.last.year - period.first.year + 1
        if period.kind != "years" or years != last - first + 1 or years < 2:
            return period
        return whole_year(period.first.year + number - first)

    def column_period(self, figure: Figure) -> Period | None:
        """Return the period that the head of a figure's column names."""
        head = self.column_head(figure)
        return head_period(head, self.frame.anchor) if head else None

    def column_head(self, figure: Figure) -> str:
        """Return the head of a figure's column, or ""."""
        number = column_of(self.cells, figure)
        heads = self.sentence.heads
        return heads[number] if 0 < number < len(heads) else ""

    def is_scope_of(self, period: Period, figure: Figure) -> bool:
        """Tell whether a period before a figure is its own: not one compared with, nor another figure's."""
        text = self.text
        if COMPARISON.search(text[max(0, period.start - 3) : period.start]) and not text.startswith(
            ("的", "以来", "起"), period.end
        ):
            return False
        if text[period.end : figure.start] in {"", "的", "为", "年的"}:
            return True
        # 由2007年的2704亿元增加到5569亿元: the year stands right before another figure.
        after = bisect_left(self.figure_starts, period.end)
        other = self.figures[after] if after < len(self.figures) else figure
        return other.start >= figure.start or text[period.end : other.start] not in {"", "的", "底的", "末的"}

    def period_text(self, period: Period | None) -> str:
        """Write a period as printed; one that leans on the article's day is written out."""
        if period is None:
            return ""
        own = id(period) in self.own
        printed = self.sentence.text[period.start : period.end] if own else period.text
        if not own and period.kind == "recent" and self.frame.told_year and self.frame.told_year.first == period.first:
            return self.frame.told_year.text  # what a sentence before calls 过去一年
        if (
            period.first is None
            or period.last is None
            or re.search(r"\d{4}|[一二][〇零○一二三四五六七八九]{3}", printed)
        ):
            return printed
        if period.kind == "year":
            return f"{period.first.year}年"
        if (
            period.kind in {"half", "quarter", "month", "months", "day", "days"}
            and period.first.year == period.last.year
        ):
            rest = re.sub(r"^(?:今年|本年|去年|上年|前年|明年|同年|当年|次年|全年)的?", "", printed)
            return f"{period.first.year - self.is_of_year_before(period, printed)}年{rest}"
        return printed

    def is_of_year_before(self, period: Period, printed: str) -> bool:
        """Tell whether a month still to come is that of the year an article looks back on: 10月举办了, told in January."""
        anchor = self.frame.anchor
        if anchor is None or self.frame.planned or self.frame.told_year or not printed[:1].isdigit():
            return False
        ahead = period.first is not None and period.first > anchor and period.first.year == anchor.year
        return ahead and anchor.month <= LAST_REPORTED and not PLANNED_CLAUSE.search(self.text)

    def is_planned(self, figure: Figure, period: Period | None) -> bool:
        """Tell whether a figure is meant to come true rather than said to be true."""
        if figure.kind in DATE_KINDS:
            return False
        if self.cells and PLANNED_COLUMN.search(self.column_head(figure)):
            return True
        before = self.text[self.segment_start(figure.start) : figure.start]
        if KEPT_PLAN.search(before):
            return False
        frame = self.frame
        if period is not None and period.first is not None and frame.anchor is not None and id(period) in self.own:
            year = frame.year or frame.anchor.year
            if period.first.year > year or (
                period.last is not None
                and period.last > frame.anchor
                and period.kind == "year"
                and frame.year is not None
            ):
                return True
            if period.last is not None and period.last < frame.anchor and period.kind in {"year", "years", "month"}:
                return False
        clause = self.text[self.parts.clause(figure)[0] : figure.start]
        if REPORTED_CLAUSE.search(clause):
            return False
        if PLANNED_CLAUSE.search(before):
            return True
        if self.heading.planned is not None:
            return self.heading.planned
        return frame.planned

    # Where

    def place_of(self, number: int, figure: Figure) -> tuple[str, tuple[str, ...]]:
        """Return the place that holds for a figure, and the places around it."""
        chosen = self.shared_place(number) or self.governing(figure)
        if chosen:
            names = [place.name for place in chosen]
            if len(names) > 1:
                shared = self.scope.within(names[0])
                return joined(chosen), (*names, *shared)
            return names[0], self.scope.within(names[0])
        place = self.heading.place or self.scope.place
        if self.village is not None and ITS_VILLAGE.search(self.text):
            place = self.village.name
        return place, self.scope.within(place) if place else ()

    def shared_place(self, number: int) -> list[PlaceMention]:
        """Return the place that a figure told by 分别 is of: 柳湾村、石桥村、双井村, 分别为8起、5起和4起; none: []."""
        first, last = shared_group(self.parts, number)
        count = last - first + 1
        segment = self.segment_start(self.figures[first].start)
        listed: list[PlaceMention] = []
        for place in (
            place for place in self.places if segment <= place.start and place.end <= self.figures[first].start
        ):
            joined_on = listed and LISTING.fullmatch(self.text[listed[-1].end : place.start])
            listed = [*listed, place] if joined_on and listed[-1].rank == place.rank else [place]
        told_between = any(
            listed and listed[-1].end <= other.start and other.kind != "ordinal" for other in self.figures[:first]
        )
        if count < 2 or len(listed) != count or told_between:
            return []
        return [listed[number - first]]

    def governing(self, figure: Figure) -> list[PlaceMention]:
        """Return the place, or the list of places, that a figure is said of."""
        if not self.places:
            return []
        low, _ = self.parts.clause(figure)
        segment = self.segment_start(figure.start)
        wholes = [WHOLES[match[1]] for match in WHOLE_OF.finditer(self.text, low, figure.start)]
        best: list[PlaceMention] = []
        for place in self.places:
            if place.end > figure.start:
                break
            if not self.may_govern(place) or any(rank < place.rank for rank in wholes):
                continue
            near = place.start >= low
            opens = place.start >= segment and self.is_opening(self.text[segment : place.start])
            if not near and not opens and not (segment == 0 and self.is_opening(self.text[: place.start])):
                continue
            listed = best and self.text[best[-1].end : place.start] in {"、", "和", "与", "及"}
            if listed and best[-1].rank == place.rank:
                best.append(place)
            else:
                best = [place]
        return best

    def may_govern(self, place: PlaceMention) -> bool:
        """Tell whether a place can be whose figure it is: not one around the article's own, nor one compared with."""
        scope = self.scope
        before = self.text[: place.start]
        if before.endswith(
            ("比", "较", "高于", "低于", "与", "向", "居", "全国", "第", "达到", "超过", "赴", "对口支援", "支援", "援")
        ):
            return False
        if scope.place == COUNTRY:
            return True
        if place.rank == scope.rank and (self.cells or (place.rank >= SMALL_PLACE and self.opens_segment(place))):
            return True  # a row, or a part of the sentence, of the next village
        return scope.rank < 0 or place.rank > scope.rank or place.name == scope.place

    def opens_segment(self, place: PlaceMention) -> bool:
        return place.start == self.segment_start(place.end)

    def is_opening(self, before: str) -> bool:
        """Tell whether a place opens its sentence, but for a word or two: 在, 示范点."""
        before = before.strip(" ,，、“”‘’《》()（）—-·\u3000")
        return not before or (len(before) <= 6 and not re.search(r"[,，]", before)) or before in LOCATIVE

    # How figures belong together

    def with_roles(self, facts: list[Fact]) -> list[Fact]:
        """Mark totals and their parts: 328处问题已完成整治326处; 新增5万人,其中青年2万人."""
        for number in range(1, len(facts)):
            here = facts[number].figure
            if here.kind in DATE_KINDS:
                continue
            between = self.text[facts[number - 1].figure.end : here.start]
            total = self.total_before(facts, number)
            if total is None:
                continue
            if PART.search(between):
                facts[number] = replace(facts[number], role="part")
            elif (
                DONE.search(self.text[max(facts[number - 1].figure.end, here.start - 14) : here.start])
                and total == number - 1
            ):
                facts[number] = replace(facts[number], role="done")
                if not facts[number].counted:
                    facts[number] = replace(facts[number], counted=facts[total].counted)
            else:
                continue
            if not facts[total].role:
                facts[total] = replace(facts[total], role="total")
        return facts

    def total_before(self, facts: Sequence[Fact], number: int) -> int | None:
        here = facts[number].figure
        for before in range(number - 1, -1, -1):
            figure = facts[before].figure
            if self.segment_start(here.start) > figure.start:
                return None
            if figure.unit == here.unit and figure.value is not None and here.value is not None:
                return before if figure.value >= here.value and facts[before].role != "part" else None
        return None
