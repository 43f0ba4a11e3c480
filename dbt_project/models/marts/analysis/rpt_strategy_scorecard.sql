-- How is the strategy carried out, section by section: which of the four functions, what headline figures?
with passages as (
    select * from {{ ref('dim_passages') }}
),

figures as (
    select
        figures.*,
        indicators.name_zh as indicator
    from {{ ref('fct_figures') }} as figures
    left join {{ ref('dim_indicators') }} as indicators on indicators.indicator_id = figures.indicator_id
),

mentions as (
    select
        mentions.*,
        passages.is_heading
    from {{ ref('fct_initiative_mentions') }} as mentions
    inner join passages on passages.passage_id = mentions.passage_id and passages.article_id = mentions.article_id
),

-- Only articles whose headings name the functions are laid out by them.
strategic as (
    select distinct article_id from mentions
    where initiative_id = 'four_functions' and is_heading
),

sections as (
    select
        passages.article_id,
        passages.section_no,
        any_value(passages.section_title) as section_title,
        count(distinct passages.paragraph_no) filter (where not passages.is_heading) as paragraphs
    from passages
    semi join strategic on strategic.article_id = passages.article_id
    where passages.section_no > 0
    group by passages.article_id, passages.section_no
),

functions as (
    select
        article_id,
        section_no,
        arg_min(text, char_start) as function_named
    from mentions
    where initiative_id = 'four_functions' and is_heading
    group by article_id, section_no
),

initiatives as (
    select
        article_id,
        section_no,
        count(distinct initiative_id) as initiatives,
        list(distinct initiative_id order by initiative_id) as initiative_ids
    from mentions
    group by article_id, section_no
),

headlines as (
    select
        article_id,
        section_no,
        count(*) as figures,
        list(coalesce(indicator, subject, '') || ' ' || figure_text order by char_start)
        filter (where indicator_id is not null) as headline_figures,
        list(figure_id order by char_start) as figure_ids
    from figures
    group by article_id, section_no
)

select
    sections.article_id,
    sections.section_no,
    sections.section_title,
    functions.function_named,
    sections.paragraphs,
    coalesce(initiatives.initiatives, 0) as initiatives,
    coalesce(headlines.figures, 0) as figures,
    coalesce(headlines.headline_figures, cast([] as varchar[])) as headline_figures,
    coalesce(initiatives.initiative_ids, cast([] as varchar[])) as initiative_ids,
    coalesce(headlines.figure_ids, cast([] as varchar[])) as figure_ids
from sections
left join functions on functions.article_id = sections.article_id and functions.section_no = sections.section_no
left join initiatives on initiatives.article_id = sections.article_id and initiatives.section_no = sections.section_no
left join headlines on headlines.article_id = sections.article_id and headlines.section_no = sections.section_no
