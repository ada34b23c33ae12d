"""Where parts are run. `inline` is here and now; others keep its promise: results in order, as they come."""
