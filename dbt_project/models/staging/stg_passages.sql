with source as (
    select * from {{ source('parsed', 'passages') }}
),

renamed as (
    select
        version_id,
        passage_id,
        article_id,
        passage_no,
        section_no,
        section_title,
        paragraph_no,
        sentence_no,
        char_start,
        char_end,
        text,
        is_heading
    from source
)

select * from renamed
