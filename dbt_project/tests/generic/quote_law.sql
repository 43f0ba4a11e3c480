{# The words of a row must be what the article's text holds between the row's offsets. #}
{% test quote_law(model, words, articles) %}

select
    quoted.article_id,
    quoted.char_start,
    quoted.char_end,
    quoted.{{ words }} as words,
    substr(articles.body_text, quoted.char_start + 1, quoted.char_end - quoted.char_start) as text_there
from {{ model }} as quoted
left join {{ articles }} as articles on articles.article_id = quoted.article_id
where
    articles.body_text is null
    or substr(articles.body_text, quoted.char_start + 1, quoted.char_end - quoted.char_start) <> quoted.{{ words }}

{% endtest %}
