with source as (
    select * from {{ source('parsed', 'articles') }}
),

renamed as (
    select
        version_id,
        article_id,
        title,
        authors,
        publisher,
        source_name,
        published_on,
        column_path,
        source_url,
        raw_path,
        page_sha256,
        encoding,
        template,
        body_text,
        characters,
        first_seen_at,
        findings,
        shingles,
        text_sha256
    from source
)

select * from renamed
