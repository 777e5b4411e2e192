"""The places and years of a question, in; the articles that are about them, out."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from knowledge.ranking.probe import Probe

KINDS_OF_PLACE = frozenset(
    [
        "镇",
        "乡",
        "村",
        "市",
        "县",
        "区",
        "省",
        "州",
        "盟",
        "旗",
        "街道",
        "社区",
        "自治区",
        "自治州",
        "自治县",
        "特区",
        "新区",
        "地区",
        "壮族自治区",
        "回族自治区",
        "维吾尔自治区",
    ]
)
# A report of a year tells of the year before; a statistical bulletin and a newspaper tell of their own.
REPORT_LAG = 1
MOST_ARTICLES = 400  # a place with more articles than this is no filter worth its price


class ArticleLike(Protocol):
    """What scoping reads of an article."""

    @property
    def id(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def published(self) -> date | None: ...
    @property
    def year(self) -> int | None: ...


class ArticleStore(Protocol):
    """What scoping reads of a store."""

    @property
    def base_id(self) -> str:
        """The base's name."""

    def articles(self) -> Sequence[ArticleLike]:
        """Every article."""


class Atlas:
    """Which articles are about which place and of which year: read once for a generation of a base."""

    def __init__(self, articles: Sequence[ArticleLike]) -> None:
        self._by_place: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for article in articles:
            year = article.year or (article.published.year if article.published else 0)
            if article.place:
                self._by_place[article.place].append((article.id, year))

    def find_articles(self, places: Sequence[str], years: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """
        Find the articles about one of some places.

        Returns:
            Those that tell of one of the years, and all; each empty where that is no filter.
        """
        about = [entry for place in places for name in self._names(place) for entry in self._by_place[name]]
        dated = [entry for entry in about if any(0 <= entry[1] - year <= REPORT_LAG for year in years)]
        return tuple(sorted({i for i, _ in dated})), tuple(sorted({i for i, _ in about})) if len(
            about
        ) <= MOST_ARTICLES else ()

    def _names(self, place: str) -> tuple[str, ...]:
        if place in self._by_place:
            return (place,)
        return tuple(name for name in (place + kind for kind in sorted(KINDS_OF_PLACE)) if name in self._by_place)


_atlases: dict[tuple[str, int], Atlas] = {}


def open_atlas(store: ArticleStore, generation: int) -> Atlas:
    """Return the atlas of a base at a generation, made at first use."""
    key = (store.base_id, generation)
    atlas = _atlases.get(key)
    if atlas is None:
        atlas = Atlas(store.articles())
        if len(_atlases) > 8:
            _atlases.clear()
        _atlases[key] = atlas
    return atlas


def find_scopes(probe: Probe, store: ArticleStore, generation: int) -> tuple[tuple[int, ...], ...]:
    """
    Return sets of articles to look in besides the whole base, the narrowest first; none where nothing is certain.

    A place alone or a year alone is a wish, not a fence: the whole base is always searched as well.
    """
    if not probe.places:
        return ()
    dated, about = open_atlas(store, generation).find_articles(probe.places, probe.years)
    return tuple(scope for scope in dict.fromkeys((dated, about)) if scope)


def same_place(left: str, right: str) -> bool:
    """Tell whether two names name one place, the kind of place left off or not: 花园口, 花园口镇."""
    if left == right:
        return True
    short, long = sorted((left, right), key=len)
    return len(short) >= 2 and long.startswith(short) and long[len(short) :] in KINDS_OF_PLACE
