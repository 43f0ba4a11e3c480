-- Texts that share most of their shingles are one text. Candidates share a band of four places of their sketches.
with sketches as (
    select
        articles.article_id,
        articles.published_on,
        articles.first_seen_at,
        articles.shingles,
        len(list_filter(articles.shingles, place -> place < 4294967295)) as places
    from {{ ref('stg_articles') }} as articles
    inner join {{ ref('dim_article_versions') }} as versions on versions.version_id = articles.version_id
    where versions.is_current
),

-- 4294967295 is a place that a short text leaves empty.
bands as (
    select
        sketches.article_id,
        numbers.band,
        hash(sketches.shingles[numbers.band * 4 + 1:numbers.band * 4 + 4]) as code
    from sketches
    cross join range(8) as numbers (band)
    where
        sketches.places >= 16
        and not list_contains(sketches.shingles[numbers.band * 4 + 1:numbers.band * 4 + 4], 4294967295)
),

candidates as (
    select distinct
        one.article_id,
        other.article_id as other_id
    from bands as one
    inner join bands as other on other.code = one.code and other.band = one.band
    where other.article_id <> one.article_id
),

alike as (
    select
        one.article_id,
        other.article_id as other_id,
        other.published_on,
        other.first_seen_at,
        abs(date_diff('day', one.published_on, other.published_on)) as days_apart,
        len(list_filter(list_zip(one.shingles, other.shingles), pair -> pair[1] = pair[2] and pair[1] < 4294967295))
        / greatest(one.places, other.places) as similarity,
        (
            coalesce(other.published_on, date '9999-12-31'),
            coalesce(other.first_seen_at, timestamp '9999-12-31'),
            other.article_id
        ) < (
            coalesce(one.published_on, date '9999-12-31'),
            coalesce(one.first_seen_at, timestamp '9999-12-31'),
            one.article_id
        ) as is_earlier
    from candidates
    inner join sketches as one on one.article_id = candidates.article_id
    inner join sketches as other on other.article_id = candidates.other_id
)

select
    article_id,
    arg_min(
        other_id,
        (coalesce(published_on, date '9999-12-31'), coalesce(first_seen_at, timestamp '9999-12-31'), other_id)
    ) as original_id,
    cast(max(similarity) as double) as similarity
from alike
where
    is_earlier
    and similarity >= 0.8
    -- what is said in the same words a year later is said anew
    and coalesce(days_apart <= 60, true)
group by article_id
