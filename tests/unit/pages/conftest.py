"""Pages made for the tests, in the shape of real ones."""

from collections.abc import Callable

import pytest

from pipelines.pages.archive import ArchivedPage, page_hash
from pipelines.pages.article import parse
from pipelines.pages.model import Article

PROSE = "　　全县建成便民服务站26个，服务群众1.2万人次，比上年多3000人次。"


@pytest.fixture
def read() -> Callable[..., Article]:
    """Parses markup as a page of the archive; keyword arguments fill the page's row."""

    def parsed(markup: str | bytes, **row) -> Article:
        data = markup.encode() if isinstance(markup, str) else markup
        return parse(data, ArchivedPage("page.html", page_hash(data), len(data), **row))

    return parsed
