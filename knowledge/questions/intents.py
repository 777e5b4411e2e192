"""A cleaned question, in; what it wants done with the articles (its intent), out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.figures import Figure
from knowledge.quantities import dimension_of, match_unit
from knowledge.questions.asking import Asked, asks_both_ends
from knowledge.questions.claims import WHETHER_REACHED, claims_each, claims_none, claims_one, is_claim

NUMERAL = r"(?!百分之)[0-9零〇一二两三四五六七八九十百千万亿.]+"

# The order is the order of asking: the first that fits is the intent.
SOURCE_AUTHOR = re.compile(
    r"(?:报告|讲话|发言)[^,。?]{0,4}(?:是|由)?(?:谁|哪位|哪个)[^,。?]{0,6}(?:作|做|讲|念)|(?:谁|哪位|哪个|哪些|哪几|啥)[^,。?]{0,4}(?:写|采写|撰|报道|作者|记者)|(?:文章|报道|稿子?|新闻|这篇|那篇|篇)[^,。?]{0,6}(?:谁|哪位|作者|记者|署名)"
    r"|(?:作者|记者|撰稿人?|署名|执笔人?|采写)(?:都|分别)?(?:是|叫|有|名字|姓名|$|\?|呢|谁|啥|为)"
    r"|(?:记者|作者)[^。?]{0,6}(?:[两每]篇都|都写|都有份)"
)
SOURCE_ORIGIN = re.compile(
    r"(?:哪|什么|啥)(?:一?家|个|份|张)?(?:报社|报纸|媒体|报(?!告)|网站|单位发|日报|刊物|杂志|渠道)|(?:来源|出自|来自|刊登|发表|登)(?:于|在)?(?:是|的)?(?:哪|什么|啥)|(?:文章|报道|稿子?|新闻|这篇|那篇|消息)的?(?:来源|出处)|来源(?:是|呢|\?|$)"
    r"|(?:发表|刊登|登|刊)在?(?:哪|什么)|(?:哪里|哪儿)(?:发|登|刊|看到)的"
    r"|(?:文章|报道|稿子?|新闻|消息)(?:是|都)?从?哪(?:里|儿)?来的"
)
SOURCE_DATE = re.compile(
    r"(?:文章|报道|新闻|稿子?|这篇|那篇|消息|报纸)[^,。?]{0,8}(?:什么时候|何时|哪天|哪年|几号|几月|日期|啥时候|时间|哪一天)|(?:发布|发表|刊登|见报|登报|发稿|成稿)(?:的)?(?:日期|时间|于|是|在)?(?:什么时候|何时|哪天|哪年|几号|啥时候|日期|时间)|(?:什么时候|何时|哪天|哪年|几号|啥时候)(?:发布|发表|刊登|见报|登报|登出?|写|发)的"
)
SOURCE_COUNT = re.compile(
    r"(?:几|多少|哪些|哪几|有啥|有什么)(?:[篇份]?(?:文章|报道|稿子?|新闻)|篇(?:资料|材料))|(?:文章|报道|资料)(?:一共|总共|共)?有?(?:几|多少)篇|(?:你|资料库|库里|数据库|这里)(?:这?[儿里]|那[儿里]|手[里上]|肚子里)?(?:都)?(?:知道|了解|掌握|收录|收了|装了|有)(?:些)?(?:什么|哪些|啥|多少|几)"
)
SOURCE_TITLE = re.compile(
    r"(?:文章|报道|稿[子件]?|新闻|这篇|那篇)的?[大主总正原]?(?:题目|标题|名字|名称)|(?<![小分])[大主]?(?:题目|标题)(?:原文|原话)?(?:是|叫|呢|怎么|咋|如何|\?|,|$)|(?:什么|啥|哪个)(?:题目|标题)"
)
SOURCE_HEADINGS = re.compile(
    r"(?:小|分)标题|分(?:成|为)?了?(?:哪)?几(?:个)?(?:部分|板块|节|段)|(?:哪|有)几个(?:部分|板块)"
)
SOURCE_PLACES = re.compile(
    r"(?:文章|报道|稿子?|新闻|[这那两]篇|库里)[^,。?]{0,6}(?:讲|写|说|涉及)(?:的|了|到)?(?:都|分别)?(?:是)?(?:哪|什么|啥)[一两二三几些]?(?:个)?(?:镇|乡|地方|县|市|区|村)"
    r"|(?:文章|报道|稿子?|新闻|[这那]篇)[^,。?]{0,6}(?:讲|写|说)(?:的|了)?(?:都)?(?:是)?(?:哪儿|哪里|哪边|啥地儿|哪块儿?)(?:的(?:事儿?|情况)?)?[?。!]*$"
)
# 你都能回答哪些地方的事儿
ANSWERED_PLACES = re.compile(
    r"(?:(?:^|[,。?!])(?:你|您|恁|机器人)[^,。?]{0,10}?(?:答|问|查|管|知道|晓得|了解|回答)|(?:能|可以)问)(?:你|到|出|些|的)*(?:哪|什么|啥)[一两二三几些]?个?(?:镇|乡|县|市|区|村|地方|地儿|儿|里)(?:的?(?:事儿?|事情|情况|问题|数字?|数据|东西))?(?:呢|啊|呀|吗)?[?。!]*$"
)
# 李山写的是哪一篇, 毛志刚参与写的是哪个镇: by whose name, the articles say.
SOURCE_WORKS = re.compile(
    r"[\u3400-\u9fff](?:一共|总共|都|共)?(?:写|采写|署名)(?:了|过|的)?(?:一共|总共|有)?(?:几|多少|哪些?|哪几)(?:篇|文章|报道|稿子?)?(?=[?,。呢]|$)|"
    r"(?:写|采写|参与|署名)[^,。?]{0,6}(?:哪[一几些]?篇|哪一?个(?:镇|县|市|区|地方))"
    r"|名字(?:都|分别)?(?:出现|署|印|写|登|落)(?:在|了)*哪[一几两些]?(?:篇|个(?:镇|县|市|区|地方))"
    r"|哪[一几些]?篇(?:文章|报道|稿子?|新闻)?(?:是|由|有)[^,。?]{2,8}(?:写|采写|参与|署名)"
)
DOCUMENT = r"(?:[这那此两每]一?(?:篇|份|条)(?:文章|报道|稿子?|新闻|消息|通报|简报|报告|公报|材料|通知)?|(?:文章|报道|稿子?|新闻|通报|简报|公报))"
# 那篇简报谁发的: the office, where no paper is named.
SOURCE_ISSUED = re.compile(
    rf"{DOCUMENT}[^,。?]{{0,6}}(?:谁|哪(?!一?[天年月日])(?:里|儿|[个家](?:单位|部门|媒体|机构|报社|平台)?)?|(?:什么|啥)(?:单位|部门|媒体|机构))[^,。?]{{0,4}}(?:发|出|登|印|公布)(?:布|的|出|了)"
)
SOURCE_WRITERS = re.compile(
    rf"{DOCUMENT}[^,。?]{{0,4}}哪[两二三几]?(?:个|位|名)?(?:人|记者)[^,。?]{{0,3}}(?:写|采)"
    # 写古荥那篇的是哪两位, 两篇都署了名的是哪个人
    r"|(?:写|采写|撰写?)(?:了|过)?[^,。?]{0,6}(?:篇|文章|报道|稿子?|新闻)的(?:人|记者)?(?:是|有)?(?:哪|谁)"
    r"|^(?:这|那)?(?:采写|写|供)稿子?的(?:人|记者)?(?:都|是|叫|有)*(?:谁|啥|什么|哪)"
    r"|(?:篇|文章|报道|稿[子件]?)[^,。?]{0,3}(?:署了?名|写(?![明清着])|采写)[^,。?]{0,4}(?:是|有)?(?:谁|哪(?:一|几|两|俩|些)?(?:个|位|名)(?!报|媒体|单位|部门|网))"
    r"|写[^,。?]{1,10}的?,?除了[^,。?]{2,6},?(?:还有|另)[^,。?]{0,4}(?:叫|是|谁|哪)"  # the other of two writers
    r"|署(?:了|着|上)?的?(?:都)?(?:是|有)?(?:谁|哪[^,。?]{0,4})的?名"  # 署的是哪两个人的名
)

# 那篇来源是新华社,对吗; 那篇是李山写的吧
SOURCE_CLAIM = re.compile(
    r"(?:篇|文章|报道|稿子?|新闻)[^,。?]{0,4}(?:署名|作者|记者|撰稿人?)[^,。?]{0,4}(?:有|是|叫|含|包括)[^,。?]{2,8}|[给为在][^,。?]{0,8}(?:篇|文章|报道)[^,。?]{0,2}(?:署名|供稿|写稿)|(?:篇|文章|报道|稿子?|新闻)[^,。?]{0,6}(?:(?:来源|出自|来自|出处|作者|记者|登在|刊登|发表|发在|登于)[^,。?]{0,4}[\u3400-\u9fff]{2}|[^,。?]{2,8}署了?名|(?:是|由|系)[^,。?]{1,12}(?:写|采写|报道|撰|登|发|报|社|网)的?)"
)
BY_WHOM = re.compile(r"作者|记者|写|撰|署了?名|有份")
WHO_OR_WHICH = re.compile(r"谁|哪|什么|啥|何|几")

OVERVIEW = re.compile(
    r"(?:数字?|数据|指标)(?:都|全|总的(?:来)?|总体|整体|大概|大致|简单|给我|帮我|一起|一块儿?)*(?:说|讲|报|列|理|捋|念|总结|概括|归纳|汇总)(?:一下|下|一遍|说|讲|报|列|理|捋|念|出来|给我|全|总)|(?:有|是)?(?:些)?(?:哪些|什么|啥)数(?=[,?。]|$)|总览|盘点|清单|汇总|一览|(?:数字?|数据)(?:概况|概览|概要|大全|合集|总表)|(?:的)?(?:数字?|数据)都?(?:列|报)(?:一下|出来|给我)|(?:所有|全部|都有|有(?:些)?(?:哪些|什么|啥)|哪些|主要|几个|列|列出|列一下|列举|汇总|一览|盘点|梳理|罗列|整理)[^,。?]{0,8}(?:数字|数据|数值|指标|成绩单)|(?:数字|数据|数值|指标)(?:都)?(?:有哪些|有什么|有啥|列|汇总|一览|全|都|盘点|清单|整理)"
    r"|(?:哪些|什么|啥|几个)(?:量化的?)?(?:数字|数据|成果|成绩)[?,。!].{0,24}(?:都要|全列|全要|都列|列全)|(?:数字?|数据)(?:都|全)(?:甩|扔|丢|发|拿|报|给|列)(?:给|出来|来)?"
    # 做宣传的几个数, 数字给我拉个单子
    r"|的(?:那|这)?几个数(?:字|据)?(?=[\s,。?!]|$)|(?:数字?|数据)(?:都|全|给我|帮我|给)*(?:拉|列|开|做|整|弄|出)(?:成)?(?:一|个|份|张)*(?:单子|清单|表)"
    r"|(?:的|里|方面|[那这][几些]个?)(?:数字?|数据)(?:都|全)?(?:(?:说|讲|报|念|给|列|发|看|理|摆|过)(?:说|讲|报|念|我|列|看|理|一下|一遍|出来)*|有多少)?[。!?]*$"
)
OVERVIEW_WORDS = re.compile(
    r".*(?:总的|总结|概括|归纳|汇总|所有|全部|总览|盘点|清单|汇总|一览|列表|表格|列举|罗列|梳理|整理|成绩单).*|成绩|战果|成果|业绩|战绩|成效|量化|汇报|单子|拉|开|写|念|要|用|(?:发|报|捋|理|列|甩|说|讲)(?:下|捋|理|列|报|说|讲|来|我)?"
)
CONDITION = re.compile(
    rf"(?:数字?|数据|指标)[^,。?]{{0,6}}(?:超过?|大于|多于|高于|少于|低于|小于|不足|不到|上|过)\s*{NUMERAL}|上了?一?[百千万亿](?:的)?(?:数字?|数据|项|有|是|$)|(?:[上过]了|超过了?|不止){NUMERAL}[处个条份次名支户件]的(?:活儿?|事儿?|工作|任务|东西)[^。?]{{0,14}}(?:哪|什么|啥)|(?:超过?|大于|多于|高于|不少于|不低于|至少|达到|过|少于|低于|小于|不足|不到|不超过|>|<|≥|≤)\s*{NUMERAL}[^,。?]{{0,8}}(?:的)?(?:有)?(?:哪|什么|啥|都有|数字|项目|事|几项|几个|$)"
    rf"|{NUMERAL}[^\d,。?]{{0,5}}(?:以上|以下|以内|往上|往下|开外)的?[^,。?]{{0,6}}(?:哪|什么|啥|都有|数字|项目|有|$)|(?:哪|什么|啥)[^,。?]{{0,8}}(?:超过?|大于|多于|高于|少于|低于|小于|不足|不到|(?<![镇村街路区县网乡市会车])上|过)了?\s*{NUMERAL}"
)
FIGURES_ASKED = re.compile(r"数字|数据|指标|(?:哪|什么|啥)(?!时候)|[几多少]项")
# 住了一晚以上的客人有多少: what is counted stands behind the bound.
WITHIN_BOUND = re.compile(
    r"(?:以上|以下|以内|往上|往下)的?[\u3400-\u9fff]{2,6}?(?:一共|总共)?(?:有|是)(?:多少|几)"
    # 亿元以上的项目搞了多少个, 签了多少个亿元以上工业项目
    r"|[万亿]?元(?:以上|以下|以内|往上|往下)(?!的?有)的?(?!.{0,3}[哪什啥])[\u3400-\u9fff]{2,12}?(?:多少|几)(?:个|家|户|宗|笔|$)"
    r"|(?:多少|几)(?:个|家|户|宗|笔)?[0-9零〇一二两三四五六七八九十百千万亿.]+[^\d,。?]{0,3}(?:以上|以下|以内|往上|往下)"
)
AGED = re.compile(r"[五六七八九]十(?:岁|往上|以上|出头)")
# 哪些事用平方米算, 单位是平方米的有哪些: the unit is the condition.
IN_UNIT = re.compile(
    r"(?:用|以|按照?|拿)(?P<unit>[^\s,。?]{1,5}?)(?:来|做|作|为|去)*(?:算|计(?!划)|表示|计量|量|统计|衡量|当?(?:单位|量词))|单位(?:是|为|写|用)(?P<of>[^\s,。?]{1,5}?)的"
    r"|(?:带|有|含)[“\"]?(?P<beside>[^\s,。?“”\"]{1,5}?)[”\"]?(?:这个?|做|作|当)*(?:量词|单位|字(?=的))"
)
NUMBER = re.compile(
    r"是(?:个)?(?:什么|啥)(?:数|量|东西)?|都有哪些|干(?:嘛|什么|啥)(?:的|用)?|(?:什么|啥)(?:玩意|东西|数|量)|哪样|(?:各|分别)?(?:是|指|指的|指的是|代表|表示|说的|说的是|对应|讲的?|是指)(?:的)?(?:是)?(?:什么|啥子?|哪|何|干啥|谁|甚|哪项|哪个)|哪(?:件|回|档子?)事|啥事|(?:哪里|哪儿|哪句)(?:出现|提到|说)|(?:什么|啥)(?:意思|东西|含义)"
)

# 118说的是什么来着,忘了; “22”这个数出现在哪; 哪两样正好是22; 数字是17的有哪些: nothing is asked but what a number is of.
STATED_NUMBER = r"[“\"『「]?(?:\d[\d,.]*[万亿]?|[一二两三四五六七八九十百千万亿]{2,})[多余来几]?[^\s\d,。?!“”\"的是指说]{0,4}?[”\"』」]?"
NUMBER_MEANT = re.compile(
    rf"^[^,。?!]{{0,8}}?(?:看到|看见|瞧见|提到|写着?|有|那|这)?个?{STATED_NUMBER},?(?:那?这?个?数字?(?:据)?)?,?(?:它)?(?:(?:旁边|后面|前面|边上)?没(?:有)?(?:写|标|说|注明?))?(?:是(?:个)?(?:干)?|(?:说|指|讲|代表|表示|对应)的?(?:是)?)(?:啥子?|什么|哪|嘛)"
    rf"|^[^,。?!]{{0,10}}?(?:看到|看见|瞧见)?个?{STATED_NUMBER},?(?:是)?(?:啥|什么|哪样?)(?:东西|玩意儿?|事儿?|名堂)?的(?:数|量)"
    rf"|{STATED_NUMBER}(?:那|这)?个?数(?:字|据)?[^,。?!]{{0,8}}?(?:出现|写|用|提|说|在)[^,。?!]{{0,4}}(?:哪|什么地方|啥地方)"
    rf"|哪[一两二三四几些]?(?:样|项|个|处|件|种|块)?(?:事|东西|数字?|方面|工作)?(?:正好|刚好|恰好|都|各|正|恰|数字)*(?:是|为|等于)(?:这个?)?{STATED_NUMBER}(?:的)?[?。!]*$"
    rf"|(?:数字?|数值|数据|数量|个数)(?:正好|刚好|恰好|都)*(?:是|为|等于|叫|写){STATED_NUMBER}的(?:都)?(?:有|是)?(?:哪|什么|啥)"
)
NUMBER_TWICE = re.compile(
    r"[两二俩三几](?:个|处)(?:数字?)?(?P<number>\d{2,}(?:\.\d+)?)(?![\d.])(?=[\s,。?\"”]|分别|各|都|是|指|说)"
)  # 有两个17,分别指什么
OTHER_LACKS = re.compile(r",[^,。?]{2,10}?(?:没有?|可没|就没|不)(?:搞|有|做|弄|建|成立|设)?(?:的)?(?=[,。?!]|$)")
TRUE_OR_FALSE = re.compile(r"对(?:还是|or|/|或)错|对还是错|真有这么|对错|真还是假|是这个数|真有这")
# 那我姥姥一百零二岁呢: the same asked of another number.
TURNED_TO = re.compile(
    r"(?:那么?|要是|如果|换成)[^,。?!是有]{0,10}?[\d零一二两三四五六七八九十百]+(?:周?岁|年级|口人|人|平方米|平|亩|年|楼|层|分)(?:的)?(?:老人|人|娃|孩子)?呢?[?。!]*"
)
# 过没过三百处, 过百处没, 够一公里长了没: whether a bound is reached.
BOUND_ASKED = re.compile(
    rf"(?:{WHETHER_REACHED})了?[\d一二两三四五六七八九十百千万亿]"
    r"|(?:过|够|满|到|达到|超过|突破|上)了?(?:\d+|[一二两三四五六七八九十百千万亿]+)[\u3400-\u9fff]{0,5}(?:了|过)?(?:没有?|没得|不|吗|么)[?。!]*(?:[^\d,。?]{0,4})$"
)
MOST = re.compile(r"最[多大高长少小低短]的(?:是|为)")  # 按“处”算最多的是哪一项 asks for one, and not for all in 处
LEFT_OPEN = re.compile(r"(?<![不还就也算都])(?:分别|都|各)?是[?。!]*$")
HOW_OR_WHY = re.compile(
    r"干(?:嘛|什么|啥)(?:用|的)?|怎么(?:处理|办|干|做|弄|说)|咋(?:处理|办|弄|整|说)|有(?:什么|啥)用|做什么用|作用|为什么|为啥|怎样|(?:一个个|挨个|逐个|逐一)?(?:列|念|讲|说|数)(?:出来|一遍|清楚?)"
)
# 妇联那个活动的名字: a name is asked for, and no word asks.
NAME_ALONE = re.compile(r"[\u3400-\u9fff]的(?:名字|名称|全称|地址)[?。!]*$")
# 把四级人员报一遍: a list is wanted, though nothing asks and a number is named.
TELL_LIST = re.compile(
    r"把[^,。?!]{2,20}(?:报|念|列|数|背|抄|说|讲|写)(?:一遍|一下|出来|给我|全了?|清楚|一[报念列数说讲])"
)
# 石桥小学的工程基本完工了?, 幼儿园招生没: a state is told, and a question mark or 没 asks whether it is so.
STATE_ASKED, STATE_TAIL = (
    re.compile(r"(?:了|好|完|过)[?!。]*$"),
    re.compile(r"(?:(?:了|好|完|上|生|工|用|成|通)|(?:开始|已经?)[^,。?]{2,6})(?:没有?|没得|不)[?!。]*$"),
)
STATEMENT_TAIL = re.compile(r"(?:吧|吗)[?!。]*$")
ASKS = re.compile(r"多少|几|什么|啥|哪|谁|何|怎|多大|多长|是指|指的|说的")
TAGGED = re.compile(r"对吗|对不对|对吧|是吗|是吧|是不是|没错吧|真的吗|真的假的|属实(?!的)")
# 想核实一下民警人数, 民警的数量我再核对一遍: an amount is named, and none is claimed.
AMOUNT = r"(?:人数|户数|处数|个数|件数|次数|份数|支数|条数|块数|数量|数据|数字|总数|面积|金额|总额|长度|比例|占比)"
CHECKING = r"(?:核实|核对|确认|查证|核查|核准|验证|[对核]一?下)"
CHECKED_AMOUNT = re.compile(
    rf"{CHECKING}(?:一下|下|一遍)?[^,。?!\d]{{2,20}}{AMOUNT}(?=[,。?!]|$)"
    rf"|{AMOUNT},?(?:我|俺|咱|帮|给|替|来|想|要|再|请|麻烦|先|还|得|你|您|们|忙)*{CHECKING}"
)
# 有没有污水站在建, 有没有在建的小学: whether there is a thing in some state.
STATE = r"(?:还在|正在?|在)(?:建设?|修建?|盖|施工|改造|装修|推进)|(?:没|未)(?:完工|建好|修好)|(?:动|开|停|完)工"
THERE_IN_STATE = re.compile(
    rf"(?:有没有|有没得|有无|是否有)(?:啥|什么|哪个)?[^,。?]{{2,12}}(?:{STATE})(?:的|着)?[?。!]*$"
    rf"|(?:有没有|有没得|有无|是否有)(?:{STATE})的[^,。?多几]{{2,12}}$"
)
# What may stand right behind a number whose meaning is asked; anything else is what it counts (五个之最).
BEHIND_NUMBER = re.compile(
    r"[”\"』」)]?\s*(?:$|又是|分别|究竟|到底|其实|[是指代表的这那说讲对在到干啥什哪呢,。?!;:几各有和里都出数]|[”\"』」])"
)
EDITOR = re.compile(
    r"编辑|责编|校对|摄影|照片|配图|图片|拍摄|照相|审核|主编|手机|电话|邮箱|微信|部门|联系方式|年龄|多大|性别"
)
# The articles' numbers in relation: 花园口的比古荥的多, 一定比118处少.
COMPARE_CLAIM = re.compile(
    r"比(?!去年|上年|前年|往年|同期|以前|之前|上个?月|上季|头一?年|过去|原来)[^,。?]{1,16}(?:多|少|大|小|高|低|长|短)(?!少|大|长)"
)
LESS_CLAIM = re.compile(r"[\u3400-\u9fff]没(?:有)?[^,。?\d]{2,12}(?:多|大|高|长)(?:[,?吗吧]|$)")
# A figure and a question mark, no asking word: 拆掉私搭乱建218处?
STATED_ONLY = re.compile(r"^(?!.*(?:多少|几|什么|啥|哪|谁|何|怎|多大|多长|还是)).*\d[^\d?]{0,6}(?:\?|哈|吧)$")
# Nothing asked and nothing left out: no 加起来, no 那个118处的, no 328处减去弄好的.
STATED = re.compile(
    r"^(?!.*(?:多少|几|什么|啥|哪|谁|何|怎|多大|多长|还是|减|加|列|以上|以下)).*(?<![的呢个])(?<!名单)(?<!清单)(?<!明细)(?<!名字)[?!。~]*$"
)
WHICH_ONES = re.compile(r"哪(?:些|几|[两二三四五六七八九十\d]+(?!年|月|日|天))")
QUESTION_TAIL = re.compile(r"(?:吗|(?<![什怎那这多])么|吧|不|没有?)[?!。~]*$")
EACH = re.compile(r"各|分别")
EITHER = re.compile(r"还是")
# 党员名单有没有, 门牌号写了没: names and the like are asked for, and nothing is claimed.
NAMES_THERE = re.compile(
    r"(?:名单|名册|名字|名称|姓名|清单|明细|[路村街店站校]名|门牌号?码?|地址|号码)[^,。?\d]{0,4}(?:有没有?|有吗|(?:有|写|说|登|列|印|给|提)(?:了|过|着)?(?:没有?|吗))[?。!]*$"
)
STILL = ("吧", "吗", "对吗", "是吧", "对吧")

# 公交场站跟公交线路数量一样吗
SAME = re.compile(
    r"[\u3400-\u9fff](?:和|跟|与|同)[\u3400-\u9fff].*(?:是不是|是否)?(?:(?:一样|相同|相等|同样)[多大长高]?|一般[多大长高])(?:的|啊)?(?:吗|么|不|嘛|没|\?|$)"
)
ALTOGETHER = re.compile(
    r"[\u3400-\u9fffa-z0-9](?:和|跟|与|连同|(?<![黄大相接牵毗串关流])连(?!接|续|片|翘|锁|心|环|体)|带|、|以及|还有)[\u3400-\u9fffa-z0-9][^,。?]*,?(?:一共|总共|合共|总计|共|总数|总量)(?!同)[^,。?]{0,8}(?:多少|几)"
)
COMPARE = {
    "most": re.compile(
        r"最(?:多|大|高|长|少|小|低|短|贵|便宜)的[^,。?]{0,8}(?:哪|什么|啥|多少)"
        r"|哪(?:(?:一|几)?(?:项|块|样|条|类|件|方面|处|些事?)|个?(?:季度|月|项目|方面|工程|数字?))[^,。?]{0,14}最(?:多|大|高|长|少|小|低|短)"
    ),
    "rank": re.compile(r"从(?:多|大|高|长|少|小|低|短)到(?:少|小|低|短|多|大|高|长)|排(?:个|一)?(?:名|序|行榜|一下|一排|列)|排个?队(?=[,。?!]|$)"),
    "rate": re.compile(r"多(?:大|少)的?(?:比例|比重)|(?:整改|完成|整治|办结|达标|落实|解决|拆除|投用|开工|推进|销号|进展)(?:率|比例|度)|(?:完成|达到)了?[^,。?]{0,8}(?:任务|计划|目标)的?(?:百分之|几成|多少%)|占(?:比|了?(?:总数|全部|全镇|其中|多大|多少|几成|几分|百分))|(?:完成|整改|整治|解决)了?(?:百分之几|百分之多少|几成|多大比例|多少比例)|百分比|比例(?:是)?(?:多少|多大|几)|(?:占|是|为|抵|相当于)[^,。?]{1,14}(?:百分之几|百分之多少|几成|几分之几)|占[^,。?]{0,12}(?:多大|多少|多高)的?(?:比例|比重|比率)|占百分之(?:几|多少)"),
    "times": re.compile(r"÷|/(?=[^\d].*倍)|几倍|多少倍|倍数|(?:是|为)[^,。?]{1,14}的?(?:几|多少)倍|翻了几"),
    "mean": re.compile(r"平均|均摊|摊到每|摊下来|分摊到|(?:每|一)(?:个|处|支|条|名|户|所|块|份|村|次|队|人)[^,。?]{0,8}(?:合|摊|大约|约|差不多|平均)[^,。?]{0,6}(?:多少|几|多大)"),
    "remaining": re.compile(r"还?(?:空|闲)(?:着|余|出)[^,。?]{0,4}(?:几|多少)|还(?:剩|差|有)[^,。?]{0,10}(?:几|多少)|还?(?:剩|差)(?:下|余|了)?(?:呢|的呢|的)?[?]?$|^(?:那|那么)?(?:也?就是说?)?还(?:有|剩|差)的?呢?[?]*$|^(?:那|那么)?(?:还?没|没有|尚未|还未)(?:整改|整治|完成|处理|解决|弄|搞|做|拆|改|办|修|建|清)(?:好|完|掉|成|到位)?的?呢?[?]?$|剩(?:下|余|了)?[^,。?]{0,8}(?:几|多少)|(?:没|没有|尚未|还没|未)[^,。?]{0,8}(?:整改|整治|完成|处理|解决|拆|做完|搞定|改|[整弄搞清修办](?=[完好掉]))(?:好|完|掉)?[^,。?]{0,6}(?:(?<!哪)几|多少)|(?:几|多少)[^,。?]{0,8}(?:没|没有|尚未|还没|未)(?:整改|整治|完成|处理|解决|拆|做完|搞定|改)"),
    "difference": re.compile(r"比(?![例重率])[^,。?]{1,14}?(?:多|少|高|低|大|小|长|短|贵|便宜)(?!少)[^,。?]{0,8}(?:多少|几)|(?:相差|差距|差额|之差|差异|差了?(?:多少|几)|(?<!最)(?:多|少|高|低|大|小)(?:出|了)?(?:多少|几)|(?:多|少)(?:出|了)?(?:来)?(?:几|多少)|减去|[\u3400-\u9fff\da-z]\s?(?<![增缩裁削递])减\s?(?![a-z]+$)(?![少负免轻小弱缓震灾压税薪速息慢排碳产去掉了到至半持员退租费])[\u3400-\u9fff\da-z]{2,})"),
    "sum": re.compile(r"加起来|加一起|(?:合|归|拢|凑|拼|放|并|算|搁|堆|摞|捆)(?:到|在)?一(?:起|块|处)|(?<![增附参更追外])加(?![装快强大上])[^。?]{1,8}[,](?:一共|总共)|加到一块|加在一起|加一块|合计|总和|合起来(?!叫|称)|合在一起(?!叫|称)|相加|之和|一起算|两(?:个)?(?:镇|地|乡|家|边|处)[^,。?]{0,8}(?:一共|总共|合计|共|总)|(?:一共|总共|共)[^,。?]{0,6}加|加上[^,。?]{1,12}(?:共|是|有|多少)|加上[^。?]{1,16},(?:一共|总共|合计|共)|加[^,。?]{1,10}(?:共|一共|总共)|(?<![增附参更追外])加(?!工|快|强)[^,。?]{1,18}等于(?:多少|几)|^[^,。?多几]{2,12}(?<![增附参更追外新叠累施添])加(?![工快强大上装密固宽高急盖建设入盟油班热课拨征收薪分氯气水倍速息])[^,。?]{2,14}?(?:是|有)?(?:多少|几)[\u3400-\u9fff]{0,2}[?]*$"),
    "which": re.compile(r"哪(?:一|两)?(?:个)?(?:镇|村|地方|边|家|地|乡|区|县|市|省)?[^,。?]{0,12}(?:更|比较|较|最)(?:多|少|大|小|高|低|快|慢|长|短|好|厉害)|哪(?:一)?[个边家头样种项类][^,。?]{0,4}(?:更)?(?:多|少|大|小|高|低|长|短|久|快|慢|贵|便宜|远|近|勤|频繁)(?:些|一些|点|一点)?(?=[?,。]|$)|哪(?:一)?个?(?:镇|村|地方|边|家|乡|区|县|市|省)[^,。?]{0,10}(?:多|少(?!年)|大|小(?!区|学)|高|低)(?:些|一些|点|一点)?(?:[?\s,]|$)|哪个的[^,。?]{1,10}(?:多|少|大|小|高|低)(?:些|一些|点|一点)?(?:[?\s]|$)|谁[^,。?]{0,12}(?:更|比较|较)?(?:多|少|大|小|高|低|(?<![站镇村校院局组队部市县区省处科会行厂家园班])长|短|久|快|慢|贵|便宜)(?:些|一些|点|一点)?(?=[?,]|$)|孰|(?:多|大|高|少),?(?:还是|些)|比一比|对比|比较|pk|排(?:个)?(?:名|序|行)|(?:比(?![例重率])|较)[^,。?]{1,12}(?:更|要|还)?(?:多|(?<!多)少|大|小|高|低)(?:吗|么|不|吧|些|一些)?[?]?$"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Intent:
    """What a question wants, and how: for compare the operation, for source the field."""

    name: str
    detail: str = ""


def find_intent(
    folded: str, asked: Asked, figures: Sequence[Figure], bare_words: int, questioning: bool = False
) -> Intent:
    """
    Tell what a question wants done.

    Args:
        folded: The cleaned question.
        asked: What `find_asked` said.
        figures: The figures that the question itself states.
        bare_words: How many content words it has besides places, periods and figures.
        questioning: It was typed with a question mark.

    Returns:
        The first intent that fits, in the order source, overview, condition, number, verify, compare, text, figure.
    """
    kind = asked.kind
    closed = folded.replace(" ", "")
    if (
        SOURCE_CLAIM.search(closed)
        and (is_claim(folded) or STATEMENT_TAIL.search(folded))
        and not WHO_OR_WHICH.search(folded)
    ):
        return Intent("verify", "author" if BY_WHOM.search(closed) else "origin")
    for detail, pattern in (
        ("headings", SOURCE_HEADINGS),
        ("places", SOURCE_PLACES),
        ("places", ANSWERED_PLACES),
        ("works", SOURCE_WORKS),
        ("author", SOURCE_WRITERS),
        ("origin", SOURCE_ISSUED),
        ("author", SOURCE_AUTHOR),
        ("origin", SOURCE_ORIGIN),
        ("date", SOURCE_DATE),
        ("title", SOURCE_TITLE),
        ("count", SOURCE_COUNT),
    ):
        if pattern.search(closed):
            return Intent("source", "editor" if EDITOR.search(folded) else detail)
    numbers_alone = bool(figures) and not any(heads_noun(figure, folded) for figure in figures)
    if numbers_alone and NUMBER_MEANT.search(closed) and not (is_claim(folded) or CONDITION.search(folded)):
        return Intent("number")
    if ASKS.search(folded) and unit_asked(folded) and not (figures or MOST.search(folded)) and kind != "money":
        return Intent("condition", "unit")
    if figures and BOUND_ASKED.search(closed) and not ASKS.search(folded):
        return Intent("verify")
    stated = bare_words > 0 and states_figure(folded, asked, figures)  # 督战会开过二十多次, 户籍人口不到2万
    if (
        CONDITION.search(folded)
        and not (is_claim(folded) or stated)
        and not COMPARE_CLAIM.search(folded)
        and not narrows(folded, asked, figures)
    ):
        return Intent("condition")
    if OVERVIEW.search(folded):
        return Intent("overview")
    if NAMES_THERE.search(folded) or (NAME_ALONE.search(folded) and not figures and not is_claim(folded)):
        return Intent("text", "list")
    if TELL_LIST.search(folded) and bare_words and kind in ("unknown", "list", "text") and not is_claim(folded):
        return Intent("text", "list")
    claims_order = COMPARE_CLAIM.search(folded) or LESS_CLAIM.search(folded)
    if claims_order and (is_claim(folded) or (STATEMENT_TAIL.search(folded) and not ASKS.search(folded))):
        return Intent("compare", "which")
    if number_twice(folded) and (NUMBER.search(folded) or EACH.search(folded)):
        return Intent("number")
    alone = len(figures) == 1 and bool(figures[0].unit) and len(folded.strip("?!。 ")) <= len(figures[0].text)
    if alone:
        return Intent("number")
    if numbers_alone and bare_words == 0 and NUMBER.search(folded):
        return Intent("number")
    if figures and kind == "unknown" and TURNED_TO.fullmatch(closed):
        return Intent("figure")
    if ends_in_is(closed, kind) and bare_words:
        return Intent("text", "list")
    if CHECKED_AMOUNT.search(folded) and not (figures or TAGGED.search(folded)):
        return Intent("figure")
    told = is_claim(folded) or STATEMENT_TAIL.search(folded) is not None
    if claims_one(folded) and (told or OTHER_LACKS.search(folded)):
        return Intent("verify")
    if told and (claims_each(folded) or (claims_none(folded) and not figures)):
        return Intent("verify")
    if TRUE_OR_FALSE.search(folded) or THERE_IN_STATE.search(folded):
        return Intent("verify")
    if SAME.search(folded) and not figures:
        return Intent("compare", "same")
    named_only = kind in ("unknown", "yesno") or asked.start < 0  # 增加值是涨的吧 names a measure and asks for none
    states = bool(figures) and (named_only or kind in ("text", "count", "measure"))
    if states and STATED_ONLY.search(folded):
        return Intent("verify")
    counting = kind in ("count", "measure", "money", "percent", "duration", "date", "frequency")
    another = asks_another_measure(asked, figures)
    asks_figure = counting and (not figures or asked.start >= 0 or another) and not TAGGED.search(folded)
    told_so = STATEMENT_TAIL.search(folded) or STATE_TAIL.search(folded) or (questioning and STATE_ASKED.search(folded))
    if not figures and named_only and bare_words and told_so and not ASKS.search(folded):
        return Intent("verify")
    if figures and questioning and not asks_figure and not ASKS.search(folded) and not is_either(folded, figures):
        return Intent("verify")
    if (
        not is_either(folded, figures)
        and not asks_figure
        and (is_claim(folded) or (states and QUESTION_TAIL.search(folded)))
    ):
        return Intent("verify")
    said = folded.rstrip("。! ").endswith(figures[-1].text) if figures else False
    if said and kind == "unknown" and bare_words and not ASKS.search(folded) and not is_either(folded, figures):
        return Intent("verify")  # 滩区查出328处: stated, and nothing asked
    for detail, pattern in COMPARE.items():
        if pattern.search(folded) and (detail == "times" or not asks_both_ends(folded)):
            return Intent("compare", detail)
    if ALTOGETHER.search(folded) and len(figures) > 1:
        return Intent("compare", "sum")  # 118处和2946处一共多少处
    if ALTOGETHER.search(folded) and not figures and not EACH.search(folded):
        return Intent("compare", "altogether")
    if kind in ("person", "list", "definition", "place", "text"):
        return Intent("text", kind)
    if kind == "unknown" and HOW_OR_WHY.search(folded):
        return Intent("text", "text")
    if WHICH_ONES.search(folded):
        return Intent("text", "list")
    if states_figure(folded, asked, figures) and bare_words:
        return Intent("verify")
    return Intent("figure")


def ends_in_is(closed: str, kind: str) -> bool:
    """
    Tell whether a question breaks off where what is asked would stand.

    >>> ends_in_is("定下的三个重点分别是?", "unknown"), ends_in_is("就是", "unknown")
    (True, False)
    """
    return kind in ("unknown", "yesno", "text", "list") and LEFT_OPEN.search(closed) is not None


def is_either(folded: str, figures: Sequence[Figure]) -> bool:
    """Tell whether 还是 sets two things against each other; of 一亩还是补15块吧 it says that it is still so."""
    found = EITHER.search(folded)
    if found is None:
        return False
    claimed = [figure for figure in figures if figure.value != 1]  # 一亩还是补15块: the first says for how much
    still = (
        len(claimed) == 1 and claimed[0].start >= found.end() and folded[found.end() :].rstrip("?!。").endswith(STILL)
    )
    return not still


def narrows(folded: str, asked: Asked, figures: Sequence[Figure]) -> bool:
    """
    Tell whether a bound only narrows what a figure is asked of, and asks for no list: 35岁以下占百分之几.

    Args:
        folded: The question.
        asked: What it asks for.
        figures: The figures that it states.
    """
    if asked.start < 0 or FIGURES_ASKED.search(folded):
        return False
    if asked.kind in ("percent", "money", "duration", "date", "frequency", "rank"):
        return True
    if WITHIN_BOUND.search(folded):
        return True
    aged = any(figure.unit in ("岁", "周岁") for figure in figures) or AGED.search(folded) is not None
    return aged and asked.kind == "count"


def states_figure(folded: str, asked: Asked, figures: Sequence[Figure]) -> bool:
    """Tell whether a line states a figure of something and asks nothing: 南王村提了六个目标."""
    stated = [f for f in figures if (f.unit or f.text[-1:] in "万亿") and not folded.startswith(f.text)]
    if asks_another_measure(asked, stated):
        return False
    named_only = asked.kind in ("unknown", "yesno") or asked.start < 0
    return bool(stated) and named_only and STATED.search(folded) is not None


def asks_another_measure(asked: Asked, figures: Sequence[Figure]) -> bool:
    """Tell whether a question names another measure than those of the figures that it states: 自拆的110余处,面积."""
    measured = asked.kind == "measure" and bool(asked.dimension)
    return measured and bool(figures) and all(f.unit and dimension_of(f.unit) != asked.dimension for f in figures)


def heads_noun(figure: Figure, folded: str) -> bool:
    """Tell whether a noun stands behind a figure of a question, so that its members are asked and not its meaning."""
    at = folded.find(figure.text)
    return at >= 0 and BEHIND_NUMBER.match(folded, at + len(figure.text)) is None


def unit_asked(folded: str) -> str:
    """
    Return the unit that is a question's whole condition; empty where there is none.

    >>> unit_asked("哪些事用平方米算的"), unit_asked("哪些村用车来拉垃圾")
    ('平方米', '')
    """
    found = IN_UNIT.search(folded)
    unit = (found["unit"] or found["of"] or found["beside"]).strip('“”"') if found else ""
    return unit if unit and match_unit(unit) is not None else ""


def number_twice(folded: str) -> str:
    """
    Return the number of which a question says that it is told twice; empty where it says so of none.

    >>> number_twice("文里有两个17,分别指什么"), number_twice("两个镇拆了17处")
    ('17', '')
    """
    found = NUMBER_TWICE.search(folded)
    return found["number"] if found else ""


def is_overview_word(word: str) -> bool:
    """Tell whether a word asks for an overview and says nothing of what it is to be of."""
    return OVERVIEW_WORDS.fullmatch(word) is not None
