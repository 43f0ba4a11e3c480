-- A figure tells of an initiative when its indicator does, or else when the initiative is named in its clause.
with figures as (
    select * from {{ ref('fct_figures') }}
),

by_indicator as (
    select
        indicators.initiative_id,
        figures.figure_id,
        figures.article_id,
        'indicator' as basis
    from figures
    inner join {{ ref('dim_indicators') }} as indicators on indicators.indicator_id = figures.indicator_id
    where indicators.initiative_id is not null
),

named_near as (
    select
        mentions.initiative_id,
        figures.figure_id,
        figures.article_id,
        'named in its clause' as basis,
        if(
            mentions.char_end <= figures.char_start,
            substr(articles.body_text, mentions.char_end + 1, figures.char_start - mentions.char_end),
            substr(articles.body_text, figures.char_end + 1, greatest(mentions.char_start - figures.char_end, 0))
        ) as words_between
    from figures
    inner join {{ ref('fct_initiative_mentions') }} as mentions
        on mentions.passage_id = figures.passage_id and mentions.article_id = figures.article_id
    inner join {{ ref('dim_articles') }} as articles on articles.article_id = figures.article_id
    where figures.figure_id not in (select figure_id from by_indicator)
),

linked as (
    select initiative_id, figure_id, article_id, basis from by_indicator
    union
    select initiative_id, figure_id, article_id, basis from named_near
    where not regexp_matches(words_between, '[，。；：！？,;:!?\n]')
)

select
    initiative_id,
    figure_id,
    article_id,
    basis
from linked
