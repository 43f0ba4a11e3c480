with articles as (
    select version_id from {{ ref('dim_articles') }}
)

select
    tables.table_id,
    tables.article_id,
    tables.table_no,
    tables.caption,
    tables.unit_text,
    tables.section_no,
    tables.section_title,
    tables.char_start,
    tables.char_end,
    tables.row_count,
    tables.column_count
from {{ ref('stg_tables') }} as tables
inner join articles on articles.version_id = tables.version_id
