"""A document in; the places it names, how they lie in one another, and which one it is about, out."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from knowledge.articles import Article, Document
from knowledge.facts.places import COUNTRY, LEVELS, PlaceMention, find_grounds, find_places, known_pattern
from knowledge.facts.tables import known_places
from knowledge.facts.words import words_of
from knowledge.language import fold

# Who speaks for the whole country.
NATIONAL = re.compile(
    r"国务院|中华人民共和国|全国人民代表大会|国家统计局|国民经济和社会发展第[一二三四五六七八九十]+个五年"
)
TITLE_WEIGHT, HEADING_WEIGHT = 1000, 3
HEAD_SENTENCES = 5
MOST_READ = 20_000
SENTENCES_READ, LEAST_SPOKEN = 200, 2
KIND = re.compile("街道|社区|[县区市镇乡村]$")
SHORT_ARTICLE = 4  # sentences
LEAST_MENTIONS, LEAST_SHARE = 2, 0.4
# 朔陵发布 tells what happens in 朔陵, and @朔陵人 whom it tells it.
CHANNEL = re.compile("^(?P<stem>[一-鿿]{2,3}?)(?:发布|日报|晚报|时报|融媒|微讯|新闻网|广播|电视台)")
DWELLERS = "人|市民|居民|街坊|老乡"
WHOLE = re.compile("全(?:街道|[县区市镇乡])")


@dataclass(frozen=True, slots=True)
class PlaceScope:
    """What a document says of places."""

    place: str  # what it is about, "" unknown
    rank: int  # how small that is, -1 unknown
    parents: Mapping[str, str] = field(default_factory=dict)  # a place -> the one that it was said to lie in
    beside: frozenset[str] = frozenset()  # other places as small as it, which it therefore cannot hold
    chains: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)  # what `within` has worked out

    def within(self, name: str) -> tuple[str, ...]:
        """Return the places around one, innermost first."""
        found = self.chains.get(name)
        if found is None:
            found = self.chains[name] = self.find_chain(name)
        return found

    def find_chain(self, name: str) -> tuple[str, ...]:
        chain: list[str] = []
        while name:
            parent = self.parents.get(name, "")
            if not parent:
                known = known_places().get(name)
                parent = known[2] if known else ""
            # A place that no other was said to hold lies in what the article is about.
            held = name not in self.beside and self.place not in {name, COUNTRY, *chain}
            if not parent and held and not chain_reaches(self, name):
                parent = self.place
            if not parent or parent in chain or parent == name:
                break
            chain.append(parent)
            name = parent
        return tuple(chain)


def chain_reaches(scope: PlaceScope, name: str) -> bool:
    """Tell whether a place is one of those around the article's own, which therefore cannot hold it."""
    seen: set[str] = set()
    place = scope.place
    while place and place not in seen:
        if place == name:
            return True
        seen.add(place)
        known = known_places().get(place)
        place = scope.parents.get(place, "") or (known[2] if known else "")
    return name in known_places()


def find_scope(document: Document, mentions: Mapping[int, Sequence[PlaceMention]]) -> PlaceScope:
    """
    Work out what a document is about.

    Args:
        document: The document.
        mentions: Sentence's number -> the places it names.
    """
    article = document.article
    titled = titled_mentions(article.title)
    counts: Counter[str] = Counter()
    ranks: dict[str, int] = {}
    parents: dict[str, str] = {}
    first_seen: dict[str, int] = {}

    def take(places: Sequence[PlaceMention], weight: int) -> None:
        for place in places:
            counts[place.name] += weight
            ranks.setdefault(place.name, place.rank)
            first_seen.setdefault(place.name, len(first_seen))
        for outer, inner in pairwise(places):
            if outer.end == inner.start and outer.rank < inner.rank:
                parents.setdefault(inner.name, outer.name)

    take(titled, TITLE_WEIGHT)
    for number, places in mentions.items():
        kind = document.sentences[number].kind
        take(places, HEADING_WEIGHT if kind in {"heading", "byline"} else 1)
    # 郑州日报 prints what happens in 郑州; else the city whose schools and offices are named most.
    city = fold(article.origin) if known_pattern().search(fold(article.origin)) else fold(article.raw[:MOST_READ])
    place = chosen_place(document, titled, counts, mentions, parents)
    rank = 0 if place == COUNTRY else ranks.get(place, whole_rank(article) if place else -1)
    if place and place != COUNTRY and place not in known_places() and place not in parents:
        parent = surrounding(rank, counts, ranks, first_seen, city)
        if parent:
            parents[place] = parent
            if parent not in known_places() and parent not in parents:
                outer = surrounding(ranks.get(parent, 1), Counter(), ranks, first_seen, city)
                if outer and outer != parent:
                    parents[parent] = outer
    return PlaceScope(place, rank, parents, frozenset(name for name in ranks if ranks[name] == rank and name != place))


def chosen_place(
    document: Document,
    titled: Sequence[PlaceMention],
    counts: Counter[str],
    mentions: Mapping[int, Sequence[PlaceMention]],
    parents: Mapping[str, str],
) -> str:
    if titled:
        return titled_place(document.article)
    clipped = clipped_place(document.article, counts)
    if clipped:
        return clipped
    head = [document.article.title, document.article.kicker]
    if not any(sentence for sentence in document.sentences[:HEAD_SENTENCES] if find_places(fold(sentence.text))):
        head += [sentence.text for sentence in document.sentences[:HEAD_SENTENCES]]
    if any(NATIONAL.search(fold(text)) for text in head):
        return COUNTRY
    most = max(counts, key=lambda name: counts[name], default="")  # of several, the one that stands first
    # Whoever is named once, among many others, or in one paragraph far down, is not what an article is about.
    short = len(document.sentences) <= SHORT_ARTICLE
    if counts[most] < (1 if short else LEAST_MENTIONS) or counts[most] < LEAST_SHARE * sum(counts.values()):
        return channel_place(document.article)
    named_in = [number for number, places in mentions.items() if any(place.name == most for place in places)]
    if named_in[0] >= HEAD_SENTENCES and len({document.sentences[number].paragraph for number in named_in}) == 1:
        return channel_place(document.article)
    return speaking_place(most, document, counts, parents)


def clipped_place(article: Article, counts: Counter[str]) -> str:
    """Return the place of the text that the title names without its kind: 在杏桥, of 杏桥街道."""
    title = fold(article.title)
    words = {word for word, _, _ in words_of(title).between(0, len(title))}
    named = []
    for name in counts:
        kind = KIND.search(name)
        stem = name[: kind.start()] if kind else ""
        # 幸福 of a title is a word, and no 幸福村.
        if len(stem) > 1 and stem in title and stem not in words:
            named.append(name)
    return max(named, key=lambda name: counts[name], default="")


def channel_place(article: Article) -> str:
    """Return the place without a kind that the title and whoever speaks share: @朔陵人, by 朔陵发布."""
    origin, title = fold(article.origin), fold(article.title)
    channel = CHANNEL.match(origin)
    for stem in [channel["stem"]] if channel else [origin[:3], origin[:2]]:
        at = title.find(stem) if len(stem) > 1 else -1
        # 岚湾水务集团 of a title: characters that the dictionary joins to no word are a name.
        new = at >= 0 and len(words_of(title).between(at, at + len(stem))) == len(stem)
        if new and (channel or at == 0 or re.match(DWELLERS, title[at + len(stem) :])):
            return stem
    return ""


def whole_rank(article: Article) -> int:
    """Return how small a place without a kind is, by what its text calls the whole of it: 全市."""
    kinds = Counter(WHOLE.findall(fold(article.raw[:MOST_READ])))
    kind = kinds.most_common(1)[0][0] if kinds else ""
    return LEVELS.index("town" if kind in {"全镇", "全乡", "全街道"} else "county")


def speaking_place(most: str, document: Document, counts: Mapping[str, int], parents: Mapping[str, str]) -> str:
    """Return the place inside the one named most that an article speaks of as its own: 镇里, 全镇 of 青禾县桑桥镇."""
    inside = [name for name in counts if parents.get(name) == most and spoken_of(name, "")]
    text = fold("".join(sentence.text for sentence in document.sentences[:SENTENCES_READ]))
    best = max(inside, key=lambda name: (len(re.findall(spoken_of(name, ""), text)), -len(name)), default="")
    if not best:
        return most
    own, outer = (len(re.findall(spoken_of(name, "(?!)"), text)) for name in (best, most))
    return best if own >= LEAST_SPOKEN and own > outer else most


def spoken_of(name: str, otherwise: str) -> str:
    """Return the pattern by which a text speaks of a place without its name; `otherwise` for a kind that has none."""
    kind = KIND.search(name)
    if kind is None:
        return otherwise
    return f"(?:全|该|我|本){kind.group()}|(?<![\u4e00-\u9fff]){kind.group()}(?:里|上|党委|政府|人社|域内|村干部)"


def titled_mentions(title: str) -> tuple[PlaceMention, ...]:
    return find_places(fold(title)) or find_grounds(fold(title))


def titled_place(article: Article) -> str:
    """Return the place that an article's title names, the smallest of those that stand together: 惠济区花园口镇."""
    titled = titled_mentions(article.title)
    if not titled:
        return ""
    chosen = titled[0]
    for place in titled[1:]:
        if place.start != chosen.end:
            break
        chosen = place
    return chosen.name


def surrounding(
    rank: int, counts: Counter[str], ranks: Mapping[str, int], first_seen: Mapping[str, int], origin: str
) -> str:
    """Return the place that a small place most likely lies in: the nearest larger one that the article names."""
    larger = [name for name in counts if 0 < ranks[name] < rank]
    if larger:
        nearest = max(ranks[name] for name in larger)
        return min(
            (name for name in larger if ranks[name] == nearest), key=lambda name: (-counts[name], first_seen[name])
        )
    return named_city(origin) if rank > 2 else ""


def named_city(text: str) -> str:
    """Return the city that names in a text bear most often: 郑州日报, 郑州二十中."""
    cities = [known_places()[match.group()] for match in known_pattern().finditer(text)]
    counts = Counter(name for name, level, _ in cities if level == "city")
    return counts.most_common(1)[0][0] if counts else ""


def joined(places: Iterable[PlaceMention]) -> str:
    """Name places that share a figure: 马村、程庄村."""
    return "、".join(dict.fromkeys(place.name for place in places))
