with refused as (
    select * from {{ ref('stg_page_quarantine') }}
    union all by name
    select * from {{ ref('stg_reading_quarantine') }}
)

select
    quarantine_id,
    raw_path,
    article_id,
    table_name,
    row_key,
    rule,
    message,
    row_json,
    sentence,
    whole_article
from refused
