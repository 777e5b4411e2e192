"""The index: what is stored is found, what is gone is not, and a folder that cannot be trusted is built anew."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tantivy

from knowledge.index import SearchIndex, search_index
from knowledge.language import terms
from knowledge.storage import SqlStore
from tests.storage.texts import document_of, text_of

BRIDGES = "海棠镇新闻\n\n海棠镇修建石拱桥9座。"


def add(store: SqlStore, text: str, source: str) -> int:
    return store.add(*document_of(text, source)).article_id


def weigh(text: str) -> dict[str, float]:
    return dict.fromkeys(terms(text), 1.0)


def find_texts(index: SearchIndex, store: SqlStore, text: str, limit: int = 5) -> list[str]:
    """Search the sentences and read what was found."""
    ids = [sentence for sentence, _ in index.search_sentences(weigh(text), limit)]
    held = store.sentences(ids)
    return [held[sentence].text for sentence in ids]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """A base of three articles."""
    with SqlStore.open(tmp_path / "base.sqlite3") as opened:
        for number in range(3):
            add(opened, text_of(number), f"{number}.txt")
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the index is to rest."""
    return tmp_path / "index"


@pytest.fixture
def index(store: SqlStore, folder: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[SearchIndex]:
    """The index of that base; what building it said has been read."""
    opened = SearchIndex.open(folder, store)
    capsys.readouterr()
    yield opened
    opened.close()


class TestSearching:
    """What stands in the base is found."""

    def test_a_sentence_just_added_is_found(self, store: SqlStore, index: SearchIndex):
        """
        Once the index has caught up, and not before; catching up again has nothing to do.
        """
        add(store, BRIDGES, "bridges.txt")
        assert "海棠镇修建石拱桥9座。" not in find_texts(index, store, "石拱桥")
        assert index.catch_up(store)
        assert "海棠镇修建石拱桥9座。" == find_texts(index, store, "修建石拱桥")[0]
        assert not index.catch_up(store)
        assert store.generation == index.generation

    def test_an_article_removed_is_not_found(self, store: SqlStore, index: SearchIndex):
        """
        Neither its sentences nor its passages, and they are no longer counted.
        """
        sentences, passages = index.sentence_count, index.passage_count
        article = add(store, BRIDGES, "bridges.txt")
        index.catch_up(store)
        assert index.search_passages(weigh("石拱桥"), 5, [article])
        store.remove([article])
        assert index.catch_up(store)
        assert () == index.search_sentences(weigh("石拱桥"), 5, [article])
        assert () == index.search_passages(weigh("石拱桥"), 5, [article])
        assert (sentences, passages) == (index.sentence_count, index.passage_count)

    def test_a_text_replaced_is_found_as_it_stands_now(self, store: SqlStore, index: SearchIndex):
        """
        The new text of a source is found, the old one is not.
        """
        add(store, BRIDGES, "bridges.txt")
        index.catch_up(store)
        add(store, BRIDGES.replace("9座", "11座"), "bridges.txt")
        index.catch_up(store)
        found = find_texts(index, store, "修建石拱桥", 50)
        assert "海棠镇修建石拱桥11座。" == found[0]
        assert "海棠镇修建石拱桥9座。" not in found

    def test_every_sentence_of_the_store_is_indexed(self, store: SqlStore, index: SearchIndex):
        """
        Sentences and passages are as many as the store holds.
        """
        held = list(store.sentences_of([article.id for article in store.articles()]))
        assert len(held) == index.sentence_count
        assert len({sentence.passage_id for sentence in held}) == index.passage_count

    def test_the_title_counts_for_every_passage(self, store: SqlStore, index: SearchIndex):
        """
        The subject often stands only in the title: all passages of that article are found by it.
        """
        article = add(store, "凤凰岭水库\n\n库容9万立方米。\n\n坝高30米。", "dam.txt")
        index.catch_up(store)
        passages = {sentence.passage_id for sentence in store.sentences_of([article])}
        assert passages == {passage for passage, _ in index.search_passages(weigh("水库"), 10)}

    def test_a_search_may_be_kept_to_some_articles(self, store: SqlStore, index: SearchIndex):
        """
        Only their sentences are found, with the scores that they have anyway.
        """
        first = store.articles()[0].id
        own = {sentence.id for sentence in store.sentences_of([first])}
        everywhere = index.search_sentences(weigh("清理垃圾"), 100)
        within = index.search_sentences(weigh("清理垃圾"), 100, [first])
        assert within
        assert len(within) < len(everywhere)
        assert [hit for hit in everywhere if hit[0] in own] == list(within)

    @pytest.mark.parametrize(
        ("weights", "limit"), [({}, 5), ({"垃圾": 0.0}, 5), ({"垃圾": 1.0}, 0), ({"没有的词": 1.0}, 5)]
    )
    def test_nothing_asked_is_nothing_found(self, index: SearchIndex, weights: dict[str, float], limit: int):
        """
        No term, no weight, no room, or a term that no sentence holds.
        """
        assert () == index.search_sentences(weights, limit)
        assert () == index.search_passages(weights, limit)

    def test_a_term_weighs_what_it_is_given(self, index: SearchIndex):
        """
        Twice the weight is twice the score.
        """
        once = index.search_sentences({"垃圾": 1.0}, 3)
        twice = index.search_sentences({"垃圾": 2.0}, 3)
        assert [sentence for sentence, _ in once] == [sentence for sentence, _ in twice]
        assert [score for _, score in twice] == pytest.approx([2 * score for _, score in once])


class TestCounting:
    """How many sentences and passages hold a term."""

    @pytest.mark.parametrize("term", ["垃圾", "私搭乱建", "镇", "处", "没有的词"])
    def test_document_frequency_is_what_a_count_over_the_store_gives(
        self, store: SqlStore, index: SearchIndex, term: str
    ):
        """
        Each sentence counts once, however often it holds the term.
        """
        held = store.sentences_of([article.id for article in store.articles()])
        assert sum(term in terms(sentence.text) for sentence in held) == index.document_frequency(term)

    def test_a_term_added_is_counted(self, store: SqlStore, index: SearchIndex):
        """
        A count taken before is not kept past a change.
        """
        before = index.document_frequency("修建")
        add(store, BRIDGES, "bridges.txt")
        index.catch_up(store)
        assert before + 1 == index.document_frequency("修建")

    def test_passages_count_pairs_of_characters_that_are_no_word(self, store: SqlStore, index: SearchIndex):
        """
        A name that no dictionary knows is found by its pairs; sentences do not list them.
        """
        add(store, "翀垚湾简介\n\n翀垚湾有石拱桥9座。", "name.txt")
        index.catch_up(store)
        assert 0 == index.document_frequency("翀垚")
        assert 0 < index.passage_frequency("翀垚")


class TestOrder:
    """The same base and the same terms give the same order."""

    def test_best_first_and_ties_by_id(self, index: SearchIndex):
        """
        Scores fall; sentences of one score stand in text order.
        """
        hits = index.search_sentences(weigh("清理垃圾修补破损道路"), 100)
        assert sorted(hits, key=lambda hit: (-hit[1], hit[0])) == list(hits)
        assert len({sentence for sentence, _ in hits}) == len(hits)

    def test_the_order_is_that_of_every_other_index_of_the_base(self, store: SqlStore, index: SearchIndex):
        """
        Terms in another order, a search again, and an index in memory give the same.
        """
        weights = weigh("清理银杏垃圾多少立方米")
        hits = index.search_sentences(weights, 100)
        assert hits == index.search_sentences(weights, 100)
        assert hits == index.search_sentences(dict(reversed(weights.items())), 100)
        assert hits == SearchIndex.open(None, store).search_sentences(weights, 100)


def lose_the_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def lose_the_state(folder: Path) -> None:
    (folder / "generation.json").unlink()


def spoil_the_state(folder: Path) -> None:
    (folder / "generation.json").write_bytes(b"\xff{]")


def lose_a_field(folder: Path) -> None:
    (folder / "generation.json").write_text('{"format": 2}', encoding="utf-8")


def change_state(folder: Path, **fields: object) -> None:
    state = json.loads((folder / "generation.json").read_text(encoding="utf-8"))
    (folder / "generation.json").write_text(json.dumps(state | fields), encoding="utf-8")


def make_the_format_old(folder: Path) -> None:
    change_state(folder, format=search_index.FORMAT - 1)


def make_the_dictionary_old(folder: Path) -> None:
    change_state(folder, terms="another")


def give_it_to_another_base(folder: Path) -> None:
    change_state(folder, base="another")


def claim_the_future(folder: Path) -> None:
    change_state(folder, generation=10_000)


def cut_the_list_of_segments(folder: Path) -> None:
    path = folder / "sentences" / "meta.json"
    path.write_bytes(path.read_bytes()[:20])


def lose_the_passages(folder: Path) -> None:
    shutil.rmtree(folder / "passages")


def lose_the_segments(folder: Path) -> None:
    for path in (folder / "sentences").glob("*.idx"):
        path.unlink()


DAMAGES: list[tuple[Callable[[Path], None], str]] = [
    (lose_the_folder, "没有找到索引"),
    (lose_the_state, "索引不完整"),
    (spoil_the_state, "索引损坏"),
    (lose_a_field, "索引损坏"),
    (make_the_format_old, "索引版本已旧"),
    (make_the_dictionary_old, "索引版本已旧"),
    (give_it_to_another_base, "索引属于另一个资料库"),
    (claim_the_future, "索引属于另一个资料库"),
    (cut_the_list_of_segments, "索引损坏"),
    (lose_the_passages, "索引损坏"),
    (lose_the_segments, "索引损坏"),
]


class TestFolder:
    """The folder can be thrown away or spoilt at any time."""

    def test_a_sound_folder_is_opened_as_it_stands(
        self, store: SqlStore, index: SearchIndex, folder: Path, capsys: pytest.CaptureFixture[str]
    ):
        """
        Nothing is built and nothing is said, even where the store has gone on since.
        """
        add(store, BRIDGES, "bridges.txt")
        again = SearchIndex.open(folder, store)
        assert "海棠镇修建石拱桥9座。" == find_texts(again, store, "修建石拱桥")[0]
        assert "" == capsys.readouterr().err

    @pytest.mark.parametrize(("damage", "said"), DAMAGES, ids=lambda part: getattr(part, "__name__", ""))
    def test_a_folder_that_cannot_be_trusted_is_built_anew(
        self,
        store: SqlStore,
        index: SearchIndex,
        folder: Path,
        damage: Callable[[Path], None],
        said: str,
        capsys: pytest.CaptureFixture[str],
    ):
        """
        One line tells why; what is found is what was found before, and the next opening is quiet.
        """
        wanted = index.search_sentences(weigh("清理银杏垃圾"), 50)
        index.close()
        damage(folder)
        again = SearchIndex.open(folder, store)
        [line] = capsys.readouterr().err.splitlines()
        assert line.startswith(said)
        assert line.endswith("正在重建索引")
        assert wanted == again.search_sentences(weigh("清理银杏垃圾"), 50)
        again.close()
        assert wanted == SearchIndex.open(folder, store).search_sentences(weigh("清理银杏垃圾"), 50)
        assert "" == capsys.readouterr().err

    def test_building_leaves_nothing_beside_the_folder(self, store: SqlStore, index: SearchIndex, folder: Path):
        """
        What it was built in and the old folder are gone.
        """
        index.close()
        make_the_format_old(folder)
        SearchIndex.open(folder, store).close()
        assert [] == [path.name for path in folder.parent.iterdir() if path.name.startswith(".")]

    def test_a_folder_taken_away_while_open_is_built_anew(
        self, store: SqlStore, index: SearchIndex, folder: Path, capsys: pytest.CaptureFixture[str]
    ):
        """
        Catching up finds it gone, says so, and goes on.
        """
        lose_the_folder(folder)
        add(store, BRIDGES, "bridges.txt")
        assert index.catch_up(store)
        assert "索引已被移走" in capsys.readouterr().err
        assert "海棠镇修建石拱桥9座。" == find_texts(index, store, "修建石拱桥")[0]

    def test_on_a_full_disk_it_rests_in_memory(
        self, store: SqlStore, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        """
        tantivy's own error of a full disk is no end: what is asked is still found, and no half index stays behind.
        """

        def fill(*_: object) -> None:
            raise ValueError("An IO error occurred: 'No space left on device (os error 28)'")

        monkeypatch.setattr(SearchIndex, "_build_on_disk", fill)
        shutil.rmtree(folder, ignore_errors=True)
        index = SearchIndex.open(folder, store)
        assert "No space left" in (said := capsys.readouterr().err)
        assert "改用内存" in said
        assert index.sentence_count == sum(article.sentence_count for article in store.articles())

    def test_where_nothing_can_be_written_it_rests_in_memory(
        self, store: SqlStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        """
        A file stands where the folder's parent would be: one line says so, and searching works.
        """
        (tmp_path / "file").write_text("", encoding="utf-8")
        index = SearchIndex.open(tmp_path / "file" / "index", store)
        assert "改用内存" in capsys.readouterr().err
        assert find_texts(index, store, "垃圾")


class TestSeveral:
    """One writes, the others read."""

    def test_a_second_reader_searches_while_a_writer_works(
        self, store: SqlStore, index: SearchIndex, folder: Path, tmp_path: Path
    ):
        """
        Whatever a reader finds meanwhile is whole and in order; when the writer is done, it finds everything.
        """
        trouble: list[BaseException] = []

        def write() -> None:
            try:
                with SqlStore.open(tmp_path / "base.sqlite3") as own:
                    writer = SearchIndex.open(folder, own)
                    for number in range(3, 13):
                        add(own, text_of(number, sentences=2), f"{number}.txt")
                        writer.catch_up(own)
                    writer.close()
            except BaseException as error:
                trouble.append(error)

        thread = threading.Thread(target=write)
        thread.start()
        counts = []
        while thread.is_alive():
            index.catch_up(store)
            hits = index.search_sentences(weigh("清理垃圾"), 200)
            assert sorted(hits, key=lambda hit: (-hit[1], hit[0])) == list(hits)
            counts.append(len(hits))
        thread.join()
        assert [] == trouble
        assert sorted(counts) == counts  # nothing is removed, so nothing found is lost again
        index.catch_up(store)
        held = list(store.sentences_of([article.id for article in store.articles()]))
        assert 13 == store.article_count
        assert len(held) == index.sentence_count
        assert {sentence.id for sentence in held if "垃圾" in sentence.text} <= {
            sentence for sentence, _ in index.search_sentences(weigh("清理垃圾"), 200)
        }

    def test_who_waits_in_vain_searches_a_copy_in_memory(
        self,
        store: SqlStore,
        index: SearchIndex,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ):
        """
        Another process holds the folder for writing and never lets go: the new sentence is found all the same.
        """
        monkeypatch.setattr(search_index, "LOCK_WAIT_S", 0.1)
        holder = tantivy.Index.open(str(folder / "sentences")).writer(heap_size=15_000_000, num_threads=1)
        add(store, BRIDGES, "bridges.txt")
        assert index.catch_up(store)
        holder.wait_merging_threads()
        assert "暂用内存中的副本" in capsys.readouterr().err
        assert "海棠镇修建石拱桥9座。" == find_texts(index, store, "修建石拱桥")[0]
