-- 由A提高至B, then the change in so many words: B − A, or B ÷ A − 1, must be what is stated, to its last digit.
with figures as (
    select
        *,
        lag(figure_id) over in_sentence as id_before,
        lag(pair_role) over in_sentence as role_before,
        lag(value) over in_sentence as value_before,
        lag(unit) over in_sentence as unit_before,
        lag(pair_id) over in_sentence as pair_before,
        lag(value, 2) over in_sentence as value_first,
        lag(figure_id, 2) over in_sentence as id_first,
        lag(pair_id, 2) over in_sentence as pair_first,
        lag(relation) over in_sentence as relation_before,
        lag(relation, 2) over in_sentence as relation_first,
        lag(subject) over in_sentence as subject_before,
        lag(char_end) over in_sentence as end_before
    from {{ ref('fct_figures') }}
    window in_sentence as (partition by article_id, passage_id order by char_start)
),

compared as (
    select
        *,
        case
            when measure = 'change' and (unit = unit_before or (unit = '个百分点' and unit_before = '%'))
                then cast(value_before - value_first as double)
            when measure = 'growth_rate' and unit = '%' and value_first > 0
                then (cast(value_before as double) / cast(value_first as double) - 1) * 100
        end as expected
    from figures
    where
        role_before = 'to'
        and pair_before = pair_first
        and pair_role is null
        and value is not null
        and relation = 'eq' and relation_before = 'eq' and relation_first = 'eq'
        and (subject is not distinct from subject_before or contains(subject, subject_before))
        -- a yearly mean, often at constant prices, is another thing
        and not regexp_matches(rule || coalesce(subject, '') || coalesce(price_basis, ''), '年均|平均|可比|不变')
        and not regexp_matches(substr(
            sentence, greatest(strpos(sentence, figure_text) - 8, 1), least(strpos(sentence, figure_text), 8)
        ), '年均|平均|实际')
        -- the change follows at once, not in another clause about something else
        and char_start - end_before <= 8
)

select
    'change_of_a_pair' as kind,
    article_id,
    figure_id as subject_figure_id,
    abs(cast(value as double) - expected) <= greatest(abs(expected) * 0.02, 0.0500001) as agrees,
    cast(expected as decimal(38, 10)) as expected_low,
    cast(expected as decimal(38, 10)) as expected_high,
    value as stated,
    unit,
    sentence,
    [id_first, id_before, figure_id] as figure_ids
from compared
where expected is not null
