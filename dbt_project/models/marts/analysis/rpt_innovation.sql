{{ theme_report(['science']) }}
