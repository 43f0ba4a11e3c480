from urllib.parse import unquote

from pipelines.tables.evidence import evidence_url

SENTENCE = "去年,全市新建公园12-3个,其中社区公园9个。"


def fragment(words: str) -> str:
    start = SENTENCE.index(words)
    url = evidence_url("https://example.org/p?a=1#old", SENTENCE, start, start + len(words))
    base, _, text = (url or "").partition("#:~:text=")
    assert base == "https://example.org/p?a=1"
    return text


def test_the_words_stand_between_their_clause():
    before, words = fragment("9个").split(",")
    assert unquote(before) == "其中社区公园-"
    assert unquote(words) == "9个"


def test_dash_and_comma_inside_the_words_are_encoded():
    assert fragment("12-3个").split(",")[1] == "12%2D3%E4%B8%AA"


def test_no_link_without_a_url():
    assert evidence_url(None, SENTENCE, 0, 2) is None


def test_a_very_long_clause_is_left_out():
    sentence = "甲" * 50 + "3个"
    assert evidence_url("https://e.org/", sentence, 50, 52) == "https://e.org/#:~:text=3%E4%B8%AA"
