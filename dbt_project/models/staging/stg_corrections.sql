with source as (
    select * from {{ source('raw', 'corrections') }}
),

renamed as (
    select
        correction_no,
        target,
        target_id,
        field,
        old_value,
        new_value,
        reason,
        evidence,
        author
    from source
)

select * from renamed
