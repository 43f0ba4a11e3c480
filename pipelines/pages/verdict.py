"""Whether what a server sent is the page that was asked for: pure, so that nothing bad ever gets near the archive.

Belongs here: telling an article from an error page, a challenge, an empty or a cut page.
Does not belong here: asking and storing.
"""

import re

from pipelines.pages.archive import ArchivedPage, PageError, page_hash
from pipelines.pages.article import parse

END = re.compile(rb"</html\s*>|</body\s*>", re.I)
HTML_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "")


def page_refusal(
    data: bytes, name: str, content_type: str = "", is_framed: bool = True, previous: bytes | None = None
) -> str | None:
    """Why these bytes are not taken for the article `name`, in one sentence, or None where they are.

    `is_framed` says that the server told where its answer ends; `previous` is the last good version of the page.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if not data.strip():
        return "the answer is empty"
    if kind not in HTML_TYPES:
        return f"the answer is {kind}, no HTML page"
    is_whole = END.search(data, max(0, len(data) - 4096)) is not None
    if not is_whole and (not is_framed or (previous is not None and END.search(previous))):
        return "the answer is cut: the page does not end"
    try:
        parse(data, ArchivedPage(name, page_hash(data), len(data)))
    except PageError as error:
        return str(error)
    return None
