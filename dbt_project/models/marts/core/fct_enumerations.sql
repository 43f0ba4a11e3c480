with passages as (
    select * from {{ ref('dim_passages') }}
),

articles as (
    select
        version_id,
        source_url
    from {{ ref('dim_articles') }}
)

select
    lists.enumeration_id,
    lists.article_id,
    lists.passage_id,
    lists.char_start,
    lists.char_end,
    lists.head,
    lists.stated_count,
    lists.members,
    cast(len(lists.members) as integer) as listed_count,
    lists.is_open,
    case
        when lists.stated_count is null then null
        when lists.is_open and len(lists.members) <= lists.stated_count then null
        else len(lists.members) = lists.stated_count
    end as agrees,
    lists.figure_id,
    passages.section_no,
    passages.section_title,
    passages.text as sentence
from {{ ref('stg_enumerations') }} as lists
inner join articles on articles.version_id = lists.version_id
inner join passages
    on passages.passage_id = lists.passage_id and passages.article_id = lists.article_id
