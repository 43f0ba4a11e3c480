"""The gazetteer holds together: codes, levels, members, names."""

import pytest

from pipelines.vocabulary.places import contains, gazetteer


def test_every_division_has_its_superior() -> None:
    regions = gazetteer().regions
    orphans = [r.code for r in regions.values() if r.kind == "admin" and r.parent_code not in regions]
    assert orphans == []


def test_the_levels_have_their_numbers() -> None:
    levels = [r.level for r in gazetteer().regions.values() if r.kind == "admin"]
    assert (levels.count("province"), levels.count("prefecture")) == (34, 333)
    assert levels.count("county") > 2800


def test_members_are_known() -> None:
    regions = gazetteer().regions
    assert [m for r in regions.values() for m in r.members if m not in regions] == []


def test_the_twin_city_circle_has_its_cities_and_districts() -> None:
    members = gazetteer().regions["X-CYECC"].members
    sichuan = [code for code in members if code.startswith("51")]
    assert (len(sichuan), "510100" in members, "513400" in members) == (15, True, False)


HELD = [
    ("CN", "510000", True),
    ("510000", "510100", True),
    ("510100", "510104", True),
    ("500000", "510100", False),
    ("X-CYECC", "510100", True),
    ("X-CHUANYU", "X-CYECC", True),
    ("X-CYECC", "X-CHUANYU", False),
    ("320000", "X-SUNAN", True),
    ("X-WEST", "510000", True),
    ("X-WEST", "440000", False),
    ("510000", "510000", False),
    ("X-ASEAN", "VN", True),
]


@pytest.mark.parametrize(("outer", "inner", "expected"), HELD)
def test_a_region_holds_another(outer: str, inner: str, expected: bool) -> None:
    assert contains(outer, inner) is expected


def test_common_words_are_not_free() -> None:
    forms = gazetteer().forms
    assert [
        word for word in ("合作", "和平", "通道", "和政", "友好", "振兴", "会同") if word in forms and forms[word].free
    ] == []


def test_short_names_are_unique_among_provinces_and_prefectures() -> None:
    names = [r.name for r in gazetteer().regions.values() if r.level in ("province", "prefecture")]
    assert len(names) == len(set(names))
