{# Names without the database: a published file may have any name, and the views in it must still find their tables. #}

{% macro ref() %}
    {{- return(builtins.ref(*varargs, **kwargs).include(database=false)) -}}
{% endmacro %}

{% macro source() %}
    {{- return(builtins.source(*varargs, **kwargs).include(database=false)) -}}
{% endmacro %}
