-- What was said of one indicator, over all articles, in the order of the times that it speaks of.
with observations as (
    select * from {{ ref('fct_observations') }}
),

indicators as (
    select * from {{ ref('dim_indicators') }}
),

figures as (
    select * from {{ ref('fct_figures') }}
),

statements as (
    select * from {{ ref('int_statements') }}
),

articles as (
    select * from {{ ref('dim_articles') }}
)

select
    figures.figure_id,
    statements.observation_id,
    indicators.indicator_id,
    indicators.name_zh as indicator,
    indicators.name_en as indicator_en,
    figures.region_code,
    figures.region_name,
    figures.region_basis,
    figures.period_start,
    figures.period_end,
    figures.period_kind,
    figures.period_basis,
    figures.measure,
    figures.is_target,
    statements.base_of_change,
    figures.figure_text as stated_as,
    figures.value,
    figures.value_low,
    figures.value_high,
    {{ certainty('figures.relation') }} as certainty,
    figures.unit,
    figures.figure_id = observations.preferred_figure_id as is_preferred,
    observations.has_conflict,
    articles.reprint_of is not null as is_reprint,
    articles.published_on as said_on,
    articles.title,
    articles.article_id,
    figures.sentence,
    figures.evidence_url,
    cast(row_number() over (
        partition by indicators.indicator_id, figures.region_name, figures.measure, figures.is_target
        order by
            coalesce(figures.period_end, articles.published_on) nulls last,
            figures.period_start nulls first,
            articles.published_on,
            figures.figure_id
    ) as integer) as position,
    [figures.figure_id] as figure_ids
from statements
inner join observations on observations.observation_id = statements.observation_id
inner join figures on figures.figure_id = statements.figure_id
inner join indicators on indicators.indicator_id = figures.indicator_id
inner join articles on articles.article_id = figures.article_id
