"""What each numeric expression is: a figure, or one of the kinds that are none (date, ordinal, code, name …).

Belongs here: the order in which the kinds are tried, and their patterns. Does not belong here: going through the text
(`ledger.py`), and the meaning of a figure (`measures.py`, `subjects.py`, `scope.py`).
"""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from pipelines.figures.codes import BEFORE_CODE, BEHIND_CODE, code_spans, letters
from pipelines.figures.dates import Time
from pipelines.figures.lexicon import known_words, word_around
from pipelines.figures.number_names import PLACE_WORDS, administrative, congress, numbered
from pipelines.figures.numerals import HANZI_NUMERALS
from pipelines.figures.ordinals import (
    BEFORE_ORDINAL,
    BEHIND_ORDINAL,
    OPENS_MARKER,
    first_word,
    firstly,
    list_marker,
    marked,
    ordinal,
)
from pipelines.figures.quantities import Quantity, of_digits, quantity
from pipelines.figures.spans import Span, Spans
from pipelines.figures.units import simple_unit


@dataclass(slots=True)
class Expression:
    """The figure text[start:end] as it is written, with the number of its row in the ledger.

    `clause_start` is where the part of the clause that ends at the figure begins, once its sentence is read.
    """

    start: int
    end: int
    rule: str
    quantity: Quantity
    row: int = -1
    clause_start: int = 0


_HANZI = frozenset(HANZI_NUMERALS)
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_MULTIPLIERS = frozenset("十百千万亿")

_QUOTED = re.compile(r"“[^“”\n]{1,24}”|‘[^‘’\n]{1,24}’|《[^《》\n]{1,60}》|〈[^〈〉\n]{1,40}〉|「[^「」\n]{1,24}」")
_PLAN = re.compile(r"十[一二三四五六七八九]五(?=[规时”’\"期开收目以建末之和、，。]|$)")
_DOUBLE_WORD = re.compile(r"双[一-鿿“]")
_BIG = re.compile(r"[两二三四五六七八九十0-9]{1,3}大(?:类)?(?=[一-鿿“])")
_BIG_NOT = re.compile(r"大(?:会|楼|桥|多|家|学|道|小|气|赛|量|型|力|豆|战|众|幅|连|报)")
_CLASS_TAIL = re.compile(
    r"(?:元|方|吨|千瓦|人|亩|吨级|立方米|户|标箱|家|斤|公斤|头|辆|台(?!阶)|瓦|级|美元|人次|用户|平方米|公里|册)?级?"
)
_AMOUNT_BEFORE = re.compile(
    r"(?:达到?|超过?|突破|近|约|逾|破|过|上|共|总计|累计|为|至|增长|投入|投资|规模|足有|高达|接近|不足)$"
)
_YEAR_LIKE = re.compile(r"(?:19|20)[0-9]{2}$")
_LONG_DIGITS = re.compile(r"[0-9０-９]{9,}$")
_NUMBERING = re.compile(r"(?:邮编|邮政编码|电话|热线|编号|代码|证号|账号|号码|群号|QQ|微信)(?:为|是|[:：])?$")
_TO_ORDINAL = re.compile(
    r"(?:位?居|排名?|位列|名列|列|排在|跻身|进入)(?:全[国省市球]|世界|亚洲|西部|中部|我国|中国|国内|同类城市|第)?(?:前|第|TOP|Top|top)$"
)
_RANKING = frozenset("前第Pp")  # the last characters of all that _TO_ORDINAL looks for
_ONE_COUNTS = re.compile(r"(?:用时|历时|仅用|耗时|为期|时长|长达|达到?|只需|仅需)(?:近|约|不到)?$")
_GENERATION = re.compile(r"(?:[5-9][05]|0[05]|10)后(?![来期续端面])")
_COMES = re.compile(r"来(?:[自到源临往访华]|的是)")
_ONE_UNITS = frozenset(("倍", "番", "%", "个百分点"))


class Page:
    """The spans that claim numerals before their own words are looked at, and the order of the kinds."""

    def __init__(
        self, text: str, tokens: Sequence[tuple[int, int]], times: Sequence[Time], tables: Sequence[tuple[int, int]]
    ) -> None:
        edged = f"{text}\0"  # no character stands before the first, nor behind the last
        touching = {edged[start - 1] for start, _ in tokens} | {edged[end] for _, end in tokens}
        self.text = text
        self.tables = Spans([(start, end, "table", "table") for start, end in tables])
        self.times = Spans([(t.start, t.end, "date", f"time.{t.kind}") for t in times])
        self.codes = Spans(code_spans(text, touching))
        self.words = Spans(known_words(text))
        self.quotes = Spans([(m.start(), m.end(), "name", "quoted_name") for m in _QUOTED.finditer(text)])

    def read(self, start: int, end: int) -> Span | Expression | None:
        """What the token text[start:end] is; None for 双 or 首 that begins no expression."""
        text, first = self.text, self.text[start]
        if self.tables.begins <= start and self.tables.at(start, end):
            return start, end, "table", "table"
        if first == "十" and (plan := _PLAN.match(text, start)):
            return start, plan.end(), "code", "code.plan"
        if self.times.begins <= start and (time := self.times.at(start, end)):
            return time
        if self.codes.begins <= start and (code := self.codes.at(start, end)):
            return code
        if first == "首":
            kind = first_word(text, start)
            return kind or ((start, start + 2, "word", "listed_word") if text.startswith("首创", start) else None)
        if first == "双":
            return self._double(start)
        is_hanzi = first in _HANZI
        before, behind, readers = _HANZI_KINDS if is_hanzi else _DIGIT_KINDS if first in _DIGITS else _MARKED_KINDS
        for reader in readers[before.get(text[start - 1 : start], 0) | behind.get(text[end : end + 1], 0)]:
            kind = reader(self, start, end)
            if kind:
                return kind
        return self._hanzi(start, end) if is_hanzi else self._arabic(start, end)

    def _double(self, start: int) -> Span | None:
        m = _DOUBLE_WORD.match(self.text, start)
        if m is None or m[0].endswith("“"):
            return None
        listed = self.words.at(start, start + 1)
        if listed:
            return listed
        end = m.end()
        while end < len(self.text) and self.text[end] in _HANZI and end < start + 4:
            end += 1
        quoted = self.quotes.at(start, end)
        return start, end, "name" if quoted else "word", "double"

    def _hanzi(self, start: int, end: int) -> Span | Expression:
        text = self.text
        may_be_word = _may_be_word(text, start, end)
        word = word_around(text, start, end) if may_be_word else None
        found: Quantity | None = None
        if word is not None and not _BIG.match(text, start):
            found = quantity(text, start, end)
            if found is None or not self._is_whole(word, found, start, end):
                return *word, "word", "segmented_word"
        if text.startswith("位数", end) and (wide := of_digits(text, start, end)):
            return Expression(start, wide.end, "digits", wide)
        found = found or quantity(text, start, end)
        if found and _since(text, found):
            return found.start, found.end + 1, "date", "time.years_since"
        if found and text.startswith("级", end) and text[end - 1] in "万亿":
            return start, end + 1, "level_class", "size_class"
        if found and self.counts(found, start, end):
            return Expression(found.start, found.end, "hanzi", found)
        if found and found.bare:
            return self._size_class(found, start, end)
        word = word if may_be_word else word_around(text, start, end)
        if word:
            return *word, "word", "segmented_word"
        return start, end, "word", "hanzi_word"

    def _is_whole(self, word: tuple[int, int], found: Quantity, start: int, end: int) -> bool:
        """Whether the word around a numeral is only the number with its unit: 近千家, 八成."""
        times = found.unit is not None and found.unit.unit == "倍"  # the segmenter's 增加一倍
        if found.end < word[1] or (found.start > word[0] and not times and not self.text.startswith("翻了", word[0])):
            return False
        return found.bare or self.counts(found, start, end)

    def counts(self, found: Quantity, start: int, end: int) -> bool:
        """Whether a Chinese numeral counts something, rather than being part of a word."""
        text, run = self.text, self.text[start:end]
        unit = found.unit
        bounded = found.relation != "eq"
        if found.bare:
            lasts = unit is not None and unit.dimension == "duration" and found.qualifier is not None
            led = lasts or found.start < start or _AMOUNT_BEFORE.search(text, max(0, start - 4), start)
            named = (unit is None or unit.dimension != "count") and text.startswith(
                ("级", "台阶", "大关", "产业", "俱乐部", "县", "城市", "园区", "企业", "镇"), found.end
            )
            if unit is None and end - start == 1:
                return False
            measures = unit is not None and unit.dimension != "count" and end - start > 1  # 近百亿度
            return bool(led) and not named and (unit is None or unit.counts_hanzi or measures)
        if unit is None:
            return (
                (bounded and run[0] in "数几十百千万亿三四五六七八九两" and len(text[found.start : found.end]) > 1)
                or "分之" in text[start : start + 5]
                or (len(run) >= 3 and any(c in _MULTIPLIERS for c in run))
            )
        if unit.unit == "番":
            return text[found.start] == "翻" or text.startswith("翻了", found.start - 2)
        if unit.unit in _ONE_UNITS:
            return True
        if run == "二" and unit.dimension == "count":
            return False  # 二次育肥, 二手: the second, where two would be 两
        if run == "一":
            return (bounded and found.qualifier != "内") or (
                bool(_ONE_COUNTS.search(text, max(0, start - 6), start)) and unit.dimension == "duration"
            )
        if run == "半":
            return unit.dimension in ("duration", "share")
        return unit.counts_hanzi or bounded or found.end - start > 3 or (len(run) > 1 and unit.dimension != "count")

    def _size_class(self, found: Quantity, start: int, end: int) -> Span:
        text = self.text
        word = word_around(text, start, end)
        if word and word[1] > found.end and not text.startswith("级", end):
            return *word, "word", "segmented_word"
        tail = _CLASS_TAIL.match(text, end)
        stop = tail.end() if tail else end
        if text.startswith("级", stop):
            stop += 1
        if stop == end and not text.startswith(
            ("台阶", "大关", "关口", "产业", "规模", "市场", "俱乐部", "赛道", "斤"), end
        ):
            return *(word or (start, end)), "word", "hanzi_word"
        return start, stop, "level_class", "size_class"

    def _arabic(self, start: int, end: int) -> Span | Expression:
        text = self.text
        found = quantity(text, start, end)
        if found is None:
            return start, end, "unknown", "not_a_number"
        before = text[start - 1 : start] if text[start - 2 : start] not in ("以前", "之前", "目前", "此前") else ""
        if (before in _RANKING and _TO_ORDINAL.search(text, max(0, start - 12), start)) or (
            before == "前" and not (found.unit and found.unit.dimension in ("duration", "share"))
        ):
            return start, found.end, "ordinal", "ordinal.rank"
        if found.unit is None and not found.ratio and (kind := self._unitless(found, start, end)):
            return kind
        if found.unit is not None and (found.unit.unit == "吨级" or text.startswith("级", found.end)):
            return start, found.end + (found.unit.unit != "吨级"), "level_class", "size_class"
        return Expression(found.start, found.end, "arabic", found)

    def _unitless(self, found: Quantity, start: int, end: int) -> Span | None:
        """Bare numbers: a year, a number's name, or a figure whose noun follows at once."""
        text = self.text
        plain_run = text[start:end]
        if found.relation == "eq" and (
            _LONG_DIGITS.match(plain_run) or _NUMBERING.search(text, max(0, start - 6), start)
        ):
            return start, end, "code", "code.number"
        if found.relation == "eq" and found.end == end and _YEAR_LIKE.match(plain_run):
            return start, end, "date", "bare_year"
        if plain_run[0] == "0" and plain_run.isdigit() and len(plain_run) > 1:
            return start, end, "code", "code.number"  # 高光谱01
        follow = text[found.end : found.end + 1]
        quoted = self.quotes.at(start, end)
        if quoted and quoted[1] - quoted[0] <= 10 and "." not in plain_run:
            return start, found.end, "name", "quoted_name"
        if text.startswith("部队", found.end) and found.end - start >= 4:
            return start, found.end, "code", "code.unit"
        if text.startswith("后", found.end) and _GENERATION.match(text, start):
            return start, found.end + 1, "name", "generation"
        if follow == "号":
            stop = found.end + (2 if text.startswith(("号线", "号楼", "号院", "号文", "机组"), found.end) else 1)
            return start, stop, "code", "code.number"
        return None


def _since(text: str, found: Quantity) -> bool:
    """半年多来, 一百年来: a span of time that sets a period, which the map of times does not know."""
    return (
        found.unit is not None
        and found.unit.dimension == "duration"
        and text.startswith("来", found.end)
        and _COMES.match(text, found.end) is None
    )


def _quoted_name(page: Page, start: int, end: int) -> Span | None:
    """A Chinese numeral in a short quotation or a title is part of a name."""
    quoted = page.quotes.at(start, end) if page.quotes.begins <= start else None
    if quoted is None:
        return None
    inner = page.text[quoted[0] + 1 : quoted[1] - 1]
    if page.text[quoted[0]] in "《〈" or not any(c in inner for c in "，,。；;！？"):
        return start, end + _name_tail(page.text, end), "name", "quoted_name"
    return None


def _name_tail(text: str, end: int) -> int:
    """How much of the name belongs to the row: the measure word or 大 that follows."""
    unit = simple_unit(text, end)
    return unit[0] - end if unit and len(unit[1].unit) <= 2 else 0


def _listed_word(page: Page, start: int, end: int) -> Span | None:
    if page.words.begins > start or page.text.startswith("分之", end):
        return None
    word = page.words.at(start, end)
    return word if word and not _BIG.match(page.text, start) else None


def _big(page: Page, start: int, end: int) -> Span | None:
    """十大X counts real things; the number before 大 is left to the quantity reader unless 大 begins a word."""
    m = _BIG.match(page.text, start)
    if m and _BIG_NOT.match(page.text, m.end() - 1):
        return start, end, "word", "hanzi_word"
    return None


def _may_be_word(text: str, start: int, end: int) -> bool:
    """Whether a Chinese numeral is short and plain enough to be looked for in a word of the dictionary."""
    if end - start > 2 or (end - start == 2 and not _MULTIPLIERS.isdisjoint(text[start:end])):
        return False
    if text.startswith("分之", end):
        return False
    return text[start] not in _MULTIPLIERS or text[start - 1 : start] not in ("数", "几", "上")


def _ordinal(page: Page, start: int, end: int) -> Span | None:
    found = ordinal(page.text, start, end)
    listed = page.words.at(start, end) if found else None
    return None if listed and listed[0] < start else found


Reader = Callable[[Page, int, int], Span | None]


def _of_text(reader: Callable[[str, int, int], Span | None]) -> Reader:
    return lambda page, start, end: reader(page.text, start, end)


# The kinds in the order in which they are tried, each with the characters of which one must stand right before the
# numeral (None: any at all) or else right behind it.
_Row = tuple[Reader, Set[str] | None, Set[str]]
_Kinds = tuple[dict[str, int], dict[str, int], tuple[tuple[Reader, ...], ...]]


def _kinds(*rows: _Row) -> _Kinds:
    """Which rows each character before a numeral lets in, and each behind it, as bits; and the readers of all sets."""
    before: dict[str, int] = {}
    behind: dict[str, int] = {}
    for n, (_, befores, followers) in enumerate(rows):
        for side, characters in ((before, befores or ()), (behind, followers)):
            side.update((character, side.get(character, 0) | 1 << n) for character in characters)
    readers = tuple(
        tuple(reader for n, (reader, befores, _) in enumerate(rows) if befores is None or let_in >> n & 1)
        for let_in in range(1 << len(rows))
    )
    return before, behind, readers


_NO_MARK: frozenset[str] = frozenset()
_MARKER: _Row = (_of_text(list_marker), OPENS_MARKER, _NO_MARK)
_ORDINAL: _Row = (_ordinal, BEFORE_ORDINAL, BEHIND_ORDINAL)
_LETTERS: _Row = (_of_text(letters), BEFORE_CODE, BEHIND_CODE)
_HANZI_KINDS = _kinds(
    _MARKER,
    (_of_text(firstly), _NO_MARK, frozenset("是")),
    _ORDINAL,
    (_of_text(congress), _NO_MARK, frozenset("大")),
    (_listed_word, None, _NO_MARK),
    (_quoted_name, None, _NO_MARK),
    (_big, _NO_MARK, frozenset("大")),
    (_of_text(numbered), _NO_MARK, frozenset("号年")),
    (_of_text(administrative), _NO_MARK, frozenset(PLACE_WORDS)),
)
_DIGIT_KINDS = _kinds(_MARKER, _ORDINAL, _LETTERS, (_of_text(numbered), _NO_MARK, frozenset("年")))
_MARKED_KINDS = _kinds((_of_text(marked), None, _NO_MARK), _MARKER, _ORDINAL, _LETTERS)
