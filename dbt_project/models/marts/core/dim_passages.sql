with articles as (
    select version_id from {{ ref('dim_articles') }}
)

select
    passages.passage_id,
    passages.article_id,
    passages.section_no,
    passages.section_title,
    passages.paragraph_no,
    passages.sentence_no,
    passages.char_start,
    passages.char_end,
    passages.text,
    passages.is_heading,
    passages.passage_no
from {{ ref('stg_passages') }} as passages
inner join articles on articles.version_id = passages.version_id
