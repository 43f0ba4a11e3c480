with versions as (
    select
        version_id,
        article_id,
        version_no,
        lag(version_id) over (partition by article_id order by version_no) as version_before,
        lag(version_no) over (partition by article_id order by version_no) as version_no_before
    from {{ ref('dim_article_versions') }}
    where is_good
),

changes as (
    select * from versions
    where version_before is not null
),

figures as (
    select
        figures.*,
        passages.text as sentence
    from {{ ref('stg_figures') }} as figures
    inner join {{ ref('stg_passages') }} as passages
        on passages.version_id = figures.version_id and passages.passage_id = figures.passage_id
    where
        figures.version_id in (select version_id from changes)
        or figures.version_id in (select version_before from changes)
),

-- the same sentence, read differently because its surroundings changed
reread as (
    select
        changes.*,
        before,
        after
    from changes
    inner join figures as before on before.version_id = changes.version_before
    inner join figures as after
        on after.version_id = changes.version_id and after.figure_id = before.figure_id
    where
        (
            before.value, before.value_low, before.value_high, before.relation, before.unit, before.measure,
            before.is_target, before.region_name, before.period_start, before.period_end, before.indicator_id
        )
        is distinct from
        (
            after.value, after.value_low, after.value_high, after.relation, after.unit, after.measure,
            after.is_target, after.region_name, after.period_start, after.period_end, after.indicator_id
        )
),

gone as (
    select
        changes.*,
        before
    from changes
    inner join figures as before on before.version_id = changes.version_before
    left join figures as after on after.version_id = changes.version_id and after.figure_id = before.figure_id
    where after.figure_id is null
),

new as (
    select
        changes.*,
        after
    from changes
    inner join figures as after on after.version_id = changes.version_id
    left join figures as before on before.version_id = changes.version_before and before.figure_id = after.figure_id
    where before.figure_id is null
),

-- a figure whose sentence was rewritten: of the same kind, in the sentence most like the old one
alike as (
    select
        gone.version_id,
        gone.before.figure_id as figure_id_before,
        new.after.figure_id as figure_id_after,
        jaccard(gone.before.sentence, new.after.sentence)
        + if(gone.before.subject is not distinct from new.after.subject, 0.5, 0)
        + if(gone.before.value is not distinct from new.after.value, 0.25, 0) as likeness
    from gone
    inner join new
        on
            new.version_id = gone.version_id
            and new.after.unit is not distinct from gone.before.unit
            and new.after.measure = gone.before.measure
    where jaccard(gone.before.sentence, new.after.sentence) >= 0.6
),

ranked as (
    select
        *,
        row_number() over (
            partition by version_id, figure_id_before order by likeness desc, figure_id_after asc
        ) as rank_of_after,
        row_number() over (
            partition by version_id, figure_id_after order by likeness desc, figure_id_before asc
        ) as rank_of_before
    from alike
),

matched as (
    select
        version_id,
        figure_id_before,
        figure_id_after
    from ranked
    where rank_of_after = 1 and rank_of_before = 1
),

rewritten as (
    select
        gone.*,
        new.after
    from matched
    inner join gone on gone.version_id = matched.version_id and gone.before.figure_id = matched.figure_id_before
    inner join new on new.version_id = matched.version_id and new.after.figure_id = matched.figure_id_after
),

revisions as (
    select
        'changed' as change,
        *
    from reread
    union all by name
    select
        if(
            (before.value, before.value_low, before.value_high, before.relation, before.period_start, before.period_end)
            is distinct from
            (after.value, after.value_low, after.value_high, after.relation, after.period_start, after.period_end),
            'changed', 'reworded'
        ) as change,
        *
    from rewritten
    union all by name
    select
        'removed' as change,
        gone.*
    from gone
    anti join matched on matched.version_id = gone.version_id and matched.figure_id_before = gone.before.figure_id
    union all by name
    select
        'added' as change,
        new.*
    from new
    anti join matched on matched.version_id = new.version_id and matched.figure_id_after = new.after.figure_id
)

select
    md5(concat_ws('|', version_id, before.figure_id, '>', after.figure_id))[:16] as revision_id,
    article_id,
    version_no_before,
    version_no,
    change,
    before.figure_id as figure_id_before,
    after.figure_id as figure_id_after,
    before.figure_text as figure_text_before,
    after.figure_text as figure_text_after,
    before.value as value_before,
    after.value as value_after,
    coalesce(after.unit, before.unit) as unit,
    coalesce(after.subject, before.subject) as subject,
    before.sentence as sentence_before,
    after.sentence as sentence_after
from revisions
