"""The written forms of numbers, dates, clock times and codes, as patterns that are matched at one place."""

import re

HAN_DIGIT = "零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖俩仨"
HAN_POWER = "十百千万亿廿卅卌拾佰仟兆"
HAN = HAN_DIGIT + HAN_POWER
JOIN = r"[ ]?(?:-{1,2}|—{1,2}|–|―|~|∼|～|至|到)[ ]?"

# Where a figure can begin. 几 and 数 begin one before a power alone: 数十, 几百.
START = re.compile(rf"[0-9{HAN}半¥￥$€£]|[数几](?=[十百千万亿])|第(?=[ ]?[0-9{HAN_DIGIT}十百])|[~±](?=\d)")

# 千 is a multiplier in 5千人 and a part of the unit in 5千克; 百分点 and 兆瓦 likewise.
_MULTIPLIER = (
    r"(?:[十拾]|[百佰](?!帕|分[之点])|[千仟](?![克米瓦伏卡帕赫焦]|字节)|万(?![年里]?[^\W\d_]里长城)|亿|兆(?=[亿元瓩]))"
)
MULTIPLIER = rf"{_MULTIPLIER}{{1,4}}"
ARABIC = re.compile(
    rf"""
    (?P<digits> \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\d]) | \d{{1,3}}(?:[ ]\d{{3}})+(?![\d.,]) | \d+(?:\.\d+)? )
    (?P<rest>
        (?:[ ]?(?P<inner>[余多来几])?[ ]?(?P<power>{MULTIPLIER})(?P<more>(?:\d+(?:\.\d+)?{MULTIPLIER})*))?
        (?:[ ]?(?P<tail>余|多|几|来)(?!元化|样化|样性|层次|媒体|功能|维|边|民族|党合作|自|到|源|说|年来|种经营|渠道|角|数)(?P<power2>{MULTIPLIER})?)?
    )
    """,
    re.VERBOSE,
)
CHINESE = re.compile(
    rf"""
    (?P<vague>[数几])?
    (?P<digits>[{HAN}]+)
    (?P<point>[点](?=[零〇一二三四五六七八九])[零〇一二三四五六七八九]+[万亿]*)?
    (?:(?P<tail>余|多|几|来)(?!元化|样化|样性|层次|媒体|功能|维|边|民族|党合作|自|到|源|说|年来|种经营|渠道|角|数)(?P<power2>[百千万亿]+)?(?P<tail2>[余多])?)?
    """,
    re.VERBOSE,
)
FRACTION = re.compile(
    rf"(?P<below>[{HAN}]+|\d+)[ ]?分之[ ]?(?P<share>[{HAN}]+(?:点[零〇一二三四五六七八九]+)?|\d+(?:\.\d+)?)"
    rf"(?:{JOIN}(?:(?P=below)分之)?(?P<upto>[{HAN}]+(?:点[零〇一二三四五六七八九]+)?|\d+(?:\.\d+)?))?"
)
SLASHED = re.compile(r"(?P<share>\d{1,3})/(?P<below>\d{1,3})(?![\d/年月])")
RATIO = re.compile(
    rf"(?:\d+(?:\.\d+)?)(?:[ ]?[:∶][ ]?\d+(?:\.\d+)?)+(?![\d:])|(?:\d+(?:\.\d+)?|[{HAN}]+)比(?:\d+(?:\.\d+)?|[{HAN}]+)"
)

# Dates, most exact first; a span is one date: 2018年1-6月.
_YEAR4 = r"(?:[12]\d{3}|[一二][〇零○一二三四五六七八九]{3})"
_YEAR2 = r"(?:\d{2}|[〇零○一二三四五六七八九]{2})"
_YEAR = r"(?:\d{1,4}|[〇零○一二三四五六七八九十百]{2,6})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元|正|腊|闰[一二三四五六七八九十]{1,2})"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|初[一二三四五六七八九十]|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_AT = r"[ ]?"
_Y = rf"{_YEAR4}{_AT}年(?:度)?"
_MD = rf"{_AT}{_MONTH}{_AT}月(?:份|{_AT}{_DAY}{_AT}[日号](?!线))?"
_PART = r"(?:[上中下]旬|初|中|末|底)?"
DATE = re.compile(
    "|".join(
        (
            rf"{_YEAR4}(?:{_AT}年(?:{_MD})?)?{JOIN}(?:次年|翌年)?{_YEAR4}{_AT}年(?:代|{_MD})?",
            rf"{_YEAR4}(?:{_AT}年)?{JOIN}\d{{2}}年(?:代)?",
            rf"{_Y}{_MD}{JOIN}(?:次年|翌年|当年)?{_MD}",
            rf"{_Y}{_AT}{_MONTH}(?:月)?{JOIN}{_MONTH}{_AT}月(?:份)?",
            rf"{_Y}{_AT}{_MONTH}{_AT}月{_AT}{_DAY}(?:日)?{JOIN}{_DAY}{_AT}[日号]",
            rf"{_MONTH}月{_DAY}日?{JOIN}{_DAY}[日号]",
            rf"{_MONTH}(?:月(?:{_DAY}[日号])?)?(?:份)?{JOIN}(?:次年|翌年|当年|来年|第二年|隔年|明年|今年)?的?{_MONTH}月(?:份|{_DAY}[日号])?",
            rf"{_DAY}(?:日)?{JOIN}{_DAY}日",
            rf"(?:{_YEAR4}|{_YEAR2})年代(?:[初中末]期?)?",
            rf"{_Y}(?:第?[一二三四1-4]季度|[上下]半年|{_MD}{_PART}|{_PART}(?![^\W\d_]))?",
            rf"{_YEAR}年{_MD}",
            rf"{_MONTH}{_AT}月{_AT}{_DAY}{_AT}[日号](?!线)",
            rf"(?:\d{{1,2}}|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:{JOIN}(?:\d{{1,2}}|[一二]?十[一二三四五六七八九]?))?世纪(?:(?:{_YEAR2}|[二三四五六七八九]十)年代)?(?:[初中末]期?|前期|后期)?",
            rf"{_YEAR4}(?:\.|-|/)(?:1[0-2]|0?[1-9])(?:\.|-|/)(?:3[01]|[12]\d|0?[1-9])(?!\d)",
            rf"{_MONTH}{_AT}月份?{_PART}(?!球|亮|饼|光|薪|均|季)",
            r"前?[一二三四1-4]季度",
            rf"{_DAY}日(?=[^\W\d_]|\W|$)",
        )
    )
)  # fmt: skip
CLOCK = re.compile(
    rf"""
    (?:2[0-4]|1\d|0?\d):[0-5]\d(?::[0-5]\d)?(?:{JOIN}(?:2[0-4]|1\d|0?\d):[0-5]\d)?(?![\d:])
    | (?:2[0-4]|1\d|0?\d|[一二两三四五六七八九]|十[一二]?)(?:时|点(?:钟)?)(?:[0-5]?\d分?(?:[0-5]?\d秒)?|[一二三四五]?十[一二三四五六七八九]?分|半|整|[一三]刻)?(?!段|间|期|代)
      (?:{JOIN}(?:2[0-4]|1\d|0?\d|[一二两三四五六七八九]|十[一二]?)(?:时|点(?:钟)?)(?:[0-5]?\d分?|半|整)?(?!段|间|期|代))?
    """,
    re.VERBOSE,
)
HALF_DAY = re.compile(
    r"(?:上午|下午|早上|凌晨|清晨|中午|正午|晚上|傍晚|深夜|夜里|午后|夜间|夜晚|午夜|今晚|昨晚|当晚|早晨|晚|早|夜|午|日|号|时间|每天|到|至|从)[ ]?$"
)
PLAN = re.compile(
    r"[“\"]?十[一二三四五六]?五[”\"]?(?=期间|时期|规划|计划|末|初|以来|开局|收官|发展|目标|前|后|五年|[”\"、和及])|[“\"](?:[一二三四五六七八九]|十[一二三四五六]?)五[”\"]?(?=期间|时期|规划|计划|末|初|以来|[”\"、])"
)

ORDINAL = re.compile(rf"第[ ]?(?P<number>\d+(?:{JOIN}\d+)?|[{HAN}]+)")

# Number-looking text that is a name: matched where the first digit stands.
CODE = re.compile(
    r"""
    1[3-9]\d{9}(?!\d)                                             # mobile telephone
    | 0\d{2,3}[ ]?[-—－ ][ ]?\d{3,4}[ -]?\d{4}(?:[-—－转]\d+)?      # telephone with its area code
    | [48]00[- ]?\d{3}[- ]?\d{4}(?!\d) | [48]00-\d{4}-\d{3}(?!\d)
    | \d+(?:\.\d+){2,}                                            # version, section
    | \d+(?:[x×*]\d+)+[a-z一-龥]{0,2}                              # 7×24, 4×100米
    | \d+[a-z]?(?:\+(?:\d+[a-z]?|[a-z]+))+                        # 1+6+N
    | \d+·\d+(?:·\d+)*                                            # 3·15
    | 0\d+(?![.\d%])                                              # leading zero
    | \d+后(?=[^\W\d_]|[”"、])(?=.{0,1}[^,])                        # 80后
    """,
    re.VERBOSE,
)
TOKEN = re.compile(r"[a-z0-9](?:[a-z0-9_./\-]*[a-z0-9])?")
DAMAGED = re.compile(r"(?:\d[\d,.]*[olq][\dol,.]*|[ol]\d[\dol,.]*|\d[\dol,.]*[ol])(?=[余多万亿百千]{0,2}[^\W\d_a-z])")
