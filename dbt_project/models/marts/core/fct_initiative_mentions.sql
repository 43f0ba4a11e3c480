with articles as (
    select version_id from {{ ref('dim_articles') }}
),

passages as (
    select * from {{ ref('dim_passages') }}
)

select
    mentions.mention_id,
    mentions.initiative_id,
    mentions.article_id,
    mentions.passage_id,
    mentions.char_start,
    mentions.char_end,
    mentions.text,
    passages.section_no,
    passages.section_title,
    passages.text as sentence
from {{ ref('stg_mentions') }} as mentions
inner join articles on articles.version_id = mentions.version_id
inner join passages
    on passages.passage_id = mentions.passage_id and passages.article_id = mentions.article_id
