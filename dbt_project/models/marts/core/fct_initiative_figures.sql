-- A figure tells of the initiative that its indicator belongs to, where its article names that initiative; else of the
-- one that is named in its clause, the last before it or the first after it; else of the last named before it in its
-- sentence. The basis says which.
with figures as (
    select * from {{ ref('fct_figures') }}
),

mentions as (
    select * from {{ ref('fct_initiative_mentions') }}
),

by_indicator as (
    select
        indicators.initiative_id,
        figures.figure_id,
        figures.article_id,
        'indicator' as basis
    from figures
    inner join {{ ref('dim_indicators') }} as indicators on indicators.indicator_id = figures.indicator_id
    semi join mentions
        on mentions.initiative_id = indicators.initiative_id and mentions.article_id = figures.article_id
),

beside as (
    select
        mentions.initiative_id,
        figures.figure_id,
        figures.article_id,
        mentions.char_start < figures.char_start as is_before,
        abs(figures.char_start - mentions.char_start) as distance,
        regexp_matches(
            if(
                mentions.char_start < figures.char_start,
                substr(articles.body_text, mentions.char_end + 1, greatest(figures.char_start - mentions.char_end, 0)),
                substr(articles.body_text, figures.char_end + 1, greatest(mentions.char_start - figures.char_end, 0))
            ),
            '[，。；！？：,;!?:\n]'
        ) as is_elsewhere
    from figures
    inner join mentions on mentions.passage_id = figures.passage_id and mentions.article_id = figures.article_id
    inner join {{ ref('dim_articles') }} as articles on articles.article_id = figures.article_id
    anti join by_indicator on by_indicator.figure_id = figures.figure_id
),

nearest as (
    select
        initiative_id,
        figure_id,
        article_id,
        if(is_elsewhere, 'sentence', 'clause') as basis
    from beside
    where is_before or not is_elsewhere
    qualify row_number() over (
        partition by figure_id order by is_elsewhere asc, is_before desc, distance asc, initiative_id asc
    ) = 1
)

select
    initiative_id,
    figure_id,
    article_id,
    basis
from by_indicator
union all
select
    initiative_id,
    figure_id,
    article_id,
    basis
from nearest
