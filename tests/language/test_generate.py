"""The generated tables: what stands in the repository is what the libraries say."""

import importlib.metadata

import pytest

from knowledge.errors import LanguageError
from knowledge.language import tables
from knowledge.language.tables import DATA, read_rows

GENERATED = ("simplified.tsv", "traditional.tsv", "traditional_phrases.tsv", "pinyin.tsv", "readings.tsv")


def need_same_versions() -> None:
    """Skip where another version of a library is installed than the one that the tables were made with."""
    sources = {
        line.rsplit("\t", 1)[1] for name in GENERATED for line in (DATA / name).read_text("utf-8").splitlines()[1:]
    }
    for library in ("OpenCC", "pypinyin"):
        try:
            version = importlib.metadata.version(library)
        except importlib.metadata.PackageNotFoundError:
            pytest.skip(f"{library} is not installed")
        if not any(source.startswith(f"{library} {version}") for source in sources):
            pytest.skip(f"the tables were made with another version of {library} than {version}")


def test_the_tables_are_what_the_generator_makes():
    """Nobody edited a generated table by hand."""
    need_same_versions()
    from knowledge.language.generate import generate_tables

    made = generate_tables()
    assert set(GENERATED) == set(made)
    assert [] == [name for name, text in made.items() if text != (DATA / name).read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        (None, "cannot be read"),
        ("", "columns are missing"),
        ("word\tnote\n", "expected word frequency"),
        ("word\tfrequency\n清运\n", "line 2: 1 cells"),
    ],
)
def test_read_rows_tells_what_is_wrong(tmp_path, monkeypatch, text, trouble):
    """A damaged table is named, with its line."""
    monkeypatch.setattr(tables, "DATA", tmp_path)
    if text is not None:
        (tmp_path / "words.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(LanguageError, match=trouble):
        list(read_rows("words.tsv", ("word", "frequency")))


def test_read_rows_leaves_out_remarks(tmp_path, monkeypatch):
    """Empty lines and remarks are no rows."""
    monkeypatch.setattr(tables, "DATA", tmp_path)
    (tmp_path / "words.tsv").write_text("word\tfrequency\n# remark\n\n清运\t3\n", encoding="utf-8")
    assert [("清运", "3")] == list(read_rows("words.tsv", ("word", "frequency")))
