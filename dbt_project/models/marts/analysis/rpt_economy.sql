{{ theme_report([
    'national_accounts', 'agriculture', 'industry', 'investment', 'consumption', 'finance', 'prices', 'income',
    'employment', 'population', 'enterprises',
]) }}
