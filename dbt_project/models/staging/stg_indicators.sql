with source as (
    select * from {{ source('vocabulary', 'indicators') }}
),

renamed as (
    select
        indicator_id,
        name_zh,
        name_en,
        names,
        category,
        unit,
        dimension,
        measures,
        is_additive,
        higher_is,
        initiative_id,
        description,
        source
    from source
)

select * from renamed
