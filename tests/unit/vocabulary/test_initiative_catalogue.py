"""The catalogue of initiatives keeps its rules and holds names only, never facts."""

import re
from typing import Any

import pytest

from pipelines.vocabulary import VocabularyError, initiatives

THEMES = {"economy": {"zh": "经济", "en": "Economy"}}
GOOD: dict[str, Any] = {
    "id": "plan", "zh": "计划", "en": "Plan", "kind": "plan", "theme": "economy", "names": ["某计划"],
    "description": "A plan",
}  # fmt: skip

BROKEN = [
    ({"kind": "dream"}, "dream"),
    ({"theme": "moon"}, "moon"),
    ({"id": "A-B"}, "small letters"),
    ({"colour": "red"}, "colour"),
    ({"parent": "nobody"}, "parent"),
]


def load(monkeypatch: pytest.MonkeyPatch, *entries: dict[str, Any]) -> Any:
    monkeypatch.setattr(
        initiatives, "read_yaml", lambda _: {"circle": ["川渝"], "themes": THEMES, "initiatives": list(entries)}
    )
    return initiatives.catalogue.__wrapped__().initiatives


@pytest.mark.parametrize(("change", "said"), BROKEN, ids=[said for _, said in BROKEN])
def test_a_broken_entry_is_refused(monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], said: str) -> None:
    with pytest.raises(VocabularyError, match=said):
        load(monkeypatch, GOOD | change)


def test_one_name_is_of_one_initiative(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(VocabularyError, match="already names plan"):
        load(monkeypatch, GOOD, GOOD | {"id": "other", "zh": "别的"})


def test_a_grouping_of_ours_is_not_looked_for_by_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, GOOD | {"kind": "theme"})["plan"].names == ("某计划",)


def test_all_the_systems_are_there() -> None:
    assert len(initiatives.catalogue().initiatives) >= 47


def test_descriptions_state_no_figures() -> None:
    told = [
        i.initiative_id for i in initiatives.catalogue().initiatives.values() if re.search(r"\d{2,}", i.description)
    ]
    assert told == []
