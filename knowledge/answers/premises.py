"""A question and the text up to a figure, in; whether that text tells of other premises than those the question names, out."""

import re
from functools import lru_cache

from knowledge.answers.choosing import Chosen
from knowledge.facts import is_proper_name
from knowledge.language import fold
from knowledge.questions import AnalysedQuestion

# What is told apart by a name before its kind: 马颈水厂, 云口水厂.
KINDS = (
    r"水厂|泵站|水库|电站|码头|渔港|渡口|大桥|隧道|小学|中学|学校|幼儿园|卫生院|卫生室|医院|颐养院|敬老院|养老院|福利院|消防(?:救援)?站"
    r"|驿站|市场|合作社|车间|茶厂|工厂|牧场|农场|林场|基地|公园|广场|食堂|书屋|图书馆|博物馆|纪念馆"
)
NAMED = re.compile(rf"(?P<name>[\u3400-\u9fff]{{2}})(?P<kind>{KINDS})")
OF_ALL = re.compile(r"全(?:[镇乡县市区旗州省]|街道)")
CLAUSE_MARKS = re.compile(r"[,。;!?]")


@lru_cache(maxsize=1 << 12)
def named_premises(text: str) -> tuple[tuple[str, str], ...]:
    """
    Return the premises that a text tells by their names, in its order: the two characters before each kind, and the kind.

    >>> named_premises("龙潭水厂日供水2万吨,新建水厂一座")
    (('龙潭', '水厂'),)
    """
    return tuple((found["name"], found["kind"]) for found in NAMED.finditer(text) if is_proper_name(found["name"]))


def stands_on_other_premises(question: AnalysedQuestion, chosen: Chosen) -> bool:
    """Tell whether a figure is told of other premises than those that a question names; most questions name none."""
    if not named_premises(question.folded):
        return False
    return is_of_other_premises(question.folded, fold(chosen.sentence.text[: chosen.fact.figure.start]))


def is_of_other_premises(question: str, told: str) -> bool:
    """
    Tell whether the text up to a figure tells last of other premises of the kind that a question names, or of a whole place.

    >>> is_of_other_premises("马颈水厂占地几亩", "其中云口水厂为今年新建,占地"), is_of_other_premises("马颈水厂占地几亩", "马颈水厂占地")
    (True, False)
    >>> is_of_other_premises("杏桥颐养院有多少护理员", "全街道有养老护理员")
    True
    """
    asked = named_premises(question)
    if not asked or any(name in told for name, _ in asked):
        return False
    kinds = {kind for _, kind in asked}
    last = next((name for name, kind in reversed(named_premises(told)) if kind in kinds), "")
    if last and last not in question:
        return True
    clause = CLAUSE_MARKS.split(told)[-1]
    return OF_ALL.search(clause) is not None and not any(kind in told for kind in kinds)
