-- A part and its share imply the whole: 8.6万亿元, more than 30% of it, is less than 28.7万亿元. Bounds are carried.
with figures as (
    select * from {{ ref('fct_figures') }}
),

shares as (
    select * from figures
    where measure = 'share' and unit = '%' and value > 0 and value <= 100 and (pair_role is null or pair_role = 'to')
),

parts as (
    select
        shares.figure_id as share_id,
        arg_max(parts.figure_id, parts.char_start) as part_id,
        arg_max(parts.value_low, parts.char_start) as part_low,
        arg_max(parts.value_high, parts.char_start) as part_high,
        arg_max(parts.unit, parts.char_start) as unit
    from shares
    inner join figures as parts
        on
            parts.article_id = shares.article_id
            and parts.passage_id = shares.passage_id
            and parts.char_start < shares.char_start
            and parts.dimension not in ('share', 'fraction')
            and parts.measure in ('level', 'cumulative')
            and parts.region_name is not distinct from shares.region_name
            and parts.value > 0
            and (
                (length(parts.subject) >= 2 and starts_with(shares.subject, parts.subject))
                or starts_with(shares.indicator_id, parts.indicator_id || '_share')
            )
    group by shares.figure_id
)

select
    'whole_implied_by_share' as kind,
    shares.article_id,
    shares.figure_id as subject_figure_id,
    cast(null as boolean) as agrees,
    cast(
        cast(parts.part_low as double) / (cast(coalesce(shares.value_high, 100) as double) / 100) as decimal(38, 2)
    ) as expected_low,
    case
        when shares.value_low > 0
            then cast(
                cast(parts.part_high as double) / (cast(shares.value_low as double) / 100) as decimal(38, 2)
            )
    end as expected_high,
    cast(null as decimal(38, 10)) as stated,
    parts.unit,
    shares.sentence,
    [parts.part_id, shares.figure_id] as figure_ids
from shares
inner join parts on parts.share_id = shares.figure_id
