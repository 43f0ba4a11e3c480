with source as (
    select * from {{ source('extracted', 'enumerations') }}
),

renamed as (
    select
        version_id,
        enumeration_id,
        article_id,
        passage_id,
        char_start,
        char_end,
        head,
        stated_count,
        members,
        is_open,
        figure_id
    from source
)

select * from renamed
