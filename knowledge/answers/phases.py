"""
A question, in; which of two figures of a sentence it asks for where a thing is told at two points of its way, out.

新增就业894人,完成年度目标1100人的81.3% tells what was done and the task; 新增消火栓156个,总数达1932个 what was added and what there
is; 去年11月开工,预计明年3月投用 when work began and when it is ready.
"""

import re
from dataclasses import dataclass

from knowledge.answers.choosing import Chosen
from knowledge.language import fold
from knowledge.quantities import same_unit
from knowledge.questions import AnalysedQuestion

CLAUSE_MARK = re.compile(r"[,。;!?、(]")
HOW_MANY = r"(?:多少|几|好多)"
BEGUN = r"开工|动工|开建|破土|奠基|始建|启动(?:建设)?"
READY = (
    r"投用|投运|投产|启用|完工|竣工|建成|落成|通车|通水|通电|开通|投入(?:使用|运[行营])|交付|用得?上|[建修盖造][好完成]"
)


@dataclass(frozen=True, slots=True)
class Phase:
    """One point of a thing's way: how a question asks for it, and how a text tells it and another one around a figure."""

    asked: re.Pattern[str]
    told: re.Pattern[str]  # from the mark before the figure to the mark behind it, # where the figure stands
    other: re.Pattern[str]
    not_asked: re.Pattern[str] = re.compile(r"(?!)")
    dated: bool = False


PHASES = (
    Phase(
        re.compile(rf"(?:任务|目标|指标)(?:数|人数|量)?(?:就?是|为|有|定|下|的|了|在)*{HOW_MANY}(?!成|分之)"),
        re.compile(r"(?:任务|目标|指标|计划)(?:数|量)?(?:就?是|为|的)?#|#的?(?:任务|目标|指标)"),
        re.compile(r"#"),
    ),
    Phase(
        re.compile(rf"(?:一共|总共|共有|总数|总量|现有|加起来)[^,。?]{{0,6}}{HOW_MANY}"),
        re.compile(r"(?:总数|总量|总计|共有|现有|增至|增加到|达到?)(?:已|达|为|有|到|至)*#"),
        re.compile(r"(?:新增|新建|新添|增设|加装|新装|增加(?!到|至))[^#]*#"),
        re.compile(r"新增|新[建添装设]|增加|加装|增设|多了|投入|花"),
    ),
    Phase(re.compile(READY), re.compile(rf"#[^#]*(?:{READY})|(?:{READY})[^#]*#"), re.compile(rf"#[^#]*(?:{BEGUN})"), dated=True),
    Phase(re.compile(BEGUN), re.compile(rf"#[^#]*(?:{BEGUN})"), re.compile(rf"#[^#]*(?:{READY})"), dated=True),
)  # fmt: skip


def phase_asked(question: AnalysedQuestion) -> Phase | None:
    """Return the phase that a question asks for, if it asks for one."""
    dated = question.asked.kind == "date"
    return next(
        (
            phase
            for phase in PHASES
            if phase.dated == dated
            and phase.asked.search(question.folded)
            and not phase.not_asked.search(question.folded)
        ),
        None,
    )


def is_of_other_phase(phase: Phase, candidate: Chosen) -> bool:
    """Tell whether a figure is told of another phase than the one asked for."""
    around = clause_of(candidate)
    return phase.other.search(around) is not None and phase.told.search(around) is None


def is_of_phase(phase: Phase, candidate: Chosen, other: Chosen) -> bool:
    """Tell whether a figure of another's sentence measures the same, and is told of the phase asked for."""
    left, right = candidate.fact.figure, other.fact.figure
    alike = candidate.sentence.id == other.sentence.id and left.kind == right.kind and same_unit(left.unit, right.unit)
    return alike and phase.told.search(clause_of(candidate)) is not None


def clause_of(candidate: Chosen) -> str:
    """Return what stands between two marks around a figure, # in its place."""
    text, figure = fold(candidate.sentence.text), candidate.fact.figure
    before, behind = CLAUSE_MARK.split(text[: figure.start])[-1], CLAUSE_MARK.split(text[figure.end :], maxsplit=1)[0]
    return f"{before}#{behind}"
