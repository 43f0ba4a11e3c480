with source as (
    select * from {{ source('parsed', 'tables') }}
),

renamed as (
    select
        version_id,
        table_id,
        article_id,
        table_no,
        caption,
        unit_text,
        section_no,
        section_title,
        char_start,
        char_end,
        row_count,
        column_count
    from source
)

select * from renamed
