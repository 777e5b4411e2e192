"""A typed line, in; the same folded, without mentions, commands, emoji and the talk around the question, out."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

from knowledge.language import fold, word_spans
from knowledge.quantities import match_unit

MENTION = re.compile(r"(?<![\w.])@[A-Za-z0-9_\u3400-\u9fff]{2,32}(?=\s|[,:,。?!]|$)\s*[,:]?")
COMMAND = re.compile(r"^\s*/[a-z0-9_]{1,32}(?:@[a-z0-9_]{2,32})?(?=\s|$)")
TRIGGER = re.compile(r"^\s*/?(?:问|提问|查)(?:[::,]\s*|\s+)")
REPEATED = re.compile(r"([?!,。~…])\1+")
OF_POWERS = re.compile(r"(?<=[\d一二两三四五六七八九十百千多])个(?=亿)")  # 一点一六个亿 is 一点一六亿
# 换没换, 建没建好: 换了没, 建好了没.
ROUND_BOUND = re.compile(
    r"(?<=[过破])(?=[百千万亿](?:[处个户人名元亩条次万亿吨米,。?!了没吗吧是]|$))"
)  # 过百处 is 过一百处
THREE = re.compile(
    r"(?<=了)仨(?=[,。?!;:吧呢啊了嘛吗]|$)|(?<=[有开建修办])仨(?=[,。?!;:吧呢啊嘛吗]|$)|(?<=[那这])仨"
)  # 开了仨
SQUADS = re.compile(r"(?<=(?<!第)几支)队(?![伍员长])")  # 几支队 counts squads by 支, and asks of no 支队
DONE_OR_NOT = re.compile(r"(?P<verb>[\u3400-\u9fff])没(?P=verb)(?P<how>[好完成上掉通]?)(?=[?,。!]|$)")
# 连动工都没动工, 拆也没拆: 没动工, 没拆.
NOT_EVEN = re.compile(r"连?(?P<act>[\u3400-\u9fff]{1,4}?)(?:都|也)(?P<denied>没有?|未|不)(?P=act)")
NUMBER_RIGHT = re.compile(r"(?<=\d)(?=对(?:不对|吗|吧|么|不|没)[?。!]*$)")  # 那个77663对不对 counts no pairs
CHAOS = re.compile(r"(?:[?!~…]+\s*)+(?=[?!])")
UNIT_SIGNS = ("\u3300", "\u33ff")  # ㎡ ㎞ and their like are no pictures
INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u2060\ufeff\ufe0f\ufe0e\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)

# What people say around a question. Cut from both ends and, where it can mean nothing else, from the middle.
OPENINGS = re.compile(
    r"^(?:[\s,。!?~…:]|你好(?:呀|啊)?|您好|请问(?:(?:一下|下)(?:哈(?![尔密])|哦|呀|啊)?)?|请教(?:一下|下)?|问(?:一下|下|个问题|问)|想(?:问|请教|知道|了解|查|打听)(?:一下|下)?|我(?:就)?想(?:问|知道|了解|查|打听|请教)(?:一下|下)?"
    r"|麻烦(?:您|你)?(?:帮忙|帮我)?(?:问|查|看|说|告诉我)?(?:一下|下)?|帮(?:我|忙|俺)?(?:查|看|问|找|算|瞅)?(?:一下|一查|下|查)?|劳驾|打扰(?:一下|了)?|不好意思|哎|诶|喂|嗨|嘿|那个啥?|话说|对了|另外|还有"
    r"|老师|同志|师傅|大哥|大姐|亲|机器人|小据|有据|急+|在线等|能不能|能否|可否|可以|告诉我|给我(?:说|讲|查)(?:一下|下|说|讲)?|跟我说(?:一下|下)?|说(?:一下|下|说)|讲(?:一下|讲)?|谢谢|哈喽|hi|hello)+"
)
CLAUSES = re.compile(r"[^,。!?;:\n]+[,。!?;:\n]*")
ASKING = re.compile(r"多少|几|哪|什么|啥|谁|吗|对不|是不是|怎|列|\d")
# Clauses that say who asks and what for: 我是写社会实践报告的大学生, 领导下午要用.
PREAMBLE = re.compile(
    r"\s*(?:(?:我|我们|俺|本人|咱)(?:是|在|就是|正在|要|想|家|跑|负责|最近|现在).*|作为.*|.*打扰(?:了|一下)?|.*(?:写|做|赶|交|搞|拍|剪|编|出|整|发)(?![的了过])(?:个|篇|份|条|期|着)?.{0,8}(?:报告|论文|材料|稿子?|简报|总结|作业|课题|ppt|表格?|视频|推文|海报|展板|文案|公众号|朋友圈|黑板报|宣传栏)(?:的|里|上|呢)?(?:要?用|急用|要急|等急|用得[上着])?"
    r"|(?:我|俺)?(?:是)?(?:外地|本地|外省|路过|新来)(?:人|来)?的.{0,3}|(?:领导|老师|老板|主任|书记|单位|同事|上级)(?:下午|上午|今天|明天|现在)?.{0,4}(?:要|催|等|让|问|开会).*|(?:用于|用在|为了|方便).*|给.{1,5}(?:汇报|交差|做?报告)(?:时)?(?:要?用的?)?|见报用?|(?:我|俺|咱|我们)?.{0,8}(?:急|愁|气|烦|担心|吓)死(?:了|我了?|人了?)|(?:我|俺|咱|让我|好让我)(?:先|得)?(?:抄|记|存|背|截|录|转)(?:一下|下来|下|个|发|给)?.{0,6}|(?:我)?(?:刚|刚才|刚刚)(?:没|忘).{0,6}|(?:万分|非常|不胜)?感(?:谢|激).*|谢谢.*|急.{0,4}|在线等.*|麻烦(?!.{0,4}[核查验对求])[^,。!?;:]{0,8}|求.{0,4}|(?:我|有点|完全|实在)?(?:没|不太?|[看听弄搞]不|没[看听弄搞])(?:太)?(?:懂|明白|清楚)(?:什么意思)?|(?:给我)?(?:讲讲|解释(?:一下|下)?|说说看?|科普(?:一下|下)?)|一次说完|(?:一块儿?|一起|都)(?:报|说|给).{0,4})[,。!?;:\n\s]*$"
)
# Clauses that say what it is for, or why it is asked again: 我孙女要上学, 考试要背, 我做个群公告, 没截上图.
ASIDE = re.compile(
    r"\s*(?!.*(?:比|总|差|合|均|排|单位|列|全|都|原文|原话|名|数))(?:"
    r"(?:我|俺|咱)?(?:们)?家?(?:孙女|孙子|孙儿|娃儿?|孩子|闺女|儿子|女儿|老伴|爷爷|奶奶|老人|爸妈|媳妇|学生|徒弟).{0,3}(?:要|得|想|快|等着|明年|今年|下半年|马上).{0,6}"
    r"|(?:考试|面试|开会|上课|比赛|直播|入户|走访|回头|晚上|明天|等会儿?|等下|一会儿?)?(?:就|也)?(?:要|得|等着|准备)(?:给.{1,4}?)?(?:写|登|填|抄|背|念|发|交|上|放|贴|印)(?:进|到|在|上|个|份|给)?.{0,4}"
    r"|(?:刚才?|刚刚|上次)?(?:没|忘了?)(?:来得及)?(?:截|存|记|抄)(?:上|住|到|下|清|全|准)?.{0,3}"
    r"|(?:我|俺|咱)(?:们)?(?:要|得|想|来|好|给.{1,4}?)?(?:做|写|发|出|弄|拟|编|贴|登|填)(?:个|份|篇|条|张).{1,6}"
    r")[,。!?;:\n\s]*$"
)
# 我想了解一下污水管网长度 names what is wanted, and 我想了解一下情况 nothing.
WANTS_TO_KNOW = re.compile(
    r"想(?:问|知道|了解|查|打听|请教)(?:一下|下)?(?!(?:你们?|您|大家|各位)?一?[个下些]?(?:问题|情况|事))[^,。!?]{4,}"
)
CLOSINGS = re.compile(
    r"(?:[\s,。!?~…]|谢谢(?:了|啦|您|你|哈)?|多谢|谢了|thx|thanks|麻烦了|辛苦了?|(?<=\s)(?:我|有点|完全)?[看听弄搞]不(?:太)?(?:懂|明白)|在线等|急+(?:用|需)?|求(?:解|告知|答|助|科普)|哈|嘞|咧|呗|来着|呢|呀|啊|哇|嘛|吖|哦|喔|噢|捏|滴|哩|啦"
    r"|告诉我(?:一下)?|给我(?:说|讲)(?:一下|说)|(?:一起|都|一并)?报给我|有(?:没有)?人知道|有谁知道|你知道(?:吗|么|不)|知道(?:吗|么|不))+$"
)

# A year as keywords write it: 安康 2021 新建学校, 新建学校几所(2021); but 2021 是什么 asks about a number.
BARE_YEAR = re.compile(
    r"(?:^|(?<=[\u3400-\u9fff])\s|(?<=[\u3400-\u9fff]))(?:19[5-9]|20[0-4])\d(?=\s+(?![是指代表又呢])(?P<rest>[\u3400-\u9fffa-z0-9]+))"
    r"|(?<=\()(?:19[5-9]|20[0-4])\d(?=\))"
)


def clean_question(text: str) -> str:
    """
    Fold a typed line and take off what is no part of the question.

    >>> clean_question("@机器人 花园口拆了多少处啊？？")
    '花园口拆了多少处啊?'

    Args:
        text: The line as typed.

    Returns:
        Folded text, shorter than or as long as `text`. Fillers inside stay: they are left out of the words instead.
    """
    folded = fold(text.translate(INVISIBLE).replace("✅", "对").replace("❌", "错"))
    folded = "".join(" " if is_pictograph(character) else character for character in folded)
    folded = MENTION.sub(" ", folded)
    folded = COMMAND.sub("", folded)
    folded = TRIGGER.sub("", folded)
    folded = SQUADS.sub("", ROUND_BOUND.sub("一", THREE.sub("三个", folded)))
    folded = NOT_EVEN.sub(r"\g<denied>\g<act>", DONE_OR_NOT.sub(r"\g<verb>\g<how>了没", folded))
    folded = NUMBER_RIGHT.sub(",", folded)
    folded = OF_POWERS.sub("", REPEATED.sub(r"\1", CHAOS.sub("", folded)))
    return BARE_YEAR.sub(as_year, read_dialect(re.sub(r"\s+", " ", folded).strip()))


def as_year(found: re.Match[str]) -> str:
    """Write 年 behind a bare year, unless a unit follows: 2021 处."""
    counted = found["rest"] and match_unit(word_spans(found["rest"])[0][0]) is not None
    return found.group() if counted else f"{found.group()}年"


def read_dialect(folded: str) -> str:
    """Read asking words of the dialects as the standard ones: 几多 is 多少, 咩嘢 is 什么."""
    readings = load_dialect()
    return DIALECT.sub(lambda match: readings[match.group()], folded)


@cache
def load_dialect() -> dict[str, str]:
    rows = (files("knowledge.questions") / "data" / "dialect.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {fold(typed): read for typed, read, _ in (row.split("\t") for row in rows)}


TAKEN_BACK = re.compile(r"^.*(?:哦|噢|啊|呃|唉)[,，]?不(?:对|是)?[,，、 。]+(?=.{4})")  # 提了几个目标…哦不,标语几处


# 点出名字的有哪些 asks for the names, and they are asked for anyway.
NAMED_OUT = re.compile(r"(?:点|提|说|写|报|列)(?:得|到|出|了)*名(?:字|儿)?(?:了)?的(?=(?:都|有|是)*(?:哪|谁|什么|啥))")


# 留一位小数就行 tells how to write a result, and nothing of what it is of.
ROUNDED = re.compile(
    r"[,(]?\s*(?:请|结果|答案)*(?:保留|精确到|四舍五入|留|写|取|算到|带)?(?:到)?(?:小数点?(?:后面?)?)?(?:保留|留|取|写)?(?:[一二两三1-3]位(?:小数)?|取整数?|整数)(?:就行|就好|即可|就可以|吧)?\)?(?=[。?!,]*$)"
)

# 四议是哪四议?文章里写了没: whether it is told at all is said with the answer.
ASKED_BEFORE = re.compile(r"多少|几|哪|谁|什么|啥")
TOLD_AT_ALL = re.compile(
    r"[?。!,\s]+(?:这|那|原)?(?:文章|文|报道|稿子?|资料|上面|里面)?(?:里头?|中|上)?(?:有没有?)?(?:写|说|提|讲|交代|登|列)(?:了|到|过|明|清楚?)*(?:没有?|吗|不)?[?。!]*$"
)


def trim_question(folded: str) -> str:
    """Take greetings, thanks and what people say of themselves off; the whole line comes back where nothing is left."""
    closed = CLOSINGS.sub("", folded)
    folded = ROUNDED.sub("", closed) or folded if ROUNDED.search(closed) else folded
    told = TOLD_AT_ALL.search(folded)
    if told is not None and ASKED_BEFORE.search(folded, 0, told.start()):
        folded = folded[: told.start()]
    folded = NAMED_OUT.sub("", TAKEN_BACK.sub("", folded) or folded)
    clauses = CLAUSES.findall(folded)
    kept = [
        one
        for one in clauses
        if not (PREAMBLE.match(one) or ASIDE.match(one)) or ASKING.search(one) or WANTS_TO_KNOW.search(one)
    ]
    line = "".join(kept) if kept else folded
    trimmed = CLOSINGS.sub("", OPENINGS.sub("", line))
    return trimmed or line or folded


def is_pictograph(character: str) -> bool:
    return (
        ord(character) > 0x2190
        and not UNIT_SIGNS[0] <= character <= UNIT_SIGNS[1]
        and unicodedata.category(character) in ("So", "Sk", "Cs", "Co", "Cn")
    )


DIALECT = re.compile("|".join(sorted(map(re.escape, load_dialect()), key=len, reverse=True)))
