{# No two rows share the values of these columns; nulls count as equal. #}
{% test unique_combination(model, columns) %}

select {{ columns | join(', ') }}, count(*) as row_count
from {{ model }}
group by all
having count(*) > 1

{% endtest %}
