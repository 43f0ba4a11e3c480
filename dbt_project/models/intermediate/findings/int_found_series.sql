-- A series that the sentence calls rising or falling year by year does so from member to member.
with members as (
    select
        *,
        lag(value) over (partition by article_id, series_id order by series_no) as value_before,
        regexp_matches(sentence, '逐年(增长|增加|上升|提高|提升|递增|扩大)') as called_rising,
        regexp_matches(sentence, '逐年(下降|减少|降低|回落|递减|缩小)') as called_falling
    from {{ ref('fct_figures') }}
    where series_id is not null and value is not null
)

select
    'series_year_by_year' as kind,
    article_id,
    arg_min(figure_id, series_no) as subject_figure_id,
    bool_and(case when called_rising then value > value_before else value < value_before end)
    filter (where value_before is not null) as agrees,
    cast(null as decimal(38, 10)) as expected_low,
    cast(null as decimal(38, 10)) as expected_high,
    arg_max(value, series_no) as stated,
    any_value(unit) as unit,
    any_value(sentence) as sentence,
    list(figure_id order by series_no) as figure_ids
from members
where called_rising <> called_falling
group by article_id, series_id
having count(*) >= 3
