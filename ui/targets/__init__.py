"""指标台账：按地区、年份、指标、科室查看。· The ledger of targets by region, year, indicator and department."""
