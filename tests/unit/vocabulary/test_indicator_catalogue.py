"""A catalogue that breaks its rules is refused, and the message names the entry."""

from typing import Any

import pytest

from pipelines.vocabulary import VocabularyError, indicators
from pipelines.vocabulary.initiatives import catalogue

GOOD: dict[str, Any] = {
    "id": "things", "zh": "东西", "en": "Things", "unit": "个", "dimension": "count", "measures": ["level"],
    "additive": True, "higher_is": "better", "category": "industry", "description": "Things counted",
}  # fmt: skip

BROKEN = [
    ({"dimension": "weight"}, "weight"),
    ({"measures": ["size"]}, "size"),
    ({"higher_is": "up"}, "up"),
    ({"category": "nothing"}, "nothing"),
    ({"id": "Two Words"}, "small letters"),
    ({"en": ""}, "en"),
    ({"colour": "red"}, "colour"),
    ({"additive": "perhaps"}, "additive"),
    ({"scope": "moon"}, "moon"),
    ({"not_in": "("}, "pattern"),
    ({"in_context": {"物": "["}}, "pattern"),
]


def load(monkeypatch: pytest.MonkeyPatch, *entries: dict[str, Any]) -> Any:
    content = {"neutral": ["共"], "tails": ["之一"], "scopes": {"pair": ["X-CHUANYU"]}, "sources": {"industry": "NBS"}}
    monkeypatch.setattr(indicators, "read_yaml", lambda _: {**content, "indicators": list(entries)})
    return indicators.catalogue.__wrapped__()


def test_a_good_entry_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, GOOD).indicators["things"].source == "NBS"


@pytest.mark.parametrize(("change", "said"), BROKEN, ids=[said for _, said in BROKEN])
def test_a_broken_entry_is_refused(monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], said: str) -> None:
    with pytest.raises(VocabularyError, match=said):
        load(monkeypatch, GOOD | change)


def test_two_entries_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(VocabularyError, match="already names things"):
        load(monkeypatch, GOOD, GOOD | {"id": "others"})


def test_an_id_stands_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(VocabularyError, match="twice"):
        load(monkeypatch, GOOD, GOOD)


def test_the_initiatives_that_indicators_name_are_in_their_catalogue() -> None:
    named = {i.initiative_id for i in indicators.catalogue().indicators.values() if i.initiative_id}
    assert named - catalogue().initiatives.keys() == set()
