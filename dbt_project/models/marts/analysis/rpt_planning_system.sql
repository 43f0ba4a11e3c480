-- What do the tiers of the planning system (1+7+13+N) consist of: how many documents are stated, how many are named?
with mentions as (
    select
        mentions.mention_id,
        mentions.article_id,
        mentions.char_start,
        passages.paragraph_no,
        string_split(regexp_extract(mentions.text, '[0-9]+(\+([0-9]+|N))+'), '+') as tiers
    from {{ ref('fct_initiative_mentions') }} as mentions
    inner join {{ ref('dim_passages') }} as passages
        on passages.passage_id = mentions.passage_id and passages.article_id = mentions.article_id
    where mentions.initiative_id = 'planning_system'
),

unnested as (
    select
        article_id,
        paragraph_no,
        char_start,
        unnest(tiers) as tier,
        generate_subscripts(tiers, 1) as tier_no
    from mentions
    where len(tiers) > 1
),

tiers as (
    select * from unnested
    qualify row_number() over (partition by article_id, tier order by char_start) = 1
),

-- The words that explain a tier: from “7”即 to the next quoted tier, in the paragraph of the system's name.
explained as (
    select
        tiers.* exclude (char_start),
        passages.passage_id,
        passages.text as sentence,
        passages.char_start + strpos(passages.text, '“' || tiers.tier || '”') - 1 as char_start,
        passages.char_start + strpos(passages.text, '“' || tiers.tier || '”') + length(tiers.tier) + 1 as words_start,
        coalesce(
            passages.char_start + nullif(strpos(
                substr(passages.text, strpos(passages.text, '“' || tiers.tier || '”') + length(tiers.tier) + 2), '“'
            ), 0) + strpos(passages.text, '“' || tiers.tier || '”') + length(tiers.tier),
            passages.char_end
        ) as char_end
    from tiers
    inner join {{ ref('dim_passages') }} as passages
        on
            passages.article_id = tiers.article_id
            and passages.paragraph_no = tiers.paragraph_no
            and strpos(passages.text, '“' || tiers.tier || '”') > 0
    qualify row_number() over (partition by tiers.article_id, tiers.tier order by passages.char_start) = 1
),

lists as (
    select
        explained.article_id,
        explained.tier,
        arg_max(lists.members, lists.listed_count) as members,
        bool_or(lists.is_open) as is_open,
        list(lists.figure_id) filter (where lists.figure_id is not null) as figure_ids
    from explained
    inner join {{ ref('fct_enumerations') }} as lists
        on
            lists.article_id = explained.article_id
            and lists.char_start >= explained.char_start
            and lists.char_end <= explained.char_end
    group by explained.article_id, explained.tier
),

named as (
    select
        explained.article_id,
        explained.tier,
        arg_min(initiatives.initiative_id, mentions.char_start) as initiative_id,
        arg_min(initiatives.name_zh, mentions.char_start) as name_zh,
        arg_min(initiatives.name_en, mentions.char_start) as name_en
    from explained
    inner join {{ ref('fct_initiative_mentions') }} as mentions
        on
            mentions.article_id = explained.article_id
            and mentions.char_start >= explained.char_start
            and mentions.char_end <= explained.char_end
    inner join {{ ref('dim_initiatives') }} as initiatives
        on initiatives.initiative_id = mentions.initiative_id and initiatives.parent_id = 'planning_system'
    group by explained.article_id, explained.tier
)

select
    tiers.article_id,
    cast(tiers.tier_no as integer) as tier_no,
    tiers.tier,
    named.initiative_id,
    named.name_zh,
    named.name_en,
    try_cast(tiers.tier as integer) as stated,
    cast(coalesce(len(lists.members), if(named.initiative_id is null, 0, 1)) as integer) as listed,
    coalesce(lists.is_open, false) as is_open,
    coalesce(lists.members, if(named.name_zh is null, cast([] as varchar[]), [named.name_zh])) as documents,
    case
        when try_cast(tiers.tier as integer) is null or coalesce(lists.is_open, false) then null
        else coalesce(len(lists.members), if(named.initiative_id is null, 0, 1)) = try_cast(tiers.tier as integer)
    end as agrees,
    substr(
        explained.sentence, greatest(explained.char_start - passages.char_start + 1, 1),
        explained.char_end - explained.char_start
    ) as words,
    coalesce(lists.figure_ids, cast([] as varchar[])) as figure_ids
from tiers
left join explained on explained.article_id = tiers.article_id and explained.tier = tiers.tier
left join {{ ref('dim_passages') }} as passages
    on passages.passage_id = explained.passage_id and passages.article_id = explained.article_id
left join lists on lists.article_id = tiers.article_id and lists.tier = tiers.tier
left join named on named.article_id = tiers.article_id and named.tier = tiers.tier
