{{ config(materialized='table') }}

-- A figure whose indicator is known, as a statement about a value: where on the number line it says the value lies.
with figures as (
    select * from {{ ref('fct_figures') }}
    where indicator_id is not null
),

articles as (
    select * from {{ ref('dim_articles') }}
),

units as (
    select
        unit,
        any_value(base_unit) as base_unit,
        any_value(factor) as factor
    from {{ ref('stg_units') }}
    group by unit
),

-- The last digit that was written: 3.55万亿元 is exact to 0.01万亿元. Numerals in Chinese characters are taken as exact.
written as (
    select
        figure_id,
        regexp_extract(replace(figure_text, ',', ''), '[0-9]+(?:\.([0-9]+))?', 0) as digits,
        length(regexp_extract(replace(figure_text, ',', ''), '[0-9]+(?:\.([0-9]+))?', 1)) as decimals
    from figures
),

scaled as (
    select
        figures.*,
        articles.published_on,
        coalesce(articles.reprint_of, figures.article_id) as source_article_id,
        coalesce(units.base_unit, figures.unit, '') as base_unit,
        coalesce(figures.region_code, figures.region_name) as region_key,
        case
            when figures.measure not in ('growth_rate', 'change') then null
            when figures.compared_with is null and figures.period_kind in ('year', 'half', 'quarter', 'month', 'ytd')
                then 'year_on_year'
            when regexp_matches(figures.compared_with, '同比|上年|去年') then 'year_on_year'
            when regexp_matches(figures.compared_with, '环比|上月|上季') then 'previous_period'
            else figures.compared_with
        end as base_of_change,
        -- 由A至B of one time, such as 五年来: A is said of its beginning, B of its end
        case
            when
                count(distinct row(figures.period_start, figures.period_end)) over (
                    partition by figures.article_id, figures.pair_id
                ) = 1
                then figures.pair_role
        end as end_of_span,
        cast(coalesce(units.factor, 1) as double) as factor,
        -- 其中 before it, in its sentence: it may speak of a part
        contains(substr(figures.sentence, 1, figures.char_start - passages.char_start), '其中') as is_of_a_part,
        figures.period_end > articles.published_on as is_running,
        try_cast(nullif(written.digits, '') as double) as written_number,
        written.decimals
    from figures
    inner join articles on articles.article_id = figures.article_id
    inner join {{ ref('dim_passages') }} as passages
        on passages.passage_id = figures.passage_id and passages.article_id = figures.article_id
    inner join written on written.figure_id = figures.figure_id
    left join units on units.unit = figures.unit
),

measured as (
    select
        *,
        cast(value as double) * factor as value_number,
        cast(value_low as double) * factor as low_number,
        cast(value_high as double) * factor as high_number,
        case
            when value is null or written_number is null or written_number = 0 then 0
            else abs(cast(value as double) * factor) / written_number * pow(10, -decimals)
        end as granularity
    from scaled
)

select
    figure_id,
    article_id,
    source_article_id,
    source_article_id <> article_id as is_reprint,
    published_on,
    indicator_id,
    region_code,
    region_name,
    region_key,
    period_start,
    period_end,
    period_kind,
    period_basis,
    measure,
    is_target,
    base_of_change,
    end_of_span,
    price_basis,
    passage_id,
    subject,
    is_of_a_part,
    is_running,
    base_unit,
    unit,
    unit_code,
    value,
    value_low,
    value_high,
    relation,
    figure_text,
    granularity,
    -- as stated
    case when relation = 'approx' then value_number - abs(value_number) * 0.1 else coalesce(low_number, '-infinity') end
        as least,
    case when relation = 'approx' then value_number + abs(value_number) * 0.1 else coalesce(high_number, 'infinity') end
        as most,
    -- half of the last written digit: what rounding may have taken away
    case when relation = 'eq' then granularity / 2 else 0 end as slack,
    md5(concat_ws(
        '|', indicator_id, coalesce(region_key, ''), coalesce(period_start, '0001-01-01'),
        coalesce(period_end, '0001-01-01'), period_kind, measure, is_target, coalesce(base_of_change, ''),
        coalesce(end_of_span, ''), base_unit
    ))[:16] as observation_id
from measured
