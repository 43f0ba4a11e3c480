with articles as (
    select version_id from {{ ref('dim_articles') }}
)

select
    figures.table_figure_id,
    figures.article_id,
    figures.table_id,
    figures.row_no,
    figures.column_no,
    figures.row_path,
    figures.column_path,
    figures.char_start,
    figures.char_end,
    figures.figure_text,
    figures.value,
    figures.value_low,
    figures.value_high,
    figures.relation,
    figures.unit,
    figures.unit_code,
    figures.value_base,
    figures.dimension,
    figures.measure,
    figures.is_target,
    figures.compared_with,
    figures.price_basis,
    figures.subject,
    figures.indicator_id,
    figures.region_name,
    figures.region_code,
    figures.region_basis,
    figures.period_start,
    figures.period_end,
    figures.period_kind,
    figures.period_text,
    figures.period_basis,
    figures.evidence_url,
    figures.rule
from {{ ref('stg_table_figures') }} as figures
inner join articles on articles.version_id = figures.version_id
