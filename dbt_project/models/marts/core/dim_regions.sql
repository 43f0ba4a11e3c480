select
    region_code,
    name_zh,
    full_name_zh,
    name_en,
    level,
    kind,
    parent_code
from {{ ref('stg_regions') }}
