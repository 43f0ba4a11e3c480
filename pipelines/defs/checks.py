"""The checks on the Python tables: each table against its declaration, and that nothing was lost between two layers.

Belongs here: which checks there are, what each asks, how bad a failure is. Does not belong here: the declarations.
A check that is wrong stops the run before anything is published.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import dagster as dg

from pipelines.defs.build_session import BuildSession
from pipelines.defs.table_asset import asset_key
from pipelines.tables import store
from pipelines.tables.schemas import LAYERS

DECLARED = "declared"
SHOWN_FAILURES = 5
# From this many articles on, the share of those kept out says something about the rules, not about one odd page.
ENOUGH_ARTICLES = 100
TOLERATED_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Question:
    """A check in SQL: `sql` gives one row per failure, which is shown; `stops` the build or only warns."""

    table: str
    name: str
    description: str
    sql: str
    stops: bool = True

    @property
    def layer(self) -> str:
        """The layer after which it can be asked."""
        return self.table.split(".")[0]


QUESTIONS = (
    Question(
        "parsed.articles",
        "no_page_lost",
        "Every page of the archive is an article or stands in quarantine.",
        """select raw_path from raw.pages
        where version_id not in (select version_id from parsed.articles)
        and version_id not in (select version_id from parsed.quarantine)""",
    ),
    Question(
        "parsed.articles",
        "some_page_is_good",
        "At least one page could be read.",
        """select raw_path, message from parsed.quarantine
        where not exists (select 1 from parsed.articles)""",
    ),
    Question(
        "parsed.quarantine",
        "all_pages_are_good",
        "No page failed. Those that did are listed with the reason, and the others go on.",
        "select raw_path, message from parsed.quarantine",
        stops=False,
    ),
    Question(
        "extracted.readings",
        "no_article_lost",
        "Every article has a reading.",
        """select raw_path from parsed.articles
        where version_id not in (select version_id from extracted.readings)""",
    ),
    Question(
        "extracted.readings",
        "some_article_is_good",
        "At least one article keeps every law.",
        """select raw_path, message from extracted.quarantine
        where not exists (select 1 from extracted.readings where is_good)""",
    ),
    Question(
        "extracted.readings",
        "few_articles_kept_out",
        f"At most {TOLERATED_SHARE:.0%} of the articles, where there are {ENOUGH_ARTICLES} or more, break a rule. "
        "A page that holds no article (a video, a list of links) is none of them; it is listed in the quarantine.",
        f"""with articles as (select count(*) as pages from raw.pages where version_id not in (
            select version_id from parsed.quarantine where rule = 'page' and whole_article)),
        kept_out as (
            select version_id, raw_path, rule, message from parsed.quarantine where whole_article and rule <> 'page'
            union all
            select version_id, raw_path, rule, message from extracted.quarantine where whole_article)
        select raw_path, rule, message from kept_out
        where (select pages from articles) >= {ENOUGH_ARTICLES}
        and (select count(distinct version_id) from kept_out) > {TOLERATED_SHARE} * (select pages from articles)""",
    ),
    Question(
        "extracted.quarantine",
        "all_laws_kept",
        "No article broke a law and no row broke its declaration. Those that did are listed with the reason.",
        "select raw_path, rule, message, sentence from extracted.quarantine",
        stops=False,
    ),
    Question(
        "extracted.numerals",
        "all_numerals_read",
        "The reading knows what every numeral is.",
        "select text, version_id, char_start from extracted.numerals where disposition = 'unknown'",
        stops=False,
    ),
)


def specs(layer: str) -> list[dg.AssetCheckSpec]:
    """The checks of a layer's tables."""
    declared = [
        dg.AssetCheckSpec(
            DECLARED,
            asset=asset_key(f"{layer}.{name}"),
            blocking=True,
            description="Every row keeps the rules of the table's declaration.",
        )
        for name in LAYERS[layer]
    ]
    asked = [
        dg.AssetCheckSpec(one.name, asset=asset_key(one.table), blocking=one.stops, description=one.description)
        for one in QUESTIONS
        if one.layer == layer
    ]
    return declared + asked


def results(layer: str, session: BuildSession) -> Iterator[dg.AssetCheckResult]:
    """Ask every question of a layer that has just been loaded."""
    for name in LAYERS[layer]:
        lines = session.refused(f"{layer}.{name}")
        yield _result(f"{layer}.{name}", DECLARED, lines, stops=True)
    for one in QUESTIONS:
        if one.layer == layer:
            found = store.query(session.private, one.sql)
            lines = [", ".join(str(value) for value in row if value is not None) for row in found.rows]
            yield _result(one.table, one.name, lines, stops=one.stops)


def _result(table: str, name: str, lines: list[str], *, stops: bool) -> dg.AssetCheckResult:
    severity = dg.AssetCheckSeverity.ERROR if stops else dg.AssetCheckSeverity.WARN
    return dg.AssetCheckResult(
        asset_key=asset_key(table),
        check_name=name,
        passed=not lines,
        severity=severity,
        description=_told(lines) if lines else None,
        metadata={"failing rows": len(lines)},
    )


def _told(lines: list[str]) -> str:
    """The first failures, one a line, and how many more there are."""
    rest = len(lines) - SHOWN_FAILURES
    return "\n".join(lines[:SHOWN_FAILURES] + ([f"… and {rest} more"] if rest > 0 else []))
