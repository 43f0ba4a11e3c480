{# A value, where there is one, lies between the bounds, both inclusive; a bound that is not given is open. #}
{% test accepted_range(model, column_name, low="'-infinity'::double", high="'infinity'::double") %}

select *
from {{ model }}
where {{ column_name }} not between {{ low }} and {{ high }}

{% endtest %}
