{# Every figure has exactly one row of the ledger, and every row that names a figure names one that is there. #}
{% test one_ledger_row(model, ledger) %}

with rows_of_figures as (
    select figure_id, count(*) as ledger_rows
    from {{ ledger }}
    where figure_id is not null
    group by figure_id
)

select
    coalesce(figures.figure_id, rows_of_figures.figure_id) as figure_id,
    figures.figure_text,
    coalesce(rows_of_figures.ledger_rows, 0) as ledger_rows
from {{ model }} as figures
full join rows_of_figures on rows_of_figures.figure_id = figures.figure_id
where figures.figure_id is null or rows_of_figures.ledger_rows is distinct from 1

{% endtest %}
