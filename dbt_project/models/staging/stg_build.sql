with source as (
    select * from {{ source('raw', 'build') }}
),

renamed as (
    select
        build_id,
        schema_version,
        parser_version,
        rules_version,
        vocabulary_version,
        models_version,
        pages
    from source
)

select * from renamed
