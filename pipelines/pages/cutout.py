"""A page's source cleared of what is no content, and single elements cut out of it by their tags.

Belongs here: work on markup as text, done before it is parsed, so that only an article's body is ever built
as a tree (a tree of the whole page costs ten times as much). Does not belong here: trees (see `markup`).
"""

import re
from collections.abc import Iterator

DROPPED = ("script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "button")
OPENING = re.compile(rf"<!--|<({'|'.join(DROPPED)})\b", re.I)
CLOSING = {name: re.compile(rf"</{name}\s*>", re.I) for name in DROPPED}
CONDITIONAL = re.compile(r"<!\[[^>]{0,200}\]>|<\?[^>]{0,300}>")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
TAG = re.compile(r"""<([a-zA-Z][\w:]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
CANDIDATES_TRIED = 12  # elements cut out for one selector
OCCURRENCES_TRIED = 2000  # places where the selector's name stands
LONGEST_TAG = 4000  # characters


def without_noise(source: str) -> str:
    """The source without comments, scripts, styles, form controls, processing instructions, control characters.

    What is opened and never closed is left for the parser to judge.
    """
    kept, start, position = [], 0, 0
    unclosed: set[str] = set()
    while found := OPENING.search(source, position):
        name = (found[1] or "").lower()
        end = -1
        if name not in unclosed:
            end = _end_of(source, name, found.end())
            if end < 0:
                unclosed.add(name)
        if end < 0:
            position = found.end()
            continue
        kept.append(source[start : found.start()])
        start = position = end
    kept.append(source[start:])
    return CONTROL.sub("", CONDITIONAL.sub("", "".join(kept)))


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag's source, names in lower case, values without their quotes; the first one counts."""
    pairs: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(tag):
        pairs.setdefault(name.lower(), value.strip("\"'") if value[:1] in "\"'" else value)
    return pairs


def elements(source: str, selector: str) -> Iterator[str]:
    """The source of each outermost element that the selector names, in order, its own tags included.

    Yields only elements whose end is found. See `templates` for the selectors.
    """
    attribute, name, is_prefix = _parsed(selector)
    position = tried = occurrences = 0
    while tried < CANDIDATES_TRIED and occurrences < OCCURRENCES_TRIED:
        at = source.find(name, position)
        if at < 0:
            return
        position = at + len(name)
        occurrences += 1
        tag = tag_around(source, at)
        if not tag:
            continue
        words = attributes(tag[2]).get(attribute, "").split()
        if not any(word == name or (is_prefix and word.startswith(name)) for word in words):
            continue
        tried += 1
        end = _balanced_end(source, tag[1], tag.end())
        if end > 0:
            yield source[tag.start() : end]
            position = end


def tag_around(source: str, at: int) -> re.Match[str] | None:
    """The opening tag within which the character at `at` stands, if any."""
    opening = source.rfind("<", max(0, at - LONGEST_TAG), at)
    tag = TAG.match(source, opening, opening + LONGEST_TAG) if opening >= 0 else None
    return tag if tag and tag.end() > at else None


def is_present(source: str, selector: str) -> bool:
    """Whether the selector's name stands anywhere in the source: cheap, and true wherever an element matches."""
    return _parsed(selector)[1] in source


def _parsed(selector: str) -> tuple[str, str, bool]:
    name = selector[1:].rstrip("*")
    return ("id" if selector[0] == "#" else "class"), name, selector.endswith("*")


def _end_of(source: str, name: str, position: int) -> int:
    if not name:
        end = source.find("-->", position)
        return end + 3 if end >= 0 else -1
    found = CLOSING[name].search(source, position)
    return found.end() if found else -1


def _balanced_end(source: str, name: str, position: int) -> int:
    """Where the element opened just before `position` ends, by counting tags of its own name; -1 where it does not."""
    depth = 1
    for tag in re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])[^>]*>", re.I).finditer(source, position):
        if tag[1]:
            depth -= 1
        elif not tag[0].endswith("/>"):
            depth += 1
        if depth == 0:
            return tag.end()
    return -1
