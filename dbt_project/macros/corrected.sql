{#
    The value of a column after `corrections.yml`: the new value where a person gave one, else what was read.
    `corrections` is a map from column to new value, null where the row has none.
#}
{% macro corrected(table, column, type) -%}
    case
        when {{ table }}.corrections is not null and list_contains(map_keys({{ table }}.corrections), '{{ column }}')
            then cast({{ table }}.corrections['{{ column }}'] as {{ type }})
        else {{ table }}.{{ column }}
    end
{%- endmacro %}

{# One row per corrected figure or article with its corrections as a map from column to new value. #}
{% macro corrections_of(target) -%}
    select target_id, map_from_entries(list((field, new_value) order by correction_no)) as corrections
    from {{ ref('stg_corrections') }}
    where target = '{{ target }}'
    group by target_id
{%- endmacro %}
