"""What the bot says of its own, in Simplified Chinese; a Traditional asker gets the same words converted."""

# Around answers
SEVERAL = "这个问题有几种可能："
NEAREST = "最接近的是："
OTHER_ANSWER = "其他答案 {n}/{m}"
LEFT_OUT = "（另有 {n} 条没有列出，请问得再具体些）"
COMPUTED = "（计算所得，非文中原话）"
TRUE = "属实："
FALSE = "与文章不符，文中是："
ALSO = "同样的数也见："
NO_DATE = "文中未注明日期"
NO_TITLE = "无标题"
NO_WORDS = "见原文"
NOTHING_TO_SAY = "这个问题我没有可说的。"
REASONS = {
    "no_place": "文章里没有提到这个地方。",
    "no_thing": "文章里没有提到这件事。",
    "no_period": "文章里没有这个时间的数字。",
    "no_figure": "文章里没有说。",
    "unsure": "文章里没有把握说准的答案。",
    "empty_base": "资料库里还没有文章。",
}

# Buttons
COPY = "复制数字"
CONTEXT = "上下文"
CONTEXT_OFF = "收起上下文"
OTHER = "其他答案 {n}/{m}"
FIRST_AGAIN = "回到首个答案"
GOOD = "👍 有用"
WRONG = "👎 不对"
WRONG_REASONS = {"f": "数字不对", "q": "答非所问", "s": "出处不对", "o": "已过时"}
BACK = "返回"
SOURCE = "出处与更多"

# Toasts
THANKS = "谢谢，记下了。"
WHY_WRONG = "谢谢。哪里不对？"
NOT_YOURS = "这是提问者的按钮；请用 /ask 自己问一次。"
STALE = "这条已经过时，请重新问一次。"
GONE = "出处已不在资料库里，请重新问一次。"
NO_CONTEXT = "前后没有别的句子。"
NOT_ALLOWED = "只有管理员能按。"
DONE = "好了。"
NOTHING_CHANGED = "没有变化。"

# Sentences
TROUBLE = "出了点问题，没能回答。请稍后再问一次。"
TOO_LONG = "问题太长了（{length} 字），请控制在 {limit} 字以内。"
EMPTY_QUESTION = "想问什么？请直接写出来，例如：{example}"
EMPTY_ASK = "请在 /ask 后面写上问题，例如：\n/ask {example}\n也可以用 /ask 回复别人的一条消息。"
TOO_FAST = "问得太快了，请过一会儿再问。"
ONLY_TEXT = "我只看得懂文字。请把问题写出来，例如：{example}"
UNKNOWN_COMMAND = "没有这个命令。直接写问题就行；/help 看怎么用。"
NO_SUCH_FACT = "这个出处已不在资料库里。"
EXAMPLE = "花园口拆了多少私搭乱建？"

START = (
    "我是<b>有据</b>：问一个数字，我给出文章里的数字和它所在的原句；文章没说的，我不编。\n"
    "直接写问题就行，比如点下面的一个："
)
ADD_TO_GROUP = "加到群里"
HELP_PRIVATE = (
    "<b>怎么问</b>\n"
    "直接写问题，例如“{example}”。错字、拼音、繁体都行；可以接着问“面积呢？”“另一个镇呢？”。\n"
    "\n"
    "<b>回答里有什么</b>\n"
    "先是数字，再是原句和出处；计算出来的会注明。文章没说的，我会直说。\n"
    "\n"
    "<b>命令</b>\n"
    "{commands}\n"
    "\n"
    "在任何聊天里写 @{username} 加问题，也能查。"
)
HELP_GROUP = (
    "<b>在群里这样问我</b>\n"
    "· /ask 问题\n"
    "· 用 /ask 回复别人的一条消息\n"
    "· 直接回复我的消息，接着问\n"
    "{mention}"
    "其他消息我不看、不存、不答。管理员可用 /settings 设置。"
)
HELP_MENTION = "· 写 @{username} 加问题，或“问 …”\n"
HELLO_GROUP = "大家好，我是有据，回答文章里的数字。{how}管理员可用 /settings 设置。"
HELLO_PRIVACY = "请用 /ask 问题，或回复我的消息来问；别的消息我收不到。"
HELLO_OPEN = "请用 /ask 问题、回复我的消息，或写 @{username} 加问题；别的消息我不看、不存。"
HELLO_CHANNEL = (
    "我已加入频道“{title}”，默认不回答任何帖子。要打开，请在频道里发 /settings；"
    "打开后只回答以 /ask 开头或提到我的帖子。"
)
ABOUT = (
    "<b>有据</b>\n"
    "资料库里有 {articles} 篇文章、{facts} 个数字。\n"
    "{dates}{origins}"
    "回答只取自这些文章，一字不改；不用语言模型，不联网查找。"
)
ABOUT_DATES = "文章日期：{first} 至 {last}{undated}。\n"
ABOUT_UNDATED = "文章都没有注明日期。\n"
ABOUT_SOME_UNDATED = "（{n} 篇未注明日期）"
ABOUT_ORIGINS = "来自：{origins}。\n"
PRIVACY = (
    "<b>隐私</b>\n"
    "· 问题文字不保存；{unanswered}\n"
    "· 为了接着问，最近一次提问的要点加密保存一小时。\n"
    "· 聊天和用户的 id 只存不可还原的散列，设置除外（加密）。\n"
    "· 群里没有叫我的消息，不存也不记日志。\n"
    "· 反馈（有用、不对）只记对哪条答案，不记是谁。\n"
    "/forget 立即删除与您有关的全部记录。"
)
PRIVACY_KEPT = "没答上来的问题不带姓名保留 {days} 天，供改进。"
PRIVACY_NOT_KEPT = "没答上来的也不保存。"
FORGOTTEN = "已删除与您有关的全部记录。"
CANCELLED = "好，重新开始。"
LANG_ASK = "用哪种字回答？原句总是照印出来的样子。"
LANG_NAMES = {"": "随提问", "hans": "简体", "hant": "繁體"}
LANG_SET = "好，以后用：{name}"

# Settings of groups and channels
SETTINGS_GROUP = "<b>本群设置</b>（只有管理员能改）\n回答用字：{script}\n答案下的“有用 / 不对”：{feedback}"
SETTINGS_CHANNEL = "<b>本频道设置</b>（只有管理员能改）\n回答以 /ask 开头或提到我的帖子：{channel}\n回答用字：{script}"
ONLY_ADMINS = "只有本群的管理员能改设置。"
SETTINGS_PRIVATE = "私聊里请用 /lang 选简体或繁体。"
ON, OFF = "开", "关"
SWITCH = {"channel": "回答帖子：{state}", "feedback": "有用 / 不对：{state}", "script": "用字：{state}"}

# The owner's tools
OWNER_HELP = "\n\n<b>管理</b>（只有您看得到）\n· 发来或转发文件、长文字：预览后加入\n{commands}"
ADD_FAILED = "这份没法加入：{reason}"
ADD_TOO_BIG = "文件太大（{size} MB），最多 {limit} MB。"
PREVIEW = "<b>{title}</b>\n{sections}句子 {sentences} 个，数字 {figures} 个{sample}"
PREVIEW_MORE = "另有 {n} 篇。"
PREVIEW_ASK = "加入资料库吗？"
PREVIEW_REPLACES = "会换掉同一个来源的：{titles}。"
PREVIEW_ALIKE = "资料库里已有同题的：{titles}。“替换”换掉它，“加入”两篇都留。"
ADD_DONE = "{what}：<b>{title}</b>（{sentences} 句，{figures} 个数字）"
ADD_YES, ADD_REPLACING, ADD_NO = "加入", "替换", "取消"
ADDED = {"added": "已加入", "replaced": "已替换", "unchanged": "内容相同，没有变化"}
DRAFT_GONE = "这份草稿已处理或已过期，请重新发来。"
DRAFT_DROPPED = "已取消，没有加入。"
NO_ARTICLES = "资料库里还没有文章。发来文件或长文字就能加入。"
ARTICLES = "<b>文章</b>（{n} 篇，第 {page}/{pages} 页）"
REMOVE_USAGE = "请写 /remove 加文章编号；编号见 /articles。"
REMOVE_ASK = "删除这篇文章吗？它的句子和数字都会删掉。\n\n<b>{title}</b>"
REMOVE_YES, REMOVE_NO = "删除", "不删"
REMOVED = "已删除：{title}"
NOT_REMOVED = "没有删除。"
NO_SUCH_ARTICLE = "没有编号为 {id} 的文章。"
UNANSWERED_OFF = "没有保留没答上的问题。要保留，请设 YOUJU_UNANSWERED_DAYS（天数）后重启。"
UNANSWERED_NONE = "没有没答上的问题。"
NOW_ANSWERED = "另有 {n} 个现在答得上了，不再列出。"
SYNONYM_HELPS = "没答上的问题里有 {n} 个现在答得上了。"
UNANSWERED = "<b>没答上的问题</b>（{n} 个，{days} 天内）"
UNANSWERED_HINT = "回复本条并写“私建=私搭乱建”，就加一条同义词：问“私建”答不上时按“私搭乱建”再找；写“私建=”取消。"
SYNONYMS = "同义词：{pairs}"
TAKEN_AS = "“{word}”按“{other}”理解"
SYNONYM_BAD = "看不懂。请写成“问法=文章里的说法”，例如：私建=私搭乱建"
SYNONYM_ADDED = "好，问“{word}”答不上时按“{other}”再找。"
SYNONYM_REMOVED = "好，“{word}”的同义词已取消。"
WRONG_NONE = "没有人报告答案不对。"
WRONG_LIST = "<b>被报告不对的答案</b>（{n} 条）"
WRONG_GONE = "（出处已不在资料库里）"
STATS = "<b>近 {days} 天</b>"
STATS_NONE = "近 {days} 天没有人提问。"
STATS_ROWS = (("questions", "提问"), ("answered", "答上"), ("not_found", "无据"), ("clarify", "反问"), ("chat", "寒暄"))
STATS_FEEDBACK = "有用 {good}，不对 {wrong}，出错 {errors}"
STATS_LATENCY = "用时：一半在 {p50} 毫秒内，95% 在 {p95} 毫秒内"
EXPORT_NAME = "youju-{day}.zip"
EXPORTED = "{n} 篇文章。要恢复，把这个文件发回来，说明写 /import。"
EXPORT_FAILED = "导出的文件没能送出，请稍后再试。"
IMPORT_USAGE = "请把 /export 导出的文件发来，说明写 /import。"
IMPORT_ASK = "里面有 {n} 篇文章。加入资料库吗？同名的会被替换。"
IMPORTED = "导入完成：加入 {added}，替换 {replaced}，相同 {unchanged}，失败 {failed}。"
IMPORT_BAD = "这不是 /export 导出的文件：{reason}"
RELOADED = "已重新读入资料库：{articles} 篇文章、{facts} 个数字。"
SUBSCRIBE_USAGE = "请写 /subscribe 加聊天的数字 id，新文章加入时会告诉它；/unsubscribe 取消。"
SUBSCRIBED = "好，有新文章时告诉 {chat}。"
UNSUBSCRIBED = "好，不再告诉 {chat}。"
NEW_ARTICLE = "资料库加入了新文章：<b>{title}</b>（{figures} 个数字）"

# Inline and guests
INLINE_NOTHING = "没有查到，换个问法"
INLINE_OPEN = "打开有据"
FIGURES_OF = "{place}有哪些数字"
