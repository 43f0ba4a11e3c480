-- What does each initiative consist of by the texts, and which figures has it? Those that no text names have no row.
with mentions as (
    select * from {{ ref('fct_initiative_mentions') }}
),

figures as (
    select
        links.initiative_id,
        list(distinct coalesce(figures.subject, '') || ' ' || figures.figure_text) as stated,
        list(distinct figures.figure_id) as figure_ids
    from {{ ref('fct_initiative_figures') }} as links
    inner join {{ ref('fct_figures') }} as figures on figures.figure_id = links.figure_id
    group by links.initiative_id
),

-- A list belongs to one initiative: the one that its head names, else the one named
-- in it, else the last before it, else the next.
list_of as (
    select
        mentions.initiative_id,
        lists.head,
        lists.members
    from {{ ref('fct_enumerations') }} as lists
    inner join mentions
        on
            mentions.passage_id = lists.passage_id
            and mentions.article_id = lists.article_id
            and mentions.char_start < lists.char_end + 12
            and mentions.char_end > lists.char_start - 12
    qualify row_number() over (
        partition by lists.enumeration_id
        order by
            contains(mentions.text, lists.head) desc,
            mentions.char_start between lists.char_start and lists.char_end desc,
            mentions.char_start <= lists.char_start desc,
            abs(mentions.char_start - lists.char_start),
            mentions.initiative_id
    ) = 1
),

lists as (
    select
        initiative_id,
        list(distinct head || ': ' || array_to_string(members, '、')) as structure
    from list_of
    group by initiative_id
),

named as (
    select
        initiative_id,
        count(*) as mentions,
        count(distinct article_id) as articles,
        list(distinct section_no order by section_no) as sections,
        arg_min(sentence, (article_id, char_start)) as first_sentence
    from mentions
    group by initiative_id
),

parts as (
    select
        initiatives.parent_id as initiative_id,
        list(initiatives.name_zh order by initiatives.initiative_id) as parts
    from {{ ref('dim_initiatives') }} as initiatives
    semi join mentions on mentions.initiative_id = initiatives.initiative_id
    where initiatives.parent_id is not null
    group by initiatives.parent_id
)

select
    initiatives.initiative_id,
    initiatives.name_zh,
    initiatives.name_en,
    initiatives.kind,
    initiatives.theme,
    initiatives.parent_id,
    coalesce(parts.parts, cast([] as varchar[])) as parts_named,
    coalesce(lists.structure, cast([] as varchar[])) as lists_stated,
    coalesce(figures.stated, cast([] as varchar[])) as figures_stated,
    named.mentions,
    named.articles,
    named.sections,
    named.first_sentence,
    coalesce(figures.figure_ids, cast([] as varchar[])) as figure_ids
from named
inner join {{ ref('dim_initiatives') }} as initiatives on initiatives.initiative_id = named.initiative_id
left join parts on parts.initiative_id = named.initiative_id
left join lists on lists.initiative_id = named.initiative_id
left join figures on figures.initiative_id = named.initiative_id
