"""The room's page: its tables and its replies are what the program says. `YOUJU_WRITE_PAGES=1` rewrites them."""

import os
import re
from dataclasses import replace

import pytest

from bot import texts
from bot.handlers.asking import channel_rows
from bot.handlers.owner import Preview, render_preview, render_report
from bot.handlers.statistics import render_counts
from bot.keyboards import Rows, answer_rows, reason_rows, shown_of
from bot.menu import MENU
from bot.rendering import Neighbours, View, render_outcome
from bot.settings import SETTINGS
from knowledge import AddReport, Answer, ArticlePreview, KnowledgeBase, Source, to_traditional
from tests.bot.fake_base import SENTENCES, demolished, either, part, talk, unknown
from tests.bot.harness import CHANNEL, GROUP, OWNER, PERSON, Harness, user
from tests.bot.process import ROOT
from tests.bot.strict_telegram import Parameters

PAGE = ROOT / "bot" / "README.md"
WRITE = bool(os.environ.get("YOUJU_WRITE_PAGES"))  # read early: the tests run without settings
ANSWER = View()
SCOPES = {"default": "各处", "private": "私聊", "group": "群", "admins": "群管理员", "owner": "机器人管理员"}


def settings_table() -> str:
    rows = (f"| `{row.name}` | {f'`{row.default}`' if row.default else '无'} | {row.meaning} |" for row in SETTINGS)
    return "\n".join(["| 设置 | 默认 | 意思 |", "| --- | --- | --- |", *rows])


def commands_table() -> str:
    rows = (f"| `/{row.name}` | {row.chinese} | {'、'.join(SCOPES[scope] for scope in row.scopes)} |" for row in MENU)
    return "\n".join(["| 命令 | 说明 | 显示在 |", "| --- | --- | --- |", *rows])


def buttons_line(rows: Rows) -> str:
    return "\n".join("[" + "] [".join(button.label for button in row) + "]" for row in rows)


def sent_text(sent: Parameters) -> str:
    rows = (sent.get("reply_markup") or {"inline_keyboard": []})["inline_keyboard"]
    return "\n".join([sent["text"], *("[" + "] [".join(button["text"] for button in row) + "]" for row in rows)])


def result_text(result: Parameters) -> str:
    """A result of an inline query, as the list shows it and as the message it becomes."""
    return f"{result['title']}\n{result['description']}\n\n" + sent_text(
        {"text": result["input_message_content"]["message_text"], "reply_markup": result["reply_markup"]}
    )


def replies(bot: Harness, article: ArticlePreview) -> dict[str, str]:
    """Every kind of reply, by what it is."""

    def outcome(made: object, view: View = ANSWER, script: object = str) -> str:
        body = render_outcome(made, view, script=script)  # type: ignore[arg-type]
        return body.html + "\n" + buttons_line(answer_rows(made, view, "AbC-", script))  # type: ignore[arg-type]

    def asked(text: str, chat: int = PERSON, **more: object) -> str:
        (sent,) = bot.feed(bot.message(text, chat, **more))
        return sent_text(sent)

    answer = demolished("花园口拆了多少")
    other_town = replace(
        part(13), headline="3000余份", figures=(replace(part(13).figures[0], text="3000余份"),),
        label="古荥镇 · 发放宣传资料",
        source=Source("发放宣传资料3000余份,悬挂宣传标语100余幅。", "古荥镇:发挥党建引领作用", "", "古荥镇", "", marked=((6, 12),)),
    )  # fmt: skip
    leaflets = part(13)
    # As `knowledge` words a difference.
    more = "花园口镇发放宣传页更多（4700余份），比古荥镇发放宣传资料（3000余份）多约1700份（4700 − 3000 = 1700）"
    spoken = replace(part(11), headline="累计拆除私搭乱建", figures=(), label="花园口镇")
    joined = {"chat": {"id": GROUP, "type": "supergroup", "title": "一群"}, "from": user(PERSON), "date": 1,
              "old_chat_member": {"status": "left", "user": bot.telegram.me},
              "new_chat_member": {"status": "member", "user": bot.telegram.me}}  # fmt: skip
    (hello,) = bot.feed(bot.telegram.put(my_chat_member=joined))
    bot.telegram.administrators.add((GROUP, PERSON))
    bot.base.answers["你好"] = talk
    bot.feed(bot.telegram.put(inline_query={"id": "i1", "from": user(PERSON), "query": "拆了多少", "offset": ""}))
    inline = bot.telegram.sent("answerInlineQuery")[0]["results"][0]
    bot.desk.chats.keep_feedback(PERSON, "b", "wrong", "f")
    asked_why = reason_rows(shown_of(answer), "AbC-")
    counts = {"2026-06-01": {"questions": 12, "answered": 9, "not_found": 2, "clarify": 1, "good": 3, "ms50": 12},
              "2026-06-02": {"questions": 5, "answered": 4, "chat": 1, "wrong": 1, "ms20": 4, "ms100": 1}}  # fmt: skip
    alike = bot.base.articles()[2:3]
    return {
        "一个回答": outcome(answer),
        "上下文": render_outcome(answer, View(context=True), Neighbours(SENTENCES[:1], SENTENCES[2:])).html
        + "\n" + buttons_line(answer_rows(answer, View(context=True), "AbC-")),
        "其他答案": outcome(answer, View(1)),
        "哪里不对（只换按钮）": buttons_line(asked_why),
        "频道里": outcome(answer).split("\n[")[0] + "\n" + buttons_line(channel_rows(bot.desk, answer)),
        "内联结果（标题、说明、发出的消息；客人得到的也是这条消息）": result_text(inline),
        "链接到一个数字": asked("/start f_13"),
        "两个镇并列": outcome(Answer(question="q", text="", parts=(leaflets, other_town))),
        "计算所得": outcome(
            Answer(question="q", text="", parts=(
                replace(leaflets, headline=more, label="", computed=True, figures=(), source=None),
                leaflets, other_town,
            ))
        ),
        "文字回答": outcome(Answer(question="q", text="", parts=(spoken,))),
        "说法属实": outcome(Answer(question="q", text="", parts=(part(11),), verdict=True)),
        "说法不符": outcome(Answer(question="q", text="", parts=(part(11),), verdict=False)),
        "接着问、改了字": outcome(replace(answer, notes=("接上问：花园口镇", "按“花园口”理解"))),
        "无据": outcome(unknown("花园口的人口")),
        "反问": outcome(either("拆了多少")),
        "繁体": outcome(answer, script=to_traditional),
        "寒暄": asked("你好"),
        "开始": asked("/start"),
        "帮助（私聊）": asked("/help"),
        "帮助（管理员，接在私聊帮助后面）": asked("/help", OWNER).split("也能查。\n\n")[1],
        "帮助（群）": asked("/help", GROUP),
        "加入一个群": sent_text(hello),
        "关于": asked("/about"),
        "隐私": asked("/privacy"),
        "用字": asked("/lang"),
        "群设置": asked("/settings", GROUP),
        "频道设置": sent_text(bot.feed(bot.telegram.put(channel_post=bot.bare_message("/settings", CHANNEL)))[0]),
        "空的 /ask": asked("/ask", GROUP),
        "问题太长": asked("长" * 301),
        "没有的命令": asked("/nosuch"),
        "图片": sent_text(bot.feed(bot.message(None, sticker={
            "file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "is_animated": False, "is_video": False,
            "type": "regular",
        }))[0]),
        "出处已删": asked("/start f_999"),
        "问得太快": texts.TOO_FAST,
        "出了毛病": texts.TROUBLE,
        "管理员：文章": asked("/articles", OWNER),
        "管理员：删除": asked("/remove 3", OWNER),
        "管理员：没答上的": asked("/unanswered", OWNER),
        "管理员：加了同义词": texts.SYNONYM_ADDED.format(word="黑房子", other="私搭乱建") + texts.SYNONYM_HELPS.format(n=2),
        "管理员：不对的": asked("/wrong", OWNER),
        "管理员：预览": render_preview(Preview((article,)), (), alike).html + "\n[加入] [替换] [取消]",
        "管理员：已加入": render_report(AddReport("a", "added", "石桥村修路记", 3, 4, 3)),
        "管理员：统计（图下面的表）": render_counts(counts, 14).html,
        "管理员：导出（文件的说明）": texts.EXPORTED.format(n=11),
        "管理员：导入": texts.IMPORT_ASK.format(n=11) + "\n[加入] [取消]",
        "管理员：重新读入": asked("/reload", OWNER),
        "订阅的聊天：新文章": texts.NEW_ARTICLE.format(title="石桥村修路记", figures=3),
    }  # fmt: skip


def test_page_says_what_the_program_says(bot, tmp_path):
    """
    The tables of settings and commands and the rendered replies of README.md are those of the program.
    """
    with KnowledgeBase.open(tmp_path / "preview.sqlite3") as base:
        article = base.preview_text(
            "石桥村修路记\n\n一、修路\n\n石桥村今年新修道路12条,共3.5公里。\n\n二、栽树\n\n栽下树木860棵。\n"
        )
    blocks = [f"**{name}**\n```html\n{text}\n```" for name, text in replies(bot, article).items()]
    expected = {"settings": settings_table(), "commands": commands_table(), "replies": "\n\n".join(blocks)}
    page = PAGE.read_text(encoding="utf-8")
    for name, text in expected.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        assert pattern.search(page)
        written = pattern.sub(lambda found, text=text: f"{found[1]}{text}\n{found[2]}", page)
        if WRITE:
            PAGE.write_text(written, encoding="utf-8")
            page = written
        else:
            assert written == page, f"{name} of bot/README.md is not what the program says: make readme"


@pytest.mark.parametrize("name", ["triggers.py", "settings.py", "keyboards.py"])
def test_page_names_files_that_there_are(name):
    """
    The page speaks of files of the room.
    """
    assert (ROOT / "bot" / name).is_file()
