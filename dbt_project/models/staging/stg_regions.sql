with source as (
    select * from {{ source('vocabulary', 'regions') }}
),

renamed as (
    select
        region_code,
        name_zh,
        full_name_zh,
        name_en,
        level,
        kind,
        parent_code
    from source
)

select * from renamed
