"""Links that open a page at the words (W3C text fragments, https://wicg.github.io/scroll-to-text-fragment/).

Belongs here: building the link from a sentence and the words' place in it.
"""

import re
from urllib.parse import quote, urldefrag

CLAUSE_END = re.compile(r"[，。；：！？、,;:!?“”‘’《》()（）\s]")
CONTEXT_LIMIT = 40


def evidence_url(source_url: str | None, sentence: str, start: int, end: int) -> str | None:
    """The link to the words `sentence[start:end]`, with the clause around them so that they are found once.

    Context is cut at punctuation, because browsers match whole words only. None where there is no URL.
    """
    if not source_url:
        return None
    before, after = sentence[:start], sentence[end:]
    cuts = [match.end() for match in CLAUSE_END.finditer(before)]
    prefix = before[cuts[-1] if cuts else 0 :]
    cut = CLAUSE_END.search(after)
    suffix = after[: cut.start()] if cut else after
    prefix = prefix if len(prefix) <= CONTEXT_LIMIT else ""
    suffix = suffix if len(suffix) <= CONTEXT_LIMIT else ""
    fragment = ",".join(
        part
        for part in (
            f"{encoded(prefix)}-" if prefix else "",
            encoded(sentence[start:end]),
            f"-{encoded(suffix)}" if suffix else "",
        )
        if part
    )
    return f"{urldefrag(source_url).url}#:~:text={fragment}"


def encoded(words: str) -> str:
    """Percent-encoded for a text fragment, where `-`, `,` and `&` have meanings of their own."""
    return quote(words.strip(), safe="").replace("-", "%2D")
