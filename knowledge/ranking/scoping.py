"""The places and years of a question, in; the articles that are about them, out."""

from collections.abc import Collection, Sequence
from typing import Protocol

from knowledge.facts import short_names
from knowledge.ranking.probe import Probe

KINDS_OF_PLACE = frozenset("镇乡村市县区省州盟旗") | {
    "街道", "社区", "自治区", "自治州", "自治县", "特区", "新区", "地区", "壮族自治区", "回族自治区", "维吾尔自治区",
}  # fmt: skip
# A report of a year tells of the year before; a statistical bulletin and a newspaper tell of their own.
REPORT_LAGS = (0, 1)
MOST_ARTICLES = 400  # a place with more articles than this is no filter worth its price


class ArticleStore(Protocol):
    """What scoping reads of a store."""

    def articles_of(self, places: Sequence[str], years: Collection[int] = ()) -> tuple[int, ...]:
        """Ids of the articles about some places, of some years where any are given."""


def find_scopes(probe: Probe, store: ArticleStore) -> tuple[tuple[int, ...], ...]:
    """
    Return sets of articles to look in besides the whole base, the narrowest first; none where nothing is certain.

    A place alone or a year alone is a wish, not a fence: the whole base is always searched as well.
    """
    if not probe.places:
        return ()
    years = {year + lag for year in probe.years for lag in REPORT_LAGS}
    dated = store.articles_of(probe.places, years) if years else ()
    about = store.articles_of(probe.places)
    scopes = (dated, about if len(about) <= MOST_ARTICLES else ())
    return tuple(scope for scope in dict.fromkeys(scopes) if scope)


def same_place(left: str, right: str) -> bool:
    """Tell whether two names name one place, the kind of place left off or not: 花园口, 花园口镇."""
    if left == right:
        return True
    short, long = sorted((left, right), key=len)
    if short in short_names(long):
        return True
    return len(short) >= 2 and long.startswith(short) and long[len(short) :] in KINDS_OF_PLACE
