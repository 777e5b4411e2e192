"""The store: what goes in comes out, what is replaced or removed is gone, and every change is told."""

from decimal import Decimal

from knowledge.storage import SqlStore
from tests.storage.texts import document_of, text_of
from tests.storage.wholeness import find_faults


def add(store: SqlStore, text: str, source: str):
    return store.add(*document_of(text, source))


class TestStore:
    """Each of these runs over every store."""

    def test_what_goes_in_comes_out(self, store: SqlStore):
        """
        Sentences and facts come back as they were found, offsets and decimals included.
        """
        document, facts = document_of(text_of(1), "a.txt")
        result = store.add(document, facts)
        [article] = store.articles()
        held = list(store.sentences_of([article.id], with_facts=True))
        assert [sentence.text for sentence in document.sentences] == [sentence.text for sentence in held]
        assert [fact.figure for fact in facts] == [fact.figure for sentence in held for fact in sentence.facts]
        assert document.article.raw == store.article(result.article_id).raw
        for sentence in held:
            for fact in sentence.facts:
                assert fact.figure.text == sentence.text[fact.figure.start : fact.figure.end]

    def test_adding_twice_changes_nothing(self, store: SqlStore):
        """
        The same text from the same source is unchanged, and the generation stays.
        """
        assert "added" == add(store, text_of(1), "a.txt").status
        before = store.generation
        assert "unchanged" == add(store, text_of(1), "a.txt").status
        assert before == store.generation

    def test_the_same_text_under_another_name_is_no_second_article(self, store: SqlStore):
        """
        A copy of a file would count every fact twice.
        """
        add(store, text_of(1), "a.txt")
        result = add(store, text_of(1), "copy.txt")
        assert ("unchanged", "银杏镇第1号简报抓整治") == (result.status, result.reprint_of)
        assert 1 == store.article_count

    def test_a_new_text_of_a_source_replaces_the_old_one(self, store: SqlStore):
        """
        Nothing of the old text is left: no sentence, no fact, no word, and its ids are not used again.
        """
        old = add(store, text_of(1, version=1).replace("垃圾", "废旧轮胎"), "a.txt")
        new = add(store, text_of(1, version=2), "a.txt")
        assert "replaced" == new.status
        assert old.article_id != new.article_id
        assert [new.article_id] == [article.id for article in store.articles()]
        assert {} == store.vocabulary_by_word(["轮胎", "废旧"])
        assert not list(store.sentences_of([old.article_id]))
        assert [] == find_faults(store)

    def test_removing_takes_everything_out(self, store: SqlStore):
        """
        A removed article leaves no row behind; ids that are not there are passed over.
        """
        first = add(store, text_of(1), "a.txt")
        second = add(store, text_of(2), "b.txt")
        removed = store.remove([first.article_id, 999])
        assert [first.article_id] == [article.id for article in removed]
        assert [second.article_id] == [article.id for article in store.articles()]
        assert {} == store.vocabulary_by_word(["银杏镇"])
        assert [] == find_faults(store)

    def test_changes_are_told_by_generation(self, store: SqlStore):
        """
        An index that holds a generation learns what came and went after it.
        """
        first = add(store, text_of(1), "a.txt").article_id
        seen = store.generation
        second = add(store, text_of(2), "b.txt").article_id
        store.remove([first])
        third = add(store, text_of(2, version=3), "b.txt").article_id
        changes = store.changes_since(seen)
        assert ((third,), tuple(sorted((first, second)))) == (changes.changed, changes.removed)
        assert store.generation == changes.generation
        assert (third,) == store.changes_since(0).changed

    def test_a_reprint_is_recognised(self, store: SqlStore):
        """
        Another headline and a broken line do not hide that the text is the same.
        """
        add(store, text_of(1), "a.txt")
        reprint = text_of(1).replace("银杏镇第1号简报抓整治", "本报讯：小镇换新颜").replace("清理海棠", "清理\n海棠")
        result = add(store, reprint, "b.txt")
        assert ("added", "银杏镇第1号简报抓整治") == (result.status, result.reprint_of)
        assert "" == add(store, text_of(5), "c.txt").reprint_of

    def test_words_are_found_by_themselves_by_sound_and_by_beginning(self, store: SqlStore):
        """
        Vocabulary look-ups give kind and count.
        """
        add(store, text_of(1), "a.txt")
        add(store, text_of(13), "b.txt")
        [word] = [word for word in store.vocabulary_by_word(["银杏镇"])["银杏镇"] if word.kind == "place"]
        assert ("yin xing zhen", 2) == (word.pinyin_key, word.count)
        assert "私搭乱建" in {word.word for word in store.vocabulary_by_pinyin(["si da luan jian"])["si da luan jian"]}
        assert {"银杏镇"} <= {word.word for word in store.vocabulary_by_prefix("银杏")}
        assert {"银杏镇"} <= {word.word for word in store.places()}

    def test_the_same_thing_elsewhere_is_repeated_or_disputed(self, store: SqlStore):
        """
        Another article's equal figure is a repeat, another value is kept beside it, the newest article first.
        """
        older = "银杏镇抓整治\n\n2020年5月1日\n\n银杏镇拆除私搭乱建118处。其他事情很多,都在办理之中,群众满意。"
        newer = "银杏镇的变化\n\n2021年5月1日\n\n银杏镇拆除私搭乱建120处。道路修好了,路灯亮了。"
        again = "银杏镇再报道\n\n银杏镇拆除私搭乱建118处。河道清了,岸绿了,老人孩子都爱来。"
        for name, text in (("a", older), ("b", newer), ("c", again)):
            add(store, text, name)
        [fact] = [fact for fact in store.facts(1) if fact.figure.text == "118处"]
        same = store.same_fact(fact.id)
        assert ["118处"] == [one.figure.text for one in same.repeats]
        assert ["120处"] == [one.figure.text for one in same.disagreements]

    def test_facts_are_found_by_their_number(self, store: SqlStore):
        """
        Between two numbers, in a measure or in any.
        """
        add(store, "银杏镇抓整治\n\n拆除违建118处,清理垃圾3万余立方米,修路540平方米。", "a")
        assert ["118处"] == [fact.figure.text for fact in store.facts_with_number(100, 200)]
        assert ["3万余立方米"] == [fact.figure.text for fact in store.facts_with_number(1000, None, "volume")]
        assert [Decimal(540)] == [fact.figure.value for fact in store.facts_with_number(540, 540)]

    def test_context_stays_inside_the_article(self, store: SqlStore):
        """
        The sentences around one are those of its own article.
        """
        add(store, text_of(1), "a")
        add(store, text_of(2), "b")
        [first, *_] = store.sentences_of([2])
        around = store.context(first.id, 2)
        assert {2} == {sentence.article_id for sentence in around}
        assert 3 == len(around)
        assert () == store.context(first.id + 1000)

    def test_passages_hold_neighbouring_sentences_of_a_section(self, store: SqlStore):
        """
        A passage bears the id of its first sentence and gives all its sentences in order.
        """
        add(store, text_of(1, sentences=40), "a")
        held = list(store.sentences_of([1]))
        passages = store.passages([sentence.passage_id for sentence in held])
        assert [sentence.id for sentence in held] == [
            sentence.id for passage in sorted(passages) for sentence in passages[passage]
        ]
        assert all(passage == sentences[0].id for passage, sentences in passages.items())
        assert len(passages) > 2

    def test_terms_are_kept_for_the_index(self, store: SqlStore):
        """
        Each sentence's terms come back as they were made.
        """
        from knowledge.language import dictionary_digest, terms

        document, facts = document_of(text_of(1), "a")
        store.add(document, facts)
        [article] = store.terms_of([1])
        assert [terms(sentence.text) for sentence in document.sentences] == [one.terms for one in article.sentences]
        assert dictionary_digest() == article.term_maker

    def test_several_articles_in_one_step(self, store: SqlStore):
        """
        A group is added together, and a source that comes twice in it ends as its last text.
        """
        from knowledge.storage import prepare

        group = [prepare(*document_of(text_of(1, version), "a")) for version in (1, 2)]
        group.append(prepare(*document_of(text_of(3), "b")))
        assert ["added", "replaced", "added"] == [result.status for result in store.add_prepared(group)]
        assert [] == find_faults(store)
        assert 2 == store.article_count

    def test_a_name_that_is_no_text_is_taken(self, store: SqlStore):
        """
        File names may hold any bytes.
        """
        assert "added" == add(store, text_of(1), "坏\udce4名.txt").status
        assert "unchanged" == add(store, text_of(1), "坏\udce4名.txt").status

    def test_two_stores_see_each_other(self, store: SqlStore, base_name: str):
        """
        What one process adds, another sees at once.
        """
        with SqlStore.open(base_name) as other:
            assert store.base_id == other.base_id
            add(store, text_of(1), "a")
            assert 1 == other.generation
            assert [1] == [article.id for article in other.articles()]

    def test_an_article_is_not_held_against_itself(self, store: SqlStore):
        """
        Two values of one article are two things; another unit for the same amount is the same value.
        """
        first = "银杏镇抓整治\n\n银杏镇新建绿地2万平方米。后来银杏镇新建绿地500平方米。"
        other = "银杏镇再报道\n\n银杏镇新建绿地20000平方米。河道清了,岸绿了,老人孩子都爱来。"
        add(store, first, "a")
        add(store, other, "b")
        [fact] = [fact for fact in store.facts(1) if fact.figure.text == "2万平方米"]
        same = store.same_fact(fact.id)
        assert (["20000平方米"], []) == (
            [one.figure.text for one in same.repeats],
            [one.figure.text for one in same.disagreements],
        )
