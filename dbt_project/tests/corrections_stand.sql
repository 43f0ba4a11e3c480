{#
    Every correction finds its figure or article, and the value it replaces still stands there. One that does not is
    out of date: the page or the reading changed, and a person must look again.
#}
{% set fields = {
    'figure': [
        'value', 'value_low', 'value_high', 'relation', 'qualifier_text', 'unit', 'unit_code', 'value_base',
        'dimension', 'measure', 'is_target', 'compared_with', 'price_basis', 'subject', 'indicator_id', 'region_name',
        'region_code', 'region_basis', 'period_start', 'period_end', 'period_kind', 'period_text', 'period_basis',
    ],
    'article': ['title', 'authors', 'publisher', 'source_name', 'published_on', 'column_path'],
} %}

with corrections as (
    select * from {{ ref('stg_corrections') }}
),

versions as (
    select version_id from {{ ref('dim_articles') }}
),

{%- for target, columns in fields.items() %}
    original_{{ target }}s as (
        select {{ target }}s.*
        from {{ ref('stg_' ~ target ~ 's') }} as {{ target }}s
        inner join versions on versions.version_id = {{ target }}s.version_id
    ),

    {{ target }}s as (
        select
            corrections.correction_no,
            originals.{{ target }}_id is not null as is_there,
            case corrections.field
                {%- for column in columns %}
                    when '{{ column }}' then cast(originals.{{ column }} as varchar)
                {%- endfor %}
            end as stands
        from corrections
        left join original_{{ target }}s as originals on originals.{{ target }}_id = corrections.target_id
        where corrections.target = '{{ target }}'
    ),
{% endfor %}

found as (
    select * from figures
    union all
    select * from articles
)

select
    corrections.correction_no,
    corrections.target,
    corrections.target_id,
    corrections.field,
    corrections.old_value,
    found.stands,
    found.is_there
from corrections
inner join found on found.correction_no = corrections.correction_no
where
    not found.is_there
    or not (
        found.stands is not distinct from corrections.old_value
        or coalesce(
            try_cast(found.stands as decimal(38, 10)) = try_cast(corrections.old_value as decimal(38, 10)), false
        )
    )
