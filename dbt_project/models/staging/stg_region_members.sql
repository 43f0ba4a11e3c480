with source as (
    select * from {{ source('vocabulary', 'region_members') }}
),

renamed as (
    select
        group_code,
        member_code
    from source
)

select * from renamed
