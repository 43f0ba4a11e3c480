with source as (
    select * from {{ source('raw', 'pages') }}
),

renamed as (
    select
        version_id,
        raw_path,
        page_sha256,
        size,
        source_url,
        fetched_at,
        publisher,
        licence,
        published_on
    from source
)

select * from renamed
