"""Where in a text a time may begin: cheap, and never missing one.

Belongs here: the first words of times. Does not belong here: the shapes of whole times (`time_pattern.py`).
Words are found by one Aho-Corasick pass, numerals by one pattern that looks at what follows them.
"""

import re

from ahocorasick_rs import AhoCorasick, Implementation

from pipelines.figures.time_pattern import ERAS, SEP, D

# First characters and what may follow them; # is a numeral.
_OPENINGS = {
    "上": "半年 年 月 周 个月 世纪 午#",
    "下": "半年 午 周 一步",
    "前": "年 天 #",
    "头": "# 几天 两天 三天",
    "首": "季 #",
    "第": "#季 #— #-",
    "今": "年 天 日 晚 晨 早 后 明 明两年",
    "去": "年",
    "明": "年 天 日",
    "后": "年",
    "本": "年 月 周 世",
    "次": "年",
    "翌": "年",
    "当": "年 月 天 日 前 晚",
    "同": "年 期 月 日",
    "往": "年",
    "全": "年",
    "年": "末 底 初",
    "近": "年 几 些 期 日 来 # 两天 三天",
    "这": "些 # 几天 两天 三天",
    "非": "凡五 凡十",
    "刚": "过去 刚过去",
    "现": "在 如 阶",
    "新": "的一年 一年",
    "昨": "天 日 晚",
    "再": "过#",
    "数": "十 百 千",
    "百": "年来 余年来 多年来",
    "千": "年来 余年来 多年来",
    "假": "期期 日期 期# 期前# 期后#",
    "节": "假期 假日期 日期 日日期",
    "“": "七 八 九 十",
    '"': "七 八 九 十",
    "「": "七 八 九 十",
    "早": "# 上# 晨# 间#",
    "晚": "# 上# 间#",
    "凌": "晨#",
    "清": "晨# 明",
    "中": "午# 秋",
    "午": "间#",
    "傍": "晚#",
    "春": "运",
    "暑": "运 期 假",
    "夜": "间#",
    "深": "夜#",
}
_WORDS = (
    "报告期 过去 最近 公元 目前 如今 眼下 迄今 至今 时至今 截至发 日前 连日 未来 多年来 几年来 长期以来 一直以来 以来"
    " 半个 春节 元旦 端午 国庆 劳动节"
)
# The numerals of “五一” are a name: the time begins behind them.
_BEHIND_NAME = ("五一", "一”", '一"')
_NUMERALS = "0123456789０１２３４５６７８９一二两三四五六七八九十"


def _opening_words() -> dict[str, int]:
    """All words that may open a time, each with how many characters before the time it begins."""
    words = [first + rest for first, rests in _OPENINGS.items() for rest in rests.split()]
    words += [*_WORDS.split(), *ERAS]
    spelled = [word.replace("#", numeral) for word in words for numeral in (_NUMERALS if "#" in word else "#")]
    return dict.fromkeys(spelled, 0) | {lead + word: 2 for lead in _BEHIND_NAME for word in "假小期黄"}


_OPENING_WORDS = _opening_words()
_LEADS = tuple(_OPENING_WORDS.values())
_FINDER = AhoCorasick(list(_OPENING_WORDS), implementation=Implementation.DFA)

_HANZI_NUMBER = "一二两三四五六七八九十元〇零○Ｏ"
# One character long, so that no numeral hides the next.
_NUMBER = re.compile(
    f"[0-9０-９{_HANZI_NUMBER}](?:"
    f"(?<=[0-9０-９])(?<![0-9０-９.．].)(?=(?:{D}{{0,3}}(?:[年月日号周时点届]|天[共时]|财年|个[月季]|世纪|[多余]年|{SEP}{D}{{1,4}}[年月日时世]|、{D}{{1,2}}月|:{D}{D}|：{D}{D})"
    f"|{D}{{3}}(?:[-/.．]{D}|年?{SEP})|[—–～~、和-][2-4]季|季|{D}{{3}}[多余]|{D}{{0,2}}万年前"
    f"|{D}?\\.(?:20{D}{D}年|{D}{{1,2}}(?:{SEP}{D}{{1,2}})?月)))"
    f"|(?<=[{_HANZI_NUMBER}])(?=[{_HANZI_NUMBER}]{{0,4}}(?:[年月日周时点季]|[百千][多余]?年前|个[月季]|世纪|[多余]年|{SEP}|五|、[二三四]季|和[二三四]季)))"
)


def beginnings(text: str) -> list[int]:
    """The places in order, some of them twice."""
    found = [match.start() for match in _NUMBER.finditer(text)]
    found += [start + _LEADS[word] for word, start, _ in _FINDER.find_matches_as_indexes(text, overlapping=True)]
    found.sort()
    return found
