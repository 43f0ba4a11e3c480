{# Growth from one value to another in per cent, two places; null where there is no base. #}
{% macro growth(after, before) -%}
    cast((cast({{ after }} as double) / nullif(cast({{ before }} as double), 0) - 1) * 100 as decimal(18, 2))
{%- endmacro %}

{# Mean growth a year in per cent, two places, over a number of years; null where no year has passed. #}
{% macro cagr(after, before, years) -%}
    case
        when {{ years }} > 0 and {{ before }} > 0 and {{ after }} >= 0
            then cast(
                (pow(cast({{ after }} as double) / cast({{ before }} as double), 1.0 / ({{ years }})) - 1) * 100
                as decimal(18, 2)
            )
    end
{%- endmacro %}
