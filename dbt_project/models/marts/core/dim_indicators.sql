select
    indicator_id,
    name_zh,
    name_en,
    category,
    unit,
    dimension,
    measure,
    is_additive,
    higher_is,
    initiative_id,
    description
from {{ ref('stg_indicators') }}
