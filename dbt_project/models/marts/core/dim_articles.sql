with versions as (
    select * from {{ ref('dim_article_versions') }}
    where is_current
),

fixes as (
    {{ corrections_of('article') }}
),

articles as (
    select
        articles.* exclude (first_seen_at),
        versions.version_no,
        versions.first_seen_at,
        reprints.original_id as reprint_of,
        fixes.corrections
    from {{ ref('stg_articles') }} as articles
    inner join versions on versions.version_id = articles.version_id
    left join {{ ref('fct_reprints') }} as reprints on reprints.article_id = articles.article_id
    left join fixes on fixes.target_id = articles.article_id
)

select
    article_id,
    {{ corrected('articles', 'title', 'varchar') }} as title,
    {{ corrected('articles', 'authors', 'varchar') }} as authors,
    {{ corrected('articles', 'publisher', 'varchar') }} as publisher,
    {{ corrected('articles', 'source_name', 'varchar') }} as source_name,
    {{ corrected('articles', 'published_on', 'date') }} as published_on,
    {{ corrected('articles', 'column_path', 'varchar') }} as column_path,
    source_url,
    raw_path,
    page_sha256,
    encoding,
    template,
    body_text,
    characters,
    version_no,
    first_seen_at,
    version_id,
    reprint_of,
    findings
from articles
