with source as (
    select * from {{ source('vocabulary', 'indicators') }}
),

renamed as (
    select
        indicator_id,
        name_zh,
        name_en,
        category,
        unit,
        dimension,
        measure,
        is_additive,
        higher_is,
        initiative_id,
        description
    from source
)

select * from renamed
