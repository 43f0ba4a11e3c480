with source as (
    select * from {{ source('parsed', 'table_cells') }}
),

renamed as (
    select
        version_id,
        table_id,
        row_no,
        column_no,
        row_span,
        column_span,
        is_header,
        text,
        char_start,
        char_end
    from source
)

select * from renamed
