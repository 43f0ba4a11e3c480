"""The vocabulary as tables, so that what the reading knows can be queried beside what it read.

Belongs here: from the loaders of `pipelines.vocabulary` to frames. Does not belong here: the vocabulary's own rules.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from pipelines.tables.rows import amount
from pipelines.tables.validate import frame
from pipelines.vocabulary import read_rows
from pipelines.vocabulary.indicators import catalogue
from pipelines.vocabulary.initiatives import initiatives
from pipelines.vocabulary.places import gazetteer

Row = dict[str, Any]
UNIT_COLUMNS = ("written", "unit", "unit_code", "dimension", "base_unit", "factor", "not_before", "label_en")
MEASURE_WORD_COLUMNS = ("word", "hanzi", "not_before")


def vocabulary_frames() -> dict[str, pl.DataFrame]:
    """Every table of the vocabulary layer. Raises VocabularyError where a file is broken."""
    rows = {
        "units": unit_rows(),
        "regions": region_rows(),
        "region_members": member_rows(),
        "indicators": indicator_rows(),
        "initiatives": initiative_rows(),
    }
    return {name: frame(f"vocabulary.{name}", some) for name, some in rows.items()}


def unit_rows() -> list[Row]:
    """The units with codes, then the measure words, which count things and have the code of unity."""
    rows = [
        {
            "written": row["written"],
            "unit": row["unit"],
            "unit_code": row["unit_code"],
            "dimension": row["dimension"],
            "base_unit": row["base_unit"],
            "factor": decimal(Fraction(row["factor"])),
            "name_en": row["label_en"] or None,
        }
        for row in read_rows("units.csv", UNIT_COLUMNS)
    ]
    known = {row["written"] for row in rows}
    words = [row["word"] for row in read_rows("measure_words.csv", MEASURE_WORD_COLUMNS) if row["word"] not in known]
    unity = {"unit_code": "1", "dimension": "count", "base_unit": "1", "factor": Decimal(1), "name_en": None}
    return rows + [{"written": word, "unit": word} | unity for word in dict.fromkeys(words)]


def decimal(fraction: Fraction) -> Decimal | None:
    """The fraction as DECIMAL(38,10) holds it."""
    return amount(Decimal(fraction.numerator) / Decimal(fraction.denominator))


def region_rows() -> list[Row]:
    """Divisions, countries and groups of places, by code."""
    return [
        {
            "region_code": region.code,
            "name_zh": region.name,
            "full_name_zh": region.full_name,
            "name_en": region.name_en or None,
            "level": region.level,
            "kind": region.kind,
            "parent_code": region.parent_code,
        }
        for _, region in sorted(gazetteer().regions.items())
    ]


def member_rows() -> list[Row]:
    """What the groups of places consist of."""
    regions = sorted(gazetteer().regions.items())
    return [{"group_code": code, "member_code": member} for code, region in regions for member in region.members]


def indicator_rows() -> list[Row]:
    """The catalogue of indicators, in its order."""
    return [
        {
            "indicator_id": one.indicator_id,
            "name_zh": one.name_zh,
            "name_en": one.name_en,
            "names": [*one.names, *(name for name, _ in one.in_context)],
            "category": one.category,
            "unit": one.unit,
            "dimension": one.dimension,
            "measures": list(one.measures),
            "is_additive": one.additive,
            "higher_is": one.higher_is,
            "initiative_id": one.initiative_id,
            "description": one.description,
            "source": one.source,
        }
        for one in catalogue().indicators.values()
    ]


def initiative_rows() -> list[Row]:
    """The catalogue of initiatives, in its order."""
    return [
        {
            "initiative_id": one.initiative_id,
            "name_zh": one.name_zh,
            "name_en": one.name_en,
            "kind": one.kind,
            "theme": one.theme,
            "parent_id": one.parent_id,
            "names": list(one.names),
            "description": one.description,
        }
        for one in initiatives().values()
    ]
