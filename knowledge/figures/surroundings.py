"""A figure's clause, in; what the figure is stated per, and which way it changed, out."""

import re

_EACH_UNIT = "年|个月|月|周|天|日|季度|季|小时|分钟|秒钟?|学期|晚|次|星期|昼夜|人次|人|户|亩|吨|公斤|千克|斤|村|平方米|平方公里|公里|立方米|公顷|度|千瓦时|股|辆|头|台|套|件|升|班|生|车|趟|场|课时|学年|年度|届|轮|票|桶|克|盎司|里|米|两|股|张|只|例|份|位|名|枚|颗"
_EACH_NOUN = "党员|学生|干部|群众|村民|居民|职工|员工|教师|老师|老人|儿童|孩子|代表|委员|社区|企业|家庭|乡镇|街道|党支部|支部|村|县|区|镇|乡|市|项目|学校|医生|患者|选手|队员|成员|农户|贫困户|工人|司机|志愿者|婴儿|会员|房间|单位|网格|站点|小组|班级"
PER = re.compile(
    rf"每(?:[一两三四五六七八九十半百千万]{{1,2}}|[0-9]{{1,5}}[百千万]{{0,2}})?(?:[名个位家所条支座处项](?:{_EACH_NOUN})|(?:{_EACH_UNIT}))"
    r"|(?:人|户|亩|村|校|日|月|年|周|单|车|班|师|生|株|次|店|场|时|地|厂|县|镇|乡)均(?![衡等匀])|亩产"
)
_RISE = re.compile(
    r"(?:(?<!负)增长|增加|增收|增产|增资|增效|提高|上升|上涨|(?<![新])增|升|涨|扩大|提升|攀升|增幅|涨幅|升幅|增速)(?:率|速度|幅度)?(?:了|为|达|约|近|超过|超)?$"
)
_FALL = re.compile(
    r"(?:下降|减少|减收|减产|降低|下跌|回落|缩短|降|减|跌|收窄|压减|下滑|下调|降幅|跌幅|减幅|缩小|缩减|萎缩|削减|负增长)(?:率|速度|幅度)?(?:了|为|达|约|近|超过|超)?$"
)
_COMPARED = re.compile(r"比(?![重例率较如赛武价])")
_MORE = re.compile(r"[多快高重长大](?:出|了|约|近|超过|超)?$")
_LESS = re.compile(r"[少慢低轻短小](?:了|约|近|超过|超)?$")
_TO = re.compile(
    r"(?:[增升提涨扩][长加高升大涨]?|攀升|上升|下降|减少|降低|[降减跌缩]|缩短|回落|压减|下滑|变|改|发展|恢复|下调|上调|调整)(?:到|至|为)(?:了|约|近|超过|超)?$"
)
_REACHED = re.compile(r"(?:达到|达|到|至)(?:了|约|近|超过|超)?$")
_FROM = re.compile(r"[由从](?:[^,。;0-9]{0,10}(?:的|年|月|周|天|日|末|底|初|时|约|近|不足|不到))?$")
_FROM_EARLIER = re.compile(r"[由从][^,。;]{0,12}[0-9]")
# 由2020年的4600亩扩大到今年的7800亩: when it was, between the word and the figure.
_WHEN = re.compile(
    r"(?:(?:(?:19|20)?[0-9]{2}年|[今去前当同]年|上年)(?:年?[底末初])?|目前|现在|如今|当前|当时|最初|原来|过去|此前|期初|年初|上年末)的?$"
)
_CLAUSE_ENDS = ",。;!?\n|"
_REACH = 36


def find_surroundings(text: str, start: int, unit: str) -> tuple[str, str]:
    """
    Read the clause before a figure.

    Args:
        text: The folded text.
        start: Where the figure begins.
        unit: Its unit; of a rate (元/吨) the part below the slash is what it is per.

    Returns:
        `per` (每周, 亩) and `change` (rise, fall, from, to, multiple), each "" where the clause says nothing.
    """
    clause = text[max(0, start - _REACH) : start]
    clause = clause[max(clause.rfind(mark) for mark in _CLAUSE_ENDS) + 1 :]
    per = ""
    if "/" in unit:
        per = unit.partition("/")[2]
    elif "每" in clause or "均" in clause or "亩产" in clause:
        for found in PER.finditer(clause):
            word = found.group()
            per = word if word[0] == "每" else word[:-1]
    if unit in ("倍", "番"):
        return per, "multiple"
    tail = _WHEN.sub("", clause.rstrip())[-18:].rstrip()
    if not tail:
        return per, ""
    if _FROM.search(tail):
        return per, "from"
    if _TO.search(tail) or (_REACHED.search(tail) and _FROM_EARLIER.search(clause)):
        return per, "to"
    if _RISE.search(tail):
        return per, "rise"
    if _FALL.search(tail):
        return per, "fall"
    if _COMPARED.search(clause):
        return per, "rise" if _MORE.search(tail) else "fall" if _LESS.search(tail) else ""
    return per, ""
