"""A place in a sentence, in; the qualifier before or behind a figure there, with its sense, out."""

from knowledge.figures.rows import read_rows

_ROWS = read_rows("modifiers.tsv")
BEFORE = {modifier: sense for modifier, side, sense, _ in _ROWS if side == "before"}
AFTER = {modifier: sense for modifier, side, sense, _ in _ROWS if side == "after"}
SENSES = {modifier: sense for modifier, side, sense, _ in _ROWS if side == "inside"} | AFTER | BEFORE

_LONGEST_BEFORE = max(map(len, BEFORE))
_LAST_CHARACTERS = frozenset(modifier[-1] for modifier in BEFORE)
_AFTER_LENGTHS = {
    first: tuple(sorted({len(modifier) for modifier in AFTER if modifier[0] == first}, reverse=True))
    for first in {modifier[0] for modifier in AFTER}
}

# What stands before a one-character qualifier and makes another word of it: 节约5吨, 附近3个村, 打破3项纪录.
_OTHER_WORD_BEFORE = {
    "约": frozenset("签节预合违公条契履解邀制隐纽集誓特婚盟背践立简赴守毁续订失俭有之如"),
    "近": frozenset("附临邻靠最亲切新远贴走相挨迫凑拉"),
    "超": frozenset("赶反入英中欧德意法西"),
    "过": frozenset(
        "超通经度路参来去看走做到进开办见听吃用当搞学打读受有获多少召举渡错闯跳越翻穿跨转掠飞跑追拿得任曾提组织请去设建拍唱写说讲"
    ),
    "破": frozenset("打突侦爆攻踏冲识看勘击戳撕说点"),
    "上": frozenset(
        "以会场网线路桌手身车船山海地天乡县镇街版纸榜台书墙桥坡岸田床班马道顶晚早加赶遇跟迎送献爱关合套穿戴用配"
    ),
}  # fmt: skip
# What stands behind a qualifier and makes another word of it.
_OTHER_WORD_AFTER = {
    "左右": ("岸", "两", "手", "逢", "邻", "摇", "开弓", "为难", "翼", "侧", "滑", "转"),
    "以下": ("简称", "几", "方面", "问题", "措施", "内容", "工作", "列", "特点", "原因", "建议", "人员", "称"),
    "以上": ("几", "述", "问题", "措施", "内容", "列", "所述", "原因"),
    "上下": ("游", "班", "联", "同", "功", "求", "左", "级", "车", "楼", "水", "五千", "衔接", "贯通", "一"),
    "之下": ("的",),
    "多": ("元", "样", "边", "功", "层", "媒", "维", "种", "项", "个", "家", "数", "次", "名", "点", "少", "发", "彩"),
    "余": ("额", "地", "热", "款", "量", "粮"),
}
_NEEDS_A_STOP = frozenset(("上下", "不到", "之下"))


def match_before(text: str, at: int, floor: int, *, round_power: bool) -> tuple[str, int]:
    """
    Match the qualifier that ends where a figure begins, one blank allowed between.

    Args:
        text: The folded text.
        at: Where the figure's number or sign begins.
        floor: How far back the qualifier may begin: where the last figure ended.
        round_power: Whether the number is a round power alone; 上, 过 and 破 qualify no other (上百, 过万).

    Returns:
        The qualifier and where it begins; ("", at) when there is none.
    """
    end = at - 1 if at > floor and text[at - 1] == " " else at
    if end <= floor or text[end - 1] not in _LAST_CHARACTERS:
        return "", at
    for length in range(min(_LONGEST_BEFORE, end - floor), 0, -1):
        modifier = text[end - length : end]
        if modifier not in BEFORE:
            continue
        start = end - length
        before = text[start - 1] if start else ""
        if modifier in ("高达", "多达") and before == "最":
            return "", at
        if length == 1:
            if before and before in _OTHER_WORD_BEFORE.get(modifier, ""):
                return "", at
            if modifier in "上过破" and not round_power:
                return "", at
            if modifier in "~<>≈" and (before.isalnum() or before in ")】]"):
                return "", at
        return modifier, start
    return "", at


def match_after(text: str, at: int) -> tuple[str, int]:
    """Match the qualifier that begins behind a figure, one blank allowed between; ("", at) when there is none."""
    start = at + 1 if text[at : at + 1] == " " else at
    for length in _AFTER_LENGTHS.get(text[start : start + 1], ()):
        modifier = text[start : start + length]
        if modifier not in AFTER:
            continue
        end = start + length
        if text.startswith(_OTHER_WORD_AFTER.get(modifier, "\0"), end):
            return "", at
        if modifier in _NEEDS_A_STOP and end < len(text) and text[end].isalnum() and text[end] not in "的浮":
            return "", at
        return modifier, end
    return "", at
