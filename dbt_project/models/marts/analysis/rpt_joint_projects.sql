-- How fast did the projects that Sichuan and Chongqing build together grow, in number and in money?
with observations as (
    select * from {{ ref('fct_observations') }}
    where
        indicator_id in ('joint_projects', 'joint_projects_investment')
        and measure in ('level', 'cumulative')
        and period_kind = 'year'
        and not is_target
),

-- Of several observations for one place and year (level and cumulative) the one that most articles make.
preferred as (
    select
        indicator_id,
        region_name,
        cast(extract(year from period_end) as integer) as year,
        arg_max(value, (n_articles, last_said_on, observation_id)) as value,
        arg_max(figure_ids, (n_articles, last_said_on, observation_id)) as figure_ids
    from observations
    group by all
),

by_year as (
    select
        region_name,
        year,
        max(value) filter (where indicator_id = 'joint_projects') as projects,
        max(value) filter (where indicator_id = 'joint_projects_investment') as investment_yuan,
        flatten(list(figure_ids order by indicator_id)) as figure_ids
    from preferred
    group by region_name, year
),

with_neighbours as (
    select
        *,
        lag(projects) over by_time as projects_before,
        lag(investment_yuan) over by_time as investment_before,
        lag(year) over by_time as year_before,
        first_value(projects) over by_time as projects_first,
        first_value(investment_yuan) over by_time as investment_first,
        first_value(year) over by_time as year_first
    from by_year
    window by_time as (partition by region_name order by year)
)

select
    region_name,
    year,
    cast(projects as integer) as projects,
    investment_yuan,
    case when year_before = year - 1 then {{ growth('projects', 'projects_before') }} end as projects_growth_percent,
    case when year_before = year - 1 then {{ growth('investment_yuan', 'investment_before') }} end
        as investment_growth_percent,
    cast(cast(investment_yuan as double) / nullif(cast(projects as double), 0) as decimal(38, 2))
        as investment_per_project_yuan,
    {{ growth('projects', 'projects_first') }} as projects_cumulative_growth_percent,
    {{ growth('investment_yuan', 'investment_first') }} as investment_cumulative_growth_percent,
    {{ cagr('projects', 'projects_first', 'year - year_first') }} as projects_cagr_percent,
    {{ cagr('investment_yuan', 'investment_first', 'year - year_first') }} as investment_cagr_percent,
    figure_ids
from with_neighbours
