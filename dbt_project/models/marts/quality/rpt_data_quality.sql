with numerals as (
    select
        article_id,
        count(*) as numerals,
        count(*) filter (where disposition = 'figure') as numerals_figures,
        count(*) filter (where disposition = 'table') as numerals_tables,
        count(*) filter (where disposition not in ('figure', 'table', 'unknown')) as numerals_other,
        count(*) filter (where disposition = 'unknown') as unknown,
        list(text order by char_start) filter (where disposition = 'unknown') as unknown_texts
    from {{ ref('fct_numerals') }}
    group by article_id
),

figures as (
    select
        article_id,
        count(*) as figures,
        avg(cast(unit is not null as integer)) as unit_rate,
        avg(cast(subject is not null as integer)) as subject_rate,
        avg(cast(indicator_id is not null as integer)) as indicator_rate,
        avg(cast(region_basis <> 'none' as integer)) as region_rate,
        avg(cast(period_basis <> 'none' as integer)) as period_rate,
        list(figure_id order by char_start) as figure_ids
    from {{ ref('fct_figures') }}
    group by article_id
),

refused as (
    select
        article_id,
        count(*) as quarantined_rows
    from {{ ref('quarantine') }}
    where not whole_article
    group by article_id
)

select
    articles.article_id,
    articles.title,
    articles.published_on,
    articles.raw_path,
    articles.characters,
    coalesce(numerals.numerals, 0) as numerals,
    coalesce(figures.figures, 0) as figures,
    coalesce(numerals.numerals_tables, 0) as numerals_in_tables,
    coalesce(numerals.numerals_other, 0) as numerals_other,
    coalesce(numerals.unknown, 0) as unknown,
    coalesce(numerals.unknown_texts, cast([] as varchar[])) as unknown_texts,
    figures.unit_rate,
    figures.subject_rate,
    figures.indicator_rate,
    figures.region_rate,
    figures.period_rate,
    coalesce(refused.quarantined_rows, 0) as quarantined_rows,
    articles.findings,
    coalesce(figures.figure_ids, cast([] as varchar[])) as figure_ids
from {{ ref('dim_articles') }} as articles
left join numerals on numerals.article_id = articles.article_id
left join figures on figures.article_id = articles.article_id
left join refused on refused.article_id = articles.article_id
