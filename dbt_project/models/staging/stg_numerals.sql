with source as (
    select * from {{ source('extracted', 'numerals') }}
),

renamed as (
    select
        version_id,
        numeral_id,
        article_id,
        char_start,
        char_end,
        text,
        disposition,
        figure_id,
        rule
    from source
)

select * from renamed
