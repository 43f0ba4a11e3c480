-- 其中: the parts that follow in the sentence, in the unit of the whole, do not exceed it together.
with figures as (
    select
        figures.*,
        figures.char_start - passages.char_start as place,
        strpos(figures.sentence, '其中') as place_of_parts
    from {{ ref('fct_figures') }} as figures
    inner join {{ ref('dim_passages') }} as passages
        on passages.passage_id = figures.passage_id and passages.article_id = figures.article_id
),

wholes as (
    select
        article_id,
        passage_id,
        arg_max(figure_id, place) as figure_id,
        arg_max(value, place) as value,
        arg_max(value_high, place) as value_high,
        arg_max(unit, place) as unit
    from figures
    where place_of_parts > 0 and place < place_of_parts and measure in ('level', 'cumulative')
    group by article_id, passage_id
),

parts as (
    select
        figures.article_id,
        figures.passage_id,
        wholes.figure_id as whole_id,
        wholes.value_high,
        wholes.unit,
        sum(coalesce(figures.value_low, 0)) as parts_low,
        any_value(figures.sentence) as sentence,
        list(figures.figure_id order by figures.char_start) as part_ids
    from figures
    inner join wholes on wholes.passage_id = figures.passage_id and wholes.article_id = figures.article_id
    where
        figures.place > figures.place_of_parts
        and figures.unit = wholes.unit
        and figures.measure in ('level', 'cumulative')
    group by all
)

select
    'parts_within_whole' as kind,
    article_id,
    whole_id as subject_figure_id,
    value_high is null or parts_low <= value_high as agrees,
    cast(null as decimal(38, 10)) as expected_low,
    value_high as expected_high,
    cast(parts_low as decimal(38, 10)) as stated,
    unit,
    sentence,
    list_prepend(whole_id, part_ids) as figure_ids
from parts
