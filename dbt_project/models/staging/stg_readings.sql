with source as (
    select * from {{ source('extracted', 'readings') }}
),

renamed as (
    select
        version_id,
        article_id,
        is_good,
        figures,
        numerals,
        unread
    from source
)

select * from renamed
