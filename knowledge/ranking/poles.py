"""
A pool, in; whether each figure stands at the pole of an axis that the question asks about, or at another one, out.

首班7时30分、末班18时10分, 长320米、水深5.8米, 上午8:00、下午14:30: such figures are of one kind, of one clause even, and are
told apart by a single word, which the question often says otherwise.
"""

import re
from dataclasses import dataclass

import numpy as np

from knowledge.ranking.blocks import Ints
from knowledge.ranking.pool import Floats, Pool

BEHIND = 8  # characters after a figure that may still name its pole: 18时10分末班
MARK = re.compile(r"[,;:。!?()\n、\d]")


@dataclass(frozen=True, slots=True)
class Pole:
    """One end of an axis: how a question names it and how an article prints it."""

    asked: re.Pattern[str]
    printed: re.Pattern[str]


def pole(asked: str, printed: str = "") -> Pole:
    return Pole(re.compile(asked), re.compile(printed or asked))


# What the change of a figure says of its pole: 由320元提高到350元.
CHANGES = {"from": "原来", "to": "现在"}
# Each axis holds poles of which a figure can stand at one only.
AXES: tuple[tuple[Pole, ...], ...] = (
    (
        pole(
            r"原来|原先|以前|从前|过去|之前|早先|早年|当初|起初|[改修建整换]之?前",
            r"原来|原先|以前|从前|过去|此前|[造修建治革]前|当初|最初|由原",
        ),
        pole(
            r"现在|如今|眼下|目前|当前|这会儿|[改修建整换](?:造|治|完|好)*之?后|到现在",
            r"现在|如今|目前|现有|增至|[加高低少大短升缩]至|[加高低少大短升降缩]到|[造修建治]后",
        ),
    ),
    (
        pole(r"多长|长度|全长|总长|长是?多少", r"长(?!期|效|者)"),
        pole(r"多宽|宽度|路宽|宽是?多少", r"宽"),
        pole(r"多高|高度|高是?多少", r"(?<!最|提|不)高(?!于|达|校|中|速|标)"),
        pole(r"多深|深度|水深|深是?多少", r"深(?!化|入)"),
        pole(r"多厚|厚度", r"厚"),
        pole(r"多粗|直径|口径|管径", r"直径|口径|管径"),
        pole(r"面积|多大[一片块]|多少平", r"面积|占地"),
    ),
    (
        pole(
            r"最早|最先|头[一批班趟个天年]|第一(?:[批趟班次个天年]|条船)|首[批班趟次日个]",
            r"首|最早|第一[批趟班次个天年]|头[班批]|率先|最先",
        ),
        pole(r"最后|末[班批了]|最晚|最迟|最末|收尾|截止", r"末|最后|最晚|最迟|截止|截至|收官"),
    ),
    (
        pole(
            r"最[高多大长贵远重热老快挤]|封顶|上限|顶多|至多|顶天|撑死|[高多]过",
            r"最[高多大长贵远重热快]|封顶|上限|不超过|不高于|至多|高峰",
        ),
        pole(
            r"最[低少小短便近轻冷慢]|起步|下限|至少|起码|[低少]于",
            r"最[低少小短近轻冷]|起步|下限|至少|不低于|不少于|低谷",
        ),
    ),
    (
        pole(r"开门|开始|几点开|开张|开市|上班|开工|开业|营业时间", r"开门|开始|开放|开市|开工|起$"),
        pole(r"关门|打烊|收摊|闭馆|散场|下班|收工|几点[关收结停]|结束", r"关门|打烊|收摊|闭[馆市店]|结束|止$"),
    ),
    (
        pole(r"上午|早上|早晨|清早|一早", r"上午|早[上晨间]|晨"),
        pole(r"下午|后晌", r"下午"),
        pole(r"晚上|夜里|夜间|半夜|傍晚|夜晚", r"晚[上间]?|夜"),
    ),
    (
        pole(r"平时|平常|平日|工作日|周一到周五|上班日", r"平日|工作日|周一至周五|周一到周五"),
        pole(r"周末|双休|礼拜[六天日]|星期[六天日]|周[六日]", r"周末|双休日|周六|周日"),
        pole(r"节假日|过节|放假|假期|长假|黄金周", r"节假日|假期|长假|假日|黄金周"),
    ),
    (
        pole(r"城里|城镇|市民|城市", r"城镇|市民"),
        pole(r"农民|农村|乡下|村里人|庄稼人|种地的", r"农村|农民|乡村"),
    ),
    (pole(r"男"), pole(r"女|妇女", r"女|妇")),
    (pole(r"大人|成人|成年人"), pole(r"小孩|儿童|娃|孩子|学生", r"儿童|小孩|学生|未成年")),
    (
        pole(r"国家|中央|国道|全国", r"中央|国家|国道"),
        pole(r"省级|省里|省上|省道", r"省级|省财政|省道"),
        pole(r"市级|市里", r"市级|市财政"),
        pole(r"县级|县里|区级|区里", r"县级|区级|县财政|区财政"),
        pole(r"镇级|镇里|镇上", r"镇级|镇财政"),
    ),
)
ORDINAL = re.compile(
    r"(?:第)?([一二三四五六七八九十]|\d{1,2})(期|批次?|档|类|级|产业|产(?=[业值比占增、]|$)|季度|阶段|标段|号楼|号线|号码头|号|年级|中(?=学|$)|小(?=学|$)|水厂|医院|人间|等)"
)
SHARED = {"产": "产业", "批次": "批"}
DIGITS = {str(number): word for number, word in enumerate("零一二三四五六七八九")}
# 三个人一屋 is a 三人间.
ROOM = re.compile(r"([一二三四五六七八])个?人(?:一[屋间房]|住?[屋间房])")


def fit_poles(pool: Pool, starts: Ints) -> Floats:
    """
    Tell whether figures stand at the poles that the question names.

    Args:
        pool: Its candidates.
        starts: Shape (candidates,), where the label of each figure begins.

    Returns:
        Shape (candidates,): 1 where a figure stands at a pole asked about, -1 where it stands at another one of the same
        axis, 0 where the question or the words beside the figure name none.
    """
    text = pool.probe.text
    named = [tuple((one.printed, one.asked.search(text) is not None) for one in axis) for axis in AXES]
    axes = [axis for axis in named if any(asked for _, asked in axis)]
    ordinals = ordinals_of(text)
    found = np.zeros(len(pool.candidates))
    if not axes and not ordinals:
        return found
    for place, (low, high) in enumerate(zip(starts.tolist(), pool.figure_start.tolist(), strict=True)):
        end = int(pool.figure_end[place])
        mark = MARK.search(pool.text, end)
        behind = pool.text[end : min(end + BEHIND, mark.start() if mark else len(pool.text))]
        label = pool.text[low:high] + CHANGES.get(pool.candidates[place].fact.figure.change, "")
        verdicts = [stands_at(axis, label) or stands_at(axis, behind) for axis in axes]
        printed = ordinals_of(label)
        verdicts += [1 if printed[kind] == number else -1 for kind, number in ordinals.items() if kind in printed]
        found[place] = -1.0 if -1 in verdicts else 1.0 if 1 in verdicts else 0.0
    return found


def stands_at(axis: tuple[tuple[re.Pattern[str], bool], ...], label: str) -> int:
    """Return 1 where the pole that a label names last is one of those asked, -1 where it is another, 0 for none."""
    named = [(max((m.end() for m in printed.finditer(label)), default=-1), asked) for printed, asked in axis]
    at, asked = max(named, key=lambda pair: pair[0])
    return 0 if at < 0 else 1 if asked else -1


def ordinals_of(text: str) -> dict[str, str]:
    """Return the numbers by which things are told apart, by what they number: 第二水厂, 三期, 4号码头; the last of each."""
    found = {SHARED.get(match[2], match[2]): DIGITS.get(match[1], match[1]) for match in ORDINAL.finditer(text)}
    room = ROOM.search(text)
    return found | {"人间": room[1]} if room else found
