"""Articles that a site splits over several pages: `name.shtml`, `name_1.shtml`, `name_2.shtml` …

Belongs here: which files are the parts of one article, and their bytes as one.
Does not belong here: joining their text (see `article`).

Parts are joined only where the first page says how many there are and all of them are in the archive; else each
page stays an article of its own, and the first one's findings name what is missing.
"""

import re
from pathlib import PurePosixPath

# In the bytes of a joined article this stands between its pages; it is a comment to any reader of HTML.
PART_BREAK = b"\n<!-- chengyu: next part -->\n"
COUNT = re.compile(rb"""_PAGE_COUNT\s*=\s*["']?(\d{1,2})\b|\bcreatePageHTML\(\s*["']?(\d{1,2})\b""")
PART_NUMBER = re.compile(r"_\d{1,2}$")


def declared_count(data: bytes) -> int:
    """How many pages the article has, as its first page says; 1 where it does not say."""
    found = COUNT.search(data)
    return int(found[1] or found[2]) if found else 1


def part_names(name: str, count: int) -> list[str]:
    """The paths of the `count` parts of the article whose first page is `name`."""
    path = PurePosixPath(name)
    return [name, *(path.with_name(f"{path.stem}_{number}{path.suffix}").as_posix() for number in range(1, count))]


def first_of(name: str) -> str | None:
    """The path of the first page of which `name` would be a further part, or None where it is not so named."""
    path = PurePosixPath(name)
    stem = PART_NUMBER.sub("", path.stem)
    return path.with_name(stem + path.suffix).as_posix() if stem and stem != path.stem else None
