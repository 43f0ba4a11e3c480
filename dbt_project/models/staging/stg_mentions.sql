with source as (
    select * from {{ source('extracted', 'mentions') }}
),

renamed as (
    select
        version_id,
        mention_id,
        article_id,
        passage_id,
        char_start,
        char_end,
        text,
        initiative_id
    from source
)

select * from renamed
