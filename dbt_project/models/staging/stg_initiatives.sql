with source as (
    select * from {{ source('vocabulary', 'initiatives') }}
),

renamed as (
    select
        initiative_id,
        name_zh,
        name_en,
        kind,
        theme,
        parent_id,
        names,
        description
    from source
)

select * from renamed
