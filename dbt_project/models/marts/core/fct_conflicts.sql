-- What one observation was said to be, each different statement once, by whoever said it first. An article that gives
-- several values for one observation speaks of parts or of a series whose scope was not told apart: it contradicts no
-- other article, and itself only where another sentence says otherwise of the very same subject.
with statements as (
    select * from {{ ref('int_statements') }}
    where
        not is_reprint
        -- without a time two figures need not speak of the same; 目前 and 今年以来 move while a month goes by
        and period_end is not null
        and not (period_kind in ('as_of', 'ytd', 'span') and period_basis = 'relative')
        and not (is_running and not is_target)
        and not is_of_a_part
),

by_article as (
    select
        *,
        max(least) over of_article - min(most) over of_article > max(slack) over of_article as is_ambiguous
    from statements
    window of_article as (partition by observation_id, article_id)
),

-- article_scope is null for statements that are compared across articles
distinct_statements as (
    select
        observation_id,
        if(is_ambiguous, article_id, null) as article_scope,
        if(is_ambiguous, passage_id, null) as passage_scope,
        if(is_ambiguous, coalesce(subject, ''), null) as subject_scope,
        any_value(indicator_id) as indicator_id,
        any_value(measure) as measure,
        relation,
        least,
        most,
        max(slack) as slack,
        min(price_basis) as price_basis,
        arg_min(figure_id, (coalesce(published_on, date '9999-12-31'), figure_id)) as figure_id,
        arg_min(article_id, (coalesce(published_on, date '9999-12-31'), figure_id)) as article_id,
        min(published_on) as first_said_on,
        list(figure_id order by published_on, figure_id) as figure_ids
    from by_article
    group by all
),

pairs as (
    select
        one.observation_id,
        one.indicator_id,
        one.figure_id as figure_id_a,
        other.figure_id as figure_id_b,
        one.article_id as article_id_a,
        other.article_id as article_id_b,
        one.first_said_on as said_on_a,
        other.first_said_on as said_on_b,
        one.figure_ids as figure_ids_a,
        other.figure_ids as figure_ids_b,
        greatest(one.least, other.least) - least(one.most, other.most) as gap,
        greatest(one.slack, other.slack) as slack,
        -- floating point: amounts agree to nine digits
        greatest(abs(one.least), abs(other.most), abs(one.most), abs(other.least)) as magnitude
    from distinct_statements as one
    inner join distinct_statements as other
        on
            other.observation_id = one.observation_id
            and other.article_scope is not distinct from one.article_scope
            and other.subject_scope is not distinct from one.subject_scope
            and (
                one.passage_scope is null
                or (other.passage_scope <> one.passage_scope and one.measure in ('level', 'cumulative'))
            )
            and (coalesce(one.first_said_on, date '9999-12-31'), one.figure_id)
            < (coalesce(other.first_said_on, date '9999-12-31'), other.figure_id)
            and (one.price_basis is null or other.price_basis is null or one.price_basis = other.price_basis)
)

select
    md5(figure_id_a || figure_id_b)[:16] as conflict_id,
    observation_id,
    indicator_id,
    case
        when gap <= slack * (1 + 1e-9) then 'rounding'
        when date_diff('day', said_on_a, said_on_b) > 30 then 'revision'
        else 'contradiction'
    end as kind,
    figure_id_a,
    figure_id_b,
    article_id_a,
    article_id_b,
    said_on_a,
    said_on_b,
    list_concat(figure_ids_a, figure_ids_b) as figure_ids
from pairs
where gap > 0 and gap > 1e-9 * if(isinf(magnitude), 0, magnitude)
