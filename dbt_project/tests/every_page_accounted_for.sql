-- Pages found = versions that were read well + pages and articles in quarantine: nothing fails silently.
with good as (
    select version_id from {{ ref('dim_article_versions') }}
    where is_good
),

refused as (
    select version_id from {{ ref('stg_page_quarantine') }}
    where whole_article
    union
    select version_id from {{ ref('stg_reading_quarantine') }}
    where whole_article
)

select
    pages.version_id,
    pages.raw_path
from {{ ref('stg_pages') }} as pages
left join good on good.version_id = pages.version_id
left join refused on refused.version_id = pages.version_id
where (good.version_id is null) = (refused.version_id is null)
