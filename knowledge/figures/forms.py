"""
The written forms of numbers, dates, clock times and codes, as patterns matched at one place.

Every pattern reads folded text: half width, simplified, lower case. All are anchored where a figure can begin
and none nests one open repetition in another, so that a line of 100,000 digits costs one walk along it.
"""

import re

HAN_DIGIT = "零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖俩仨"
HAN_POWER = "十百千万亿廿卅卌拾佰仟"
HAN = HAN_DIGIT + HAN_POWER
# A hyphen behind a blank and before a digit is a minus: 5.6 -33.4.
JOIN = r"(?:(?:[ ]?(?:—{1,2}|–|―|~|∼|至|到)|-{1,2}|−|[ ]-(?=[ ]))[ ]?)"

# Where a figure can begin. 几 and 数 begin one before a power alone: 数十, 几百; 翻 before 番.
START = re.compile(
    rf"[0-9{HAN}半¥￥$€£<]|[数几](?=[十百千万亿])|第(?=[ ]?[0-9{HAN_DIGIT}十百])|翻(?=了?[一两三四五六七八九几]?番)|[olisbz丨|][.0-9ol]|前(?=[0-9二三四五六七八九十])|https?:"
)

# 千 is a multiplier in 5千人 and a part of the unit in 5千克; 百分点 and 百帕 likewise.
_STEP = r"(?:[十拾]|[百佰](?!帕|分[之点])|[千仟](?![克米瓦伏卡帕赫焦]|字节|比特)|万|亿|兆(?=[亿元]))"
MULTIPLIER = rf"{_STEP}{{1,4}}"
# 多 and 来 begin another word: 3多样化, 20来自.
_INNER = r"余|多(?!元化|样化|样性|层次|媒体|功能|维|边|民族|党合作|渠道|角色|种经营)|几|来(?!自|到|源|说|访|华|宾|年|电|信|料|往|临)"
ARABIC = re.compile(
    rf"""
    (?P<digits> \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d) | \d{{1,3}}(?:[ ]\d{{3}}){{1,5}}(?![\d.,]) | \d+(?:[ ]?\.[ ]?\d+)? )
    (?:[ ]?(?P<inner>[余多来几])?[ ]?(?:个(?=亿(?![元级吨斤美人])))?(?P<power>{MULTIPLIER})(?P<short>\d(?![\d.,万千百]))?(?P<more>(?:零?\d+(?:\.\d+)?{MULTIPLIER}){{1,3}}(?:零?\d{{1,4}}(?![\d.,]))?)?)?
    (?:[ ]?(?P<tail>{_INNER})[ ]?(?P<power2>{MULTIPLIER})?)?
    """,
    re.VERBOSE,
)
CHINESE = re.compile(
    rf"""
    (?P<vague>[数几])?
    (?P<digits>[{HAN}]+)
    (?:个(?P<big>亿)(?![元级吨斤美人]))?
    (?P<point>点[零〇一二三四五六七八九]+[十百千万亿]*)?
    (?:(?P<tail>{_INNER})(?P<power2>[百千万亿]+)?(?P<tail2>[余多](?!元化|样))?)?
    """,
    re.VERBOSE,
)
FRACTION = re.compile(
    rf"(?P<below>[{HAN}]+|\d+)[ ]?分[ ]?之[ ]?(?P<share>[{HAN}几]+(?:点[零〇一二三四五六七八九]+)?|\d+(?:\.\d+)?)"
    rf"(?:{JOIN}(?:(?P=below)分之)?(?P<upto>[{HAN}]+(?:点[零〇一二三四五六七八九]+)?|\d+(?:\.\d+)?)(?![个]))?"
)
WHOLE_AND_FRACTION = re.compile(
    rf"(?:\d{{1,6}}|[{HAN}]{{1,6}})[ ]?又[ ]?(?=\d{{1,3}}/\d|(?:\d{{1,3}}|[{HAN}]{{1,4}})分之)"
)
SLASHED = re.compile(r"(?P<share>\d{1,3})/(?P<below>\d{1,3})(?![\d/年月.])")
RATIO = re.compile(
    rf"\d+(?:\.\d+)?(?:[ ]?[:∶][ ]?\d+(?:\.\d+)?){{1,4}}(?![\d:年])|(?:\d+(?:\.\d+)?|[{HAN}]{{1,6}})比(?:\d+(?:\.\d+)?|[{HAN}]{{1,6}})"
)
DOUBLED = re.compile(r"翻了?(?P<times>[一两三四五六七八九几])?番(?:(?P<half>半))?")

# Dates, most exact first; a span is one date: 2018年1-6月.
_YEAR4 = r"(?:[12]\d{3}(?!\d)|[一二][〇零○一二三四五六七八九]{3})"
_YEAR2 = r"(?:\d{2}|[〇零○一二三四五六七八九]{2}|[一二三四五六七八九]十)"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元|正|腊|冬|闰[一二三四五六七八九十]{1,2})"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|初[一二三四五六七八九十]|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_S = r"[ ]?"
_Y = rf"{_YEAR4}{_S}年度?"
_MD = rf"{_S}{_MONTH}{_S}月(?:份|{_S}{_DAY}{_S}(?:日|号(?!线|楼|院|文))|{_S}初[一二三四五六七八九十])?"
_PART = r"(?:[上中下]旬|初|中(?!国|央|华|共|学|小|心|间)|末|底)"
_NEXT = r"(?:次年|翌年|当年|来年|第二年|隔年|隔天|明年|今年|同年)?的?"
DATE = re.compile(
    "|".join(
        (
            rf"{_YEAR4}(?:{_S}年(?:{_MD})?)?{JOIN}{_NEXT}(?:公元)?{_YEAR4}{_S}年(?:代|{_MD})?",
            rf"{_YEAR4}(?:{_S}年)?{JOIN}\d{{2}}{_S}年代?",
            rf"{_Y}{_MD}{JOIN}{_NEXT}{_MD}",
            rf"{_Y}{_S}{_MONTH}月?{JOIN}{_MONTH}{_S}月份?",
            rf"{_Y}{_S}{_MONTH}{_S}月{_S}{_DAY}日?{JOIN}{_DAY}{_S}[日号]",
            rf"{_MONTH}{_S}月{_S}{_DAY}{_S}日?{JOIN}{_DAY}{_S}[日号]",
            rf"{_MONTH}(?:{_S}月(?:{_DAY}[日号]|{_PART})?)?(?:份)?{JOIN}{_NEXT}{_MONTH}{_S}月(?:份|{_DAY}[日号]|{_PART})?(?!球|饼)",
            rf"{_MONTH}(?:[、和或]{_MONTH}){{1,3}}{_S}月(?:份|{_PART})?(?!球|饼|亮|光)",
            r"(?:一二|二三|三四|四五|五六|六七|七八|八九|九十)月份?(?!间)",
            rf"{_DAY}日?{JOIN}{_DAY}日(?!元|本|均|报)",
            rf"(?:{_YEAR4}|{_YEAR2}){_S}年代(?:{JOIN}(?:{_YEAR4}|{_YEAR2})年代)?(?:[初中末]期?|[前后]期)?",
            rf"(?:{_YEAR4}){JOIN}(?:{_YEAR4}|{_YEAR2})年代",
            rf"{_Y}(?:第?[一二三四1-4]季度|[上下]半年|{_MD}{_PART}?|{_PART})?",
            rf"(?:\d{{1,4}}|[〇零○一二三四五六七八九十百]{{1,6}}|元){_S}年{_MD}(?!球)",
            rf"{_MONTH}{_S}月{_S}{_DAY}{_S}(?:日|号(?!线|楼|院|文))",
            rf"(?:\d{{1,2}}|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:{JOIN}(?:前)?(?:\d{{1,2}}|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九]))?{_S}世纪(?:{_S}(?:{_YEAR2})年代)?(?:[初中末叶]叶?期?|[前后]期|[上下]半叶)?",
            rf"{_YEAR4}[.\-/](?:1[0-2]|0?[1-9])[.\-/](?:3[01]|[12]\d|0?[1-9])(?!\d)",
            rf"{_MONTH}{_S}月(?:份|{_PART})?(?!球|亮|饼|光|薪|均|季(?!度)|牙|台|饷|租)",
            r"前?[一二三四1-4]季度",
            rf"{_DAY}{_S}日(?!元|本|均|报|语|军|圆|内|常|益|产)",
            r"(?:正月|腊月)?初[一二三四五六七八九十](?![一二三四五六七八九十级中])",
        )
    )
)  # fmt: skip
_HOUR = r"(?:2[0-4]|1\d|0?\d|[零一二两三四五六七八九]|十[一二]?|二十[一二三四]?)"
_MINUTE = r"(?:[0-5]?\d|[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九])"
_OCLOCK = (
    rf"{_HOUR}(?:时(?!代|间|期|段|尚|速|装|任|隔|而)|点钟?)(?:半|整|[一三]刻|{_MINUTE}分?(?:{_MINUTE}秒)?(?![\d万亿]))?"
)
CLOCK = re.compile(
    rf"(?:2[0-4]|1\d|0?\d):[0-5]\d(?::[0-5]\d)?(?:{JOIN}(?:次日)?(?:2[0-4]|1\d|0?\d):[0-5]\d(?::[0-5]\d)?)?(?![\d:])"
    rf"|{_OCLOCK}(?:{JOIN}(?:次日|翌日)?(?:上午|下午|晚上?|凌晨|傍晚|中午)?{_OCLOCK})?"
    rf"|{_HOUR}{JOIN}{_OCLOCK}"
)
# What stands before a bare 9点 and makes a clock time of it.
HALF_DAY = re.compile(
    r"(?:上午|下午|早上|凌晨|清晨|中午|正午|晚上|傍晚|深夜|夜里|午后|夜间|夜晚|午夜|[今昨当]晚|早晨|半夜|晚|早|夜|午|日|号|时间|每天|到|至|从|于|在)[ ]?$"
)
# 十四五, with or without quotes, before what makes a plan of it.
_PLAN_AFTER = r"(?:期间|时期|规划|计划|末|初|以来|开局|收官|发展|目标|前|后|普法|科技|国家|重点|建设|时)"
PLAN = re.compile(
    rf"(?:十[一二三四五六]?五|[一二三四五六七八九]五)(?={_PLAN_AFTER}|[”\"’](?:{_PLAN_AFTER}|[、和及与至]))"
)
ORDINAL = re.compile(rf"第[ ]?(?P<number>\d+(?:(?:{JOIN}|、)第?\d+)?|[{HAN}]+)")

# Number-looking text that is a name or a code, matched where its first digit stands; the classes stand in README.md.
CODE = re.compile(
    r"""
    1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)                                        # mobile telephone
    | 0\d{2,3}[ ]?[-—)][ ]?\d{3,4}[ -]?\d{3,4}(?:[-—转]\d{1,6})?              # telephone behind its area code
    | [48]00[- ]\d{3}[- ]?\d{4}(?!\d) | [48]00-\d{4}-\d{3}(?!\d) | [48]00\d{7}(?!\d)
    | \d{1,3}(?:\.\d{1,3}){2,4}(?!\d)                                         # version, address, section
    | \d{1,4}(?:[x×*]\d{1,5}){1,4}[a-z\u4e00-\u9fff]{0,2}                     # 7×24, 4×100米
    | \d{1,4}[a-z]{0,2}(?:[ ]?\+[ ]?(?:\d{1,4}[a-z]?|[a-z]{1,3}(?![a-z]))){1,8}  # 1+6+N
    | \d{1,2}·\d{1,2}(?:·\d{1,2})?(?!\d)                                      # 3·15
    | 0\d{1,12}(?![.\d%])                                                     # a leading zero
    | [05-9]0后                                                               # 80后
    """,
    re.VERBOSE,
)
TOKEN = re.compile(r"[a-z0-9](?:[a-z0-9_./\-]{0,200}[a-z0-9])?")
TAG = re.compile(r"</?[a-z][^<>\n]{0,400}>|https?:[^\s,。;\u4e00-\u9fff]{0,400}")
# What a scanner makes of digits; matched in the print, where case still tells O from o. 十 comes out as 于, 千 as 干.
_O = "OoＯｏ〇○"
_L = "IlＩｌ丨"
DAMAGED = re.compile(
    rf"\d[\d.,]{{0,12}}[{_O}{_L}][\d{_O}{_L}]{{0,8}}|\d{{1,12}}[SBZ|](?=\d)\d{{1,12}}|\d{{2,12}}[SBZ](?=[余多万亿处名平立公千元])"
    rf"|\d[SBZ](?=[余多]?[万亿])|(?:[OolIｌ丨]|\|(?=\d))[\d{_O}l.]{{1,8}}"
    rf"|[SZB]\d{{1,8}}(?=[余多](?!功|边|样|媒)|[万亿]|平方|立方|公顷|吨|亩)"
)
DAMAGED_CHINESE = re.compile(
    r"[一二两三四五六七八九]于[一二三四五六七八九]?(?=[余多]?[^\W\d_])|[二两三四五六七八九]干(?:[一二三四五六七八九]百[一二三四五六七八九十]{0,3})?(?=[余多])|[一二两三四五六七八九]干[一二三四五六七八九]百"
)
