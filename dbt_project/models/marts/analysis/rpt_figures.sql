select
    figures.figure_id,
    articles.title,
    articles.published_on,
    articles.publisher,
    figures.section_title,
    figures.subject,
    indicators.name_zh as indicator,
    figures.region_name,
    figures.period_start,
    figures.period_end,
    figures.period_text,
    figures.figure_text,
    figures.value,
    figures.value_low,
    figures.value_high,
    figures.relation,
    figures.unit,
    figures.measure,
    figures.is_target,
    figures.sentence,
    figures.evidence_url,
    articles.source_url,
    articles.raw_path,
    figures.article_id,
    figures.char_start
from {{ ref('fct_figures') }} as figures
inner join {{ ref('dim_articles') }} as articles on articles.article_id = figures.article_id
left join {{ ref('dim_indicators') }} as indicators on indicators.indicator_id = figures.indicator_id
