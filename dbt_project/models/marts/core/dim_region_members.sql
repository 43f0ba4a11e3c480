select
    group_code,
    member_code
from {{ ref('stg_region_members') }}
