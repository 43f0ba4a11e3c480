from decimal import Decimal

import pytest

from pipelines.tables.validate import split
from pipelines.tables.vocabulary import vocabulary_frames


@pytest.mark.parametrize("name", vocabulary_frames())
def test_every_table_keeps_its_declaration(name):
    rows = vocabulary_frames()[name]
    keys = {"units": ["written"], "regions": ["region_code"], "region_members": ["group_code", "member_code"],
            "indicators": ["indicator_id"], "initiatives": ["initiative_id"]}[name]  # fmt: skip
    assert split(f"vocabulary.{name}", rows)[1] == []
    assert rows.select(keys).is_duplicated().sum() == 0


def test_factors_are_exact_to_ten_places():
    rows = vocabulary_frames()["units"]
    factors = dict(rows.select("written", "factor").rows())
    assert factors["亩"] == Decimal("666.6666666667")
    assert factors["公里"] == Decimal(1000)


def test_members_and_parents_are_regions():
    frames = vocabulary_frames()
    codes = set(frames["regions"]["region_code"])
    assert set(frames["region_members"]["group_code"]) | set(frames["region_members"]["member_code"]) <= codes
    assert set(frames["regions"]["parent_code"].drop_nulls()) <= codes
