{# A value, where there is one, lies between the bounds, both inclusive. #}
{% test accepted_range(model, column_name, low=none, high=none) %}

select *
from {{ model }}
where
    {{ column_name }} is not null
    and (
        false
        {% if low is not none %} or {{ column_name }} < {{ low }} {% endif %}
        {% if high is not none %} or {{ column_name }} > {{ high }} {% endif %}
    )

{% endtest %}
