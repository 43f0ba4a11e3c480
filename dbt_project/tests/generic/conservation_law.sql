{#
    On the ledger: no two rows of an article overlap, and no character of a numeral lies outside the rows. A numeral is
    what the contract says: Arabic and full-width digits, numerals in Chinese characters, Roman and enclosed ones.
#}
{% test conservation_law(model, articles) %}

with ledger as (
    select
        article_id,
        char_start,
        char_end,
        lag(char_end, 1, 0) over (partition by article_id order by char_start, char_end) as end_before
    from {{ model }}
),

gaps as (
    select ledger.article_id, ledger.end_before as gap_start, ledger.char_start as gap_end
    from ledger
    union all
    select articles.article_id, coalesce(max(ledger.char_end), 0), length(articles.body_text)
    from {{ articles }} as articles
    left join ledger on ledger.article_id = articles.article_id
    group by all
),

outside as (
    select
        gaps.article_id,
        gaps.gap_start,
        gaps.gap_end,
        substr(articles.body_text, gaps.gap_start + 1, greatest(gaps.gap_end - gaps.gap_start, 0)) as left_over
    from gaps
    inner join {{ articles }} as articles on articles.article_id = gaps.article_id
)

select article_id, gap_start, gap_end, left_over
from outside
where
    gap_end < gap_start
    or regexp_matches(left_over, '[0-9０-９〇零一二三四五六七八九十百千万亿兆两壹贰叁肆伍陆柒捌玖拾佰仟廿卅半\x{2160}-\x{2188}\x{2460}-\x{24ff}\x{3220}-\x{3229}]')

{% endtest %}
