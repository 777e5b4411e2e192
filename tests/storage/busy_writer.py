"""
A process that adds, replaces and removes articles until it is killed.

Before each step it says on standard output what it begins, and after it that it is done: what was done must be there
whenever it dies, and what was only begun may be there or not, but not by half.
"""

import os
import random
import sys

from knowledge import KnowledgeBase
from tests.storage.texts import text_of

SOURCES = 8


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def main(base: str, seed: int, steps: int) -> None:
    """Run `steps` steps on a base."""
    chance = random.Random(seed)
    with KnowledgeBase.open(base) as knowledge:
        _ = knowledge.index
        knowledge.preview_text(text_of(0, 0))  # tables are read once; what is to be killed is the writing
        say("ready")
        for step in range(steps):
            number, version = chance.randrange(SOURCES), seed * 1000 + step
            if chance.random() < 0.3:
                ids = [one.id for one in knowledge.articles() if one.source == f"source-{number}"]
                say("begin", "remove", number, -1)
                knowledge.remove(ids)
                say("done", "remove", number, -1)
            else:
                say("begin", "add", number, version)
                report = knowledge.add_text(text_of(number, version), f"source-{number}")
                assert report.status in {"added", "replaced"}, report
                say("done", "add", number, version)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
