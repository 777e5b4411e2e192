"""A seed in; articles of a size and questions about them out: what the benchmarks of searching and asking work on."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

PER_ARTICLE = 30
PLACE_CHARACTERS = "花园古荥石桥大庙祥云京水申庄马渡来童寨岭坡沟湾塘杨柳槐松柏清明安康泰宁福兴旺"
UNITS = (
    "处",
    "个",
    "条",
    "支",
    "户",
    "人",
    "名",
    "份",
    "块",
    "座",
    "平方米",
    "立方米",
    "公里",
    "万元",
    "亩",
    "吨",
    "%",
)
ACTS = ("拆除", "清理", "整治", "新建", "改造", "修复", "发放", "成立", "排查", "安装", "投入", "完成", "开通", "种植")
TIMES = ("今年", "去年", "上半年", "2019年", "2020年", "2021年", "截至目前", "三个月来")
LINKS = ("在", "通过", "围绕", "结合", "针对", "紧盯")


@dataclass(frozen=True, slots=True)
class Made:
    """Articles and questions."""

    articles: tuple[str, ...]
    questions: tuple[str, ...]


def make_articles(sentences: int, questions: int, chance: random.Random, words: Sequence[str]) -> Made:
    """
    Make articles of about as many sentences, and questions that ask for figures in them.

    Args:
        sentences: How many.
        questions: How many.
        chance: Seeded.
        words: What to write about.
    """
    articles, asked = [], []
    count = max(1, sentences // PER_ARTICLE)
    every = max(1, count // questions)
    for number in range(count):
        place = "".join(chance.choices(PLACE_CHARACTERS, k=2)) + chance.choice(("镇", "村", "乡"))
        lines = [f"{place}{chance.choice(ACTS)}{chance.choice(words)}工作见成效", ""]
        for position in range(PER_ARTICLE - 2):
            line, question = make_sentence(place, chance, words)
            lines.append(line)
            if number % every == 0 and position == number % (PER_ARTICLE - 2) and len(asked) < questions:
                asked.append(question)
        articles.append("\n".join(lines))
    return Made(tuple(articles), tuple(asked))


def make_sentence(place: str, chance: random.Random, words: Sequence[str]) -> tuple[str, str]:
    """Make a sentence of two or three clauses, and a question for one of its figures."""
    clauses = [f"{chance.choice(LINKS)}{chance.choice(words)}{chance.choice(words)}中"]
    question = ""
    for _ in range(chance.choice((1, 1, 2))):
        act, thing, unit = chance.choice(ACTS), chance.choice(words), chance.choice(UNITS)
        number = chance.choice((chance.randint(2, 99), chance.randint(100, 9999), chance.randint(10000, 999999)))
        clauses.append(f"{chance.choice(TIMES)}{act}{thing}{number}{unit}")
        question = f"{place}{act}了多少{unit}{thing}"
    clauses.append(f"{chance.choice(words)}得到{chance.choice(words)}")
    return "，".join(clauses) + "。", question
