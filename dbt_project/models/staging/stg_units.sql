with source as (
    select * from {{ source('vocabulary', 'units') }}
),

renamed as (
    select
        written,
        unit,
        unit_code,
        dimension,
        base_unit,
        factor,
        name_en
    from source
)

select * from renamed
