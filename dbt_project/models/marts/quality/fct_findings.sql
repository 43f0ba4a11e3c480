-- What the arithmetic of the texts themselves allows to be checked. A finding is told, it fails nothing.
with findings as (
    select * from {{ ref('int_found_shares') }}
    union all by name
    select * from {{ ref('int_found_changes') }}
    union all by name
    select * from {{ ref('int_found_series') }}
    union all by name
    select * from {{ ref('int_found_cumulative') }}
    union all by name
    select * from {{ ref('int_found_parts') }}
    union all by name
    select * from {{ ref('int_found_rests') }}
    union all by name
    select * from {{ ref('int_found_totals') }}
    union all by name
    select * from {{ ref('int_found_lists') }}
)

select
    md5(concat_ws('|', kind, article_id, subject_figure_id))[:16] as finding_id,
    kind,
    article_id,
    agrees,
    expected_low,
    expected_high,
    stated,
    unit,
    sentence,
    figure_ids
from findings
