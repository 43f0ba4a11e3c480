{{ theme_report(['twin_city']) }}
