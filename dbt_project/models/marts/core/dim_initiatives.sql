select
    initiative_id,
    name_zh,
    name_en,
    kind,
    theme,
    parent_id,
    names,
    description
from {{ ref('stg_initiatives') }}
