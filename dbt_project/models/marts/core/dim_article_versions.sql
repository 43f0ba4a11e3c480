with articles as (
    select * from {{ ref('stg_articles') }}
),

readings as (
    select * from {{ ref('stg_readings') }}
),

-- A page that was not fetched but found has no moment; its file name then decides, and `name.ext` comes first.
numbered as (
    select
        articles.version_id,
        articles.article_id,
        articles.raw_path,
        articles.page_sha256,
        articles.first_seen_at as fetched_at,
        readings.is_good,
        readings.figures,
        readings.numerals,
        row_number() over (
            partition by articles.article_id
            order by articles.first_seen_at nulls first, articles.raw_path, articles.version_id
        ) as version_no
    from articles
    inner join readings on readings.version_id = articles.version_id
)

select
    version_id,
    article_id,
    cast(version_no as integer) as version_no,
    is_good and version_no = max(version_no) filter (where is_good) over (partition by article_id) as is_current,
    is_good,
    raw_path,
    page_sha256,
    fetched_at,
    min(fetched_at) over (partition by article_id) as first_seen_at,
    figures,
    numerals
from numbered
