"""Questions as people ask them, over the shipped library: which figure, which words, which silence, which reply."""

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Abstention, Answer, Clarification, KnowledgeBase, Talk
from knowledge.answers import LONGEST_QUESTION, Outcome
from knowledge.answers.confidence import open_calibration
from knowledge.errors import QuestionError
from knowledge.ranking.signals import SIGNALS
from tests.tables import read_table


def shown(outcome: Outcome) -> set[str]:
    """Return the figures that an outcome shows as its answer."""
    return {figure.text for figure in outcome.figures}


@pytest.mark.parametrize(("question", "headline"), [row[:2] for row in read_table("answers_figures.tsv")])
def test_a_figure_is_looked_up(base, question, headline):
    """
    The figure asked for, qualifier and unit as printed, stands alone in the headline and in the cited sentence.
    """
    outcome = base.ask(question)
    assert [headline] == [part.headline for part in outcome.parts]
    assert all(figure.text in outcome.sources[0].sentence for figure in outcome.figures)


@pytest.mark.parametrize(("question", "reasons"), [row[:2] for row in read_table("answers_silence.tsv")])
def test_what_the_articles_do_not_say_is_not_answered(base, question, reasons):
    """
    Nothing is shown as an answer, and the reason is told.
    """
    outcome = base.ask(question)
    assert isinstance(outcome, Abstention)
    assert outcome.reason in reasons.split(",")
    assert () == outcome.parts


@pytest.mark.parametrize(("question", "words"), [row[:2] for row in read_table("answers_texts.tsv")])
def test_words_answer_where_no_figure_does(base, question, words):
    """
    Who, where, which and what are answered with words of a sentence, as printed.
    """
    outcome = base.ask(question)
    assert isinstance(outcome, Answer)
    assert words in outcome.parts[0].headline
    assert words in outcome.parts[0].source.sentence


@pytest.mark.parametrize(("question", "status", "words"), [row[:3] for row in read_table("answers_sourcing.tsv")])
def test_the_articles_are_asked_about_themselves(base, question, status, words):
    """
    Author, origin and title are given as printed; what is not printed is said to be missing.
    """
    outcome = base.ask(question)
    assert status == outcome.status
    assert words in outcome.text


@pytest.mark.parametrize(("question", "reply"), [row[:2] for row in read_table("answers_replies.tsv")])
def test_a_reply_reads_so(base, question, reply):
    """
    The whole reply, character by character; ⏎ stands for the end of a line.
    """
    assert reply.replace("⏎", "\n") == base.ask(question).text


@pytest.mark.parametrize(("turns", "status", "figures"), [row[:3] for row in read_table("answers_turns.tsv")])
def test_a_conversation_goes_on(base, turns, status, figures):
    """
    The last turn leans on the ones before as far as it lacks something.
    """
    conversation = None
    for turn in turns.split(" / "):
        outcome = base.ask(turn, conversation)
        conversation = outcome.conversation
    assert outcome.status in status.split(",")
    assert set(figures.split()) == shown(outcome)


def test_a_correction_is_said(base):
    """
    What was read otherwise than typed is told before the answer.
    """
    outcome = base.ask("花园扣镇成立了几支突击队")
    assert ("按“花园口”理解",) == outcome.notes
    assert outcome.text.startswith("（按“花园口”理解）\n")


@pytest.mark.parametrize(
    ("question", "own", "printed"),
    [
        ("花園口有幾支志願服務隊", "文中沒有花園口鎮的這項數字", "成立党员志愿服务队73支"),
        ("花園口拆了118處私搭亂建，對嗎", "屬實。", "累计拆除私搭乱建118处"),
        ("花園口鎮有哪些數字", "個數字", "22支党员突击队"),
        ("您好嗎", "根據已收錄的文章", ""),
    ],
)
def test_a_traditional_asker_reads_our_words_in_traditional(base, question, own, printed):
    """
    Our own words follow the asker's script; the articles' words stay as printed.
    """
    outcome = base.ask(question)
    assert own in outcome.text
    assert printed in outcome.text


def test_a_long_question_is_refused_by_name(base):
    """
    Five thousand characters are no question: the error says how long it is and what would do.
    """
    with pytest.raises(QuestionError, match=rf"5000.*{LONGEST_QUESTION}"):
        base.ask("花园口拆了多少处" * 625)


def test_the_longest_question_is_taken(base):
    """
    A question of the greatest length gets an outcome.
    """
    assert isinstance(base.ask("拆" * LONGEST_QUESTION), Outcome)


@pytest.mark.parametrize(
    "question", ["", " ", "\x00", "\ud800", "👍", "?" * 1000, "%s{}\\", "<b>118处</b>", "'; DROP TABLE"]
)
def test_any_line_gets_an_outcome(base, question):
    """
    Whatever is typed is answered, asked back or told to be nothing, and nothing is raised.
    """
    assert base.ask(question).status in ("answered", "clarify", "not_found", "chat")


PIECES = (
    "花园口", "古荥镇", "金水区", "拆了", "清运", "垃圾", "突击队", "多少", "几处", "比", "和", "谁多", "一共", "对吗", "是什么",
    "118处", "3万余", "2020年", "百分之几", "超过", "“", "”", "，", "？", " ", "laji", "1+6+N", "的", "呢", "哪个",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=30), st.lists(st.sampled_from(PIECES), max_size=9).map("".join)))
def test_any_pieces_put_together_get_an_outcome(base, question):
    """
    However a line is put together, it gets an outcome, and every figure shown stands in the sentence cited for it.
    """
    outcome = base.ask(question)
    assert outcome.status in ("answered", "clarify", "not_found", "chat")
    for part in outcome.parts:
        assert all(figure.text in part.source.sentence for figure in part.figures)


@pytest.mark.parametrize(("question", "kind"), [("你好", Talk), ("那个呢", Clarification), ("1234567", Talk)])
def test_what_asks_nothing_is_met_with_an_example(base, question, kind):
    """
    A greeting, a lone number and a turn that leans on nothing are told what can be asked.
    """
    outcome = base.ask(question)
    assert isinstance(outcome, kind)
    assert "花园口拆了多少私搭乱建" in outcome.text
    assert set() == shown(outcome)


def test_answers_do_not_depend_on_what_was_asked_before(base):
    """
    Without a conversation every question stands for itself, in any order.
    """
    questions = [row[0] for row in read_table("answers_figures.tsv")[:12]]
    forth = {question: base.ask(question).text for question in questions}
    assert forth == {question: base.ask(question).text for question in reversed(questions)}


def test_two_bases_of_the_same_articles_answer_alike(base, tmp_path):
    """
    The reply is the same from a base made afresh.
    """
    with KnowledgeBase.open(tmp_path / "again.sqlite3") as again:
        for article in base.articles():
            again.add_text(base.article(article.id).raw, article.source)
        for question, *_ in (*read_table("answers_figures.tsv")[:10], *read_table("answers_claims.tsv")[:4]):
            assert base.ask(question).text == again.ask(question).text


EVERY_KIND = (
    "花园口拆了多少处", "你好", "73支是什么", "有几篇文章", "是谁写的", "有哪些数字", "超过1000处的有哪些",
    "两个镇相差多少", "拆了118处对吗", "队长是谁", "laji duoshao", "出处", "花园口和古荥各多少",
)  # fmt: skip


def test_an_empty_base_has_no_figures_to_give(tmp_path):
    """
    Questions of every kind are met, and none with a figure.
    """
    with KnowledgeBase.open(tmp_path / "empty.sqlite3") as empty:
        for question in EVERY_KIND:
            outcome = empty.ask(question)
            assert set() == shown(outcome)
            assert (None, (), None) == (outcome.best, outcome.sources, outcome.verdict)
        assert "not_found" in empty.explain("花园口拆了多少处")


NEWCOMER = "柳林镇整治见成效\n\n柳林镇今年以来累计栽种银杏树6214棵，修建凉亭39座，发放扇子870余把。\n\n来源：柳林日报\n"
ABOUT_NEWCOMER = (
    ("柳林栽了多少棵银杏树", "6214棵"),
    ("柳林镇修建凉亭几座", "39座"),
    ("柳淋镇修了几座凉亭", "39座"),
    ("870是什么", "870余把"),
    ("柳林镇发放扇子多少把", "870余把"),
)


def test_an_article_added_is_answered_from_and_one_removed_leaves_no_trace(tmp_path):
    """
    A new article answers at once; once it is removed, neither its figures, its place nor its words are known.
    """
    with KnowledgeBase.open(tmp_path / "changing.sqlite3") as changing:
        before = changing.add_text("花园口镇简讯\n\n花园口镇累计拆除私搭乱建118处。\n", "short.txt")
        silent = {question: changing.ask(question).text for question, _ in ABOUT_NEWCOMER}
        report = changing.add_text(NEWCOMER, "newcomer.txt")
        for question, figure in ABOUT_NEWCOMER:
            assert {figure} == shown(changing.ask(question)), question
        changing.remove([report.article_id])
        assert silent == {question: changing.ask(question).text for question, _ in ABOUT_NEWCOMER}
        for question, figure in ABOUT_NEWCOMER:
            assert figure not in changing.explain(question)
        assert "118处" in changing.ask("花园口拆除私搭乱建多少处").text
        assert before.article_id is not None


def test_an_article_replaced_answers_with_its_new_figures(tmp_path):
    """
    The same name with other figures: the old ones are gone.
    """
    with KnowledgeBase.open(tmp_path / "changing.sqlite3") as changing:
        changing.add_text(NEWCOMER, "newcomer.txt")
        changing.add_text(NEWCOMER.replace("39座", "41座"), "newcomer.txt")
        assert {"41座"} == shown(changing.ask("柳林镇修建凉亭几座"))
        assert "39座" not in changing.explain("柳林镇修建凉亭几座")


def test_explain_tells_how_the_answer_came_about(base):
    """
    The reading, the candidates with their scores, the decision and the reply stand in it.
    """
    told = base.explain("花园扣镇成立了几支突击队")
    for expected in ("更正：花园扣→花园口", "地点：花园口镇", "意图：figure", "1. 22支", "结果：answered"):
        assert expected in told
    assert told.endswith(base.ask("花园扣镇成立了几支突击队").text)


def test_explain_shows_every_signal_and_every_evidence(base):
    """
    Every signal of the learned ranker, every evidence of the confidence and what it adds stand in it.
    """
    told = base.explain("花园口镇成立了几支突击队")
    shown_names = {line.split()[0] for line in told.splitlines() if line.startswith("  ")}
    assert set(SIGNALS) <= shown_names
    evidences = told[told.index("对数几率加多少") :].splitlines()
    assert set(open_calibration().weights) <= {line[2:38].rstrip() for line in evidences}
    added = [float(line.split()[-1]) for line in evidences if re.search(r"  [+-]\d+\.\d\d$", line)]
    sure = float(re.search(r"结果：answered，把握 (\d\.\d\d)", told)[1])
    assert sure == pytest.approx(1 / (1 + math.exp(-sum(added))), abs=0.05)


def test_explain_tells_the_reason_for_silence(base):
    """
    An abstention is explained by its reason.
    """
    assert "原因：no_place" in base.explain("金水区拆了多少私搭乱建")


@pytest.mark.parametrize(
    "question", ["花园口的突击队占古荥党员的百分之几", "花园口的路比古荥的桥多几条", "南王村停车场有几个车位"]
)
def test_a_question_for_a_figure_has_a_best_guess(base, question):
    """
    Whatever becomes of it, the best candidate is told beside the reply.
    """
    assert base.ask(question).best is not None


def test_a_number_of_a_table_is_told_with_the_unit_of_its_head(tmp_path):
    """
    12.5 alone says nothing; the number stays as printed, and the unit stands behind it in brackets.
    """
    table = "| 村名 | 投入（万元） |\n| --- | --- |\n| 红旗村 | 12.5 |\n| 前进村 | 8 |"
    with KnowledgeBase.open(tmp_path / "base.sqlite3") as base:
        base.add_text(f"温泉镇各村情况\n\n温泉镇各村投入如下，请予监督。\n\n{table}", "温泉镇.txt")
        [part] = base.ask("红旗村投入多少").parts
    assert ("12.5（万元）", "12.5") == (part.headline, part.figures[0].text)


@pytest.mark.parametrize("asked", ["濛阳市转移了多少群众", "蒙阳市转移了多少群众", "濛陽市轉移了多少群眾"])
def test_a_place_is_shown_as_printed_and_found_however_it_is_written(tmp_path, asked):
    """
    Places are kept folded, 蒙阳市, so that each way of writing them meets; the reply prints what the article prints.
    """
    with KnowledgeBase.open(tmp_path / "base.sqlite3") as printed:
        printed.add_text("濛阳市2024年防汛工作情况\n\n今年汛期,濛阳市紧急转移群众3860人,无一人伤亡。", "濛阳.txt")
        outcome = printed.ask(asked)
    assert {"3860人"} == shown(outcome)
    assert "濛阳市" == outcome.sources[0].place
    assert "蒙阳市" not in outcome.text.partition("\n")[2]
