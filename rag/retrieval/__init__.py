"""From a query to passages, the best first: which notices are in scope, lexical and dense search, the ledger."""
