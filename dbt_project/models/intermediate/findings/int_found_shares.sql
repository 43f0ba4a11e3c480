-- A share or a rate of a whole lies between 0 and 100 per cent.
select
    'share_in_range' as kind,
    article_id,
    figure_id as subject_figure_id,
    value between 0 and 100 as agrees,
    cast(0 as decimal(38, 10)) as expected_low,
    cast(100 as decimal(38, 10)) as expected_high,
    value as stated,
    unit,
    sentence,
    [figure_id] as figure_ids
from {{ ref('fct_figures') }}
where measure = 'share' and unit = '%' and value is not null
