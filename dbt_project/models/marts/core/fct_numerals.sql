with articles as (
    select version_id from {{ ref('dim_articles') }}
)

select
    numerals.numeral_id,
    numerals.article_id,
    numerals.char_start,
    numerals.char_end,
    numerals.text,
    numerals.disposition,
    numerals.figure_id,
    numerals.rule
from {{ ref('stg_numerals') }} as numerals
inner join articles on articles.version_id = numerals.version_id
