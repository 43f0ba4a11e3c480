-- Which subjects are not in the catalogue of indicators, how often do they occur, and which entry is nearest?
with figures as (
    select * from {{ ref('fct_figures') }}
    where indicator_id is null and subject is not null
),

subjects as (
    select
        subject,
        dimension,
        mode(unit) as unit,
        mode(measure) as measure,
        count(*) as figures,
        count(distinct article_id) as articles,
        arg_min(sentence, figure_id) as sentence,
        list(figure_id order by figure_id) as figure_ids
    from figures
    group by subject, dimension
),

names as (
    select
        indicator_id,
        dimension,
        unnest(names) as name
    from {{ ref('dim_indicators') }}
),

-- Only the most frequent subjects are compared: the rest waits until they have been reviewed.
frequent as (
    select * from subjects
    order by figures desc, subject asc
    limit 500
),

nearest as (
    select
        frequent.subject,
        frequent.dimension,
        arg_max(names.indicator_id, (jaccard(frequent.subject, names.name), names.indicator_id)) as suggestion,
        max(jaccard(frequent.subject, names.name)) as likeness
    from frequent
    inner join names on names.dimension = frequent.dimension
    group by frequent.subject, frequent.dimension
)

select
    subjects.subject,
    subjects.dimension,
    subjects.unit,
    subjects.measure,
    subjects.figures,
    subjects.articles,
    case when nearest.likeness >= 0.4 then nearest.suggestion end as suggestion,
    case when nearest.likeness >= 0.4 then round(nearest.likeness, 2) end as likeness,
    subjects.sentence,
    subjects.figure_ids
from subjects
left join nearest on nearest.subject = subjects.subject and nearest.dimension = subjects.dimension
