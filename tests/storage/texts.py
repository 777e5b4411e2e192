"""Articles for the tests of the store: made, so that any number of them can be had and each be told from the others."""

from knowledge.articles import Document, article_from_text, clean_article
from knowledge.facts import Fact, find_facts

WORDS = ["梧桐", "银杏", "海棠", "石榴", "桂花", "芍药", "腊梅", "木槿", "紫藤", "垂柳", "雪松", "刺槐"]


def text_of(number: int, version: int = 0, sentences: int = 6) -> str:
    """Write an article: its number names the town, its version the figures."""
    town = f"{WORDS[number % len(WORDS)]}镇"
    lines = [f"{town}第{number}号简报抓整治", "", f"标记{number}甲{version}乙。{town}拆除私搭乱建{100 + version}处。"]
    for part in range(sentences):
        figure = number * 1000 + version * 10 + part
        lines.append(
            f"{town}第{part}次清理{WORDS[(number + part) % len(WORDS)]}垃圾{figure}立方米,修补破损道路{figure + 7}平方米。"
        )
    return "\n\n".join(lines)


def document_of(text: str, source: str) -> tuple[Document, tuple[Fact, ...]]:
    """Clean an article and find its facts."""
    document = clean_article(article_from_text(text, source))
    return document, find_facts(document)
