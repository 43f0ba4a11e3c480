with written as (
    select * from {{ ref('stg_units') }}
),

coded as (
    select unit_code, unit, name_en, dimension, base_unit, factor, 1 as preference from written
    union all
    -- the base unit of a dimension, where no text writes it that way
    select distinct base_unit, base_unit, null, dimension, base_unit, 1, 2 from written
    union all
    -- units that the reading composes (元/吨), each its own base
    select distinct unit_code, unit, null, dimension, unit_code, 1, 3
    from {{ ref('stg_figures') }}
    where unit_code is not null
    union all
    select distinct unit_code, unit, null, dimension, unit_code, 1, 4
    from {{ ref('stg_table_figures') }}
    where unit_code is not null
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
