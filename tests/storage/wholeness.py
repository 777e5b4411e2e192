"""A base in; everything about it that does not add up, out."""

import zlib
from collections import Counter

from sqlalchemy import text

from knowledge.storage import SqlStore
from knowledge.storage.preparing import unpack_lines
from knowledge.storage.schema import ROWS_PER_ARTICLE


def find_faults(store: SqlStore) -> list[str]:
    """Look for half articles: rows without their article, articles without their rows, words counted wrongly."""
    faults: list[str] = []
    with store._engine.connect() as connection:

        def ask(query: str) -> list[tuple[object, ...]]:
            return [tuple(row) for row in connection.execute(text(query))]

        if store.is_sqlite:
            check = ask("PRAGMA integrity_check")
            if check != [("ok",)]:
                faults.append(f"integrity: {check}")
        articles = {row[0]: row for row in ask("SELECT id, sentence_count, fact_count, content_key FROM articles")}
        counts: dict[str, Counter[int]] = {}
        for table in ("sentences", "facts", "sections"):
            counts[table] = Counter(int(row[0]) // ROWS_PER_ARTICLE for row in ask(f"SELECT id FROM {table}"))  # type: ignore[call-overload]
            faults += [f"{table} of {one}, which is gone" for one in counts[table] if one not in articles]
        for article_id, (_, sentences, facts, _) in articles.items():
            if (sentences, facts) != (counts["sentences"][article_id], counts["facts"][article_id]):  # type: ignore[index]
                faults.append(f"article {article_id} is half there")
        texts = ask("SELECT article_id, vocabulary, raw FROM texts")
        if {row[0] for row in texts} != set(articles):
            faults.append("texts and articles differ")
        words = Counter(
            tuple(line.split("\t")[:2])
            for _, packed, _ in texts
            for line in unpack_lines(packed)  # type: ignore[arg-type]
        )
        held = {(row[0], row[1]): row[2] for row in ask("SELECT word, kind, count FROM vocabulary")}
        if dict(words) != held:
            faults.append(f"vocabulary: {len(set(words.items()) ^ set(held.items()))} words are counted wrongly")
        faults += [f"text of {one} is damaged" for one, _, raw in texts if not zlib.decompress(raw)]  # type: ignore[arg-type]
        sketched = {row[0] for row in ask("SELECT DISTINCT article_id FROM sketches")}
        faults += [f"sketch of {one}, which is gone" for one in sketched - set(articles)]
        newest = {row[0]: row[1] for row in ask("SELECT article_id, kind FROM changes ORDER BY generation")}
        if {one for one, kind in newest.items() if kind == "added"} != set(articles):
            faults.append("changes and articles differ")
    return faults
