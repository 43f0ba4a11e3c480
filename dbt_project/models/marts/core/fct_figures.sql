{% set correctable = {
    'value': 'decimal(38, 10)',
    'value_low': 'decimal(38, 10)',
    'value_high': 'decimal(38, 10)',
    'relation': 'varchar',
    'qualifier_text': 'varchar',
    'unit': 'varchar',
    'unit_code': 'varchar',
    'value_base': 'decimal(38, 10)',
    'dimension': 'varchar',
    'measure': 'varchar',
    'is_target': 'boolean',
    'compared_with': 'varchar',
    'price_basis': 'varchar',
    'subject': 'varchar',
    'indicator_id': 'varchar',
    'region_name': 'varchar',
    'region_code': 'varchar',
    'region_basis': 'varchar',
    'period_start': 'date',
    'period_end': 'date',
    'period_kind': 'varchar',
    'period_text': 'varchar',
    'period_basis': 'varchar',
} %}

with articles as (
    select version_id from {{ ref('dim_articles') }}
),

passages as (
    select * from {{ ref('dim_passages') }}
),

fixes as (
    {{ corrections_of('figure') }}
),

figures as (
    select
        figures.*,
        fixes.corrections
    from {{ ref('stg_figures') }} as figures
    inner join articles on articles.version_id = figures.version_id
    left join fixes on fixes.target_id = figures.figure_id
)

select
    figures.figure_id,
    figures.article_id,
    figures.passage_id,
    figures.char_start,
    figures.char_end,
    figures.figure_text,
    {%- for column, type in correctable.items() %}
        {{ corrected('figures', column, type) }} as {{ column }},
    {%- endfor %}
    figures.series_id,
    figures.series_no,
    figures.pair_id,
    figures.pair_role,
    passages.section_no,
    passages.section_title,
    passages.text as sentence,
    figures.evidence_url,
    figures.rule,
    figures.steps,
    figures.corrections is not null as is_corrected
from figures
inner join passages
    on
        passages.passage_id = figures.passage_id
        and passages.article_id = figures.article_id
