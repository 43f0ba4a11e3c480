{{ theme_report(['environment', 'urban_rural', 'education', 'health', 'culture']) }}
