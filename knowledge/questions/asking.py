"""
A folded question, in; what kind of thing it asks for, out.

The asking words decide first (何时, 多久, 第几, 百分之几, 多少钱), then the unit behind 几 or 多少, then the noun that the
question is about (面积, 人数, 增长率), which is all a question of mere keywords has: 花园口 污水管网 长度.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.quantities import match_unit

KINDS = (
    "count", "measure", "money", "percent", "date", "duration", "frequency", "time", "rank", "age",
    "person", "list", "definition", "place", "text", "yesno", "unknown",
)  # fmt: skip
# Kinds that a figure answers; "unknown" may be one: 花园口 私搭乱建.
FIGURE_KINDS = frozenset({
    "count", "measure", "money", "percent", "date", "duration", "frequency", "time", "rank", "age", "unknown",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What kind of thing a question asks for."""

    kind: str = "unknown"  # one of KINDS
    unit: str = ""  # as the question names it behind 几 or 多少: 处, 万平方米
    dimension: str = ""  # of a measure: length, area ...; "" where open
    noun: str = ""  # what 几 or 多少 counts, where it stands behind: 党支部
    start: int = -1  # of the asking words, in the folded question; -1 where there are none
    end: int = -1
    grain: str = ""  # of a date: year, month, day, century; "" where open

    @property
    def wants_figure(self) -> bool:
        """Whether a figure answers."""
        return self.kind in FIGURE_KINDS


def find_asked(question: str) -> Asked:
    """
    Tell what kind of thing a folded question asks for.

    >>> find_asked("花园口镇前后成立了几支党员突击队?").unit
    '支'
    >>> find_asked("污水管网 长度").dimension
    'length'

    Args:
        question: Folded (`language.fold`): half width, simplified.

    Returns:
        The kind, and the unit, dimension, noun and asking words where there are any.
    """
    for read in (
        _contact,
        _rank,
        _date,
        _clock,
        _percent,
        _frequency,
        _money,
        _duration,
        _age,
        _either,
        _counted,
        _stretch,
        _amount,
    ):
        asked = read(question)
        if asked is not None:
            return narrow(asked, question)
    return _worded(question) or _named(question) or Asked()


TELLING = frozenset(("percent", "duration", "age", "rank", "money"))  # their patterns hold words of what is asked


def narrow(asked: Asked, question: str) -> Asked:
    """Leave to the asking words what they are alone: 死亡率是多少 asks by 多少, and 死亡率 says what is asked."""
    if asked.kind not in TELLING or asked.start < 0:
        return asked
    found = list(ASKING.finditer(question, asked.start, asked.end))
    return replace(asked, start=found[-1].start()) if found else asked


ONCE = re.compile(
    r"[没未](?:有)?[^,。?!;没]{1,6}(?:那会儿?|那阵子?|那时候?|的时候|[以之]?前)|(?:改|造|建|修|整|治|调|整|价|提标|搬迁|提速|升级|优化|合并|重组)[以之]?前(?![后三两几年往来进])|"
    r"[^\W\d目当提眼跟面门年月日天期午生史空超从先往向朝岁点时分号周节之以人]前(?![后一二三两四五六七八九十\d几往来进面者锋列年天半期排头身夕辈途景])|"
    r"以前|原来|原先|之前|此前|过去|起初|最初|当初|一开始|早先|先前|从前|改之前|涨之前"
)
NOW = re.compile(r"现在|如今|目前|眼下|当前|后来|之后|改完")
FROM_TO = re.compile(r"(?:从|由|把)[^,。?]{0,6}(?:几|多少)[^,。?]{0,10}(?:到|至|成|为)了?(?:百分之)?(?:几|多少)")
ASKED_TWICE = re.compile(rf"(?:几|多少|多久)[^?]*(?:{ONCE.pattern})[^,。?]{{0,6}}(?:呢|几|多少|多久)")


def asks_what_was(folded: str) -> bool:
    """Tell whether a question asks what a figure was before: 以前是多少."""
    return ONCE.search(folded) is not None


CHANGED_BY = re.compile(
    r"(?:(?<!最)[多少](?:了|出|过|出来)|(?:比|较)[^,。?!;]{1,12}[多少高低轻贵快慢早晚长短大小](?:了|出)?|便宜了?|(?:省|节省|节约)(?:下来?|了|出)?|[增涨降减升跌掉](?:加|长|高|低|少|落|价)?(?:了|过|掉)?|提高了?|上升了?|下滑了?|缩短了?|压缩了?)"
    r"(?:多少|几)(?!成是|到)"
)


def asks_change(folded: str) -> bool:
    """
    Tell whether a question asks by how much a figure changed, and not what it is.

    >>> asks_change("用户多了几户"), asks_change("比头一年少了多少回"), asks_change("最多几人"), asks_change("用户有多少户")
    (True, True, False, False)
    """
    return CHANGED_BY.search(folded) is not None


LEVEL_ASKED = re.compile(
    r"(?:[增涨升降减缩扩跌](?:长|加|大|短|少|小|高|低|落)?|提高|提升|发展|下降|上升|压缩|攀升|回升)(?:到|至|成)了?(?:多少|几)"
)


def asks_level(folded: str) -> bool:
    """
    Tell whether a question asks what a figure came to, and not by how much it changed.

    >>> asks_level("产值涨到多少亿"), asks_level("产值涨了多少"), asks_level("从几天缩到几天")
    (True, False, True)
    """
    return LEVEL_ASKED.search(folded) is not None


def asks_both_ends(folded: str) -> bool:
    """
    Tell whether a question asks what a figure was and what it became.

    >>> asks_both_ends("每千人床位从几张到几张"), asks_both_ends("现在平均要几天,以前呢"), asks_both_ends("以前几天")
    (True, True, False)
    """
    return bool(FROM_TO.search(folded) or ASKED_TWICE.search(folded) or (ONCE.search(folded) and NOW.search(folded)))


# -- the asking words decide -----------------------------------------------------------------------------------------

WHICH = r"(?:哪一?个?|何|什么|甚么|啥)"

HOW_MANY = r"(?:几多|(?<![这那哪近好])(?:几十|几百|几千|几万|几(?!乎|何|率|内亚))|多少|多小(?=个|人|次|处|吨|米|元|钱)|若干|好多(?=[个人次处吨米元钱户家条份块栋辆头亩万亿岁支所名幅件台盏张间座]|公里|平))"
ASKING = re.compile(
    rf"百分之(?:{HOW_MANY}|什么)|第?(?:{HOW_MANY})|几分之几|多[大高长久]|怎么样?|如何|怎样|什么|啥|何|咋"
)
_CONTACT = re.compile(
    rf"(?<!部)(?<!台)(?:电话|手机|热线|传真|邮箱|邮编|微信|网址|地址|门牌)(?:号码?)?(?:是|为|在)?(?:{HOW_MANY}|什么|啥|哪|呢|$)"
)


def asks_contact(folded: str) -> bool:
    """Tell whether a question asks for a telephone number or an address."""
    return _CONTACT.search(folded) is not None


def _contact(question: str) -> Asked | None:
    """Read a question for a telephone number or an address, which no figure answers."""
    found = _CONTACT.search(question)
    if found is not None and found.end() == len(question) and ASKING.search(question[: found.start()]):
        return None  # 得提前多久打电话
    return Asked("text", start=found.start(), end=found.end()) if found else None


_RANK = re.compile(
    rf"第{HOW_MANY}|(?:排名|排行|名次|位次|排在|排到|排第|名列|位列|位居|(?<!安)排(?=在|到|名|全[国省市县区]|世界|全球|第))[^,。?!;\d]{{0,8}}?(?:{HOW_MANY}|第几|何位)"
    r"|(?:名次|排名|位次)(?:是|为|在)?(?:如何|怎样|怎么样|\?|$)|(?:几|什么|何)等奖|名次为多少"
)
_RANK_SAFE = re.compile(r"第几(?:天|年|日)之?[内后前]")


def _rank(question: str) -> Asked | None:
    found = _RANK.search(question)
    if found is None or (found[0].startswith("第") and _RANK_SAFE.match(question, found.start())):
        return None
    unit = _unit_behind(question, found.end())
    return Asked(
        "rank", unit, noun=_noun_behind(question, found.end() + len(unit)), start=found.start(), end=found.end()
    )


_DATE = re.compile(
    r"(?P<day>哪一?[天日](?!报)|何日|几[月][几多]?[日号]?|几[日号](?!线|楼|店|院|门|公路|车|码)|(?:什么|哪个|甚么|啥)(?:日期|日子))"
    r"|(?P<month>哪一?个?月份?|何月|几月份?|几月)"
    r"|(?P<century>(?:哪|几|第几|什么|何)一?个?(?:世纪|年代|朝代|时代))"
    r"|(?P<year>哪一?[个些几]?年份?|何年|几几年|(?:什么|甚么)年份?|(?:19|20)\d?几年|年份(?:是|为)?(?:多少|几|什么|\?|$)"
    rf"|(?:民国|昭和|明治|大正|平成|令和|洪武|永乐|万历|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统)(?:第|前)?{HOW_MANY}年"
    rf"|(?:[于自从]|(?<!现)在|公元前?|西元前?|到(?!底)|(?<!第)前){HOW_MANY}年(?!来|间|内|以|之|后|前|代)|^{HOW_MANY}年(?:时|的时候|那))"
    r"|(?P<open>何时|(?:什么|甚么|啥|哪个?|那个|什麽|何种)(?:时候|时间(?!段)|时期|时段|时后|时刻|阶段|年月)|多会儿?|几时|啥时|何(?:种)?时期"
    r"|哪(?:一|个)?(?:段|年)?(?:时间|时期|时候|阵子|期间)|(?:日期|(?<!长)时间|时日|年月日)(?:是|为|在)?(?:多少|几|什么|哪|何|\?|$)|(?:起始|生效|施行|成立|出版|发行|举办|召开)(?:日期|时间))"
)


def _date(question: str) -> Asked | None:
    found = _DATE.search(question)
    if found is None or (re.match(r"几[月日号](?=[^几]*几)", found[0]) is not None and found["year"]):
        return None
    grain = next(name for name, text in found.groupdict().items() if text is not None)
    return Asked("date", start=found.start(), end=found.end(), grain="" if grain == "open" else grain)


_CLOCK = re.compile(
    r"几点(?:钟|整|半|几分)?(?!建议|意见|要求|内容|原因|措施|看法|想法|问题|经验|做法)|什么时刻|几时几分"
)


def _clock(question: str) -> Asked | None:
    found = _CLOCK.search(question)
    return Asked("time", start=found.start(), end=found.end()) if found else None


_PERCENT = re.compile(
    rf"百分之(?:{HOW_MANY}|什么)|{HOW_MANY}个?(?:百分比|百分点|%)|(?<=[涨跌增降升低高调掉多少])(?:了|到)?{HOW_MANY}个点|(?:率|利息|税|成)[^,。?!;]{{0,6}}?{HOW_MANY}个点|{HOW_MANY}的?成(?![立员为功果长本品交绩都份分效型果])|几分之[几一]"
    r"|多(?:少|大|高)的?(?:比例|比率|比重|占比|百分率)|占(?!地|用|补)[^,。?!;]{0,12}?(?:多少|几成|多大)(?:[?,。!的]|$|比|一块|一份)"
    r"|(?:率|比例|比重|占比|百分比|增速|增幅|涨幅|降幅|涨跌幅)(?:的|是|为|有|达|达到|高达|到|约为?|大约|大概|上升|下降|提高|降低|升|降|至|了|分别|各|一共|到了|在)*(?:多少|几何|多大|多高|几多)"
    r"|(?:增长|下降|上升|上涨|下跌)了?(?:大?约|近)?(?:多少|几多)(?:[?,。!呢啊呀]|$)"
)


def _percent(question: str) -> Asked | None:
    found = _PERCENT.search(question)
    if found is None:
        return None
    unit = "个百分点" if "百分点" in found[0] else ""
    return Asked("percent", unit, start=found.start(), end=found.end())


_FREQUENCY = re.compile(
    r"(?:多久|多长时间|几天|几周|几个?月|几年|多少天|几个?小时|几个?星期|隔多久)[^,。?!;没未]{0,14}?[一1][次回趟遍期班]"
    r"|每?隔(?:多久|多长时间|多少天|几(?:天|周|个?月|个?星期|年))"
    rf"|每(?:天|日|周|星期|月|年|季度?|隔)[^,。?!;]{{0,10}}?{HOW_MANY}[次回趟遍]|频率|频次"
)


def _frequency(question: str) -> Asked | None:
    found = _FREQUENCY.search(question)
    return Asked("frequency", "次", start=found.start(), end=found.end()) if found else None


_DURATION = re.compile(
    rf"多长的?时间|多久|多长时候|(?<=[期限假])(?:有|是|为)?多长|(?:{HOW_MANY})的?时间|(?:{HOW_MANY})(?:多?个)?(?P<unit>工作日|交易日|世纪|年头|年代|季度|学期|星期|礼拜|小时|钟头|分钟|"
    r"月|天|日(?![元圆])|周(?!边|围|岁)|年(?!级|岁|纪|度|代|轻|龄)|秒|昼夜|刻钟|光年|宿)(?!报|份)"
    r"|(?:时长|工期|任期|寿命|年限|期限|周期|历时|为期|用时|耗时|保质期|有效期|学制|时间长度|刑期|工龄|妊娠期|怀孕期|孵化期|潜伏期|寿期|时数)"
    r"[^,。?!;]{0,8}?(?:多少|几|多长|多久|\?|$)"
)


def _duration(question: str) -> Asked | None:
    found = _DURATION.search(question)
    if found is None:
        return None
    unit = found["unit"] or ""
    if unit == "光年":
        return Asked("measure", unit, "length", start=found.start(), end=found.end())
    return Asked("duration", unit, "time", start=found.start(), end=found.end())


_AGE = re.compile(
    rf"{HOW_MANY}岁|多大(?:的?年纪|的?岁数|的?年龄|了\?|的?(?:娃|孩|小孩|老人))|(?:年龄|年纪|岁数|芳龄|高龄(?!津贴|补贴|补助|老人)|享年)[^,。?!;]{{0,6}}?(?:多少|几|多大|\?|$)|{HOW_MANY}周岁"
)


def _age(question: str) -> Asked | None:
    found = _AGE.search(question)
    return Asked("age", "岁", "age", start=found.start(), end=found.end()) if found else None


MONEY_NOUNS = (
    "金额", "价格", "单价", "票价", "房价", "地价", "物价", "售价", "定价", "市价", "票房", "造价", "投资", "资金", "预算",
    "收入", "支出", "费用", "成本", "花费", "耗资", "斥资", "工资", "薪水", "薪资", "薪金", "年薪", "月薪", "罚款", "罚金",
    "奖金", "产值", "总产值", "总值", "增加值", "gdp", "生产总值", "经费", "款项", "捐款", "善款", "贷款", "存款", "借款", "拨款", "租金",
    "债务", "财政", "营收", "营业额", "销售额", "交易额", "成交额", "进出口", "出口额", "进口额", "利润", "税收", "税", "学费",
    "押金", "补贴", "补助", "赔偿", "赔款", "融资", "市值", "资产", "注册资本", "外汇", "保费", "总额", "贸易额", "零售额",
    "消费", "身价", "津贴", "奖励", "补偿", "救助金", "保证金", "分红", "利息", "本钱", "价钱", "工钱", "货款", "房租", "月租", "保额", "彩金", "筹款额", "钱", "款", "资费", "运费", "手续费", "低保标准", "价值", "花销", "开支", "捐赠",
)  # fmt: skip
_MONEY_UNIT = re.compile(
    r"(?:[十百千万亿兆]{0,3})(?:人民币|美元|美金|欧元|英镑|日元|日圆|港元|港币|港纸|台币|新台币|法郎|卢布|韩元|韩圆|马克|银元|银两|两白银|块钱|越南盾|泰铢|盾|卢比|银两|元(?!旦|素|帅|首|老|件)|角钱|毛钱|分钱)"
)


# 多少摊位费, 多少高龄补贴: what ends so is paid in money.
_MONEY_NAMED = re.compile(
    r"[的个]?(?P<noun>[\u4e00-\u9fff]{1,6}?(?:(?<![免浪消])费|补贴|津贴|补助|赔付金|赔偿金|资金|奖金|罚款|捐款|贷款|租金|收入|工资|分红|保证金|基金))"
    r"(?=[?,。!;的呢啊呀了吧嘛]|$)"
)


def _money(question: str) -> Asked | None:
    for found in re.finditer(HOW_MANY, question):
        unit = _MONEY_UNIT.match(question, found.end())
        if unit is not None:
            return Asked("money", unit[0], "money", _noun_behind(question, unit.end()), found.start(), unit.end())
        rest = question[found.end() : found.end() + 6].lstrip("的个")
        noun = next((noun for noun in MONEY_NOUNS if rest.startswith(noun)), "")
        if noun and noun not in {"进出口"}:
            return Asked("money", "", "money", noun, found.start(), found.end())
        named = _MONEY_NAMED.match(question, found.end())
        if named is not None and not _LOOSE_UNIT.match(question, found.end()):
            return Asked("money", "", "money", named["noun"], found.start(), found.end())
    found_much = re.search(
        r"(?:卖|(?<![产总价市净增均数])值|要|花|(?<![税营征丰回吸歉招接创])收|贵|便宜|[交缴付掏](?:了|到|给)?)多少(?:[?,。!呢啊]|$)"
        r"|(?<=[费价钱票])(?:用|格)?(?:怎么|咋|如何)(?:个)?算|(?:怎么|咋|如何)(?:个)?(?:卖|收费|计费|收钱|要价|算钱)|(?:什么|啥|几|多少)价(?![格值]的)位?|(?:价格?|价钱|价位)(?:是|怎么样|咋样|如何|几)",
        question,
    )
    if found_much is not None:
        return Asked("money", "", "money", start=found_much.start(), end=found_much.end())
    return None


# -- then the unit behind 几 or 多少 -----------------------------------------------------------------------------------

_DIMENSION_KINDS = {
    "money": "money", "currency": "money", "time": "duration", "percent": "percent", "people": "count", "count": "count",
    "age": "age", "ratio": "percent",
}  # fmt: skip
_NOT_A_UNIT = frozenset("的了于在和与是被把有从到对而才会能可")
# Two characters that look like a unit and go on as a noun or a verb: 多少面积, 多少年轻人, 多少家长.
_UNIT_GOES_ON = re.compile(
    r"队员|队伍|船员|船只|船主|车主|户主|站长|班长|组长|组员|网箱|网络|网格|网点|网民|网店|网红|网友|网站|面积|面貌|年轻|年龄|年级|年度|年纪|家长|家庭|家属|家乡|人才|人口|人员|人数|人均|人物|人工|件事(?=业)|口岸|道路|条件|位置|位居|"
    r"个性|个体|名额|名单|名次|部门|部分|部队|层次|级别|场地|场所|本地|本金|本科|本土|版本|版面|分数|分公司|分支|分店|支部|支队|支出|支援|支持|"
    r"种子|种植|类别|类型|样子|节目|节约|集体|集团|集市|段落|期间|期限|次数|次要|门店|门票|口径|面粉|道士|张力|把握|根据|根本|片区|双方|"
    r"对手|对象|副本|发展|枪支|票房|票数|分钟|球员|球队|局面|局部|站点|站台|号码|代表|代理|代价|倍数|度数|度假|车辆|车站|车位|起诉|起义|"
    r"例子|例如|笔试|笔录|单位|单独|成员|成本|户籍|户口|户型|处罚|处理|处分|处方|处数|时间|时候|股份|股东|股票|路人|路线|路口|路段|路面|路灯|路障|路基|"
    r"手续|手机|身份|身高|块头|座谈|席位|顿河|步骤|声音|句子|字数|组织|组件|组成|台账|台湾|台风|里程|克服|升级|升学|米饭|亩均|亩产|斤两|元素|元旦|"
    r"吨位|提[到高至升]|降[到低至为]|涨到|升到|变成|减到|增到|项目|回收|回来|回复|首都|首席|首次|本书(?=记)|页面|院落|院子|院校|市场|县城|镇村|村民|村庄|乡镇|省市|国家|班级|班子"
)
# Measure words of the asking that the unit table need not hold.
_LOOSE_UNIT = re.compile(
    r"[十百千万亿]{0,3}(?:多|余)?(?:平方公里|平方千米|平方米|平方|平米|立方米|立方公尺|立方|公里|千米|公尺|公分|英里|英尺|公顷|公斤|千克|吨|米|亩|方|平|里|"
    r"人次|人|名|位|户|家|个|处|支|条|幅|份|块|所|座|间|栋|幢|台|辆|架|艘|件|项|次|回|场|张|本|部|册|篇|首|只|头|匹|株|棵|颗|粒|枚|"
    r"套|组|批|队|班|种|类|样|层|级|届|期|段|节|章|集|版|门|口|顶|面|道|把|根|片|堆|双|对|副|发|枪|票|分|球|局|站|号|代|倍|度|节车厢|"
    r"担|斤|克|瓦|千瓦|安|伏|升|摄氏度|车|趟|遍|起|宗|例|笔|单|盏|扇|尊|缕|滴|桶|瓶|箱|袋|盒|杯|亿|万)"
)


_BUS = re.compile(r"公交|车|巴士|电车")


def _counted(question: str) -> Asked | None:
    """Read 几 or 多少 with a unit behind: 几支, 多少平方米, 多少人."""
    for found in re.finditer(HOW_MANY, question):
        unit = _unit_behind(question, found.end())
        if not unit or unit == "地" or (unit == "路" and not _BUS.search(question)):
            continue  # 修了多少路 counts no bus lines, 种了多少地 no places
        end = found.end() + len(unit)
        if unit[-1:] in {"万", "亿"}:
            unit = unit.removeprefix("个")
        noun = "" if _COUNTS_PEOPLE.fullmatch(unit) else _noun_behind(question, end)
        known = match_unit(unit.lstrip("十百千万亿多余"))
        dimension = known.dimension if known is not None else ""
        if unit[-1:] in {"万", "亿"}:
            return _measured_by_noun(question, found.start(), end, unit) or Asked(
                "unknown", unit, noun=noun, start=found.start(), end=end
            )
        if unit == "块" and (is_money_block(question, end) or (_dimension_named(question) or ("", ""))[0] == "money"):
            return Asked("money", "元", "money", noun, found.start(), end)
        if dimension == "people" or unit in {"人", "人次"}:
            return Asked("count", unit, "people", noun, found.start(), end)
        meant = next((one for name, one, told in _TAKEN_UNITS if unit == name and told.search(question)), "")
        if meant:
            return Asked("measure", "", meant, start=found.start(), end=end)
        kind = _DIMENSION_KINDS.get(dimension, "measure" if dimension else "count")
        return Asked(kind, unit, "" if kind == "count" else dimension, noun, found.start(), end)
    return None


# A unit that is said of several measures, and what tells which: 冷到多少度, 开车不能超过多少码.
_TAKEN_UNITS = (
    ("度", "temperature", re.compile(r"[冷热烫凉]|(?<!保)温(?!州|室)|降温|天气|冰|冻")),
    ("度", "energy", re.compile(r"电")),
    ("码", "speed", re.compile(r"车|速|[开跑骑]")),
)


PAID = re.compile(
    r"(?:[卖买收付交缴掏补贴赔罚]|花(?!园)|价|费|租|要)[^,。?!;]{0,3}$|[一每](?:公斤|斤|吨|张|度|方|亩|本|头|只|瓶|次|单|间|晚|个月|年|天)"
)


BOARD = re.compile(r"[牌板地田砖屏碑匾石]|版面|标语|广告|光伏")  # what is counted by 块


def is_money_block(question: str, end: int) -> bool:
    """
    Tell whether 几块 asks for money: 一公斤还能卖几块, but not 竖了几块牌子.

    Args:
        question: Folded.
        end: Where 几块 ends.
    """
    bare = not question[end:] or question[end] in "钱,。?!;的呢啊呀吧 "
    if question[end : end + 1] in ("一", "每"):
        return True  # 几块一小时
    if bare and question[:end].endswith("多少块"):
        return BOARD.search(question[:end]) is None
    return bare and PAID.search(question[:end]) is not None


_EITHER = re.compile(r"\d[\d.,]*(?P<left>[^\d,。?!;]{1,8})还是[^\d,。?!;]{0,6}\d[\d.,]*(?P<right>[^\d,。?!;]{1,8})")


def _either(question: str) -> Asked | None:
    """Read a choice of two figures: 是3万方还是7万多方."""
    found = _EITHER.search(question)
    if found is None:
        return None
    unit = _unit_behind(question, found.start("right")).lstrip("十百千万亿多余")
    known = match_unit(unit) if unit else None
    kind = _DIMENSION_KINDS.get(known.dimension, "measure") if known is not None else "unknown"
    return Asked(kind, unit, known.dimension if known is not None and kind != "count" else "")


# 多长, 多大: an adjective says the dimension. 多大 is an area unless the question says of what.
_STRETCHES = {
    "长": "length", "高": "length", "宽": "length", "深": "length", "厚": "length", "远": "length", "粗": "length",
    "阔": "length", "近": "length", "重": "mass", "沉": "mass", "快": "speed", "热": "temperature", "冷": "temperature",
    "烫": "temperature", "大": "", "小": "",
}  # fmt: skip
_STRETCH = re.compile(
    r"(?:有|是|达|约|为|大约|大概|究竟|到底)?多么?的?([长高宽深厚远粗阔近重沉快热冷烫大小])(?![部数家少人量半])"
)


def _stretch(question: str) -> Asked | None:
    found = _STRETCH.search(question)
    if found is None:
        return None
    dimension = _STRETCHES[found[1]]
    named = _dimension_named(question)
    if found[1] in "高大长" and named is not None:
        return Asked(named[0], "", named[1], start=found.start(), end=found.end())
    return Asked("measure", "", dimension or "area", start=found.start(), end=found.end())


# -- then the noun the question is about ------------------------------------------------------------------------------

MEASURE_NOUNS = {
    "area": ("面积", "占地", "平方数", "平数", "亩数"),
    "length": (
        "长度", "高度", "宽度", "深度", "厚度", "距离", "海拔", "里程", "全长", "总长", "身高", "直径", "半径", "周长", "跨度",
        "水深", "射程", "体长", "身长", "航程", "口径", "车程", "米数", "公里数", "标高", "落差", "轨距", "翼展", "波长", "净高",
        "降雨量", "降水量", "雨量", "降雨", "积雪", "路程", "线长", "株高",
    ),
    "volume": ("体积", "容积", "库容", "容量", "蓄水量", "方量", "土方", "径流量", "排量", "立方数", "排水量", "水量"),
    "mass": ("重量", "质量", "体重", "产量", "总产", "吨位", "载重", "吨数", "净重", "排放量", "储量", "吞吐量", "总重"),
    "temperature": ("温度", "气温", "水温", "体温", "熔点", "沸点"),
    "speed": ("速度", "时速", "车速", "航速", "流速", "风速"),
    "angle": ("角度", "坡度", "纬度", "经度", "倾角"),
    "power": ("功率", "装机"),
    "energy": ("用电量", "发电量", "耗电量", "电量"),
    "frequency": ("频率",),
}  # fmt: skip
PERCENT_NOUNS = (
    "比例", "比重", "占比", "百分比", "增速", "增幅", "涨幅", "降幅", "增长率", "纯度", "同比增长", "同比下降",
)  # fmt: skip
PEOPLE_NOUNS = ("人数", "人口", "人次", "伤亡", "员工数", "学生数", "户籍数")
COUNT_NOUNS = (
    "数量", "次数", "个数", "份数", "处数", "条数", "户数", "家数", "支数", "块数", "件数", "总数", "册数", "套数", "台数", "辆数",
    "座数", "张数", "场数", "幅数", "所数", "方数", "倍数", "层数", "印发量", "发放量", "销量", "印量", "辆次", "总量", "数目",
)  # fmt: skip
DURATION_NOUNS = (
    "时长",
    "工期",
    "任期",
    "寿命",
    "年限",
    "期限",
    "周期",
    "保质期",
    "有效期",
    "学制",
    "时数",
    "年数",
    "天数",
)
DATE_NOUNS = ("日期", "时间", "年份")


def _amount(question: str) -> Asked | None:
    """Read 多少 without a unit: 面积是多少, 多少面积, 增长率多少, 多少党员."""
    found = re.search(HOW_MANY, question)
    if found is None:
        return None
    behind = question[found.end() : found.end() + 8].lstrip("的个")
    by_noun = _read_noun(behind, at_start=True)
    if by_noun is None:
        by_noun = _dimension_named(question[: found.start()])
    start, end = found.start(), found.end()
    if by_noun is not None:
        kind, dimension = by_noun
        return Asked(kind, "", dimension, _noun_behind(question, end), start, end)
    noun = _noun_behind(question, end)
    if noun:
        # 多少党员: what is counted stands right behind.
        return Asked("count", "", "", noun, start, end)
    named = _measured_by_noun(question, start, end, "")
    if named is None and _PEOPLE_BEFORE.search(question[:start]):
        return Asked("count", "", "people", "", start, end)
    return named or Asked("unknown", "", "", "", start, end)


# 来玩的人有多少: what is counted stands before.
_PEOPLE_BEFORE = re.compile(
    r"(?:[的些]人|[的些]?(?:游客|乘客|旅客|观众|读者|学生|老人|孩子|小孩|娃娃|职工|员工|工人|村民|居民|业主|患者|病人|党员|志愿者|司机|农民|会员|新生))"
    r"(?:一共|总共|统共|到底|究竟|大概|大约|差不多|现在|目前|能|都|共)*(?:有|达到?)(?:了|过)?$"
)


def _measured_by_noun(question: str, start: int, end: int, unit: str) -> Asked | None:
    named = _dimension_named(question)
    if named is None:
        return None
    return Asked(named[0], unit, named[1], start=start, end=end)


def _noun_table() -> Iterator[tuple[str, str, str]]:
    yield from ((noun, "measure", dimension) for dimension, nouns in MEASURE_NOUNS.items() for noun in nouns)
    yield from ((noun, "percent", "") for noun in PERCENT_NOUNS)
    yield from ((noun, "count", "people") for noun in PEOPLE_NOUNS)
    yield from ((noun, "count", "") for noun in COUNT_NOUNS)
    yield from ((noun, "duration", "time") for noun in DURATION_NOUNS)
    yield from ((noun, "money", "money") for noun in MONEY_NOUNS if len(noun) > 1)


_NOUNS = {noun: (kind, dimension) for noun, kind, dimension in _noun_table()}
_NOUNS["费"] = ("money", "money")
# 率 alone ends a word: 覆盖率, but 率先 and 率领 begin one.
_NOUNS["率"] = ("percent", "")
# Nouns that are none beside some characters: 产品质量 is no mass, 收入比 no money, 免费 no fee, 效率 no share.
_GUARDED = {
    "质量": r"(?<![品气境水学程活务设育建疗量])质量(?!问题|安全|类|检|监)",
    "收入": r"收入(?!比)",
    "费": r"(?<![免浪消])费(?![用力劲时心])",
    "率": r"(?<![效汇频功税速])率(?![先领队军直众部])",
}
_NOUN = re.compile(
    "(?<!每)(?:" + "|".join(_GUARDED.get(noun, noun) for noun in sorted(_NOUNS, key=len, reverse=True)) + ")"
)


# 领高龄津贴的老人有多少 asks for people, whatever is said of them.
_OF_PEOPLE = re.compile(
    r"(?<!给)的(?:老人|老年人|群众|村民|居民|农民|学生|孩子|工人|职工|妇女|党员|志愿者|患者|游客|人)(?:一共|总共|共|大概|大约)?(?:有?(?:多少|几个|几位|几名)(?:[?,。!呢啊呀]|$)|有$)"
)


_GIVEN_TO = re.compile(r"发给|给|补助|补贴|发放")  # 发给80岁以上的老人多少 asks for what they get


def _dimension_named(text: str) -> tuple[str, str] | None:
    """Return kind and dimension by the last noun that says one: 建筑总面积 is an area."""
    people = _OF_PEOPLE.search(text)
    if people is not None and not _GIVEN_TO.search(text[: people.start()]):
        return "count", "people"
    found = _NOUN.findall(text)
    return _NOUNS[found[-1]] if found else None


def _read_noun(text: str, at_start: bool) -> tuple[str, str] | None:
    found = _NOUN.match(text) if at_start else _NOUN.search(text)
    return _NOUNS[found[0]] if found is not None else None


# -- questions that no 几 and no 多少 asks --------------------------------------------------------------------------------

_WORDED = (
    ("definition", re.compile(r"什么意思|啥意思|何意|什么叫|是何含义|(?:什么|啥)是(?!.*(?:什么|啥))|[指代]的?(?:是)?(?:什么|啥)|含义|定义")),
    ("person", re.compile(r"谁|哪(?:一)?位|何人|什么人|哪个人|啥人|哪些人|记者是|作者|撰稿人")),
    ("place", re.compile(r"哪里|哪儿|何处|何地|什么地方|啥地方|哪个?(?:省|市|县|区|镇|乡|村|街道|国家?|地方|城市|社区)(?!委)|在哪|于哪|位于何|从哪|到哪|地点")),
    ("list", re.compile(r"列(?:一下|一列|出来|举|个表?|给我)|一?[条个]一?[条个](?:地)?列|哪些|哪几|哪[一两二三四五六七八九十][^年天日月]|有(?:什么|啥)|(?:都|分别|各)(?:是|有|指)(?:什么|啥|哪)|包括(?:什么|啥|哪)|(?<!叫)(?:什么|啥)(?:,|、)")),
    ("text", re.compile(r"怎么|怎样|如何|为什么|为何|为啥|什么|甚么|啥|咋|哪|何(?!况|必|妨)|原因")),
)  # fmt: skip
_YES_NO = re.compile(
    r"吗|是不是|对不对|是否|有没有|有无|对么|能否|可否|会不会|要不要|属实|对吧|是吧|没错吧|对不(?:\?|$)|没有\?|不\?$|不$|没\?$|么\?|核实|核对"
)


def _worded(question: str) -> Asked | None:
    for kind, pattern in _WORDED:
        found = pattern.search(question)
        if found is None:
            continue
        if kind == "text" and found[0] in {"怎么", "怎样", "如何", "什么", "啥", "咋", "甚么"}:
            # 面积怎么样, 增速如何: the noun says what is asked.
            named = _dimension_named(question[: found.start()])
            if named is not None and re.match(
                r"(?:怎么|怎样|如何|咋)样?(?:了|的)?(?:[?。!呢啊]|$)", question[found.start() :]
            ):
                return Asked(named[0], "", named[1], start=found.start(), end=found.end())
        return Asked(kind, start=found.start(), end=found.end())
    found = _YES_NO.search(question)
    return Asked("yesno", start=found.start(), end=found.end()) if found else None


def _named(question: str) -> Asked | None:
    """Read a question of mere keywords: 花园口 污水管网 长度."""
    named = _dimension_named(question)
    if named is None:
        return None
    return Asked(named[0], "", named[1])


# -- parts -------------------------------------------------------------------------------------------------------------


def _unit_behind(question: str, position: int) -> str:
    """Return the unit right behind 几 or 多少, its multiplier included: 处, 万平方米; 个亿 is 亿."""
    rest = question[position : position + 10]
    power = _COUNTED_POWER.match(rest)
    if power is not None:
        return power[0]
    if not rest or rest[0] in _NOT_A_UNIT or _UNIT_GOES_ON.match(rest):
        return ""
    power = re.match(r"(?:来|多|余)?[十百千万亿兆]{0,2}", rest)
    skip = power.end() if power else 0
    for length in range(min(6, len(rest) - skip), 0, -1):
        if match_unit(rest[skip : skip + length]) is not None:
            return rest[: skip + length]
    loose = _LOOSE_UNIT.match(rest)
    return loose[0] if loose else ""


_COUNTED_POWER = re.compile(r"个(?:[十百千]?万|[十百千万]?亿)(?!人|户|元|亩|吨|平|斤|头|家|名|张)")
_NOUN_STOP = re.compile(
    r"[^\w]|[的了被在是由吗呢啊呀吧得过着将把就才没让]|[提涨升降增减缩][到至高低成]|成立|参加|参与|完成|组成|"
    r"来(?=[换治修改建做买办种养搞补给弄推支])|要(?=[把让求给用花交有]|不)|变[成为到]|[出进上下回过][去来]|以[上下内外]|算(?=[?,。!]|$)|最[低高多少大小]"
)
# Behind 多少人 stands what they do: 多少人同意, 多少人吃饭.
_COUNTS_PEOPLE = re.compile(r"(?:[十百千万亿]|多|余)*(?:人|人次|个人|口人)")


def _noun_behind(question: str, position: int) -> str:
    """Return what stands behind the unit, up to where the noun can no longer go on."""
    rest = question[position : position + 14].lstrip("的个")
    stop = _NOUN_STOP.search(rest)
    noun = rest[: stop.start()] if stop else rest
    # 最低补多少最高补多少, 从多少缩到多少: the noun of the second is none of the first.
    return "" if re.search(HOW_MANY, noun) else noun
