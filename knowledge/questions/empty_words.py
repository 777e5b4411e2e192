"""A word, in; whether it is too common to decide between two sentences, out."""

from functools import lru_cache

from knowledge.language import is_filler

EMPTY = frozenset("的了是在于和与及而也都就又还被把将对为以之其此该这那有着过得地所从自到由向给吗呢" "吧啊呀哦么嘛个时后前中里上下内则并且或但共约达年月日一请哪几") | {
    "大约", "大概", "总共", "一共", "共有", "共计", "分别", "达到", "可达", "时候", "当时", "于是", "因为", "由于", "所以",
    "如果", "根据", "关于", "请问", "什么", "哪个", "哪些", "多少", "里面", "外面",
}  # fmt: skip


@lru_cache(maxsize=8192)
def is_empty(word: str) -> bool:
    """
    Tell whether a word decides nothing between two sentences.

    >>> is_empty("的"), is_empty("请问"), is_empty("垃圾")
    (True, True, False)
    """
    return word in EMPTY or is_filler(word)
