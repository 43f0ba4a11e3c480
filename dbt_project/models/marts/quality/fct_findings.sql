-- What the arithmetic of the texts themselves allows to be checked. A finding is told, it fails nothing.
with findings as (
    {%- for model in [
        'int_found_shares', 'int_found_changes', 'int_found_series', 'int_found_cumulative', 'int_found_parts',
        'int_found_rests', 'int_found_totals', 'int_found_lists',
    ] %}
    select * from {{ ref(model) }}
    {{ 'union all by name' if not loop.last }}
    {%- endfor %}
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
