"""Rendering: whatever an answer holds, Telegram takes the message, the figure is whole, the sentence as printed."""

import html
import json
import random
import re
from dataclasses import replace
from datetime import date

import pytest

from bot.facts import find_part
from bot.keyboards import answer_rows, markup, shown_of, to_json
from bot.rendering import (
    LIMIT,
    TAG,
    Neighbours,
    View,
    clean,
    clip,
    cut_quote,
    escape,
    render_outcome,
    utf16_length,
    width,
)
from knowledge import Abstention, Answer, AnswerPart, Choice, Clarification, ShownFigure, Source, Talk, to_traditional
from tests.bot.fake_base import demolished, part, unknown
from tests.bot.strict_telegram import check_keyboard, check_text
from tests.conftest import need_shared

HOSTILE = (
    "<", ">", "&", '"', "'", "</b>", "<b>", "<blockquote>", "</blockquote>", "<script>", "&lt;", "&amp;", "&#0;", "]]>",
    "<!--", "@admin", "/start", "/ask@bot", "@", "https://x.test/?a=1&b=2", "\u202e", "\u2066", "\u200f", "\x00", "\x1b",
    "\ud800", "\udfff", "\ufeff", "\u2028", "\r\n", "\n", "\t", "😀", "👨‍👩‍👧‍👦", "𠮷", "é", "ا", "。", "，", "118处", "约2万平方米",
    "花园口镇", "拆除", "私搭乱建", "　", " ", "*", "_", "`", "{0}", "%s", "\\",
)  # fmt: skip
FIGURES = (
    "118处",
    "约2万平方米",
    "440余名",
    "18万余平方米",
    "三分之一以上",
    "5.3%",
    "<5%",
    ">100&",
    "0371-5526 9888",
    "２２５０５㎡",
)


class Maker:
    """Makes outcomes out of hostile text, always the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def text(self, most: int) -> str:
        length = self.random.choice((0, 1, 3, 10, 40, most))
        return "".join(self.random.choices(HOSTILE, k=self.random.randint(0, max(1, length))))

    def part(self) -> AnswerPart:
        figures = tuple(
            ShownFigure(
                text, "1", self.random.choice(("处", "")), None, self.random.choice((None, self.random.getrandbits(40)))
            )
            for text in self.random.sample(FIGURES, self.random.choice((0, 1, 1, 1, 2, 3)))
        )
        before, between = self.text(3000), self.text(60)
        sentence, marked = before, []
        for figure in figures:
            marked.append((len(sentence), len(sentence) + len(figure.text)))
            sentence += figure.text + between
        sentence += self.text(3000)
        if self.random.random() < 0.1:
            marked = [(0, len(sentence) + 5), (-3, 2), (7, 4)]
        source = None
        if figures or self.random.random() < 0.8:
            day = date(2020, 6, 1) if self.random.random() < 0.5 else None
            source = Source(sentence, self.text(200), self.text(40), self.text(5), self.text(20), day, 1,
                            self.random.choice((None, 7)), tuple(marked))  # fmt: skip
        headline = "、".join(figure.text for figure in figures) or self.text(3000)
        also = tuple(
            Source(self.text(90), self.text(200), self.text(40), "", self.text(20))
            for _ in range(self.random.choice((0, 0, 0, 1, 3)))
        )
        return AnswerPart(headline, self.text(80), figures, source, self.random.random() < 0.1, also)

    def parts(self, most: int) -> tuple[AnswerPart, ...]:
        return tuple(self.part() for _ in range(self.random.randint(0, most)))

    def outcome(self):
        common = {
            "question": self.text(40),
            "text": self.text(3000),
            "notes": tuple(self.text(100) for _ in range(self.random.randint(0, 6))),
            "others": self.parts(3),
        }
        kind = self.random.randrange(10)
        if kind < 6:
            return Answer(
                **common, parts=self.parts(12 if kind == 0 else 3), verdict=self.random.choice((None, True, False))
            )
        if kind < 8:
            nearest = self.part() if self.random.random() < 0.7 else None
            return Abstention(**common, reason=self.random.choice(("no_place", "unsure", "nonsense")), nearest=nearest)
        if kind < 9:
            choices = tuple(Choice(self.text(20), self.text(30)) for _ in range(self.random.randint(0, 12)))
            return Clarification(**common, parts=self.parts(4), choices=choices)
        return Talk(**common)


def test_five_thousand_hostile_answers_are_all_accepted():
    """
    Markup, lengths and buttons of five thousand generated answers pass the strict Telegram, and no figure is cut.
    """
    maker = Maker(20260101)
    for _ in range(5000):
        outcome = maker.outcome()
        view = View(maker.random.randint(0, len(outcome.others)), maker.random.random() < 0.2)
        neighbours = Neighbours((maker.text(900),), (maker.text(900),)) if view.context else None
        script = maker.random.choice((str, str, to_traditional))
        body = render_outcome(outcome, view, neighbours, script)
        plain = check_text(body.html, "HTML")
        check_text(body.plain, None)
        assert utf16_length(plain) <= LIMIT
        keyboard = markup(answer_rows(outcome, view, "AbC-", script))
        check_keyboard(keyboard.to_dict() if keyboard else None)
        if isinstance(outcome, Answer) and not view.page and outcome.parts and script is str:
            first = outcome.parts[0]
            assert all(clean(figure.text) in plain.replace("\u2060", "") for figure in first.figures)


def test_sentence_is_quoted_letter_for_letter():
    """
    What stands in the quote is the sentence, though it holds markup, names and commands.
    """
    sentence = '拆除<118处>&"22505"平方米, @admin /start 、1/3 说。'
    source = Source(sentence, "题", "", "", "", None, 1, 1, ((3, 7),))
    outcome = Answer(question="q", text="", parts=(AnswerPart("118处", "", (), source),))
    body = render_outcome(outcome)
    check_text(body.html, "HTML")
    quote = re.search("<blockquote expandable>(.*)</blockquote>", body.html, re.DOTALL)
    assert quote
    assert sentence == html.unescape(TAG.sub("", quote[1]))
    assert "<b>118处</b>" in quote[1]
    assert "<code>@admin</code> <code>/start</code>" in quote[1]


def test_quote_is_cut_and_the_figure_is_not():
    """
    A sentence of ten thousand characters is cut away from its figure.
    """
    long = "长" * 5000
    figure = "约" + "9" * 200 + "平方米"
    source = Source(long + figure + long, "题", "", "", "", None, 1, 1, ((5000, 5000 + len(figure)),))
    shown = ShownFigure(figure, "9", "平方米", "约", 1)
    body = render_outcome(Answer(question="q", text="", parts=(AnswerPart(figure, "", (shown,), source),)))
    plain = check_text(body.html, "HTML")
    assert 2 == plain.count(figure)
    assert "…长" in plain
    assert "长…" in plain


def test_further_parts_are_counted_where_they_do_not_fit():
    """
    When even the shortest quotes do not fit, the first parts stay and the others are counted.
    """
    parts = tuple(replace(part(11), label=f"{n}" + "标" * 150, source=replace(part(11).source, sentence=f"118处{n}" * 40))
                  for n in range(40))  # fmt: skip
    body = render_outcome(Answer(question="q", text="", parts=parts))
    plain = check_text(body.html, "HTML")
    left = re.search("另有 ([0-9]+) 条没有列出", plain)
    assert left
    assert 40 == plain.count("《") + int(left[1])


def test_parts_of_one_sentence_share_its_quote():
    """
    Two figures of one sentence, given as two parts, are proved by one quote with both marked.
    """
    body = render_outcome(Answer(question="q", text="", parts=(part(11), part(12, label="花园口镇 · 面积"))))
    assert 1 == body.html.count("<blockquote")
    assert "<b>118处</b>,<b>22505平方米</b>" in body.html


def test_articles_that_say_the_same_are_named():
    """
    A repeat adds its title and day below the quoted sentence; no second quote.
    """
    also = (Source("花园口镇拆除118处。", "再访<花园口>", "", "", "某某日报", date(2020, 6, 1)),)
    body = render_outcome(Answer(question="q", text="", parts=(replace(part(11), also=also),)))
    assert 1 == body.html.count("<blockquote")
    assert "同样的数也见：《再访&lt;花园口&gt;》 · 某某日报 · 2020年6月1日" in body.html


def test_comparison_is_an_aligned_table():
    """
    Figures of one unit from several places stand in a table, aligned by the width of what they are written in.
    """
    left = replace(part(13), source=replace(part(13).source, place="花园口镇"))
    right = replace(part(13), figures=(ShownFigure("3000余份", "3000", "份", "余", 15),), headline="3000余份",
                    source=replace(part(14).source, place="古荥镇", sentence="别的"))  # fmt: skip
    body = render_outcome(Answer(question="q", text="", parts=(left, right)))
    table = re.search("<pre>(.*)</pre>", body.html, re.DOTALL)
    assert table
    lines = table[1].split("\n")
    assert ["花园口镇  4700余份", "古荥镇    3000余份"] == lines
    assert 1 == len({width(line) for line in lines})


def test_years_of_one_place_are_an_aligned_table():
    """
    Figures of one place from several years stand in a table by year; two things of one year do not.
    """

    def said(text: str, label: str) -> AnswerPart:
        figure = ShownFigure(text, None, "条", None, None)
        return replace(part(13), headline=text, label=label, figures=(figure,))

    years = said("12条", "石桥村 · 2022年 · 修道路"), said("105条", "石桥村 · 2023年上半年 · 修道路")
    html = render_outcome(Answer(question="q", text="", parts=years)).html
    assert "<pre>2022年         12条\n2023年上半年  105条</pre>" in html
    things = said("12条", "石桥村 · 2022年 · 修道路"), said("3条", "石桥村 · 2022年 · 修水渠")
    assert "<pre>" not in render_outcome(Answer(question="q", text="", parts=things)).html


@pytest.mark.parametrize(
    ("verdict", "said"), [(True, "属实：118处"), (False, "与文章不符，文中是：118处"), (None, "118处")]
)
def test_verdict_stands_before_the_true_figure(verdict, said):
    """
    A statement that was checked is said to be right or wrong, with the figure of the article.
    """
    body = render_outcome(Answer(question="q", text="", parts=(part(11),), verdict=verdict))
    assert body.html.startswith(f"<b>{said}</b>")


def test_computed_result_is_marked():
    """
    What no article says is marked as computed.
    """
    body = render_outcome(Answer(question="q", text="", parts=(part(11, headline="96处", computed=True),)))
    assert body.html.startswith("<b>96处</b> <i>（计算所得，非文中原话）</i>")


def test_date_is_said_or_said_to_be_missing():
    """
    The date stands under the sentence; where the article has none, that is said.
    """
    assert (
        "郑州日报 · 2020年6月1日"
        in render_outcome(Answer(question="q", text="", parts=(part(11, published=date(2020, 6, 1)),))).html
    )
    assert "郑州日报 · 文中未注明日期" in render_outcome(demolished("q")).html


def test_notes_stand_last():
    """
    How a question was understood stands below the answer.
    """
    body = render_outcome(replace(demolished("q"), notes=("按“花园口”理解",)))
    assert body.html.endswith("<i>按“花园口”理解</i>")


def test_what_a_turn_leans_on_is_said_once():
    """
    The notes that open a reply in plain text stand at the end of a message alone, and the line after them opens it.
    """
    text = "（接上问：花园口镇）\n这个问法对得上几个数字：\n1. 花园口镇 · 拆除私搭乱建：118处"
    body = render_outcome(
        Clarification(question="q", text=text, parts=(part(11), part(13)), notes=("接上问：花园口镇",))
    )
    assert body.html.startswith("这个问法对得上几个数字：\n\n<b>118处</b>")
    assert 1 == body.html.count("接上问")


def test_traditional_leaves_quote_and_title_as_printed():
    """
    Our words are converted; what was printed is not.
    """
    text = render_outcome(unknown("q"), script=to_traditional).html
    assert "最接近的是" in text
    assert "前后发放宣传页<b>4700余份</b>" in text
    assert "<b>4700餘份</b>" in text
    assert "花园口镇不断提升" in text


def test_cut_quote_keeps_marked_spans():
    """
    Cutting leaves the marked spans whole and in order.
    """
    pieces = cut_quote("甲" * 50 + "118处" + "乙" * 50 + "22505平方米" + "丙" * 50, [(50, 54), (104, 112)], 40)
    assert ["118处", "22505平方米"] == [piece for piece, marked in pieces if marked]
    assert all(len(piece) <= 14 for piece, _ in pieces)


@pytest.mark.parametrize(
    ("text", "limit", "clipped"), [("甲乙丙", 3, "甲乙丙"), ("甲乙丙丁", 3, "甲乙…"), ("😀😀", 3, "😀…")]
)
def test_clip_counts_as_telegram_does(text, limit, clipped):
    """
    An emoji counts twice.
    """
    assert clipped == clip(text, limit)


def test_escape_leaves_no_markup():
    """
    Escaped text is text.
    """
    assert "&lt;b&gt;&amp;" == escape("<b>&\u202e\x00")


def test_real_answers_are_accepted(base):
    """
    Every question of the shared set, asked of the shipped library, is answered in a message that Telegram takes; what
    is quoted is the sentence as printed, and every figure stands in it.
    """
    questions = need_shared("questions", "articles.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, questions):
        conversation = None
        for turn in row.get("turns") or [row["q"]]:
            outcome = base.ask(turn, conversation)
            conversation = outcome.conversation
        body = render_outcome(outcome)
        plain = check_text(body.html, "HTML")
        check_keyboard(to_json(answer_rows(outcome, View(), "AbC-")))
        for shown in outcome.parts:
            assert shown.source is None or shown.source.sentence in plain
            assert all(figure.text in plain for figure in shown.figures)
        assert all(find_part(base, tokens) for tokens in shown_of(outcome).parts)
