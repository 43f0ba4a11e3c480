"""Initiatives named in a text, and the figures tied to them there."""

import pytest

from pipelines.figures.mentions import mentions_of, ties_of
from pipelines.figures.model import Figure
from pipelines.pages.model import Passage


def passages_of(text: str) -> list[Passage]:
    """One passage a sentence."""
    out, start = [], 0
    for number, sentence in enumerate(text.split("。")[:-1]):
        end = start + len(sentence) + 1
        out.append(Passage(0, None, 1, number, start, end, text[start:end]))
        start = end
    return out


def figure(text: str, words: str, passage_index: int = 0, indicator_id: str | None = None) -> Figure:
    start = text.index(words)
    return Figure(
        start, start + len(words), words, passage_index, None, None, None, "eq", None, None, None, None, "count",
        indicator_id=indicator_id,
    )  # fmt: skip


NAMED = [
    ("推进川渝通办提质。", ["chuanyu_tongban"]),
    ("川渝共建西部陆海新通道，做强中欧班列。", ["land_sea_corridor", "china_europe_trains"]),
    ("山东做强中欧班列，推广电子证照。", []),
    ("上海建成“一件事”服务。", []),
    ("川渝高竹新区挂牌。", ["gaozhu"]),
    ("印发《成渝地区双城经济圈建设规划纲要》。", ["circle_outline"]),
    ("上海举办展会。", []),
    ("建设巴蜀文化旅游走廊。", ["culture_corridor"]),
    ("编制巴蜀文化旅游走廊建设规划。", ["ministry_plans"]),
]


@pytest.mark.parametrize(("text", "ids"), NAMED)
def test_a_text_names_initiatives(text: str, ids: list[str]) -> None:
    assert [mention.initiative_id for mention in mentions_of(text, passages_of(text))] == ids


def test_a_mention_keeps_its_words_and_its_sentence() -> None:
    text = "今日新闻。推进川渝通办。"
    (mention,) = mentions_of(text, passages_of(text))
    assert (text[mention.char_start : mention.char_end], mention.text, mention.passage_index) == (
        "川渝通办",
        "川渝通办",
        1,
    )


TIED = [
    ("川渝通办推出【355项】事项。", [("chuanyu_tongban", "clause")]),
    ("累计有【10个】川渝毗邻地区合作平台。", [("border_platforms", "clause")]),
    ("川渝做强中欧班列品牌，开行量达【3万列】。", [("china_europe_trains", "sentence")]),
    ("川渝做强中欧班列品牌。今年产值【3万元】。", []),
    ("产值【3万元】，川渝中欧班列开行。", []),
    ("川渝通办提速，西部陆海新通道到达【126个】国家。", [("land_sea_corridor", "clause")]),
]


@pytest.mark.parametrize(("marked", "expected"), TIED)
def test_a_figure_is_tied_to_what_its_clause_or_sentence_names(marked: str, expected: list[tuple[str, str]]) -> None:
    words = marked[marked.index("【") + 1 : marked.index("】")]
    text = marked.replace("【", "").replace("】", "")
    passages = passages_of(text)
    number = next(i for i, p in enumerate(passages) if p.char_start <= text.index(words) < p.char_end)
    ties = ties_of(text, mentions_of(text, passages), [figure(text, words, number)])
    assert [(tie.initiative_id, tie.rule) for tie in ties] == expected


def test_the_indicator_decides_where_the_text_names_its_initiative() -> None:
    text = "实施川渝共建重点项目。川渝通办之外，项目有67个。"
    passages = passages_of(text)
    (tie,) = ties_of(text, mentions_of(text, passages), [figure(text, "67个", 1, "joint_projects")])
    assert (tie.initiative_id, tie.rule) == ("joint_projects", "indicator")


def test_without_the_text_there_are_no_ties() -> None:
    assert ties_of("", mentions_of("", []), []) == ()
