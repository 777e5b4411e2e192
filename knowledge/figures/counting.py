"""A number with its unit, in its place; whether the two count something there, or make a name, a rank or grammar, out."""

import re

from knowledge.figures.measures import dimension
from knowledge.figures.modifiers import match_after, match_before
from knowledge.figures.numbers import POWERS_ALONE, Number
from knowledge.figures.rows import read_rows
from knowledge.quantities import parse_numeral

# Units that behind a small Chinese numeral make names: 三区三线, 五院, 九峰.
NAME_UNITS = frozenset(unit for unit, _ in read_rows("name_units.tsv"))

# 四级工作体系 counts levels; 二级公路 has a grade.
_LEVELS = (
    "工作", "体系", "网络", "联", "书记", "干部", "河长", "管理", "平台", "服务", "组织", "架构", "便民", "治理", "综治", "医疗预防", "医疗服务", "医疗保健", "医疗网", "公共", "党",
    "林长", "路长", "田长", "政务", "责任", "调解", "物流", "政府", "巡察", "监督", "监管", "应急", "预警", "审核", "财政", "代表", "人大", "机构",
    "法院", "检察", "机关", "领导", "班子", "包保", "指挥", "防控",
)  # fmt: skip
_LEVELS_BEFORE = re.compile(r"(?:[国省市县区乡镇村州地街组团旗盟院校][、和及]?){2,}$")
# 二 counts as 两 before a measure word; 二级, 二期, 二轮 are ordinals.
_SECOND = frozenset(
    "部套级次线类期等层楼版集季代胎孩产手审环道维元股路团师军连营班组队排中院局处区村校市小厂矿所站轮字阶场回进坪台"
)
_ORDINAL_UNITS = frozenset(("级", "期", "环", "线", "等", "类", "档"))
_GRADED = ("以上", "及以上", "及其以上", "以下", "标准", "水", "海水", "地区", "桥", "、劣")
_COUNTED_BEFORE = frozenset("共近约连续分达满为余历了办届")
_CONGRESS = re.compile(r"届[^,。;]{0,12}$")
_RANKED = re.compile(r"(?:进位至|位列|位居|排名|排在|名列|列|居|升至|前移至|跃居|升到|跃升至|降至|进至|排|第)$")
_HOLDERS = (
    "演员",
    "作家",
    "运动员",
    "医院",
    "公路",
    "技师",
    "教师",
    "警司",
    "警监",
    "美术师",
    "建造师",
    "编剧",
    "导演",
    "教练",
)
_RANKS_LISTED = re.compile(r"第[0-9一二三四五六七八九十]{1,3}(?:、[0-9一二三四五六七八九十]{1,3}){0,3}[、和及与]$")
_SITTING = re.compile(
    r"[ ]?(?:人大|全国|政协|中央|全会|党|常委|[一二三四五六七八九十0-9]{1,3}[中次]|亚运|奥运|世界杯|冬奥|立法会)"
)
_MEETING = re.compile(
    r"(?:[、和及]?[一二三四五六七八九十]{1,3}次){0,9}[^,。;]{0,6}(?:会议|全会|党代|全体|代表大会|代表会|常委会|全委)"
)

# What precedes 一 where it is no count: 这一个, 是一种, 新一轮.
_NO_ONE_BEFORE = frozenset("这那某同另哪又是像如统唯之专第任万逐新进下上首前后每的")
# Measure words before which 一 is a vague some, whatever stands before it.
_NO_ONE_UNITS = frozenset(
    (
        "批",
        "种",
        "类",
        "片",
        "股",
        "番",
        "丝",
        "缕",
        "派",
        "团",
        "群",
        "线",
        "方面",
        "点",
        "手",
        "贯",
        "代",
        "世",
        "季",
        "支",
        "套",
        "场",
        "声",
        "身",
        "面",
        "曲",
        "系列",
        "阶段",
        "步",
        "部分",
    )
)
_MADE = re.compile(
    r"(?:新建|建成|建设|修建|兴建|扩建|改建|设立|设置|设|成立|组建|组成|新增|增加|增设|添置|购置|购买|采购|安装|配备|配置|投用|投入使用|开工|开通|引进|培育|打造|创建|创办|开办|举办|举行|召开|开展"
    r"|拆除|清理|整治|整修|改造|修复|修缮|种植|栽植|派出|选派|派驻|评选|选出|获得|获|荣获|夺得|夺取|赢得|收获|捧回|接收|签订|签署|查处|破获|抓获|逮捕|捕获|生产|死亡|伤亡|造成|导致|缺少|剩余|损毁|烧毁|炸毁|击沉|击落"
    r"|救出|发放|发行|赠送|捐赠|拥有|共有|仅有|只有|各有|设有|建有|配有|有|共|仅|只|各|分别|合计|累计|总计|平均|相当于|等于|减少|下降|上升|提高|提前|延长|缩短|推迟|晋升|前移|上移|后移|连续|历时|为期|达到|达|超过|至少|完成|落户|实现|办理|调解|安排|提供|组织|参加|出版|发表|制定|出台|印发|通过|审议|实施|启动|发射|发现|报告|得|拿|给|付|交)"
    r"[了过到成有]{0,2}$"
    r"|[只仅][\u4e00-\u9fff]{0,3}$"
)
_SPAN = re.compile(
    r"(?:缩短|延长|提前|推迟|为期|历时|满|用了?|任期|判处?|徒刑|处以?|期限|仅|只|不到|长达|持续|连续|超过|停留|等待|耗时|需要?|花了?|隔|每年|服刑|工作了?|住了?|干了?|学了?|相差|相距|长|宽|高|深|厚|重|约|近|共|达|至少|增加|减少|提高)$"
)
_EVERY = re.compile(r"(?:[一两三四五六七八九十半]|[0-9]{1,3})个?(?:天|日|周|月|年|小时|星期|季度|学期)$")
_COUNTING = re.compile(
    r"(?:[分定划设改]为|共有?|辖|下辖|管辖|涉及|覆盖|新增|新建|建成|新设|设立|分别|达到?|仅|只|有|含|包括)$"
)
_AMOUNTING = re.compile(
    r"(?:投资|达到?|[至到为]|投入|筹资|筹集|募集|资金|收入|产值|规模|贷款|赔偿|奖励|补助|损失|资产|身家|突破|捐款|捐赠)$"
)
_HARMED = re.compile(
    r"(?:在[^,。]{0,6})?(?:死|伤|遇难|身亡|受伤|失踪|被困|溺|轻伤|重伤|获救|被捕|落网|感染|确诊|中毒|丧生)"
)
_CENTS = re.compile(r"[一二三四五六七八九](?:$|\W|钱|毛|一[斤个只条份张盒瓶]|左右)")
_CENTS_BEHIND = re.compile(r"[一二三四五六七八九]分(?![^\W\d_])")
_BY_THE_DOZEN = ("鸡蛋", "鸭蛋", "啤酒", "铅笔", "毛巾", "袜子", "玫瑰", "生蚝", "手套", "杯子", "纸杯")
# 有一个新的发展, 打造一个行政效能高、服务态度好的环境: a figure of speech.
_ABSTRACT = re.compile(
    r"[很较更颇挺太]|比较|相当|非常|十分|[^,。;、0-9一二三四五]{0,10}(?:发展|进展|变化|提高|突破|飞跃|改观|转变|提升|认识|台阶|局面|环境|氛围|面貌|机遇|过程|机会|水平)"
    r"|[^,。;、0-9]{1,8}[高低强弱大小多少好美优佳新]、"
)
_CIRCLE = re.compile(r"[^,。;]{0,6}(?:圈|经济带)")
_SMALL_NUMERALS = tuple("一二两三四五六七八九十、")
# 一湖四片, 两轴三带: slogans in couplets.
_COUPLET = re.compile(r"[一二两三四五六七八九十双多](?![年月日天元人岁时分个次名家])[\u4e00-\u9fff]$")
_PLACES = frozenset("地国省市县区州镇乡村旗城院校")
_COUNTRIES = tuple("美英法德日俄中韩苏意印越朝缅泰")
# 甘青两省, 粤港澳三地, 中葡两国: as many short names as the numeral says.
_SHORT_NAMES = {
    "国": "中美英法德日俄韩苏意印越朝缅泰葡马新澳巴老柬菲蒙哈欧伊以埃",
    "": "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳台黔滇秦陇哈深穗",
}
# 三县全部通过, 两县脱贫摘帽, 五县(市): what is said of them, or a second kind in brackets.
_SAID_OF_PLACES = re.compile(
    r"全部|均|都(?!市)|各(?![项级类种自])|分别|先后|率先|顺利|成功|脱贫|摘帽|退出|实现|达到|跻身|\([县市区州]\)"
)
_CLAUSE_MARKS = ",，。;；!?\n"
_BIG = {role: "|".join(word for word, its, _ in read_rows("big.tsv") if its == role) for role in ("thing", "name")}
# 六大优势产业, 四大千亿级主导产业 count; in 十大产业振兴规划 and 三大攻坚战 they are a part of a name.
_BIG_NAME = rf"(?:{_BIG['name']})(?!性)"
_BIG_COUNT = re.compile(
    rf"大(?:(?!{_BIG_NAME}|[和及与的等向对以为使])[\u4e00-\u9fff]){{0,8}}?(?:{_BIG['thing']})(?![\u4e00-\u9fff]{{0,7}}?{_BIG_NAME})"
)
_CHOSEN = frozenset(
    ("国家", "全国", "中国", "国内", "世界", "全球", "年度", "入选", "荣获", "获评", "评为", "当选", "列入")
)
# 中铁九局, 中电科八所: the ninth, the eighth of a firm or an academy.
_INSTITUTE = re.compile(r"(?:中铁|中建|中交|铁建|水电|电建|中核|中冶|中煤|中水|铁路|电科|航天|兵器|核工业|地质|地勘)$")
_INSTITUTES = frozenset("局所院厂处")
# 三代社保卡 is the third, 三代人 are three.
_GENERATIONS = re.compile(r"人|同堂|以内|之内|单传|[^\w]|[的皆都共]|$|领导|中央|教师|农民|干部|科研|建设者|创业")
_MANY = 20  # from here on numerals count, and make no names
_CONGRESSES = frozenset(("十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十"))


def is_count(text: str, at: int, number: Number, unit: str, stop: int, *, floor: int) -> bool:
    """
    Say whether a number and its unit count something, rather than making a name, a slogan or grammar.

    Args:
        text: The folded text.
        at: Where the number begins.
        number: The number as read.
        unit: The unit behind it.
        stop: Where the unit ends.
        floor: Where the figure before ends.
    """
    if text[at].isascii():
        if unit == "线" and (
            text[at - 1 : at] in tuple("台巴交铁轨道") or (text[at : number.end].isdigit() and number.end - at == 3)
        ):
            return False  # 台2线, 地铁4线, 连接102线
        return _counts_arabic(text[at : number.end], number, unit, text[number.end : number.end + 1] == " ")
    numeral = text[at : number.end]
    if unit in _INSTITUTES and _INSTITUTE.search(text[max(0, at - 3) : at]):
        return False
    if number.inner or number.low is not None:
        near = len(numeral) == 2 and numeral[0] != "两" and unit in _ORDINAL_UNITS  # 一二期
        return unit not in ("等", "线") and not near and not ("、" in numeral and unit in NAME_UNITS)  # 一、二村
    if text.startswith(("集团", "股份"), stop) or (unit == "个" and text.startswith("“", stop)):
        return False  # 四发集团, 三个“十条”
    if numeral in POWERS_ALONE:
        return _is_stated(text, at, stop, floor)
    if unit == "成":
        return (number.value or 0) <= 10
    if unit in ("级", "等"):
        return unit == "级" and _counts_levels(text, at, stop)
    if len(numeral) > 1 and (number.value or _MANY) >= _MANY:
        return True
    if _is_repeated(text, at, unit, stop):
        return False
    if unit == "代" and not _GENERATIONS.match(text, stop):
        return False
    if dimension(unit) == "count" and unit != "个" and at != floor and _COUPLET.search(text[max(0, at - 2) : at]):
        return False
    if unit == "角" and _CENTS_BEHIND.match(text, stop):  # 八角五分
        return True
    if unit in NAME_UNITS:
        return _counts_places(text, at, unit, stop, floor)
    if unit == "里":
        return stop == len(text) or text[stop] in "路地外远长的,。;、"
    if dimension(unit) == "time" and _CIRCLE.match(text, stop):
        return False
    if numeral == "一":
        return _counts_one(text, at, unit, stop, floor)
    return not (numeral == "二" and unit[0] in _SECOND) and text[at - 1 : at] not in ("第", "劣")


def _is_repeated(text: str, at: int, unit: str, stop: int) -> bool:
    """Say whether the same measure word counts again before any stop: 三张清单一张网 is a slogan."""
    if dimension(unit) != "count":
        return False
    again = text.find("一" + unit, stop + 1, stop + 7) + 1
    if again > 0 and not any(word in text[stop:again] for word in "和及与、并另") and text[stop : again - 1].isalpha():
        return True
    before = text.rfind(unit, max(0, at - 6), at - 1) if text[at] == "一" else 0
    return before > 0 and text[before - 1] in _SMALL_NUMERALS[:-1] and text[before + len(unit) : at].isalpha()


def _counts_levels(text: str, at: int, stop: int) -> bool:
    """Say whether a numeral with 级 counts levels (四级工作体系, 市、县、乡三级) rather than being a grade (二级公路)."""
    if text[at] == "二" and text.startswith(_GRADED, stop):  # 市区二级以上医院
        return False
    return text.startswith(_LEVELS, stop) or _LEVELS_BEFORE.search(text[max(0, at - 8) : at]) is not None


def _counts_arabic(digits: str, number: Number, unit: str, parted: bool) -> bool:
    """Say whether digits count: 2022版, 3.0版, 5712厂 and 2015金家岭 are names."""
    if unit in ("等", "中", "型") or (unit == "成" and (number.value or 0) > 10):
        return False
    if "." in digits and number.power == 1 and (unit in NAME_UNITS or unit in ("晚", "夜", "章", "节", "届", "期")):
        return False
    if unit in NAME_UNITS or unit in ("金", "银", "铜", "包", "赛季", "版本", "两"):
        year = len(digits) == 4 and digits.isdigit() and digits.startswith(("19", "20"))
        return not (
            year or parted or (unit in ("版", "版本") and "." in digits) or (unit in ("厂", "社") and len(digits) > 2)
        )
    return True


def _is_stated(text: str, at: int, stop: int, floor: int) -> bool:
    """Say whether a round power alone (亿元, 百万吨) states an amount: 超亿元, 投资百万元, 千亿元以上."""
    if match_before(text, at, floor, round_power=True)[0] or match_after(text, stop)[0]:
        return True
    return _AMOUNTING.search(text[max(0, at - 4) : at]) is not None


def _counts_places(text: str, at: int, unit: str, stop: int, floor: int) -> bool:
    """Say whether a small Chinese numeral before 区, 院, 峰 counts: 下辖三区, 无锡、金华两市; 三区三线 is a slogan."""
    if unit == "打":
        return stop == len(text) or text.startswith(_BY_THE_DOZEN, stop)
    if match_before(text, at, floor, round_power=False)[0] or _COUNTING.search(text[max(0, at - 4) : at]):
        return True
    if at and at == floor:  # 三区两县, behind a count
        return True
    near = text[max(0, at - 3) : at]
    if (
        unit not in _PLACES
        or (unit in ("院", "校") and near[-1:] in tuple("市省县区州"))  # 市四院
        or near[-1:] == "、"
        or any(char in _SMALL_NUMERALS for char in near.replace("、", "") + text[stop : stop + 1])
    ):
        return False
    if text[at - 1 : at] != "“" and (_SAID_OF_PLACES.match(text, stop) or _has_short_names(text, at, unit)):
        return True
    return "、" in text[max(0, at - 6) : at] or (unit == "国" and text.startswith(_COUNTRIES, max(0, at - 1)))


def _has_short_names(text: str, at: int, unit: str) -> bool:
    """Say whether as many short names of places stand before a numeral as it counts: 粤港澳三地."""
    before = text[max(0, at - int(parse_numeral(text[at]))) : at]
    known = _SHORT_NAMES.get(unit, _SHORT_NAMES[""])
    return len(before) > 1 and all(name in known for name in before)


def _counts_one(text: str, at: int, unit: str, stop: int, floor: int) -> bool:
    """
    Say whether 一 with a measure word counts (新建一座, 每周一次, 一人死亡) rather than being grammar (是一个).

    Most of it is grammar; it counts behind a verb that makes, gives or takes, behind 每, in a list of counts, and
    wherever it is qualified. 发现一户、解决一户 is a figure of speech.
    """
    before = text[max(0, at - 16) : at]
    if unit in ("死", "伤") or (unit == "块" and _CENTS.match(text, stop)):  # 一死两伤, 一块五
        return True
    if match_before(text, at, floor, round_power=False)[0] or match_after(text, stop)[0]:
        return True
    if text.startswith(unit, stop) or before[-1:] in _NO_ONE_BEFORE or unit in ("部分", "方面", "系列", "点"):
        return False
    if (unit in _NO_ONE_UNITS or (unit == "个" and _ABSTRACT.match(text, stop))) and "每" not in before:
        return False
    clause = before[max(before.rfind(mark) for mark in _CLAUSE_MARKS) + 1 :]
    again = text[at:stop]
    if "每" not in clause and (again in text[stop : stop + 8] or again in text[max(0, at - 8) : at]):
        return False
    measured = dimension(unit)
    if measured not in ("count", "people", "visits", "", "time"):
        return True
    if measured == "time":
        return unit == "刻钟" or _SPAN.search(before[-4:]) is not None or text.startswith(("内", "之内"), stop)
    if before.endswith(("无", "没有", "未")):
        return False
    if _MADE.search(before) or (unit in ("次", "趟", "回") and _EVERY.search(before)):
        return True
    if measured in ("people", "visits") and _HARMED.match(text, stop):
        return True
    listed = before[-1:] in ("、", "和", "及", "与") and any(
        char in "0123456789二两三四五六七八九十一" for char in before[-9:-1]
    )
    return listed or ("每" in clause and before[-1:] != "每")


def counts_big(text: str, at: int, number: Number) -> bool:
    """Say whether a Chinese numeral counts what 大 stands before: 三大经济区; 三大战役, “四大专项” and 二十大 are names."""
    return (
        text.startswith("大", number.end)
        and number.value is not None
        and 1 < number.value < _MANY
        and text[at : number.end] not in _CONGRESSES
        and text[at - 1 : at] not in tuple("第届党之“十")
        and text[max(0, at - 2) : at] not in _CHOSEN  # 国家十大文化产业园区: chosen, not counted
        and _BIG_COUNT.match(text, number.end) is not None
    )


def is_ordinal(text: str, at: int, number: Number, unit: str, stop: int) -> bool:
    """Say whether a number without 第 is a rank before its measure word: 十四届, 七次会议, 二期, 三环."""
    if number.inner or number.value is None:
        return False
    if _RANKS_LISTED.search(text[max(0, at - 12) : at]):  # 第六、七批
        return True
    if unit in ("位", "名"):
        return _RANKED.search(text[max(0, at - 4) : at]) is not None
    if unit == "世" and not text[at].isascii():  # 麦克八世, 十世孙
        return text[at - 1 : at] not in _COUNTED_BEFORE
    if unit not in ("届", "次") and unit not in _ORDINAL_UNITS:
        return False
    arabic = text[at].isascii()
    if unit == "级" and arabic and text.startswith(_HOLDERS, stop):  # 国家1级演员
        return True
    counted = text[at - 1 : at] in _COUNTED_BEFORE if at else False
    if unit == "届":
        return bool(_SITTING.match(text, stop)) and not counted if arabic else not counted
    if unit == "次":
        if text[at - 1 : at] == "届":  # 十届十一次
            return True
        return (
            not arabic and bool(_MEETING.match(text, stop)) and _CONGRESS.search(text[max(0, at - 16) : at]) is not None
        )
    if arabic or number.end - at > 2 or number.power != 1 or counted:
        return False
    if unit == "类":
        return text.startswith(_GRADED, stop) or (text.startswith("占", stop) and text[at - 1 : at] not in ("等", "种"))
    return not (unit == "级" and _counts_levels(text, at, stop))
