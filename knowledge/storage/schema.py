"""
The tables of a base: one schema for SQLite and PostgreSQL.

Ids tell where a row belongs. An article's id is drawn once and never again, and the rows of article `a` are numbered
`a * ROWS_PER_ARTICLE + n`, in text order; so an article's sentences are one stretch of the key, and removing them is
one range delete. A passage bears the id of its first sentence.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

ROWS_PER_ARTICLE = 1 << 20
APPLICATION_ID = 0x796A7531  # "yju1" in the header of a SQLite file: this is a base of ours
MAX_ID = (1 << 63) - 1

metadata = MetaData()
# SQLite numbers rows by itself only where the type is spelled INTEGER.
LongInteger = BigInteger().with_variant(Integer, "sqlite")

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),  # schema_version, base_id, made_by
    Column("value", Text, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("generation", LongInteger, primary_key=True, autoincrement=False),
    Column("article_id", LongInteger, nullable=False),
    Column("kind", Text, nullable=False),  # added, removed
)

articles = Table(
    "articles",
    metadata,
    Column("id", LongInteger, primary_key=True),
    Column("source", Text, nullable=False, unique=True),
    Column("content_key", Text, nullable=False, index=True),  # of the raw text
    Column("title", Text, nullable=False),
    Column("kicker", Text, nullable=False),
    Column("authors", Text, nullable=False),  # one a line
    Column("origin", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("published", Date),
    Column("year", Integer),  # of publication, where no day is known
    Column("place", Text, nullable=False, index=True),
    Column("added", DateTime(timezone=False), nullable=False),  # UTC
    Column("sentence_count", Integer, nullable=False),
    Column("fact_count", Integer, nullable=False),
    Column("reprint_of", LongInteger),  # the article that this one nearly equals
    # Which of title, authors, origin and published its format said, not its text; a blank between.
    Column("given", Text, nullable=False, server_default=""),
    # `reading_version` of the program that read it; "" for one that did not say.
    Column("read_by", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,  # an id that went with its article never names another one
)

# Apart from `articles`, so that listing them does not read every text.
texts = Table(
    "texts",
    metadata,
    Column("article_id", LongInteger, primary_key=True, autoincrement=False),
    Column("raw", LargeBinary, nullable=False),  # zlib, UTF-8
    Column("vocabulary", LargeBinary, nullable=False),  # zlib: what this article gave to the vocabulary
    Column("terms", LargeBinary, nullable=False),  # zlib: a line a sentence, the index's terms with a space between
    Column("term_maker", Text, nullable=False),  # names tokeniser and dictionary: other terms do not mix
)

sections = Table(
    "sections",
    metadata,
    Column("id", LongInteger, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
)

sentences = Table(
    "sentences",
    metadata,
    Column("id", LongInteger, primary_key=True, autoincrement=False),
    Column("article_id", LongInteger, nullable=False),
    Column("passage_id", LongInteger, nullable=False),
    Column("section_id", LongInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("heads", Text, nullable=False),  # of a table row, a tab between
    Index("sentences_by_passage", "passage_id"),
)

facts = Table(
    "facts",
    metadata,
    Column("id", LongInteger, primary_key=True, autoincrement=False),
    Column("sentence_id", LongInteger, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("value", Text),  # exact decimals, as text
    Column("low", Text),
    Column("high", Text),
    Column("number", Float),  # the value in the base unit of its measure, to be compared; null where there is none
    Column("measure", Text, nullable=False),  # what kind of unit: length, money, or the counting unit itself, 处
    Column("unit", Text, nullable=False),
    Column("modifier", Text, nullable=False),
    Column("sense", Text, nullable=False),
    Column("per", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("doubtful", Boolean, nullable=False),
    Column("counted", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("within", Text, nullable=False),  # innermost first, > between
    Column("period", Text, nullable=False),
    Column("first", Date),
    Column("last", Date),
    Column("period_inherited", Boolean, nullable=False),
    Column("planned", Boolean, nullable=False),
    Column("role", Text, nullable=False),
    Column("topic", LongInteger, nullable=False),  # equal for facts that tell the same thing of the same place and time
    Index("facts_by_sentence", "sentence_id"),
    Index("facts_by_topic", "topic"),
    Index("facts_by_number", "number"),
    Index("facts_by_measure", "measure", "number"),
)

vocabulary = Table(
    "vocabulary",
    metadata,
    Column("word", Text, primary_key=True),
    Column("kind", Text, primary_key=True),  # place, thing, act, word
    Column("pinyin_key", Text, nullable=False),
    Column("count", Integer, nullable=False),  # in how many articles
    Index("vocabulary_by_pinyin", "pinyin_key"),
    Index("vocabulary_by_kind", "kind", "word"),
    sqlite_with_rowid=False,
)

# The 32 smallest hashes of an article's clauses: two articles that share most of them are nearly the same text.
sketches = Table(
    "sketches",
    metadata,
    Column("hash", LongInteger, primary_key=True, autoincrement=False),
    Column("article_id", LongInteger, primary_key=True, autoincrement=False),
    Index("sketches_by_article", "article_id"),
    sqlite_with_rowid=False,
)
