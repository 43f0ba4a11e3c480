with numerals as (
    select
        count(*) as numerals,
        count(*) filter (where disposition = 'unknown') as unknown
    from {{ ref('fct_numerals') }}
),

refused as (
    select
        count(*) as quarantined_rows,
        count(distinct raw_path) filter (where whole_article) as quarantined_pages
    from {{ ref('quarantine') }}
)

select
    build.build_id,
    build.schema_version,
    build.parser_version,
    build.rules_version,
    build.vocabulary_version,
    build.models_version,
    build.pages,
    (select count(*) from {{ ref('dim_articles') }}) as articles,
    (select count(*) from {{ ref('fct_figures') }}) as figures,
    numerals.numerals,
    numerals.unknown,
    refused.quarantined_pages,
    refused.quarantined_rows
from {{ ref('stg_build') }} as build
cross join numerals
cross join refused
