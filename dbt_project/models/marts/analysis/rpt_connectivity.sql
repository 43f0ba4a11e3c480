{{ theme_report(['transport', 'post', 'energy']) }}
