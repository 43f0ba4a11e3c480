"""The last resort for a page that fits no template and shows no dense prose: trafilatura's own guess.

Belongs here: that one call. Does not belong here: anything that works on most pages.
"""

import re

from pipelines.pages.markup import Block, Body, clean_line

LEAST_IDEOGRAPHS = 30
SENTENCE = re.compile(r"[\u3400-\u9fff]{4,}[。！？]")


def extracted_body(clean: str) -> Body:
    """The lines that trafilatura takes for the text; nothing where they hold no whole sentence."""
    from trafilatura import extract  # half a second to load, for a page in thousands

    text = extract(clean, include_comments=False, include_tables=False, favor_recall=True, with_metadata=False) or ""
    lines = [line for line in map(clean_line, text.splitlines()) if line]
    if len(re.findall(r"[\u3400-\u9fff]", text)) < LEAST_IDEOGRAPHS or not any(map(SENTENCE.search, lines)):
        return Body()
    return Body([Block(line) for line in lines], findings=["fallback: no element holds the text; trafilatura chose it"])
