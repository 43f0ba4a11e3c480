-- What counts from a beginning never falls: a later cumulative value is not below an earlier one.
with statements as (
    select * from {{ ref('fct_observations') }}
    where measure = 'cumulative' and not is_target and period_kind = 'as_of' and value is not null
),

ordered as (
    select
        *,
        lag(value) over by_time as value_before,
        lag(preferred_figure_id) over by_time as figure_before,
        lag(relation) over by_time as relation_before
    from statements
    window by_time as (partition by indicator_id, region_code, region_name, unit order by period_end)
)

select
    'cumulative_never_falls' as kind,
    figures.article_id,
    ordered.preferred_figure_id as subject_figure_id,
    -- 近 and 以内 only give a ceiling: the earlier one then cannot be overtaken from below
    ordered.value >= ordered.value_before or ordered.relation_before in ('lt', 'le', 'approx') as agrees,
    ordered.value_before as expected_low,
    cast(null as decimal(38, 10)) as expected_high,
    ordered.value as stated,
    ordered.unit,
    figures.sentence,
    [ordered.figure_before, ordered.preferred_figure_id] as figure_ids
from ordered
inner join {{ ref('fct_figures') }} as figures on figures.figure_id = ordered.preferred_figure_id
where ordered.value_before is not null
