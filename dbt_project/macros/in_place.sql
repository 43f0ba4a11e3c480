{#
    Tables and views made in place, in three statements. dbt's own way (make under another name, rename, drop the old)
    protects readers of a live database; here models go into a private file that nobody reads before it is published,
    and the detour took a third of dbt's time. Contracts, hooks and comments are kept; grants and indexes are not used.
#}

{% materialization table, adapter='duckdb' %}
    {%- set relation = this.incorporate(type='table') -%}
    {%- set create -%}
        {%- if config.get('contract').enforced -%}
            {{ get_assert_columns_equivalent(sql) }}
            create or replace table {{ relation }} {{ get_table_columns_and_constraints() }};
            insert into {{ relation }} {{ get_column_names() }} ({{ get_select_subquery(sql) }})
        {%- else -%}
            create or replace table {{ relation }} as ({{ sql }})
        {%- endif -%}
    {%- endset -%}
    {{ return(make_in_place(relation, create)) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {%- set relation = this.incorporate(type='view') -%}
    {{ return(make_in_place(relation, 'create or replace view ' ~ relation ~ ' as (' ~ sql ~ ')')) }}
{% endmaterialization %}

{# Runs what makes `relation`, between the model's hooks, with its comments, as one transaction. #}
{% macro make_in_place(relation, create) %}
    {{ run_hooks(pre_hooks) }}
    {%- call statement('main') -%}{{ create }}{%- endcall -%}
    {%- do write_comments(relation) -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [relation]}) }}
{% endmacro %}

{# The descriptions of the model and, where `persist_docs` asks for them, of its columns, in one statement. #}
{% macro write_comments(relation) %}
    {%- set columns = model.columns.values() if config.persist_column_docs() else [] -%}
    {%- if config.persist_relation_docs() or columns -%}
        {%- call statement('comments') -%}
            {% if config.persist_relation_docs() and model.description %}
                comment on {{ relation.type }} {{ relation }} is {{ duckdb_escape_comment(model.description) }};
            {% endif %}
            {%- for column in columns if column.description %}
                comment on column {{ relation }}.{{ adapter.quote(column.name) }}
                is {{ duckdb_escape_comment(column.description) }};
            {%- endfor %}
        {%- endcall -%}
    {%- endif -%}
{% endmacro %}
