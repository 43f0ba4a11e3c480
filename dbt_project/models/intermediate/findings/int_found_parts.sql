-- 其中: no part that follows in the sentence, in the unit of the whole, exceeds it.
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
        arg_max(struct_pack(figure_id := figure_id, value_high := value_high, unit := unit), place) as whole
    from figures
    where place_of_parts > 0 and place < place_of_parts and measure in ('level', 'cumulative')
    group by article_id, passage_id
),

parts as (
    select
        figures.article_id,
        figures.passage_id,
        wholes.whole,
        max(figures.value_low) as largest,
        any_value(figures.sentence) as sentence,
        list(figures.figure_id order by figures.char_start) as part_ids
    from figures
    inner join wholes on wholes.passage_id = figures.passage_id and wholes.article_id = figures.article_id
    where
        figures.place > figures.place_of_parts
        and figures.unit = wholes.whole.unit
        and figures.measure in ('level', 'cumulative')
    group by all
)

-- Parts of several kinds may follow (by sex, by place), so they are not added up; 1.27亿 may be rounded down.
select
    'part_within_whole' as kind,
    article_id,
    whole.figure_id as subject_figure_id,
    whole.value_high is null or cast(largest as double) <= cast(whole.value_high as double) * 1.005 as agrees,
    cast(null as decimal(38, 10)) as expected_low,
    whole.value_high as expected_high,
    largest as stated,
    whole.unit,
    sentence,
    list_prepend(whole.figure_id, part_ids) as figure_ids
from parts
where largest is not null
