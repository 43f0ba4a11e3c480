"""Initiatives named in a text."""

import pytest

from pipelines.figures.mentions import mentions_of
from pipelines.pages.model import Passage


def passages_of(text: str) -> list[Passage]:
    """One passage a sentence."""
    out, start = [], 0
    for number, sentence in enumerate(text.split("。")[:-1]):
        end = start + len(sentence) + 1
        out.append(Passage(0, None, 1, number, start, end, text[start:end]))
        start = end
    return out


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
