"""
A folded sentence, in; its clauses, each with whom or what it speaks of, out.

妇联开展甲活动,团委开展乙活动 tells two things of two; 示范点南王村积极探索,新建了停车场 tells both of one. A clause that begins with
somebody who acts, or with a place, speaks of them, and so do the clauses behind it up to the next that does, or to a
semicolon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.answers.grounding import ONE_CLAUSE
from knowledge.answers.slots import ACTORS
from knowledge.facts import find_places

SEGMENT_ENDS = "。;；!！?？"
JOINING = re.compile(r"[、和与及跟]*")
KIND_BEFORE = re.compile(r"(?:[\u3400-\u9fff]{0,5}[点村庄镇县区市乡省])?")  # 示范点南王村, 沿黄村庄孙庄村
OF_ALL = r"(?:全[体镇村县市区乡]|广大|各[村镇级地个]?|每[名个位]|[镇村县市区乡省]|街道|社区|专项|主要|基层|工作|党员|门店|机关|志愿者?|妇女|老年|青年|巾帼)*"
ACTOR = re.compile(rf"{OF_ALL}{ACTORS}(?:[、和与]{OF_ALL}{ACTORS})*")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a sentence."""

    start: int
    end: int
    owner: str  # whom or what it speaks of, as it stands there or before; empty where that is not told
    own: bool  # the clause says so itself
    joined: bool  # no semicolon or stop parts it from the clause before


@lru_cache(maxsize=1 << 12)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """
    Cut a sentence into clauses and tell of whom each speaks.

    >>> [clause.owner for clause in clauses_of("示范点南王村积极探索,新建了停车场;马村、程庄村整治污水")]
    ['示范点南王村', '示范点南王村', '马村、程庄村']
    """
    found: list[Clause] = []
    owner = ""
    for match in ONE_CLAUSE.finditer(text):
        joined = bool(found) and not any(mark in text[found[-1].end : match.start()] for mark in SEGMENT_ENDS)
        begun = owner_at(match.group())
        owner = begun or (owner if joined else "")
        found.append(Clause(match.start(), match.end(), owner, bool(begun), joined))
    return tuple(found)


def owner_at(clause: str) -> str:
    """
    Return what a clause begins with, where that is somebody who acts or a place; empty otherwise.

    >>> owner_at("团委开展活动"), owner_at("新建了停车场"), owner_at("同时,加强管理")
    ('团委', '', '')
    """
    end = 0
    for place in find_places(clause):
        between = clause[end : place.start]
        if not (JOINING if end else KIND_BEFORE).fullmatch(between):
            break
        end = place.end
    acting = ACTOR.match(clause, end)
    return clause[: acting.end() if acting else end]


def stretches_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Cut a text into its clauses, each alone and with the next one that speaks of the same, with whom they speak of."""
    clauses = clauses_of(text)
    for number, clause in enumerate(clauses):
        yield clause.start, clause.end, clause.owner
        behind = clauses[number + 1] if number + 1 < len(clauses) else None
        if behind is not None and behind.joined and not (behind.own and clause.owner):
            yield clause.start, behind.end, behind.owner


def segment_around(text: str, position: int) -> str:
    """Return what stands between two semicolons or stops around a position."""
    start = max((text.rfind(mark, 0, position) for mark in SEGMENT_ENDS), default=-1) + 1
    end = min((at for mark in SEGMENT_ENDS if (at := text.find(mark, position)) >= 0), default=len(text))
    return text[start:end]
