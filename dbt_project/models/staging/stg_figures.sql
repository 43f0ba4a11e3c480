with source as (
    select * from {{ source('extracted', 'figures') }}
),

renamed as (
    select
        version_id,
        figure_id,
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
        passage_id,
        series_id,
        series_no,
        pair_id,
        pair_role,
        evidence_url,
        rule,
        steps
    from source
)

select * from renamed
