-- 其余8个: with the members named before it in the sentence, the rest makes up the whole stated before.
with figures as (
    select
        figures.*,
        passages.paragraph_no,
        substr(figures.sentence, 1, figures.char_start - passages.char_start) as words_before
    from {{ ref('fct_figures') }} as figures
    inner join {{ ref('dim_passages') }} as passages
        on passages.passage_id = figures.passage_id and passages.article_id = figures.article_id
),

rests as (
    select * from figures
    where regexp_matches(words_before, '其余$') and value is not null
),

with_whole as (
    select
        rests.figure_id,
        rests.article_id,
        rests.value,
        rests.unit,
        rests.sentence,
        length(rests.words_before) - length(replace(rests.words_before, '《', '')) as named,
        arg_max(wholes.figure_id, wholes.char_start) as whole_id,
        arg_max(wholes.value, wholes.char_start) as whole
    from rests
    inner join figures as wholes
        on
            wholes.article_id = rests.article_id
            and wholes.paragraph_no = rests.paragraph_no
            and wholes.char_start < rests.char_start
            and wholes.unit = rests.unit
            and wholes.value > rests.value
    group by all
)

select
    'rest_of_whole' as kind,
    article_id,
    figure_id as subject_figure_id,
    case when named > 0 then whole - value = named end as agrees,
    whole - value as expected_low,
    whole - value as expected_high,
    cast(named as decimal(38, 10)) as stated,
    unit,
    sentence,
    [whole_id, figure_id] as figure_ids
from with_whole
