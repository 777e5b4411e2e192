"""A line that states something, in; whether it asks to be checked, and what of it is only said around, out."""

import re
from functools import cache
from importlib.resources import files

ASKING = re.compile(r"多少|几|什么|啥|哪|谁|何(?!况)|怎")
AMOUNT = re.compile(r"[\d一二两三四五六七八九十百千万]+[多余几]?(?:[处个条支份名块幅次所户%]|平方|立方|[公]?[里斤])")
WHETHER_REACHED = r"过没过|够不够|到没到|满没满|超没超过?|有没有(?:超过|达到|到|过)?|是否(?:超过|达到|过)"
WHO_SAID = re.compile(
    r"[这那]句?话?是?(?:谁|哪(?:个|位)(?:人|领导|干部)?)(?:说|讲)的?[?。]*$"
)  # asks whose words they are
# Who is said to have said it; no part of what is claimed.
HEARSAY = re.compile(
    r"(?:我|俺|咱)?(?:听|据)(?:[我俺咱](?:们|家)?的?)?(?:(?:别|旁|有)?人|朋友|邻居|领导|老乡|同事|老板)?们?(?:说|讲|传|闻|称)(?![明服法])(?:的|起|过)?|网传"
    # 宝妈求证:, 家长群传:, 骑手群说的, 听老党员说
    r"|^[\u3400-\u9fff]{1,5}(?:求证|来问|打听)(?:一下)?[:,]"
    r"|(?:(?<=[,。?!:])|^)[\u3400-\u9fff]{0,4}(?:群|圈)(?:里头?|上|内)?(?:都|有人|非|一直|在)*(?:传|说|讲)(?![明服法])(?:的|着|是)?[:,]?"
    r"|(?:(?<=[,。?!:])|^)(?:我|俺)?听[\u3400-\u9fff]{1,5}?(?:说|讲)(?![明服法])(?:的|起|过)?"
    # 转发的帖子说, 友报草稿写着
    r"|(?:(?<=[,。?!:])|^)(?:我|俺|咱)?[\u3400-\u9fff]{0,6}(?:帖子?|草稿|初稿|标题|文案|截图|海报|传单|朋友圈|公众号|评论区?)[\u3400-\u9fff]{0,2}?(?:说|写|(?<!名)称|讲|登)(?![明服法了过])(?!(?:的|着|是)*[:,]?(?:什|啥|哪|谁|在|多|几))(?:的|着|是)?[:,]?(?=[^?]*(?:\d|[一二两三四五六七八九十百千万]|都|全|没|已|是|有|对|真))"
    r"|(?:人家|[别有旁]人|[网镇村区县市群][上里]|网友|朋友|邻居|领导|老乡|同事|大家|材料[上里]?|报告[上里]?)(?:们|都|非|一直|老)*(?:说|讲|称|传)(?![明服法])(?:的|起|过|是)?(?:那个|这个)?"
)

# 有, 搞 say nothing of what is done; 清 and 拆 do, and stay with it.
DOES = r"(?:(?:有|搞|开展|建立?|成立|设|推行|实行|用|做|弄|提出?|在?推)(?:的|了|着|过|起)?|(?=[开办发清拆修挂](?![始工放业通展])))"
ALONE = r"(?:只有|就(?![近业地是要算此医学读诊餐能可行没])|光(?![伏明荣彩纤照热缆网])|唯有|仅有?|独独)"
# 两个镇都搞了红黑旗, 甲镇和乙镇都有: of what each is said to have.
OF_EACH = re.compile(
    rf"(?:[两俩](?:个)?(?:镇|乡|县|区|市|村|地|边|家)|[和跟与同][^,。?]{{1,8}}?)(?:全|也)*(?:都|均){DOES}(?P<what>.+)"
)
# 只有甲镇有红黑旗,乙镇没有: of one alone.
OF_ONE = re.compile(
    rf"{ALONE}[^,。?]{{2,8}}?(?:才|是|在)?{DOES}(?P<what>[^,。?吧吗]+)"
    rf"|(?P<before>[^,。?]{{2,12}}?){ALONE}[^,。?]{{2,8}}?(?:才|是|在)?(?:有|搞|开展|做)(?:了|过|的)?(?=[,。?吧吗]|$)"
)
# 乙镇没有红黑旗: of what one is said to lack.
OF_NONE = re.compile(
    r"(?<!有)(?:没有|没得|没搞|没设|没建立?|没成立|没开展|并无|根本没有?)(?:过|啥|什么)?(?P<what>[\u3400-\u9fff“”\"\d+a-z]{2,})"
)


def claims_each(folded: str) -> str:
    """
    Return what a line says that each of two towns has or does; empty where it says so of none.

    >>> claims_each("两个镇都有红黑旗吗"), claims_each("两个镇都多少份")
    ('红黑旗吗', '')
    """
    return what_of(OF_EACH, folded)


def claims_one(folded: str) -> str:
    """
    Return what a line says that one town alone has or does; empty where it says so of none.

    >>> claims_one("只有古荥有志愿队,花园口没有")
    '志愿队'
    """
    return what_of(OF_ONE, folded)


def claims_none(folded: str) -> str:
    """
    Return what a line says that a town has not; empty where it says so of none.

    >>> claims_none("古荥没有红黑旗吧"), claims_none("有没有红黑旗")
    ('红黑旗吧', '')
    """
    return what_of(OF_NONE, folded)


def what_of(pattern: re.Pattern[str], folded: str) -> str:
    found = pattern.search(folded)
    what = next((group for group in found.groups() if group), "") if found else ""
    return "" if ASKING.search(folded) or AMOUNT.search(what) else what


@cache
def load_claims() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what asks for a check, and what is said around a claim, as one pattern each."""
    rows = (files("knowledge.questions") / "data" / "claims.tsv").read_text(encoding="utf-8").splitlines()[1:]
    uses = [row.split("\t")[:2] for row in rows]
    asking = "|".join(pattern for pattern, use in uses if use in ("both", "asks"))
    around = "|".join(pattern for pattern, use in uses if use in ("both", "says"))
    return re.compile(asking), re.compile(f"{HEARSAY.pattern}|{around}")


def is_claim(folded: str) -> bool:
    """
    Tell whether a question asks whether something is right.

    >>> is_claim("拆了118处对吗"), is_claim("拆了多少处")
    (True, False)
    """
    return load_claims()[0].search(folded) is not None and not WHO_SAID.search(folded)


def bare_claim(folded: str) -> str:
    """
    Blank what is said around a claim out of it, positions kept.

    >>> bare_claim("听说拆了118处,对吗").strip()
    '拆了118处,'
    """
    return load_claims()[1].sub(lambda said: " " * len(said.group()), folded)


def is_said_around(word: str) -> bool:
    """Tell whether a word belongs to no claim: 核实, 听说."""
    return load_claims()[1].fullmatch(word) is not None
