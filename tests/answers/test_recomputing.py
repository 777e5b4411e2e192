"""Every computed figure recomputes from its shown operands, over many generated comparisons."""

import os
import random
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

import pytest

from knowledge import KnowledgeBase
from knowledge.answers import Outcome
from knowledge.storage import StoredFact
from tests.conftest import ROOT

PAIRS = int(os.environ.get("YOUJU_TEST_QUESTIONS", "240"))  # of facts, for each base
SEED = 20261129
ASKING = (
    "{one}比{other}多多少{unit}",
    "{one}和{other}一共多少{unit}",
    "{one}是{other}的几倍",
    "{one}占{other}的百分之几",
    "{one}和{other}相差多少{unit}",
    "{other}完成率是多少",
    "{one}平均每{unit}多少",
)
NUMBER = r"\d+(?:\.\d+)?"
FORMULA = re.compile(rf"(?P<sum>\(?{NUMBER}(?:\)?\s[−+÷]\s{NUMBER})+)\)? = (?P<result>-?{NUMBER})(?P<percent>%?)")
POWERS = (1, 10_000, 100_000_000)
SPANS = {
    "平方米": 1,
    "亩": Fraction(10_000, 15),
    "公顷": 10_000,
    "公里": 1000,
    "米": 1,
    "吨": 1000,
    "公斤": 1,
    "斤": Fraction(1, 2),
}
QUALIFIED = re.compile(r"约|超过|不到|不足|至少|不少于|最多|不超过|以上|以下|近|余|多")


@pytest.fixture(scope="module", params=["library", "towns_first", "towns_second"])
def asked(
    request: pytest.FixtureRequest, base: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[KnowledgeBase, list[str]]]:
    """A base and comparisons of its facts, from a fixed seed."""
    if request.param == "library":
        opened = base
    else:
        opened = KnowledgeBase.open(tmp_path_factory.mktemp(request.param) / "base.sqlite3")
        assert {"added"} == {report.status for report in opened.add(ROOT / "tests" / "gold" / request.param)}
    chance = random.Random(SEED)
    facts = [fact for fact, _ in opened.facts() if fact.counted and fact.figure.unit and fact.figure.kind != "date"]
    by_unit: dict[str, list[StoredFact]] = {}
    for fact in facts:
        by_unit.setdefault(fact.figure.unit, []).append(fact)
    pairs = [pair for pair in by_unit.values() if len(pair) > 1]
    questions = []
    for _ in range(PAIRS):
        one, other = chance.sample(chance.choice(pairs), 2)
        names = [f"{fact.place}{fact.act}{fact.counted}" for fact in (one, other)]
        questions.append(chance.choice(ASKING).format(one=names[0], other=names[1], unit=one.figure.unit))
    yield opened, questions
    if opened is not base:
        opened.close()


def computed_lines(outcome: Outcome) -> list[str]:
    return [part.headline for part in outcome.parts if part.computed]


def test_every_result_recomputes_from_its_operands(asked: tuple[KnowledgeBase, list[str]]) -> None:
    """
    The formula holds, to the digit that is shown, and its numbers are those of figures shown beside it.
    """
    base, questions = asked
    formulas = 0
    for question in questions:
        outcome = base.ask(question)
        for line in computed_lines(outcome):
            for formula in FORMULA.finditer(line):
                formulas += 1
                assert recomputes(formula), (question, line)
                assert not strangers(formula["sum"], outcome), (question, line, outcome.figures)
    assert formulas > len(questions) / 20


def recomputes(formula: re.Match[str]) -> bool:
    """Work a formula out with exact fractions, and round as it is written."""
    exact = Fraction(eval_sum(formula["sum"])) * (100 if formula["percent"] else 1)
    result = Decimal(formula["result"])
    if "÷" not in formula["sum"]:
        return exact == Fraction(result)
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    # One digit behind the point; below one, and of per cent below a tenth, two digits that tell.
    small = value and abs(value) < Decimal("0.1" if formula["percent"] else "1")
    places = Decimal(1).scaleb(value.adjusted() - 1 if small else -1)
    return value.quantize(places, rounding=ROUND_HALF_UP) == result


def eval_sum(written: str) -> Fraction:
    """Read `73 − 22`, `(328 − 326) ÷ 328`, `1 + 2 + 3`."""
    bracket = re.match(rf"\(({NUMBER}) − ({NUMBER})\) ÷ ({NUMBER})", written)
    if bracket:
        whole, part, by = map(Fraction, bracket.groups())
        return (whole - part) / by
    parts = re.split(r"\s([−+÷])\s", written)
    value = Fraction(parts[0])
    for sign, number in zip(parts[1::2], parts[2::2], strict=True):
        other = Fraction(number)
        value = value - other if sign == "−" else value + other if sign == "+" else value / other
    return value


def strangers(written: str, outcome: Outcome) -> list[str]:
    """Return the numbers of a formula that no figure shown has, in its own or another unit of what it measures."""
    known: set[Fraction] = set()
    for figure in outcome.figures:
        ends: list[str] = [figure.value] if figure.value is not None else re.findall(NUMBER, figure.text)
        spans = {Fraction(SPANS.get(figure.unit, 1)), Fraction(1)}
        targets = {Fraction(1), *(Fraction(one) for one in SPANS.values())}
        for end, power, span, into in product(ends, POWERS, spans, targets):
            known.add(Fraction(end) * span / into / power)
    return [number for number in re.findall(NUMBER, written) if Fraction(number) not in known]


def test_a_qualifier_of_an_operand_is_carried_into_the_result(asked: tuple[KnowledgeBase, list[str]]) -> None:
    """
    3万余 and 约 make a result that is 约, 超过 or 不到, and never a bare number.
    """
    base, questions = asked
    for question in questions:
        outcome = base.ask(question)
        qualified = any(figure.modifier for figure in outcome.figures)
        for line in computed_lines(outcome):
            said = FORMULA.sub("", line)
            if qualified and FORMULA.search(line):
                assert QUALIFIED.search(said), (question, line)
