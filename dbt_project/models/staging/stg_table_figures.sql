with source as (
    select * from {{ source('extracted', 'table_figures') }}
),

renamed as (
    select
        version_id,
        table_figure_id,
        char_start,
        char_end,
        figure_text,
        value,
        value_low,
        value_high,
        relation,
        qualifier_text,
        unit,
        unit_code,
        value_base,
        dimension,
        measure,
        is_target,
        compared_with,
        price_basis,
        subject,
        indicator_id,
        region_name,
        region_code,
        region_basis,
        period_start,
        period_end,
        period_kind,
        period_text,
        period_basis,
        article_id,
        table_id,
        row_no,
        column_no,
        row_path,
        column_path,
        evidence_url,
        rule
    from source
)

select * from renamed
