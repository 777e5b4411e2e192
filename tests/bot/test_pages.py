"""The room's page: its tables and its replies are what the program says. `YOUJU_WRITE_PAGES=1` rewrites them."""

import os
import re
from dataclasses import replace

import pytest

from bot.keyboards import Rows, answer_rows
from bot.menu import MENU
from bot.rendering import View, render_outcome
from bot.settings import SETTINGS
from knowledge import Answer, Source, to_traditional
from tests.bot.fake_base import demolished, either, part, talk, unknown
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


def replies(bot: Harness) -> dict[str, str]:
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
    leaflets = replace(part(13), label="花园口镇 · 发放宣传页")
    spoken = replace(part(11), headline="累计拆除私搭乱建", figures=(), label="花园口镇")
    joined = {"chat": {"id": GROUP, "type": "supergroup", "title": "一群"}, "from": user(PERSON), "date": 1,
              "old_chat_member": {"status": "left", "user": bot.telegram.me},
              "new_chat_member": {"status": "member", "user": bot.telegram.me}}  # fmt: skip
    (hello,) = bot.feed(bot.telegram.put(my_chat_member=joined))
    bot.telegram.administrators.add((GROUP, PERSON))
    bot.base.answers["你好"] = talk
    return {
        "一个回答": outcome(answer),
        "其他答案": outcome(answer, View(1)),
        "两个镇并列": outcome(Answer(question="q", text="", parts=(leaflets, other_town))),
        "计算所得": outcome(
            Answer(question="q", text="", parts=(
                replace(leaflets, headline="1700余份", label="4700余份 − 3000余份", computed=True, figures=(), source=None),
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
        "管理员：文章": asked("/articles", OWNER),
        "管理员：删除": asked("/remove 3", OWNER),
        "管理员：没答上的": asked("/unanswered", OWNER),
        "管理员：不对的": asked("/wrong", OWNER),
    }  # fmt: skip


def test_page_says_what_the_program_says(bot):
    """
    The tables of settings and commands and the rendered replies of README.md are those of the program.
    """
    blocks = [f"**{name}**\n```html\n{text}\n```" for name, text in replies(bot).items()]
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
