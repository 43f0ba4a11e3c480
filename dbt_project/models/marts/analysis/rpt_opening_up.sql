{{ theme_report(['opening_up', 'trade']) }}
