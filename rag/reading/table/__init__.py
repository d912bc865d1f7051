"""Questions over several places, years, groups or notices: a row each."""
