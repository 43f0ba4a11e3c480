"""The gazetteer: divisions, groups, countries and waters with their codes, and the words that name them.

Belongs here: loading and checking region*.csv, countries.csv and place_words.csv. Does not belong here: finding places
in a text, see `figures.regions`. Codes: GB/T 2260 for divisions, ISO 3166-1 alpha-2 for countries, UN M49 for
continents, X- and W- codes of our own for groups and waters.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from pipelines.vocabulary import VocabularyError, read_rows

REGION_COLUMNS = ("code", "name", "short", "name_en", "level", "bare", "aliases")
FORMER_COLUMNS = ("name", "code", "successor", "until")
GROUP_COLUMNS = ("code", "name", "name_en", "kind", "members", "aliases", "source")
COUNTRY_COLUMNS = ("code", "name", "name_en", "aliases")
LETTER_COLUMNS = ("letters", "codes", "alone")
WORD_COLUMNS = ("kind", "word", "value")
LEVELS = ("province", "prefecture", "county")
BARE = ("free", "company", "suffix")
GROUP_KINDS = ("nation", "world", "pair", "area", "planning", "circle", "zone", "water", "bloc")
LISTS = (
    "before",
    "admits",
    "comparing",
    "staging",
    "ranking",
    "first",
    "locating",
    "partnering",
    "line",
    "partly",
    "document",
)
WORD_KINDS = ("deictic", "trap", "organisation", "government", "name", *LISTS)
DEICTIC_LEVELS = ("province", "prefecture", "county", "region", "pair", "group")


@dataclass(frozen=True, slots=True)
class Region:
    """One entry of the gazetteer. `level`: province, prefecture, county, country or group; `kind` parts the groups."""

    code: str
    name: str
    full_name: str
    name_en: str
    level: str
    kind: str
    parent_code: str | None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What a string of the lexicon names. More than one region: the context must choose. `free`: no company needed."""

    regions: tuple[Region, ...]
    free: bool


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words of place_words.csv by kind; see the head of that file."""

    deictic: dict[str, str]
    traps: frozenset[str]
    organisation: dict[str, int]
    government: dict[str, int]
    name: dict[str, int]
    before: tuple[str, ...]
    admits: tuple[str, ...]
    comparing: tuple[str, ...]
    staging: tuple[str, ...]
    ranking: tuple[str, ...]
    first: tuple[str, ...]
    locating: tuple[str, ...]
    partnering: tuple[str, ...]
    lines: tuple[str, ...]
    partly: tuple[str, ...]
    document: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All regions by code, all strings that name them, and the words that guard them."""

    regions: dict[str, Region]
    forms: dict[str, Form]
    letters: dict[str, Region]
    combinations: dict[str, tuple[str, ...]]
    words: PlaceWords
    by_members: dict[frozenset[str], Region]


def parts(cell: str) -> tuple[str, ...]:
    """The members of a cell that holds several, parted by `|`."""
    return tuple(part for part in cell.split("|") if part)


def _one_of(value: str, allowed: tuple[str, ...], where: str) -> str:
    if value not in allowed:
        raise VocabularyError(f"{where}: {value!r} is not one of {', '.join(allowed)}")
    return value


def parent_code(code: str, known: dict[str, object] | set[str]) -> str | None:
    """The code of the division above: the prefecture where there is one, else the province, else the nation."""
    if code.endswith("0000"):
        return "CN"
    prefecture = code[:4] + "00"
    return prefecture if prefecture != code and prefecture in known else code[:2] + "0000"


def _divisions(regions: dict[str, Region], names: dict[str, list[tuple[Region, bool]]]) -> None:
    rows = read_rows("regions.csv", REGION_COLUMNS)
    codes = {row["code"] for row in rows}
    for row in rows:
        code, where = row["code"], f"regions.csv, {row['code']} {row['name']}"
        if len(code) != 6 or not code.isdigit() or code in regions:
            raise VocabularyError(f"{where}: the code must be six digits and stand once")
        level = _one_of(row["level"], LEVELS, where)
        bare = _one_of(row["bare"], BARE, where)
        parent = parent_code(code, codes)
        if parent != "CN" and parent not in codes:
            raise VocabularyError(f"{where}: there is no division {parent} above it")
        region = Region(code, row["short"], row["name"], row["name_en"], level, "admin", parent)
        regions[code] = region
        names[row["name"]].append((region, True))
        for alias in parts(row["aliases"]):
            names[alias].append((region, True))
        if row["short"] != row["name"] and bare != "suffix":
            names[row["short"]].append((region, bare == "free"))
    for row in read_rows("regions_former.csv", FORMER_COLUMNS):
        successor = regions.get(row["successor"])
        if successor is None:
            raise VocabularyError(f"regions_former.csv, {row['name']}: there is no division {row['successor']}")
        if row["code"] and row["code"] not in regions and row["name"][:2] != successor.full_name[:2]:
            _keep_former(row["name"], row["code"], parent_code(row["code"], codes), regions, names)
        elif all(region.code != successor.code for region, _ in names[row["name"]]):
            names[row["name"]].append((successor, True))


def _keep_former(
    name: str,
    code: str,
    parent: str | None,
    regions: dict[str, Region],
    names: dict[str, list[tuple[Region, bool]]],
) -> None:
    """A division that went up in one of another name stays as it was: 江北区 of then is not the whole of 两江新区."""
    short = name[:-1] if len(name) > 2 else name
    regions[code] = Region(code, short, name, "", "county", "admin", parent)
    names[name].append((regions[code], True))
    if short != name and short not in names:
        names[short].append((regions[code], False))


def _countries(regions: dict[str, Region], names: dict[str, list[tuple[Region, bool]]]) -> None:
    for row in read_rows("countries.csv", COUNTRY_COLUMNS):
        if row["code"] in regions:
            raise VocabularyError(f"countries.csv, {row['code']}: the code stands twice")
        region = Region(row["code"], row["name"], row["name"], row["name_en"], "country", "country", None)
        regions[row["code"]] = region
        for name in (row["name"], *parts(row["aliases"])):
            names[name].append((region, True))


def _groups(regions: dict[str, Region], names: dict[str, list[tuple[Region, bool]]]) -> None:
    for row in read_rows("region_groups.csv", GROUP_COLUMNS):
        where = f"region_groups.csv, {row['code']}"
        kind = _one_of(row["kind"], GROUP_KINDS, where)
        members = parts(row["members"])
        unknown = [member for member in members if member not in regions]
        if unknown or row["code"] in regions:
            raise VocabularyError(f"{where}: the code stands twice, or its members are unknown: {unknown}")
        region = Region(row["code"], row["name"], row["name"], row["name_en"], "group", kind, None, members)
        regions[row["code"]] = region
        for name in (row["name"], *parts(row["aliases"])):
            names[name] = [(region, True)]


def _place_words() -> PlaceWords:
    by_kind: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read_rows("place_words.csv", WORD_COLUMNS):
        kind = _one_of(row["kind"], WORD_KINDS, f"place_words.csv, {row['word']}")
        if kind == "deictic":
            _one_of(row["value"], DEICTIC_LEVELS, f"place_words.csv, {row['word']}")
        if kind in ("organisation", "government", "name") and not row["value"].isdigit():
            raise VocabularyError(f"place_words.csv, {row['word']}: value must be a number of characters")
        by_kind[kind][row["word"]] = row["value"]
    reach = {
        kind: {word: int(value) for word, value in by_kind[kind].items()}
        for kind in ("organisation", "government", "name")
    }
    return PlaceWords(
        by_kind["deictic"],
        frozenset(by_kind["trap"]),
        reach["organisation"],
        reach["government"],
        reach["name"],
        *(tuple(by_kind[kind]) for kind in LISTS),
    )


def _letters(regions: dict[str, Region]) -> tuple[dict[str, Region], dict[str, tuple[str, ...]]]:
    letters: dict[str, Region] = {}
    combinations: dict[str, tuple[str, ...]] = {}
    for row in read_rows("region_letters.csv", LETTER_COLUMNS):
        codes = parts(row["codes"])
        if any(code not in regions for code in codes):
            raise VocabularyError(f"region_letters.csv, {row['letters']}: unknown code in {row['codes']}")
        if row["alone"] == "yes":
            letters[row["letters"]] = regions[codes[0]]
        else:
            combinations[row["letters"]] = codes
    for first, one in letters.items():
        for second, two in letters.items():
            if one is not two:
                combinations.setdefault(first + second, (one.code, two.code))
    return letters, combinations


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read and checked once. Raises VocabularyError with file and entry."""
    regions: dict[str, Region] = {}
    names: dict[str, list[tuple[Region, bool]]] = defaultdict(list)
    _divisions(regions, names)
    _countries(regions, names)
    _groups(regions, names)
    letters, combinations = _letters(regions)
    forms = {
        name: Form(tuple(region for region, _ in entries), all(free for _, free in entries))
        for name, entries in names.items()
    }
    by_members = {frozenset(r.members): r for r in regions.values() if len(r.members) > 1 and r.kind != "bloc"}
    return Gazetteer(regions, forms, letters, combinations, _place_words(), by_members)


def contains(outer: str | None, inner: str | None) -> bool:
    """Whether the region of code `outer` holds that of code `inner`, as a whole and not as the same."""
    if outer is None or inner is None or outer == inner:
        return False
    if outer == "CN":
        return (inner[0].isdigit() and len(inner) == 6) or inner.startswith(("X-", "W-"))
    if len(outer) == 6 and len(inner) == 6 and outer.isdigit() and inner.isdigit():
        if outer.endswith("0000"):
            return inner[:2] == outer[:2]
        return outer.endswith("00") and inner[:4] == outer[:4]
    regions = gazetteer().regions
    members = regions[outer].members if outer in regions else ()
    parts_of_inner = regions[inner].members if inner in regions else ()
    if parts_of_inner:
        return all(part == outer or contains(outer, part) for part in parts_of_inner)
    return any(member == inner or contains(member, inner) for member in members)
