-- A list that states how many members it has names as many.
select
    'list_stated_and_named' as kind,
    article_id,
    enumeration_id as subject_figure_id,
    agrees,
    cast(listed_count as decimal(38, 10)) as expected_low,
    cast(listed_count as decimal(38, 10)) as expected_high,
    cast(stated_count as decimal(38, 10)) as stated,
    cast(null as varchar) as unit,
    sentence,
    if(figure_id is null, cast([] as varchar[]), [figure_id]) as figure_ids
from {{ ref('fct_enumerations') }}
where stated_count is not null
