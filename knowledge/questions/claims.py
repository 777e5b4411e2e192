"""A line that states something, in; whether it asks to be checked, and what of it is only said around, out."""

import re
from functools import cache
from importlib.resources import files

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
    # 转发的帖子说, 友报草稿说
    r"|(?:(?<=[,。?!:])|^)(?:我|俺|咱)?[\u3400-\u9fff]{0,6}(?:帖子?|草稿|初稿|标题|文案|截图|海报|传单|朋友圈|公众号|评论区?|友报|简报稿)[\u3400-\u9fff]{0,3}?(?:说|写|称|讲|登)(?![明服法])(?:的|着|是)?"
    r"|(?:人家|[别有旁]人|[网镇村区县市群][上里]|网友|朋友|邻居|领导|老乡|同事|大家|材料[上里]?|报告[上里]?)(?:们|都|非|一直|老)*(?:说|讲|称|传)(?![明服法])(?:的|起|过|是)?(?:那个|这个)?"
)


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
