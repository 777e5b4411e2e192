"""The owner's tools, over a real base: articles in and out by chat, what went unanswered, counts, the base as a whole."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from bot import texts
from bot.chats import Unanswered
from bot.chats.store import DAY
from bot.handlers.owner import group_questions, pack_base, safe_name, unpack_article, unpack_base
from bot.handlers.statistics import packaged_font, render_counts, stats_chart
from bot.rendering import width
from knowledge import KnowledgeBase
from tests.bot.harness import GROUP, OTHER, OWNER, PERSON, Harness, buttons
from tests.bot.strict_telegram import check_text
from tests.conftest import LIBRARY

ARTICLE = "石桥村修路记\n\n石桥村今年新修道路12条,共3.5公里。\n\n栽下法桐樱花等树木860棵,村民个个叫好。\n\n张三"
FORWARDED = {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "报社"}}


@pytest.fixture
def owner(tmp_path):
    """A bot over a real base of the shipped library, unanswered questions kept."""
    base = KnowledgeBase.open(tmp_path / "base.sqlite3")
    assert all(report.status == "added" for report in base.add(LIBRARY))
    harness = Harness(tmp_path, base, unanswered_days=30)
    harness.telegram.calls.clear()
    yield harness
    harness.close()
    base.close()
    assert [] == harness.errors


def press(bot, label, person=OWNER):
    shown = bot.last()
    bot.feed(bot.press(buttons(shown)[label]["callback_data"], shown, person))
    return bot.html()


def send_file(bot, name, body, person=OWNER, **more):
    bot.telegram.files["f1"] = body
    document = {"file_id": "f1", "file_unique_id": "u1", "file_name": name, "file_size": len(body)}
    return bot.feed(bot.message(None, person, document=document, **more))


def answer(bot, question):
    return bot.feed(bot.message(question, OTHER))[0]["text"]


def test_forwarded_text_is_previewed_added_and_answered_from(owner):
    """
    A forwarded text is shown with its title and figures; 加入 adds it, and the next question finds it.
    """
    (preview,) = owner.feed(owner.message(ARTICLE, OWNER, **FORWARDED))
    assert "<b>石桥村修路记</b>" in preview["text"]
    assert "12条" in preview["text"]
    assert {"加入", "取消"} == set(buttons(owner.last()))
    assert "12条" not in answer(owner, "石桥村新修了多少条道路")
    shown = next(message for key, message in owner.telegram.messages.items() if "加入" in buttons(message))
    owner.feed(owner.press(buttons(shown)["加入"]["callback_data"], owner.shown(shown["message_id"]), OWNER))
    assert any("已加入" in str(message.get("html")) for message in owner.telegram.messages.values())
    assert "12条" in answer(owner, "石桥村新修了多少条道路")


def test_two_presses_add_once(owner):
    """
    A second press on 加入 finds nothing left to add.
    """
    owner.feed(owner.message(ARTICLE, OWNER, **FORWARDED))
    shown = owner.last()
    data = buttons(shown)["加入"]["callback_data"]
    owner.feed(owner.press(data, shown, OWNER), owner.press(data, shown, OWNER))
    assert texts.DRAFT_GONE in owner.html()
    assert 3 == len(owner.base.articles())


def test_cancel_adds_nothing(owner):
    """
    取消 leaves the base as it was.
    """
    owner.feed(owner.message(ARTICLE, OWNER, **FORWARDED))
    assert texts.DRAFT_DROPPED == press(owner, "取消")
    assert 2 == len(owner.base.articles())


def test_draft_waits_over_a_restart(owner):
    """
    The buttons of a preview work after a restart.
    """
    owner.feed(owner.message(ARTICLE, OWNER, **FORWARDED))
    owner.restart()
    assert "已加入" in press(owner, "加入")


def test_same_title_replaces(owner):
    """
    A text sent again under its title replaces the one before.
    """
    owner.feed(owner.message(ARTICLE, OWNER, **FORWARDED))
    press(owner, "加入")
    owner.feed(owner.message(ARTICLE.replace("12条", "15条"), OWNER, **FORWARDED))
    assert "已替换" in press(owner, "加入")
    assert 3 == len(owner.base.articles())


def test_file_is_previewed_and_added(owner):
    """
    A file is read as adding it reads it; sent again it replaces itself.
    """
    (preview,) = send_file(owner, "../../石桥.txt", ARTICLE.encode())
    assert "石桥村修路记" in preview["text"]
    assert "已加入" in press(owner, "加入")
    assert 3 == len(owner.base.articles())
    send_file(owner, "石桥.txt", ARTICLE.replace("12条", "15条").encode())
    assert "已替换" in press(owner, "加入")
    assert 3 == len(owner.base.articles())
    assert [] == list((owner.folder / "bot" / "uploads").iterdir())


def test_article_of_the_same_title_from_elsewhere_can_be_replaced(owner):
    """
    A file whose title the base has from another source is named in the preview; 替换 takes the old one out.
    """
    owner.feed(owner.message(ARTICLE, OWNER, **FORWARDED))
    press(owner, "加入")
    (preview,) = send_file(owner, "石桥.txt", ARTICLE.replace("12条", "15条").encode())
    assert "已有同题的：3 《石桥村修路记》" in preview["text"]
    assert "已删除：石桥村修路记" in press(owner, "替换")
    assert 3 == len(owner.base.articles())
    assert "15条" in answer(owner, "石桥村新修了多少条道路")
    (preview,) = send_file(owner, "石桥.txt", ARTICLE.encode())
    assert "会换掉同一个来源的：4 《石桥村修路记》" in preview["text"]
    assert ["加入", "取消"] == list(buttons(owner.last()))


def test_forwarded_picture_with_an_article_below_is_previewed(owner):
    """
    The words below a forwarded picture are an article as well.
    """
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    (preview,) = owner.feed(owner.message(None, OWNER, caption=ARTICLE, photo=photo, **FORWARDED))
    assert "<b>石桥村修路记</b>" in preview["text"]


def test_file_that_is_no_article_is_refused_with_its_reason(owner):
    """
    What cannot be read is said to be so, and offers no button.
    """
    (said,) = send_file(owner, "x.bin", bytes(range(256)) * 40)
    assert said["text"].startswith("这份没法加入")
    assert {} == buttons(owner.last())


def test_file_that_is_too_big_is_not_fetched(owner):
    """
    Above twenty megabytes nothing is downloaded.
    """
    document = {"file_id": "f1", "file_unique_id": "u1", "file_name": "x.pdf", "file_size": 21 * 1024 * 1024}
    (said,) = owner.feed(owner.message(None, OWNER, document=document))
    assert "文件太大（21 MB）" in said["text"]
    assert [] == owner.telegram.sent("getFile")


def test_file_of_anybody_else_is_refused(owner):
    """
    Only owners add articles.
    """
    (said,) = send_file(owner, "x.txt", ARTICLE.encode(), PERSON)
    assert "我只看得懂文字" in said["text"]
    assert [] == owner.telegram.sent("getFile")


def test_long_text_of_anybody_else_is_a_question_that_is_too_long(owner):
    """
    A text by somebody who is no owner never becomes an article.
    """
    (said,) = owner.feed(owner.message("石桥村今年新修道路12条。" * 60, PERSON))
    assert "问题太长了" in said["text"]


def test_owner_may_ask_as_everybody(owner):
    """
    An owner's short text is a question.
    """
    assert "118处" in owner.feed(owner.message("花园口拆了多少私搭乱建", OWNER))[0]["text"]


def test_articles_are_listed_and_removed_after_a_word(owner):
    """
    /remove asks once more; what is removed is answered from no more.
    """
    (listed,) = owner.feed(owner.message("/articles", OWNER))
    assert "花园口镇不断提升辖区群众幸福感和满意度" in listed["text"]
    number = next(article.id for article in owner.base.articles() if "花园口" in article.title)
    owner.feed(owner.message(f"/remove {number}", OWNER))
    assert texts.NOT_REMOVED == press(owner, "不删")
    owner.feed(owner.message(f"/remove {number}", OWNER))
    assert "已删除" in press(owner, "删除")
    assert "118处" not in answer(owner, "花园口拆了多少私搭乱建")


@pytest.mark.parametrize(
    ("text", "said"), [("/remove", "请写 /remove"), ("/remove 99999", "没有编号"), ("/remove x", "请写")]
)
def test_remove_says_what_it_needs(owner, text, said):
    """
    A number that is none, or names no article, is said to be so.
    """
    assert said in owner.feed(owner.message(text, OWNER))[0]["text"]


def test_pages_of_articles_are_turned(bot):
    """
    Eleven articles stand on two pages.
    """
    bot.feed(bot.message("/articles", OWNER))
    assert "第 2/2 页" in press(bot, "›")
    assert "第 1/2 页" in press(bot, "‹")


def test_unanswered_questions_are_grouped_without_names(owner):
    """
    What could not be answered stands in a list, like questions together, and says nothing of who asked.
    """
    for question in ("花园口镇的人口是多少", "花园口镇的人口是多少？", "郑东新区有多少棵树"):
        answer(owner, question)
    (said,) = owner.feed(owner.message("/unanswered", OWNER))
    assert "2 次　花园口镇的人口是多少" in said["text"]
    assert str(OTHER) not in said["text"]


def test_reply_adds_a_synonym(owner):
    """
    "问法=说法" as a reply to the list: what was asked in vain is found in the words of the articles, and that is said,
    after a restart too, and of a question in Traditional; the list forgets what has its answer.
    """
    question = "花园口镇的黑房子有多少处"
    assert "118处" not in answer(owner, question)
    answer(owner, "郑东新区有多少棵树")
    owner.feed(owner.message("/unanswered", OWNER))
    listed = owner.last()
    (said,) = owner.feed(owner.message("黑房子=私搭乱建", OWNER, reply_to_message=listed))
    assert "按“私搭乱建”再找" in said["text"]
    assert "有 1 个现在答得上了" in said["text"]
    owner.restart()
    for asked in (question, "花園口鎮的黑房子有多少處"):
        found = answer(owner, asked)
        assert "<b>118" in found
        assert "私搭" in found.split("<i>")[-1]
    (said,) = owner.feed(owner.message("/unanswered", OWNER))
    assert "黑房子有多少处" not in said["text"]
    assert "1 次　郑东新区有多少棵树" in said["text"]
    assert "同义词：黑房子=私搭乱建" in said["text"]
    owner.feed(owner.message("黑房子=", OWNER, reply_to_message=listed))
    assert "118处" not in answer(owner, question)


def test_two_synonyms_of_one_question_are_both_taken(owner):
    """
    A question that says two things in other words is asked with both replaced.
    """
    asked = "果园口镇的黑房子有多少处"
    owner.desk.chats.keep_synonym("果园口镇", "花园口镇")
    assert "118处" not in answer(owner, asked)
    owner.desk.chats.keep_synonym("黑房子", "私搭乱建")
    found = answer(owner, asked)
    assert "<b>118处" in found
    assert "“果园口镇”按“花园口镇”理解" in found


def test_questions_that_a_new_article_answers_leave_the_list(owner):
    """
    What could not be answered before an article came is answered after it, and stands in the list no more.
    """
    answer(owner, "石桥村新修了多少条道路")
    owner.feed(owner.message(ARTICLE, OWNER, **FORWARDED))
    press(owner, "加入")
    (said,) = owner.feed(owner.message("/unanswered", OWNER))
    assert texts.UNANSWERED_NONE in said["text"]
    assert "另有 1 个现在答得上了" in said["text"]


@pytest.mark.parametrize("text", ["a = b = c", "私建=私建", "="])
def test_synonym_that_is_none_is_refused(bot, text):
    """
    What is no pair of words changes nothing.
    """
    bot.feed(bot.message("/unanswered", OWNER))
    (said,) = bot.feed(bot.message(text, OWNER, reply_to_message=bot.last()))
    assert texts.SYNONYM_BAD in said["text"]
    assert () == bot.desk.chats.synonyms()


def test_synonym_of_anybody_else_is_a_question(bot):
    """
    Only owners add synonyms.
    """
    bot.feed(bot.message("你好"))
    bot.feed(bot.message("私建=私搭乱建", PERSON, reply_to_message=bot.last()))
    assert () == bot.desk.chats.synonyms()


def test_like_questions_form_a_group():
    """
    Nearly the same words are one question.
    """
    rows = [Unanswered(text, "no_figure", 1) for text in ("花园口人口多少", "花园口人口多少?", "古荥有几所学校")]
    assert [2, 1] == [len(group) for group in group_questions(rows)]


def test_wrong_answers_are_listed_with_what_they_showed(bot):
    """
    An answer reported wrong stands in the list with its figure, its sentence and the reason.
    """
    bot.feed(bot.message("拆了多少"))
    shown = bot.last()
    bot.feed(bot.press(buttons(shown)["👎 不对"]["callback_data"], shown))
    bot.feed(bot.press(buttons(bot.last())["数字不对"]["callback_data"], bot.last()))
    (said,) = bot.feed(bot.message("/wrong", OWNER))
    assert "1 次　118处、22505平方米（花园口镇 · 拆除私搭乱建）　<i>数字不对</i>" in said["text"]
    assert "累计拆除私搭乱建118处" in said["text"]
    assert "拆了多少" not in said["text"]


def test_stats_are_a_table_below_a_picture(bot):
    """
    /stats is one message: a picture whose caption sums the days up in aligned columns.
    """
    for question in ("拆了多少", "人口", "你好"):
        bot.feed(bot.message(question))
    assert ["sendPhoto"] == bot.calls(lambda: bot.feed(bot.message("/stats", OWNER)))
    said = bot.telegram.sent("sendPhoto")[0]["caption"]
    lines = said.split("<pre>")[1].split("</pre>")[0].split("\n")
    assert ["3", "1", "1", "0", "1"] == lines[-1].split()[1:]
    assert 1 == len({width(line) for line in lines})
    assert "用时：一半在" in said
    ((_, drawn),) = bot.telegram.sent_files
    assert drawn.startswith(b"\x89PNG")


def test_stats_are_a_table_where_no_picture_is_to_be_had(bot, monkeypatch):
    """
    Without a font, and where Telegram refuses the picture, the table comes alone.
    """
    bot.feed(bot.message("拆了多少"))
    bot.telegram.script("sendPhoto", 400, "Bad Request: IMAGE_PROCESS_FAILED")
    (said,) = bot.feed(bot.message("/stats", OWNER))
    assert "<pre>" in said["text"]
    monkeypatch.setattr("bot.handlers.owner.stats_chart", lambda counts, font: None)
    assert ["sendMessage"] == bot.calls(lambda: bot.feed(bot.message("/stats", OWNER)))


@pytest.mark.filterwarnings("error")
def test_chart_has_a_font_for_chinese_without_the_systems():
    """
    The font of the extra `charts` has a glyph for every word of the chart: matplotlib warns of none.
    """
    pytest.importorskip("matplotlib")
    assert packaged_font()
    counts = {"2026-01-01": {"questions": 3, "answered": 2, "not_found": 1, "ms2": 3}, "2026-01-02": {"questions": 1}}
    assert stats_chart(counts)


def test_chart_is_not_drawn_without_any_font(monkeypatch):
    """
    Without the packaged font and without one of the system there is no picture.
    """
    pytest.importorskip("matplotlib")
    monkeypatch.setattr("bot.handlers.statistics.packaged_font", lambda: "")
    monkeypatch.setattr("bot.handlers.statistics.FONTS", ())
    assert stats_chart({"2026-01-01": {"questions": 3}}) is None


@pytest.mark.filterwarnings("ignore:Glyph")
def test_chart_is_drawn_with_the_font_that_is_named():
    """
    With a font file the counts become a picture; with one that is none, the table has to do.
    """
    plotting = pytest.importorskip("matplotlib")
    font = Path(plotting.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    counts = {"2026-01-01": {"questions": 3, "answered": 2, "not_found": 1, "ms2": 3}, "2026-01-02": {"questions": 1}}
    drawn = stats_chart(counts, str(font))
    assert drawn
    assert drawn.startswith(b"\x89PNG")
    assert stats_chart(counts, __file__) is None


def test_counts_of_no_day_are_said_to_be_none():
    """
    Nobody asked: that is said.
    """
    assert "没有人提问" in render_counts({}, 14).html


def test_export_and_import_bring_the_base_back(owner):
    """
    What /export sends, /import takes: every article with its text.
    """
    owner.feed(owner.message("/export", OWNER))
    ((_, packed),) = owner.telegram.sent_files
    rows = unpack_base(packed)
    assert {article.title for article in owner.base.articles()} == {
        json.loads(line)["title"] for line in zipfile.ZipFile(io.BytesIO(packed)).read("articles.jsonl").splitlines()
    }
    owner.base.remove([article.id for article in owner.base.articles()])
    send_file(owner, "youju.zip", packed, caption="/import")
    assert "里面有 2 篇文章" in owner.html()
    assert "加入 2" in press(owner, "加入")
    assert [row.text for row in rows] == [owner.base.article(article.id).raw for article in owner.base.articles()]
    assert "118处" in answer(owner, "花园口拆了多少私搭乱建")


def test_what_formats_said_survives_export_and_import(owner, tmp_path):
    """
    Date, paper, author and title that stood beside a text, and not in it, are brought back with it.
    """
    page = (
        '<html><head><meta property="article:published_time" content="2023-05-06"><meta name="author" content="李四"></head>'
        "<body><article><h1>石桥村修路记</h1><p>石桥村今年新修道路12条,共3.5公里。</p></article></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    line = {"title": "马村栽树", "text": "马村去年栽树500棵。", "date": "2022-03-04", "origin": "晚报"}
    (tmp_path / "b.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert 2 == len(list(owner.base.add([tmp_path / "a.html", tmp_path / "b.jsonl"])))

    def held():
        return {(one.title, one.origin, one.published, one.authors, one.place, one.fact_count, one.sentence_count)
                for one in owner.base.articles()}  # fmt: skip

    before = held()
    assert ("晚报", date(2022, 3, 4)) in {(row[1], row[2]) for row in before}
    packed, _ = pack_base(owner.base)
    owner.base.remove([article.id for article in owner.base.articles()])
    send_file(owner, "youju.zip", packed, caption="/import")
    assert "加入 4" in press(owner, "加入")
    assert before == held()


@pytest.mark.parametrize(
    "row", ["[]", "1", '{"source": "a"}', '{"source": "", "text": "x"}', '{"source": 1, "text": "x"}',
            '{"source": "a", "text": "x", "given": {"published": "gestern"}}', '{"source": "a", "text": "x", "given": 3}'],
)  # fmt: skip
def test_line_that_is_no_article_is_refused(row):
    """
    A file that was made up adds nothing.
    """
    with pytest.raises(ValueError, match="不是文章"):
        unpack_article(json.loads(row))


@pytest.mark.parametrize("body", [b"no zip", b"PK\x05\x06" + bytes(18)])
def test_import_of_something_else_is_refused(owner, body):
    """
    A file that /export did not make adds nothing.
    """
    (said,) = send_file(owner, "x.zip", body, caption="/import")
    assert "这不是 /export 导出的文件" in said["text"]


def test_import_that_would_unpack_to_too_much_is_refused(monkeypatch):
    """
    A bomb is not unpacked.
    """
    monkeypatch.setattr("bot.handlers.owner.IMPORT_MB", 1)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("articles.jsonl", b" " * 3_000_000)
    with pytest.raises(ValueError, match="展开后超过"):
        unpack_base(packed.getvalue())


def test_reload_takes_in_what_another_process_added(owner, tmp_path):
    """
    /reload says what the base holds now.
    """
    with KnowledgeBase.open(tmp_path / "base.sqlite3") as other:
        other.add_text(ARTICLE, "elsewhere")
    (said,) = owner.feed(owner.message("/reload", OWNER))
    assert "3 篇文章" in said["text"]
    assert "12条" in answer(owner, "石桥村新修了多少条道路")


def test_new_article_is_told_to_subscribed_chats_alone(owner):
    """
    Nobody hears of a new article but the chats that the owner named.
    """
    owner.feed(owner.message(f"/subscribe {GROUP}", OWNER))
    owner.feed(owner.message(ARTICLE, OWNER, **FORWARDED))
    shown = owner.last()
    sent = owner.feed(owner.press(buttons(shown)["加入"]["callback_data"], shown, OWNER))
    assert [GROUP] == [message["chat_id"] for message in sent]
    owner.feed(owner.message(f"/unsubscribe {GROUP}", OWNER))
    owner.feed(owner.message(ARTICLE.replace("石桥", "马"), OWNER, **FORWARDED))
    shown = owner.last()
    assert [] == owner.feed(owner.press(buttons(shown)["加入"]["callback_data"], shown, OWNER))


@pytest.mark.parametrize(
    "text",
    ["/articles", "/remove 1", "/unanswered", "/wrong", "/stats", "/export", "/import", "/reload", "/subscribe 1"],
)
def test_owners_commands_give_nobody_else_anything(bot, text):
    """
    Whoever is no owner gets no answer, and an owner none in a group.
    """
    assert [] == bot.calls(lambda: bot.feed(bot.message(text, PERSON)))
    assert [] == bot.calls(lambda: bot.feed(bot.message(text, GROUP, OWNER)))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b.txt", "b.txt"),
        ("..\\..\\x.docx", "x.docx"),
        ("..", "文章.txt"),
        ("报告<1>.pdf", "报告_1_.pdf"),
        ("noending", "noending.txt"),
    ],
)
def test_file_name_is_only_a_name(name, safe):
    """
    Nothing of a path is left in a name that somebody sent.
    """
    assert safe == safe_name(name)


def test_previews_pass_the_strict_telegram(owner):
    """
    Titles with markup are text.
    """
    (preview,) = owner.feed(owner.message("<b>题&目\n\n" + ARTICLE, OWNER, **FORWARDED))
    assert check_text(preview["text"], "HTML")
    assert 2 == pack_base(owner.base)[1]
    assert DAY == 86400
