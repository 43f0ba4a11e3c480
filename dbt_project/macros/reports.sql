{# The relation in words: what the text holds back. #}
{% macro certainty(relation) -%}
    case {{ relation }}
        when 'eq' then 'exact'
        when 'gt' then 'more than'
        when 'ge' then 'at least'
        when 'lt' then 'less than'
        when 'le' then 'at most'
        when 'approx' then 'about'
        when 'range' then 'between'
    end
{%- endmacro %}

{# The observations of the indicators of some categories: what a reader of one theme wants to see in one place. #}
{% macro theme_report(categories) -%}
with observations as (
    select * from {{ ref('fct_observations') }}
),

indicators as (
    select * from {{ ref('dim_indicators') }}
    where category in ({% for category in categories %}'{{ category }}'{{ ', ' if not loop.last }}{% endfor %})
),

preferred as (
    select * from {{ ref('fct_figures') }}
)

select
    observations.observation_id,
    indicators.category,
    indicators.indicator_id,
    indicators.name_zh as indicator,
    indicators.name_en as indicator_en,
    observations.region_code,
    observations.region_name,
    observations.period_start,
    observations.period_end,
    observations.period_kind,
    observations.measure,
    observations.is_target,
    observations.base_of_change,
    preferred.figure_text as stated_as,
    observations.value,
    observations.value_low,
    observations.value_high,
    {{ certainty('observations.relation') }} as certainty,
    observations.unit,
    observations.n_articles,
    observations.last_said_on,
    observations.has_conflict,
    preferred.sentence,
    preferred.evidence_url,
    observations.figure_ids
from observations
inner join indicators on indicators.indicator_id = observations.indicator_id
inner join preferred on preferred.figure_id = observations.preferred_figure_id
{%- endmacro %}
