"""A turn that amends the one before (不是,我问的是面积), in; what it asks instead, and what it takes back, out."""

import re

WRONG = r"(?:不是|不对|错了|[弄打说搞写问]错了|问的?不是这个|不是这个|不(?:问|要|看|说)(?:这|那)个|我的意思|等等|不不+)"
SAID = r"我(?:是|想)?(?:要|想)?(?:问|说|指|查|要|找|看)的?(?:就|其实)?(?:是)?(?!不是)"
SIGH = r"(?:(?:[哦噢啊呃额诶欸唉喔]|等等|等一?下|慢着)[,。!\s]*)*"
AMENDED = re.compile(
    rf"^{SIGH}(?:(?:(?:{WRONG})+(?:的|了|啊|呀|哦)?[,。!\s]+)+(?:{SAID})?|{SAID}(?<!我要)(?<!我想要)(?<!我看)(?<!我找))(?:(?:我(?:是|想)?(?:问|说|指)的?)?(?:是)?不是(?P<denied>[^,。!\s]{{1,12}}?)(?:[,。!\s]+(?:我?[打说写弄问搞]错了[,。!\s]*)?(?:我(?:问|说|指)的?)?(?:而?是)))?(?P<instead>.+)$"
)
TAKEN_BACK = re.compile(
    r"^(?:我(?:是|想)?(?:问|说|指)的?)?(?:是)?不是(?P<denied>[^,。!\s]{1,12}?)[,。!\s]+(?:我?[打说写弄问搞]错了[,。!\s]*)?(?:我(?:要|想)?(?:问|说|指)的?)?(?:(?:而?是)(?P<instead>.+)|(?P<short>[^,。!?\s了吗吧的呢]{2,8}))$"
)
# 我不是问几个,我问谁牵的头
ASKED_INSTEAD = re.compile(
    r"^我?(?:不是|没)(?:要|想|在)?(?:问|说|指|要)(?P<denied>[^,。!\s]{1,12})[,。!\s]+我?(?:是|想|要)*(?:问|说|指)的?(?:是)?(?P<instead>.+)$"
)
DENIED_BEHIND = re.compile(r"[,。\s]+(?:可|而|并)?不是(?P<denied>[^,。?!\s]{1,12})[。!]*$")  # 我说的是古荥,不是花园口
# 回到上一个,面积多大: of which turn before a turn speaks.
BACK = re.compile(
    rf"^{SIGH}(?:那|再|还是)?(?:回到?|说回|回头(?:再)?(?:说|看)?|返回|倒回|接着说|(?:再)?(?:说|看|问|讲))(?:一下)?(?:刚才|前面|之前)?(?:的)?"
    r"(?P<which>上上个|上一?个|前一?个|上一?[题问条]|头一?[个题问条]|第[一二三四五1-5][个题问条]|最(?:开始|先|早)(?:的)?(?:那个)?)(?:问题|数字?|事)?[,。的:\s]*(?P<rest>.+)$"
)
# 上一个镇是多少来着: the turn before the last.
BACK_TO_PLACE = re.compile(
    r"^(?:那|刚才|前面)?(?:的)?(?P<which>[上前]一?个|第一个|头一个|最早那个)(?:镇|村|县|市|区|乡|社区|街道|地方|单位)(?:的)?(?:呢|的)?[,]?(?P<rest>(?:是|有|说)?(?:的)?(?:多少|几[个处条份支次户名人]?)(?:[\u3400-\u9fff]{0,3}))[。?!]*$"
)
# 第一个我没记住,再报一遍: nothing but which turn before, and that it be told once more.
WHICH_TURN = (
    r"(?:上上一?|[上前]一?|头一?|第[一二三四五1-5]|(?:最(?:开始|先|早|初|前面?|开头)|[一刚]开始)(?:问|说)?的?那?)"
    r"(?:[个题条]|(?<=的)|(?<=那))"
)
TOLD_AGAIN = (
    r"没(?:有)?(?:听|看|记|读)(?:清楚?|住|到|懂|见|明白)?|忘(?:记|掉)?|不记得|记不(?:住|清楚?|得|起来?)|"
    r"再|重新|重复|(?:说|报|讲|发|念|答|来|给|告诉|看|回答?|讲讲|说说)(?:一?[遍次下声])?|多少|几(?![天年月])[\u3400-\u9fff]?|啥|什么"
)
AROUND_AGAIN = r"那|请|把|你|我|俺|麻烦|能|可以|不|等等|等一?下|慢着|刚才|刚刚|前面|之前|问题?|回答|答案|数字?|的|呢|吧|啊|呀|吗|了|是|有|来着|[,。?!\s]"
WHICH_MEANT, AGAIN_SAID, AGAIN_AROUND = (
    re.compile(WHICH_TURN),
    re.compile(TOLD_AGAIN),
    re.compile(f"来着|答案|{TOLD_AGAIN}|{AROUND_AGAIN}"),
)
SAYS_PREVIOUS = re.compile(r"[上前]一?[个题条](?:问题|数字?|答案)?是?(?:多少|什么|啥)?[呢。?!]*")  # the last answer
AGAIN = "再说一遍"
NUMBERED = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "1": 0, "2": 1, "3": 2, "4": 3, "5": 4}


def read_amendment(folded: str) -> tuple[str, str] | None:
    """
    Read what a turn asks instead of what was asked.

    >>> read_amendment("不是,我问的是面积")
    ('面积', '')
    >>> read_amendment("不是花园口,我打错了,是古荥")
    ('古荥', '花园口')
    >>> read_amendment("我说的是古荥,不是花园口"), read_amendment("我不是问几个 我问谁牵的头")
    (('古荥', '花园口'), ('谁牵的头', '几个'))
    >>> read_amendment("花园口拆了多少处") is None
    True

    Returns:
        What is asked, and what it is not (empty where the turn does not say); None for a turn that amends nothing.
    """
    match = ASKED_INSTEAD.match(folded) or TAKEN_BACK.match(folded) or AMENDED.match(folded)
    if match is None:
        return None
    said = match.groupdict("")
    instead, denied = (said["instead"] or said.get("short", "")).strip(" ,。"), said["denied"]
    behind = DENIED_BEHIND.search(instead)
    if behind is not None and not denied:
        instead, denied = instead[: behind.start()], behind["denied"]
    return instead, denied


def read_return(folded: str) -> tuple[int, str] | None:
    """
    Read of which turn before a turn speaks, and what it asks of it.

    >>> read_return("回到上一个,面积多大"), read_return("再说第一个,版面几块"), read_return("面积多大")
    ((-2, '面积多大'), (0, '版面几块'), None)
    >>> read_return("第一个没听清,再报一遍")
    (0, '再说一遍')

    Returns:
        The place of the turn among those before, as an index of them, and the rest; None for a turn that speaks of none.
    """
    again = asks_again(folded)
    match = again or BACK_TO_PLACE.match(folded) or BACK.match(folded)
    if match is None:
        return None
    which = match.group() if again else match["which"]
    numbered = NUMBERED.get(which[1]) if which[0] == "第" else None
    place = numbered if numbered is not None else -3 if which.startswith("上上") else -2 if which[0] in "上前" else 0
    return place, AGAIN if again else match["rest"].strip(" ,。")


def asks_again(folded: str) -> re.Match[str] | None:
    """Find which turn before a turn wants told once more, where it says nothing else; None where it says more."""
    match = WHICH_MEANT.search(folded)
    if match is None or SAYS_PREVIOUS.fullmatch(folded):
        return None
    around = folded[: match.start()], folded[match.end() :]
    left = "".join(AGAIN_AROUND.sub("", piece) for piece in around)
    return match if not left and any(map(AGAIN_SAID.search, around)) else None
