-- An article that gives several values for one observation speaks of parts or of a series whose scope was not told
-- apart; its figures speak for the observation only where no other article does, and are marked.
with statements as (
    select
        *,
        max(least) over of_article - min(most) over of_article > max(slack) over of_article as is_ambiguous
    from {{ ref('int_statements') }}
    window of_article as (partition by observation_id, article_id)
),

-- A value is revised by what is said later, but made more precise by what was said before: of the statements that
-- agree with the latest, the most precise one speaks for the observation.
latest as (
    select
        observation_id,
        arg_max(
            struct_pack(least := least - slack, most := most + slack), (published_on, -granularity, figure_id)
        ) as said
    from statements
    where not is_reprint and not is_ambiguous and published_on is not null
    group by observation_id
),

preferred as (
    select
        statements.*,
        row_number() over (
            partition by statements.observation_id
            order by
                statements.is_reprint asc,
                statements.is_ambiguous asc,
                coalesce(
                    statements.least - statements.slack <= latest.said.most
                    and statements.most + statements.slack >= latest.said.least,
                    true
                ) desc,
                case when statements.relation = 'eq' then 0 when statements.relation = 'range' then 1 else 2 end,
                statements.granularity,
                statements.published_on desc nulls last,
                statements.figure_id asc
        ) as preference
    from statements
    left join latest on latest.observation_id = statements.observation_id
),

counted as (
    select
        observation_id,
        count(*) as n_figures,
        count(distinct source_article_id) as n_articles,
        min(published_on) as first_said_on,
        max(published_on) as last_said_on,
        list(figure_id order by published_on, figure_id) as figure_ids
    from statements
    group by observation_id
),

conflicting as (
    select distinct observation_id from {{ ref('fct_conflicts') }}
    where kind <> 'rounding'
)

select
    preferred.observation_id,
    preferred.indicator_id,
    preferred.region_code,
    preferred.region_name,
    preferred.period_start,
    preferred.period_end,
    preferred.period_kind,
    preferred.measure,
    preferred.is_target,
    preferred.base_of_change,
    preferred.end_of_span,
    preferred.value,
    preferred.value_low,
    preferred.value_high,
    preferred.relation,
    preferred.unit,
    preferred.unit_code,
    counted.n_figures,
    counted.n_articles,
    counted.first_said_on,
    counted.last_said_on,
    conflicting.observation_id is not null as has_conflict,
    preferred.is_ambiguous,
    preferred.figure_id as preferred_figure_id,
    counted.figure_ids
from preferred
inner join counted on counted.observation_id = preferred.observation_id
left join conflicting on conflicting.observation_id = preferred.observation_id
where preferred.preference = 1
