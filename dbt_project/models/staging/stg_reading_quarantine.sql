with source as (
    select * from {{ source('extracted', 'quarantine') }}
),

renamed as (
    select
        quarantine_id,
        version_id,
        article_id,
        raw_path,
        table_name,
        row_key,
        rule,
        message,
        row_json,
        sentence,
        whole_article
    from source
)

select * from renamed
