with written as (
    select * from {{ ref('stg_units') }}
),

-- The base unit of a dimension, where no text writes it that way.
bases as (
    select distinct
        base_unit as unit_code,
        base_unit as unit,
        cast(null as varchar) as name_en,
        dimension,
        base_unit
    from written
),

-- Units that the reading composes (元/吨), each its own base.
composed as (
    select
        unit_code,
        unit,
        dimension
    from {{ ref('stg_figures') }}
    where unit_code is not null
    union
    select
        unit_code,
        unit,
        dimension
    from {{ ref('stg_table_figures') }}
    where unit_code is not null
),

coded as (
    select
        unit_code,
        unit,
        name_en,
        dimension,
        base_unit,
        factor,
        1 as preference
    from written
    union all
    select
        *,
        1 as factor,
        2 as preference
    from bases
    union all
    select
        unit_code,
        unit,
        null as name_en,
        dimension,
        unit_code as base_unit,
        1 as factor,
        3 as preference
    from composed
)

select
    unit_code,
    case when unit_code = '1' then '个' else arg_min(unit, (preference, length(unit), unit)) end as name_zh,
    case when unit_code = '1' then 'count' else arg_min(name_en, (preference, length(unit), unit)) end as name_en,
    arg_min(dimension, (preference, length(unit), unit)) as dimension,
    arg_min(base_unit, (preference, length(unit), unit)) as base_unit_code,
    cast(arg_min(factor, (preference, length(unit), unit)) as decimal(38, 10)) as factor,
    list(distinct unit order by unit) filter (where unit is not null) as written_as
from coded
group by unit_code
