"""A name that counts what it stands for (三会一课, 四乱), in; whether a question asks for its members, and how many, out."""

import re

from knowledge.language import fold
from knowledge.questions import AnalysedQuestion

NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
COUNTS = f"一{''.join(NUMBERS)}"
# 三项工程 and 一项管理 of “三项工程一项管理”; 一体 of 三位一体 counts nothing.
PARTS = re.compile(
    rf"(?<![第{COUNTS}])(?P<count>[{COUNTS}])(?!体|起|家|盘|流|大|五规|届|八红)(?:[^{COUNTS}+\W]{{1,4}}?)(?=[{COUNTS}][^{COUNTS}]|[,、]|$)"
)
# What may stand between a name and 哪, 啥 or 什么 where its members are asked: 四乱到底是哪, 三会一课都包括啥.
OF_MEMBERS = r"哪(?:[几些两二三四五六七八九十\d]|一?[^\W里儿个位年月天日])|(?:包括|包含|含|都|各|分别|有)[^,。?]{0,3}(?:哪|啥|什么)"
ASKED_BEHIND = re.compile(
    rf"(?![”\"』」]?(?:啥|什么))[”\"』」]?(?:[那这]?[{COUNTS}\d][种个类项件条样位](?:人|事|活)?)?(?:里面?|里头|当?中|到底|究竟|都|分别|各|又|具体|那|这|些|的|指|是|有|说|讲|代表|包括|包含|含|,)*(?P<own>[\u3400-\u9fff]?)(?:哪(?!里|儿|位|一?[个年月天]|[\u3400-\u9fff]{{0,5}}(?:村|镇|乡|县|区|社区|部门|单位|地方))|啥|什么)(?!时候|地方|人)"
)
LAID_OUT = re.compile(r"[”\"』」]?(?:都|分别|挨个|逐个|逐一|各自?)+(?:列|说|讲|念|解释|数)")


def has_number(name: str) -> bool:
    """Tell whether a name says how many things it stands for: 三会一课, 五个之最."""
    return any(character in COUNTS or character.isdigit() for character in name)


def counted_parts(name: str) -> dict[str, int]:
    """
    Return the parts of a name that count things, with how many.

    >>> counted_parts("三会一课"), counted_parts("四乱"), counted_parts("1+6+n"), counted_parts("一窗通办")
    ({'三会': 3, '一课': 1}, {'四乱': 4}, {}, {})
    """
    parts = {found.group(): NUMBERS.get(found["count"], 1) for found in PARTS.finditer(fold(name))}
    return parts if any(count > 1 for count in parts.values()) else {}  # 一窗通办 counts nothing


def members_of_name(question: AnalysedQuestion, name: str) -> int:
    """
    Return how many members of a name a question asks for; 0 where it does not ask for them.

    All of them (三会一课包括什么), or those of a part of it (三会一课里三会是啥会). What the whole of it means
    (三会一课是什么) asks for none.
    """
    text, parts = question.folded, counted_parts(name)
    for part, count in parts.items():
        # a part within the name is none that is asked for
        apart = [at.end() for at in re.finditer(re.escape(part), text.replace(fold(name), " " * len(name)))]
        if len(parts) > 1 and any(ASKED_BEHIND.match(text, end) for end in apart):
            return count
    for whole in re.finditer(re.escape(fold(name)), text) if parts else ():
        asked = ASKED_BEHIND.match(text, whole.end())
        own = asked is not None and bool(asked["own"]) and asked["own"] in name
        each = asked is not None and re.search(OF_MEMBERS, text[whole.end() : asked.end() + 1])
        if own or each or LAID_OUT.match(text, whole.end()):
            return sum(parts.values())
    return 0
