-- What one observation was said to be, each different statement once, by whoever said it first.
with statements as (
    select * from {{ ref('int_statements') }}
    where
        not is_reprint
        -- without a time two figures need not speak of the same; 目前 moves while a month goes by
        and period_end is not null
        and not (period_kind = 'as_of' and period_basis = 'relative')
),

distinct_statements as (
    select
        observation_id,
        any_value(indicator_id) as indicator_id,
        relation,
        least,
        most,
        max(slack) as slack,
        min(price_basis) as price_basis,
        arg_min(figure_id, (coalesce(published_on, date '9999-12-31'), figure_id)) as figure_id,
        arg_min(article_id, (coalesce(published_on, date '9999-12-31'), figure_id)) as article_id,
        min(published_on) as first_said_on,
        list(figure_id order by published_on, figure_id) as figure_ids
    from statements
    group by observation_id, relation, least, most
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
