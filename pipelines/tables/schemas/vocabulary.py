"""The vocabulary's declaration as tables: units, regions, indicators, initiatives."""

import pandera.polars as pa

from pipelines.tables.schemas.fields import DIMENSIONS, Amount, Words, column


class Units(pa.DataFrameModel):
    """Units as they are written, with their canonical code and the factor to the base unit of their dimension.

    Grain: one row per written unit.
    """

    written: str = column("The unit as a text writes it", key=True)
    unit: str = column("The unit as figures name it")
    unit_code: str = column("Canonical code (UCUM, ISO 4217, or one of our own); counts have 1")
    dimension: str = column("What kind of quantity it measures", isin=list(DIMENSIONS))
    base_unit: str = column("The code of the dimension's base unit")
    factor: Amount = column("One of it is this many of the base unit", gt=0)
    name_en: str = column("Name in English", nullable=True)


class Regions(pa.DataFrameModel):
    """Places and groups of places.

    Grain: one row per place.
    """

    region_code: str = column("GB/T 2260 code, or a code of our own for groups", key=True)
    name_zh: str = column("Short name in Chinese, by which figures name it")
    full_name_zh: str = column("Full name in Chinese", nullable=True)
    name_en: str = column("Name in English", nullable=True)
    level: str = column("province, prefecture, county, country or group")
    kind: str = column("What kind of place or group it is")
    parent_code: str = column("The place it lies in", nullable=True, references="vocabulary.regions.region_code")


class RegionMembers(pa.DataFrameModel):
    """What groups of places consist of.

    Grain: one row per member of a group.
    """

    group_code: str = column("The group", key=True, references="vocabulary.regions.region_code")
    member_code: str = column("The member", key=True, references="vocabulary.regions.region_code")


class Indicators(pa.DataFrameModel):
    """The catalogue of indicators: the things that figures measure, whatever they say of them.

    Grain: one row per indicator.
    """

    indicator_id: str = column("Its stable id", key=True, str_matches=r"^[a-z][a-z0-9_]*$")
    name_zh: str = column("Name in Chinese")
    name_en: str = column("Name in English")
    names: Words = column("Other names under which texts speak of it")
    category: str = column("The field of statistics it belongs to")
    unit: str = column("The unit it is usually stated in")
    dimension: str = column("What kind of quantity it is", isin=list(DIMENSIONS))
    measures: Words = column("The kinds of statement that are made of it, the usual one first")
    is_additive: bool = column("Values of parts add up to that of the whole")
    higher_is: str = column("Whether a higher value is better, worse or neither", isin=["better", "worse", "neutral"])
    initiative_id: str = column(
        "The initiative it tells of", nullable=True, references="vocabulary.initiatives.initiative_id"
    )
    description: str = column("What it measures")
    source: str = column("Whose definition it follows")


class Initiatives(pa.DataFrameModel):
    """The catalogue of named systems, mechanisms, plans, platforms, corridors, projects and reforms.

    Grain: one row per initiative.
    """

    initiative_id: str = column("Its stable id", key=True, str_matches=r"^[a-z][a-z0-9_]*$")
    name_zh: str = column("Name in Chinese")
    name_en: str = column("Name in English")
    kind: str = column(
        "plan, mechanism, platform, corridor, project, reform, …; theme is a grouping of ours, no name of a text"
    )
    theme: str = column("The part of the work it belongs to")
    parent_id: str = column(
        "The initiative it is part of", nullable=True, references="vocabulary.initiatives.initiative_id"
    )
    names: Words = column("The names under which texts speak of it")
    description: str = column("What it is")


VOCABULARY = {
    "units": Units,
    "regions": Regions,
    "region_members": RegionMembers,
    "indicators": Indicators,
    "initiatives": Initiatives,
}
